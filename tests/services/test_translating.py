"""Proposing and reviewing translations: nothing counts on its author's word, and nothing accepted is written over."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted, PortalError, Refused
from portal.domain.translating import LONGEST_REASON, ProposalState, Verdict, stamp_of
from portal.services import translating, translating_queue, translating_reading
from portal.services.work import Desk
from portal.store import translation as store
from tests.builders import Village, at_once
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
KNOWN = {WEEK.hash, APPEAL.hash}


@pytest.fixture
def translators(engine: Engine) -> Translators:
    return translators_of(engine)


def states(desk: Desk, translators: Translators) -> list[tuple[str, ProposalState]]:
    return sorted((one.row.texts[0], one.row.state) for one in history(desk, translators.first))


def test_what_one_proposes_counts_when_one_other_has_accepted_it(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    assert standing(desk, translators.first) == IN_FILE
    done = reviewed(desk, translators.second, proposal_id)
    assert (done.state, done.texts, done.missing) == (S.ACCEPTED, ("My week",), 0)
    assert standing(desk, translators.third) == ("My week",)
    with desk.reading(translators.first) as work:
        assert [one.texts for one in translating_reading.accepted_in(work, "en")] == [("My week",)]
        assert translating_reading.accepted_in(work, "nn") == []


def test_a_text_of_the_law_counts_when_two_others_have_accepted_it(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first, "You can appeal.", APPEAL)
    half = reviewed(desk, translators.second, proposal_id, source=APPEAL)
    assert (half.state, half.missing) == (S.PROPOSED, 1)
    again = reviewed(desk, translators.second, proposal_id, source=APPEAL)
    assert again == half
    assert standing(desk, translators.first, APPEAL) == IN_FILE
    whole = reviewed(desk, translators.third, proposal_id, source=APPEAL)
    assert whole.state is S.ACCEPTED
    assert standing(desk, translators.first, APPEAL) == ("You can appeal.",)


def test_saying_yes_again_brings_back_nothing_that_others_have_replaced_since(
    desk: Desk, translators: Translators
) -> None:
    first = proposed(desk, translators.first)
    reviewed(desk, translators.second, first)
    reviewed(desk, translators.first, proposed(desk, translators.third, "This week", seen=("My week",)))
    again = reviewed(desk, translators.second, first)
    assert (again.state, again.texts) == (S.ACCEPTED, ())
    assert standing(desk, translators.first) == ("This week",)


def test_who_has_accepted_a_text_of_the_law_may_still_return_it(desk: Desk, translators: Translators) -> None:
    proposal_id = proposed(desk, translators.first, "You can appeal.", APPEAL)
    reviewed(desk, translators.second, proposal_id, source=APPEAL)
    done = reviewed(desk, translators.second, proposal_id, Verdict.RETURNED, "Ikke presist.", source=APPEAL)
    assert done.state is S.RETURNED
    (one,) = history(desk, translators.first, APPEAL)
    assert [row.verdict for row in one.reviews] == [Verdict.ACCEPTED, Verdict.RETURNED]


@pytest.mark.parametrize("source", [WEEK, APPEAL], ids=["ordinary", "legal"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_nobody_reviews_their_own(
    desk: Desk, translators: Translators, source: translating.SourceText, verdict: Verdict
) -> None:
    proposal_id = proposed(desk, translators.first, source=source)
    with pytest.raises(Refused, match="translation-own"):
        reviewed(desk, translators.first, proposal_id, verdict, "x", source=source)
    assert standing(desk, translators.first, source) == IN_FILE


def test_a_return_needs_a_reason_and_the_next_proposal_begins_anew(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    with pytest.raises(Refused, match="translation-return-without-reason"):
        reviewed(desk, translators.second, proposal_id, Verdict.RETURNED)
    assert reviewed(desk, translators.second, proposal_id, Verdict.RETURNED, "Uke er a week.").state is (
        S.RETURNED
    )
    with desk.reading(translators.first) as work:
        assert translating_reading.standing_in(work, "en").returned == {WEEK.hash}
        assert translating_queue.overview(work, KNOWN).returned == {"en": 1}
    with pytest.raises(Conflict):
        reviewed(desk, translators.third, proposal_id)


def test_a_returned_text_that_is_proposed_anew_is_no_more_returned(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    reviewed(desk, translators.second, proposed(desk, translators.first), Verdict.RETURNED, "Nei.")
    clock.moment += timedelta(minutes=1)
    proposed(desk, translators.first, "This week")
    with desk.reading(translators.first) as work:
        assert translating_reading.standing_in(work, "en").returned == frozenset()


def test_proposing_again_takes_the_place_of_ones_own_open_proposal(
    desk: Desk, translators: Translators
) -> None:
    first = proposed(desk, translators.first)
    assert proposed(desk, translators.first) == first
    proposed(desk, translators.first, "This week of mine")
    assert states(desk, translators) == [("My week", S.WITHDRAWN), ("This week of mine", S.PROPOSED)]


def test_of_two_side_by_side_the_other_is_overtaken(desk: Desk, translators: Translators) -> None:
    first = proposed(desk, translators.first)
    second = proposed(desk, translators.second, "Week")
    reviewed(desk, translators.third, first)
    assert states(desk, translators) == [("My week", S.ACCEPTED), ("Week", S.OVERTAKEN)]
    with pytest.raises(Conflict):
        reviewed(desk, translators.third, second)


def test_going_back_is_a_proposal_too_and_all_of_it_stays_to_be_read(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    reviewed(desk, translators.second, proposed(desk, translators.first))
    clock.moment += timedelta(minutes=1)
    back = proposed(desk, translators.third, IN_FILE[0], seen=("My week",), reason="Det gamle var bedre.")
    reviewed(desk, translators.first, back)
    assert standing(desk, translators.first) == IN_FILE
    newest, oldest = history(desk, translators.first)
    assert (newest.row.before, newest.row.texts, newest.row.reason) == (
        ["My week"],
        list(IN_FILE),
        "Det gamle var bedre.",
    )
    assert (oldest.row.before, oldest.row.author) == (list(IN_FILE), "Ord Os")
    assert [row.reviewer for row in newest.reviews] == ["Ord Os"]


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("  \n", "empty"), (IN_FILE[0], "as-it-stands")], ids=repr
)
def test_what_says_nothing_new_is_refused(desk: Desk, translators: Translators, text: str, code: str) -> None:
    with pytest.raises(Refused, match=f"translation-{code}"):
        proposed(desk, translators.first, text)
    assert history(desk, translators.first) == ()


def test_a_reason_has_an_end(desk: Desk, translators: Translators) -> None:
    proposal_id = proposed(desk, translators.first, reason="x" * LONGEST_REASON)
    with pytest.raises(Refused, match="translation-reason-too-long"):
        proposed(desk, translators.first, "Week", reason="x" * (LONGEST_REASON + 1))
    with pytest.raises(Refused, match="translation-reason-too-long"):
        reviewed(desk, translators.second, proposal_id, Verdict.RETURNED, "x" * (LONGEST_REASON + 1))


def test_who_began_before_another_was_accepted_is_told(desk: Desk, translators: Translators) -> None:
    reviewed(desk, translators.second, proposed(desk, translators.first))
    with pytest.raises(Conflict):
        proposed(desk, translators.third, "Week")
    proposed(desk, translators.third, "Week", seen=("My week",))


def test_a_proposal_is_reviewed_as_it_was_shown_and_in_its_place(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    with pytest.raises(Conflict):
        reviewed(desk, translators.second, proposal_id, version=2)
    for source in (APPEAL, WEEK):
        with pytest.raises(NotFound):
            reviewed(desk, translators.second, proposal_id if source is APPEAL else "x", source=source)


def test_what_is_not_safe_to_show_can_be_returned_and_not_accepted(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    with pytest.raises(Refused, match="translation-unsafe"):
        reviewed(desk, translators.second, proposal_id, safe=False)
    done = reviewed(desk, translators.second, proposal_id, Verdict.RETURNED, "Farlig.", safe=False)
    assert done.state is S.RETURNED


def test_ones_own_can_be_taken_back_until_somebody_has_said_yes(desk: Desk, translators: Translators) -> None:
    def withdraw(proposal_id: str, by: int = 0) -> None:
        who = (translators.first, translators.second)[by]
        with desk.writing(who) as work:
            translating.withdraw(work, "en", WEEK.hash, proposal_id)

    proposal_id = proposed(desk, translators.first)
    with pytest.raises(NotFound):
        withdraw(proposal_id, by=1)
    withdraw(proposal_id)
    withdraw(proposal_id)
    with pytest.raises(Conflict):
        reviewed(desk, translators.second, proposal_id)
    accepted = proposed(desk, translators.first)
    reviewed(desk, translators.second, accepted)
    with pytest.raises(Conflict):
        withdraw(accepted)


def test_of_many_who_review_at_once_one_decides_and_one_text_stands(
    desk: Desk, translators: Translators
) -> None:
    proposal_id = proposed(desk, translators.first)
    other_id = proposed(desk, translators.second, "Week")

    def review(number: int) -> object:
        chosen = (proposal_id, other_id)[number % 2]
        return reviewed(desk, (translators.third, translators.second, translators.first)[number % 3], chosen)

    answers = at_once(6, review)
    errors = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(error, PortalError) for error in errors), errors
    found = states(desk, translators)
    assert sorted(state for _text, state in found) == [S.ACCEPTED, S.OVERTAKEN]
    (text,) = [text for text, state in found if state is S.ACCEPTED]
    assert standing(desk, translators.first) == (text,)
    with desk.reading(translators.first) as work:
        assert store.generation(work.session) == 1


def test_one_who_saves_in_two_windows_at_once_has_one_open_proposal(
    desk: Desk, translators: Translators
) -> None:
    answers = at_once(4, lambda number: proposed(desk, translators.first, f"Week {'abcd'[number]}"))
    assert all(isinstance(answer, str) for answer in answers), answers
    found = [state for _text, state in states(desk, translators)]
    assert sorted(found) == [S.PROPOSED, S.WITHDRAWN, S.WITHDRAWN, S.WITHDRAWN]


def test_what_waits_for_somebody_comes_first_and_is_counted(desk: Desk, translators: Translators) -> None:
    own = proposed(desk, translators.first)
    others = proposed(desk, translators.second, "You can appeal.", APPEAL)
    with desk.reading(translators.first) as work:
        assert [one.row.id for one in translating_queue.waiting(work, KNOWN)] == [others, own]
        found = translating_queue.overview(work, KNOWN)
        assert (found.waiting, found.for_reader) == ({"en": 2}, {"en": 1})
        assert translating_reading.standing_in(work, "en").waiting == {WEEK.hash, APPEAL.hash}


def test_only_translators_propose_review_and_read(desk: Desk, village: Village) -> None:
    for who in (village.participant, village.caseworker, village.administrator, village.auditor):
        with pytest.raises(NotPermitted), desk.writing(who) as work:
            translating.propose(work, WEEK, "en", ("x",), in_file=(), is_safe=anything, seen=stamp_of(()))
        with pytest.raises(NotPermitted):
            reviewed(desk, who, "x")
        with pytest.raises(NotPermitted), desk.reading(who) as work:
            translating_queue.overview(work, KNOWN)
