"""One balance and many reports at once: never are more days proposed as allowed than there are, on both databases."""

import multiprocessing
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.absence import AbsenceKind, Proposed
from portal.domain.people import Actor
from portal.rules.absence import SelfReportFacts, self_report
from portal.rules.days import days_between, is_working_day, working_days_among
from portal.rules.decision import Outcome
from portal.rules.spells import EarlierAbsence
from portal.services import absences
from portal.services.absences import AbsenceCommand
from portal.services.work import Desk
from portal.store.engine import for_writing, open_engine
from portal.store.models import Absence, Person
from tests.builders import RecordingBus, Village, all_rows, at_once, key_for
from tests.conftest import NOW

# All within sixteen days of each other, in an order that no calendar has.
ILL = [date(2026, 11, day) for day in (24, 16, 20, 13, 18, 26, 12, 23, 17, 25, 19, 27)]
SELF_REPORT_DAYS, HOLIDAYS = 3, 25
HOURS = ((time(8), time(10)), (time(12), time(14)))


def _ill() -> list[AbsenceCommand]:
    """Twenty-four reports: on each of twelve days some hours of the morning and some of the afternoon."""
    return [AbsenceCommand(AbsenceKind.SELF_REPORT, day, day, "", *hours) for day in ILL for hours in HOURS]


def _holidays() -> list[AbsenceCommand]:
    """Twenty-four applications for two working days each, where there are 25 in the year."""
    days = (date(2026, 10, 26) + timedelta(days=n) for n in range(67))
    working = [day for day in days if is_working_day(day, NorwegianHolidays().of_year)]
    pairs = list(zip(working[0::2], working[1::2], strict=True))
    assert len(pairs) == 24
    return [AbsenceCommand(AbsenceKind.HOLIDAY, first, last) for first, last in pairs]


def _report_all(url: str, actor: Actor, commands: list[AbsenceCommand]) -> int:
    """In a process of its own: every command in a thread of its own, all at once. How many were taken."""
    engine = open_engine(url, busy_seconds=30)
    desk = Desk(engine, FixedClock(NOW), NorwegianHolidays(), RecordingBus(), b"the key of another process")

    def one(number: int) -> bool:
        with desk.writing(actor) as work:
            absences.report_absence(work, key_for(commands[number]), commands[number])
        return True

    answers = at_once(len(commands), one)
    engine.dispose()
    wrong = [answer for answer in answers if answer is not True]
    assert not wrong, wrong
    return len(answers)


def _proposed_days(engine: Engine) -> set[date]:
    """The working days of what is proposed as enough."""
    return {
        day
        for row in all_rows(engine, Absence, proposed=Proposed.PAID)
        for day in working_days_among(days_between(row.first_day, row.last_day), NorwegianHolidays().of_year)
    }


@pytest.mark.parametrize(
    ("commands", "most"),
    [(_ill(), SELF_REPORT_DAYS), (_holidays(), HOLIDAYS)],
    ids=["self-report", "holiday"],
)
def test_twenty_four_threads_in_two_processes_never_overspend_one_balance(
    engine: Engine, village: Village, commands: list[AbsenceCommand], most: int
) -> None:
    """Nobody is refused: every report stands. What the rules say of each is counted against all the others."""
    with Session(for_writing(engine)) as session:
        who = Person.id == village.participant.id
        session.execute(update(Person).where(who).values(born_on=date(1990, 5, 17)))
        session.commit()
    url = engine.url.render_as_string(hide_password=False)
    halves = [(url, village.participant, commands[0::2]), (url, village.participant, commands[1::2])]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        taken = pool.starmap(_report_all, halves)
    assert taken == [12, 12]
    assert len(all_rows(engine, Absence)) == 24
    # What is left could not have been filled with another pair of days.
    assert most - 1 <= len(_proposed_days(engine)) <= most


def test_a_day_told_late_takes_nothing_from_a_later_one_that_was_told_first(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """In whatever order three days and a fourth are told, the three that were told first keep what was said of them."""
    days = [date(2026, 11, 26), date(2026, 11, 24), date(2026, 11, 20), date(2026, 11, 18)]
    for day in days:
        with desk.writing(village.participant) as work:
            absences.report_absence(work, key_for(day), AbsenceCommand(AbsenceKind.SELF_REPORT, day, day))
    said = {row.first_day: row.proposed for row in all_rows(engine, Absence)}
    assert [said[day] for day in days] == [*[Proposed.PAID] * 3, Proposed.DECIDES]
    late = all_rows(engine, Absence, first_day=days[-1])[0]
    # The rule itself has nothing against the day; it is the later one that would have too many before it.
    assert late.proposal["outcome"] == "met"
    assert [one["outcome"] for one in late.further] == ["undecided"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 4, 5), (0, 2, 4, 5), (5, 0, 3, 1)])
def test_what_is_proposed_is_what_the_rules_say_of_it_alone(
    engine: Engine, desk: Desk, village: Village, order: tuple[int, ...]
) -> None:
    """Whatever is proposed as enough is met by the rules when only what else is proposed is counted."""
    for number in reversed(order):
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, ILL[number], ILL[number])
        with desk.writing(village.participant) as work:
            absences.report_absence(work, key_for(number), command)
    paid = sorted(row.first_day for row in all_rows(engine, Absence, proposed=Proposed.PAID))
    for day in paid:
        earlier = tuple(EarlierAbsence(other, other) for other in paid if other < day)
        facts = SelfReportFacts(date(2026, 9, 1), day, day, earlier)
        assert self_report(facts).outcome is Outcome.MET
