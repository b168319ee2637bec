"""What may be said on the stream."""

import pytest

from portal.domain.live import SESSION_ENDED, Change, office_topic, person_topic, session_ended, session_topic


@pytest.mark.parametrize("word", ["", "inbox\ndata: secret", "inbox\r", "two words", "ærlig", "x" * 101])
def test_a_topic_or_event_that_could_write_a_line_of_its_own_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="single words"):
        Change("person:1", word)
    with pytest.raises(ValueError, match="single words"):
        Change(word, "inbox")


def test_only_a_session_can_end() -> None:
    assert session_ended("ab12") == Change(session_topic("ab12"), SESSION_ENDED)
    with pytest.raises(ValueError, match="Only a session"):
        Change(person_topic(1), SESSION_ENDED)


def test_the_same_id_in_two_roles_is_two_topics() -> None:
    assert len({person_topic(7), office_topic(7), session_topic("7")}) == 3
