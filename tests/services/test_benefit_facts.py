"""Benefit facts: entered by who works with the case, kept in every version, and never over somebody else's word."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.money import BenefitEntry
from portal.domain.people import Actor, Role
from portal.services import benefit_facts
from portal.services.benefit_facts import OfCase
from portal.services.work import Desk
from portal.store.models import AuditRow, BenefitFacts, EventRow
from tests.builders import Village, add_activity, all_rows, at_once
from tests.services.money_world import STARTED, born, enter, told

ENTRY = BenefitEntry(STARTED, children=1, weekly_hours=Decimal("7.25"), apprentice=True)
LATER = BenefitEntry(date(2026, 11, 1), children=2)


def found(desk: Desk, village: Village, who: Actor | None = None) -> OfCase:
    with desk.reading(who or village.caseworker) as work:
        return benefit_facts.of_case(work, village.participant.id)


def taken_back(desk: Desk, village: Village, before: int, day: date) -> None:
    with desk.writing(village.caseworker) as work:
        benefit_facts.take_back(work, village.participant.id, before, day)


def test_what_is_entered_holds_from_its_day_and_the_next_from_its_own(desk: Desk, village: Village) -> None:
    enter(desk, village.caseworker, village.participant, LATER)
    enter(desk, village.colleague, village.participant, ENTRY, 1)
    held = found(desk, village).holds
    assert [(row.from_day, row.children, row.weekly_hundredths, row.apprentice) for row in held] == [
        (STARTED, 1, 725, True),
        (date(2026, 11, 1), 2, 0, False),
    ]
    assert [row.name for row in held] == [village.colleague.name, village.caseworker.name]


def test_the_same_day_entered_again_is_put_right_and_the_first_version_stays(
    desk: Desk, village: Village
) -> None:
    enter(desk, village.caseworker, village.participant, ENTRY)
    enter(desk, village.caseworker, village.participant, replace(ENTRY, children=3), 1)
    seen = found(desk, village)
    assert [row.children for row in seen.holds] == [3]
    assert [row.children for row in seen.everything] == [1, 3]


def test_what_is_taken_back_leaves_what_held_before(desk: Desk, village: Village) -> None:
    enter(desk, village.caseworker, village.participant, ENTRY)
    enter(desk, village.caseworker, village.participant, LATER, 1)
    taken_back(desk, village, 2, LATER.from_day)
    seen = found(desk, village)
    assert [row.from_day for row in seen.holds] == [STARTED]
    assert [row.counts for row in seen.everything] == [True, True, False]
    with pytest.raises(NotFound):
        taken_back(desk, village, 3, date(2026, 10, 10))


def test_sent_twice_it_is_entered_once(engine: Engine, desk: Desk, village: Village) -> None:
    for _ in range(2):
        enter(desk, village.caseworker, village.participant, ENTRY)
    assert len(all_rows(engine, BenefitFacts)) == 1
    assert len(all_rows(engine, EventRow, kind="BenefitFactsEntered")) == 1


def test_who_has_not_seen_the_last_entry_enters_nothing(desk: Desk, village: Village) -> None:
    enter(desk, village.caseworker, village.participant, ENTRY)
    with pytest.raises(Conflict):
        enter(desk, village.colleague, village.participant, LATER)
    assert found(desk, village).number == 1


def test_of_two_at_once_one_is_told_of_the_other(engine: Engine, desk: Desk, village: Village) -> None:
    def one(number: int) -> None:
        by = village.caseworker if number else village.colleague
        enter(desk, by, village.participant, replace(ENTRY, children=number + 1))

    outcomes = at_once(2, one)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(all_rows(engine, BenefitFacts)) == 1


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(ENTRY, from_day=date(2009, 12, 31)), "benefit-day"),
        (replace(ENTRY, from_day=date(2027, 11, 30)), "benefit-day"),
        (replace(ENTRY, from_day=date(2010, 1, 1)), "benefit-before"),
        (replace(ENTRY, children=-1), "benefit-children"),
        (replace(ENTRY, children=21), "benefit-children"),
        (replace(ENTRY, weekly_hours=Decimal(-1)), "benefit-hours"),
        (replace(ENTRY, weekly_hours=Decimal("60.01")), "benefit-hours"),
        (replace(ENTRY, weekly_hours=Decimal("7.125")), "benefit-hours"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    desk: Desk, village: Village, entry: BenefitEntry, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter(desk, village.caseworker, village.participant, entry)
    assert refused.value.code == code


def test_only_the_offices_caseworkers_enter(desk: Desk, village: Village) -> None:
    may = {village.caseworker.id, village.colleague.id}
    for name in village.__slots__:
        actor = getattr(village, name)
        if name.endswith("office") or actor.id in may:
            continue
        # A caseworker of another office is not told that the person exists.
        refusal = NotFound if actor.role is Role.CASEWORKER else NotPermitted
        with pytest.raises(refusal):
            enter(desk, actor, village.participant, ENTRY)


def test_whoever_was_given_access_reads_and_enters_nothing(desk: Desk, village: Village) -> None:
    enter(desk, village.caseworker, village.participant, ENTRY)
    for stranger in (village.leader, village.contact_centre, village.administrator):
        with pytest.raises((NotFound, NotPermitted)):
            found(desk, village, stranger)
    assert found(desk, village, village.colleague).may_enter


def test_the_staff_see_the_estimate_that_the_participant_sees(
    engine: Engine, desk: Desk, village: Village
) -> None:
    born(engine, village.participant)
    add_activity(engine, village.participant)
    enter(desk, village.caseworker, village.participant, ENTRY)
    theirs, own = found(desk, village).estimate, told(desk, village.participant).estimate
    assert theirs.gross is not None
    assert (theirs.gross, theirs.of.facts) == (own.gross, own.of.facts)


def test_each_look_at_them_is_written_down(desk: Desk, village: Village, engine: Engine) -> None:
    found(desk, village)
    assert [row.what for row in all_rows(engine, AuditRow)] == ["money"]
