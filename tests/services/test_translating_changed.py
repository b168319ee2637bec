"""What people agreed to is only put in the place of what they saw: a text that changed meanwhile is never lost silently."""

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Conflict, Refused
from portal.domain.translating import ProposalState, Texts, Verdict, stamp_of
from portal.services import translating, translating_review
from portal.services.translating_review import ChangedSinceProposed
from portal.services.work import Desk
from tests.services.translating_world import (
    APPEAL,
    IN_FILE,
    WEEK,
    Translators,
    anything,
    history,
    proposed,
    reviewed,
    standing,
    translators_of,
)

S = ProposalState
EDITED: Texts = ("This week here",)


@pytest.fixture
def translators(engine: Engine) -> Translators:
    return translators_of(engine)


def states(desk: Desk, translators: Translators) -> list[tuple[str, ProposalState]]:
    return sorted((one.row.texts[0], one.row.state) for one in history(desk, translators.first))


def test_a_text_that_somebody_edited_since_it_was_proposed_is_not_written_over(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    with pytest.raises(ChangedSinceProposed):
        reviewed(desk, translators.second, proposal_id, in_file=EDITED)
    assert states(desk, translators) == [("My week", S.PROPOSED)]
    assert history(desk, translators.first)[0].reviews == ()
    # Nobody is held to the old sight of it: it can be given back, and where the edit is taken back, agreed to.
    assert reviewed(desk, translators.second, proposal_id).state is S.ACCEPTED


def test_a_text_that_somebody_edited_since_it_was_proposed_can_be_returned(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    done = reviewed(
        desk, translators.second, proposal_id, Verdict.RETURNED, "Det står noe annet nå.", in_file=EDITED
    )
    assert done.state is S.RETURNED


def test_each_of_two_who_must_agree_is_told_that_somebody_edited_the_text_since(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first, "You can appeal.", APPEAL)
    with pytest.raises(ChangedSinceProposed):
        reviewed(desk, translators.second, proposal_id, source=APPEAL, in_file=EDITED)
    reviewed(desk, translators.second, proposal_id, source=APPEAL)
    with pytest.raises(ChangedSinceProposed):
        reviewed(desk, translators.third, proposal_id, source=APPEAL, in_file=EDITED)


def test_what_somebody_else_has_written_into_the_file_can_be_agreed_to(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    assert reviewed(desk, translators.second, proposal_id, in_file=("My week",)).texts == ("My week",)


def test_the_author_proposes_the_same_text_anew_against_what_stands_now(
    desk: Desk, translators: Translators
) -> None:
    old = proposed(desk, translators.first)
    with desk.writing(translators.first) as work:
        new = translating.propose(
            work, WEEK, "en", ("My week",), in_file=EDITED, is_safe=anything, seen=stamp_of(EDITED)
        )
    assert new != old
    with pytest.raises(Conflict):
        reviewed(desk, translators.second, old, in_file=EDITED)
    assert reviewed(desk, translators.second, new, in_file=EDITED).state is S.ACCEPTED
    assert states(desk, translators) == [("My week", S.ACCEPTED), ("My week", S.WITHDRAWN)]


def test_where_it_cannot_be_kept_nothing_was_accepted(desk: Desk, translators: Translators) -> None:
    proposal_id = proposed(desk, translators.first)
    asked: list[tuple[Texts, Texts]] = []

    def keep(said: Texts, before: Texts) -> None:
        asked.append((said, before))
        if len(asked) == 1:
            raise OSError("no room")

    def accept() -> None:
        with desk.writing(translators.second) as work:
            translating_review.review(
                work,
                WEEK,
                "en",
                proposal_id,
                1,
                Verdict.ACCEPTED,
                in_file=IN_FILE,
                is_safe=anything,
                keep=keep,
            )

    with pytest.raises(OSError, match="no room"):
        accept()
    assert states(desk, translators) == [("My week", S.PROPOSED)]
    assert standing(desk, translators.first) == IN_FILE
    accept()
    assert asked == [(("My week",), IN_FILE)] * 2
    assert states(desk, translators) == [("My week", S.ACCEPTED)]


def test_what_was_accepted_and_is_not_safe_any_more_does_not_stand(
    desk: Desk, translators: Translators
) -> None:
    """The page shows the file's text then, and whoever proposes another one is not told that somebody was faster."""
    reviewed(desk, translators.second, proposed(desk, translators.first))
    with desk.writing(translators.first) as work:
        assert translating.standing(work, "en", WEEK, IN_FILE, is_safe=lambda _texts: False) == IN_FILE
        translating.propose(
            work,
            WEEK,
            "en",
            ("A week",),
            in_file=IN_FILE,
            is_safe=lambda texts: texts != ("My week",),
            seen=stamp_of(IN_FILE),
        )


def test_a_draft_that_is_right_is_accepted_as_it_stands_and_then_it_is_no_draft_any_more(
    desk: Desk, translators: Translators
) -> None:
    """What nobody has reviewed must be possible to agree to without changing a letter of it."""

    def propose() -> str:
        with desk.writing(translators.first) as work:
            return translating.propose(
                work,
                WEEK,
                "en",
                IN_FILE,
                in_file=IN_FILE,
                is_safe=anything,
                seen=stamp_of(IN_FILE),
                draft=True,
            )

    assert reviewed(desk, translators.second, propose()).texts == IN_FILE
    with pytest.raises(Refused, match="translation-as-it-stands"):
        propose()


def test_where_the_files_rule_what_was_accepted_is_only_history(desk: Desk, translators: Translators) -> None:
    reviewed(desk, translators.second, proposed(desk, translators.first))
    with desk.writing(translators.third) as work:
        assert translating.standing(work, "en", WEEK, IN_FILE, files_rule=True, is_safe=anything) == IN_FILE
        translating.propose(
            work,
            WEEK,
            "en",
            ("My week",),
            in_file=IN_FILE,
            files_rule=True,
            is_safe=anything,
            seen=stamp_of(IN_FILE),
        )
