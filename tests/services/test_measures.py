"""Safety measures: nothing counts on one person's word, nobody is their own second, and none outlives its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, Refused
from portal.domain.measures import ANSWER_WITHIN, MeasureKind, SecondState, latest_day
from portal.domain.people import Actor, Role
from portal.services import measures, second
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import Person, SafetyMeasure
from tests.builders import Village, all_rows, at_once, save
from tests.conftest import NOW

REASON = "Ropte og slo i bordet i to møter."
SAID_NO = "Det var en misforståelse i resepsjonen."
TODAY = date(2026, 11, 24)
UNTIL = date(2027, 2, 1)


def proposed(desk: Desk, by: Actor, about: Actor, last_day: date = UNTIL, reason: str = REASON) -> str:
    with desk.writing(by) as work:
        return measures.propose(work, about.id, MeasureKind.TWO_STAFF, reason, last_day)


def agreed(desk: Desk, by: Actor, measure_id: str) -> None:
    with desk.writing(by) as work:
        measures.agree(work, measure_id)


def counting(desk: Desk, village: Village, who: Actor | None = None) -> list[tuple[MeasureKind, date]]:
    with desk.reading(who or village.colleague) as work:
        return [(row.kind, row.last_day) for row in measures.in_force(work, village.participant.id)]


def state(desk: Desk, village: Village, measure_id: str) -> SecondState:
    with desk.reading(village.leader) as work:
        return measures.measure_of(work, measure_id).state


def test_it_counts_only_when_another_person_has_agreed(desk: Desk, village: Village) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    assert counting(desk, village) == []
    agreed(desk, village.colleague, measure_id)
    assert counting(desk, village) == [(MeasureKind.TWO_STAFF, UNTIL)]


def test_the_leader_of_the_office_may_be_the_second(desk: Desk, village: Village) -> None:
    agreed(desk, village.leader, proposed(desk, village.caseworker, village.participant))
    assert counting(desk, village) == [(MeasureKind.TWO_STAFF, UNTIL)]


def test_nobody_agrees_to_their_own_also_not_under_another_role(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Whoever became a leader since is still the one who proposed it."""
    measure_id = proposed(desk, village.caseworker, village.participant)
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == village.caseworker.id).values(role=Role.LEADER))
    for who in (village.caseworker, replace(village.caseworker, role=Role.LEADER)):
        with pytest.raises(Refused, match="second-is-oneself"):
            agreed(desk, who, measure_id)
        with pytest.raises(Refused, match="second-is-oneself"), desk.writing(who) as work:
            measures.decline(work, measure_id, SAID_NO)
    assert state(desk, village, measure_id) is SecondState.WAITING


def test_the_database_itself_refuses_one_person_for_both(engine: Engine, village: Village) -> None:
    measure = SafetyMeasure(
        participant_id=village.participant.id,
        office_id=village.office,
        kind=MeasureKind.GUARD,
        reason=REASON,
        last_day=UNTIL,
        proposed_by=village.caseworker.id,
        proposed_at=NOW,
        agreed_by=village.caseworker.id,
        agreed_at=NOW,
    )
    with pytest.raises(IntegrityError):
        save(engine, measure)


def test_many_windows_of_the_proposer_at_once_agree_to_nothing(desk: Desk, village: Village) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    answers = at_once(6, lambda _: agreed(desk, village.caseworker, measure_id))
    assert [type(one) for one in answers] == [Refused] * 6
    assert counting(desk, village) == []


def test_of_yes_and_no_at_once_one_stands(engine: Engine, desk: Desk, village: Village) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)

    def answer(number: int) -> None:
        if number % 2:
            agreed(desk, village.colleague, measure_id)
        else:
            with desk.writing(village.leader) as work:
                measures.decline(work, measure_id, SAID_NO)

    answers = at_once(4, answer)
    # The one who came first may press twice; the other hears that somebody was first.
    assert [one for one in answers if one is not None and not isinstance(one, Conflict)] == []
    (row,) = all_rows(engine, SafetyMeasure)
    assert (row.agreed_by is None) is not (row.declined_by is None)
    assert sum(isinstance(one, Conflict) for one in answers) == 2


def test_who_declines_says_why_and_then_it_is_over(desk: Desk, village: Village) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    with pytest.raises(Refused, match="access-without-reason"), desk.writing(village.colleague) as work:
        measures.decline(work, measure_id, "nei")
    with desk.writing(village.colleague) as work:
        measures.decline(work, measure_id, SAID_NO)
    with pytest.raises(Conflict):
        agreed(desk, village.leader, measure_id)
    assert state(desk, village, measure_id) is SecondState.DECLINED
    assert counting(desk, village) == []


def test_it_ends_by_itself_after_its_last_day(desk: Desk, village: Village, clock: FixedClock) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant, TODAY + timedelta(days=1))
    agreed(desk, village.colleague, measure_id)
    clock.moment = NOW + timedelta(days=1)
    assert len(counting(desk, village)) == 1
    clock.moment = NOW + timedelta(days=2)
    assert counting(desk, village) == []
    assert state(desk, village, measure_id) is SecondState.OVER


def test_a_proposal_without_an_answer_lapses_after_fourteen_days(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    clock.moment = NOW + ANSWER_WITHIN - timedelta(seconds=1)
    with desk.reading(village.leader) as work:
        assert second.count_waiting(work) == 1
    clock.moment = NOW + ANSWER_WITHIN
    with desk.reading(village.leader) as work:
        assert (second.count_waiting(work), second.waiting(work)) == (0, [])
    with pytest.raises(Conflict):
        agreed(desk, village.colleague, measure_id)
    assert state(desk, village, measure_id) is SecondState.LAPSED


def test_a_proposal_whose_last_day_has_passed_cannot_count_any_more(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant, TODAY)
    clock.moment = NOW + timedelta(days=1)
    with pytest.raises(Conflict):
        agreed(desk, village.colleague, measure_id)
    with desk.reading(village.leader) as work:
        assert second.count_waiting(work) == 0


def test_anybody_of_the_office_ends_it_with_a_reason_once(
    engine: Engine, desk: Desk, village: Village
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        measures.end(work, measure_id, "Det har vært rolig siden.")
    agreed(desk, village.colleague, measure_id)
    with pytest.raises(Refused), desk.writing(village.caseworker) as work:
        measures.end(work, measure_id, "rolig")
    for _ in range(2):
        with desk.writing(village.caseworker) as work:
            measures.end(work, measure_id, "Det har vært rolig siden.")
    with pytest.raises(Conflict), desk.writing(village.leader) as work:
        measures.end(work, measure_id, "Det har vært rolig lenge nå.")
    assert counting(desk, village) == []
    assert all_rows(engine, SafetyMeasure)[0].ended_by == village.caseworker.id


@pytest.mark.parametrize(
    ("last_day", "good"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (date(2027, 5, 24), True),
        (date(2027, 5, 25), False),
    ],
)
def test_half_a_year_is_the_longest(desk: Desk, village: Village, last_day: date, *, good: bool) -> None:
    if good:
        proposed(desk, village.caseworker, village.participant, last_day)
    else:
        with pytest.raises(Refused, match="measure-too-long"):
            proposed(desk, village.caseworker, village.participant, last_day)


def test_half_a_year_from_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert latest_day(date(2026, 8, 31)) == date(2027, 2, 28)
    assert latest_day(date(2027, 8, 31)) == date(2028, 2, 29)


def test_a_reason_is_a_sentence_and_the_same_form_twice_is_one(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with pytest.raises(Refused, match="access-without-reason"):
        proposed(desk, village.caseworker, village.participant, reason="Sint! 1234567890 !!!!")
    assert proposed(desk, village.caseworker, village.participant) == proposed(
        desk, village.caseworker, village.participant
    )
    assert len(all_rows(engine, SafetyMeasure)) == 1
