"""What an absence means: the rules' answers, counted against everything else that stands, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from portal.domain.absence import AbsenceKind, AbsenceState, BirthPart, HearingAbout, Proposed
from portal.domain.absence_details import details_from
from portal.rules.absence import OtherAbsenceFacts, other_absence
from portal.rules.days import days_between, working_days_among
from portal.rules.decision import Decision, Outcome, as_data, from_data
from portal.rules.questions import ALL, Around
from portal.services.absence_command import AbsenceCommand, command_of
from portal.services.absence_kinds import Before, Facts, questions
from portal.services.offices import practice_of
from portal.services.permissions import Subject
from portal.services.work import Work
from portal.store import absence as store
from portal.store import absence_hearing as hearings
from portal.store import person as people
from portal.store.absence import Absence
from portal.store.base import AnyRow

# The self-reports of the last twelve months count (KVF § 8); a few days more cost nothing and cut nothing short.
YEAR_AND_A_BIT = timedelta(days=400)
SAME_BALANCE = {
    # Welfare leave has ten days a year, whatever the ground (§ 15).
    AbsenceKind.DEATH: (AbsenceKind.DEATH, AbsenceKind.WELFARE),
    AbsenceKind.WELFARE: (AbsenceKind.DEATH, AbsenceKind.WELFARE),
}
IN_ORDER = frozenset({AbsenceKind.SELF_REPORT, AbsenceKind.SICK_CHILD})
"""Where the rule counts only what came before, so that a report of earlier days takes from later ones."""
ENOUGH = frozenset({Outcome.MET})
DOCTORS_NOTE = "doctors-note"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The rules' answers: the one it is about, the others, and what all of them come to."""

    decision: Decision[Any]
    further: tuple[Decision[Any], ...]
    proposed: Proposed

    @property
    def all(self) -> tuple[Decision[Any], ...]:
        """Every answer, the one it is about first."""
        return (self.decision, *self.further)


def meaning_of(
    work: Work,
    subject: Subject,
    started_on: date,
    command: AbsenceCommand,
    told_on: date,
    *,
    but: str | None = None,
) -> Meaning:
    """What the rules say of the absence beside all that stands, except `but`, which is the absence itself.

    Whoever keeps the answer holds the participant's programme (`store.programme.lock`), so that two reports never
    count the same day of a balance. The days must have been looked at (`absence_command.check_days`).
    """
    around = Around(work.holidays.of_year, practice_of(work, subject.office_id))
    others = _others(work, subject, command, but)
    before = _before(work, subject, started_on, command, told_on, others)
    decisions = [ALL[name].answer(facts, around) for name, facts in questions(command, before)]
    if command.kind is AbsenceKind.SELF_REPORT and command.note_from:
        decisions.insert(0, _with_note(command, decisions[0], around))
    if not decisions:
        decisions = [other_absence(OtherAbsenceFacts(command.first_day, command.last_day))]
    counted = decisions[:1] if command.kind is AbsenceKind.SELF_REPORT else decisions
    proposed = _proposed(command, counted)
    against = [*_lost(work, subject, command), *_beyond_the_weeks(command, decisions[0], around)]
    if proposed is Proposed.PAID and command.kind in IN_ORDER:
        against += _later_ones(command, others, before, around)
    if against and proposed is Proposed.PAID:
        proposed = Proposed.DECIDES
    return Meaning(decisions[0], (*decisions[1:], *against), proposed)


def meaning_in(row: Absence | AnyRow) -> Meaning:
    """What was kept with an absence. Rows from before have no word for what it comes to, so the outcome says it."""
    decision = from_data(row.proposal)
    paid = Proposed.PAID if decision.outcome in ENOUGH else Proposed.DECIDES
    return Meaning(decision, tuple(from_data(one) for one in row.further or ()), row.proposed or paid)


def kept(meaning: Meaning) -> dict[str, Any]:
    """The columns of an absence that keep its meaning."""
    return {
        "proposal": as_data(meaning.decision),
        "further": [as_data(one) for one in meaning.further] or None,
        "proposed": meaning.proposed,
    }


def _others(work: Work, subject: Subject, command: AbsenceCommand, but: str | None) -> list[AnyRow]:
    """What stands of the same balance, oldest first."""
    found = [
        row
        for kind in SAME_BALANCE.get(command.kind, (command.kind,))
        for row in store.standing(work.session, subject.id, kind, command.first_day - YEAR_AND_A_BIT)
        if row.id != but
    ]
    if command.details.birth is not None:
        same = command.details
        found = [row for row in found if _same_birth(row, same.birth, same.born)]
    return sorted(found, key=lambda row: (row.first_day, row.reported_at, row.id))


def _same_birth(row: AnyRow, birth: BirthPart | None, born: date | None) -> bool:
    details = details_from(row.details)
    return details.birth is birth and details.born == born


def _before(
    work: Work,
    subject: Subject,
    started_on: date,
    command: AbsenceCommand,
    told_on: date,
    others: Sequence[AnyRow],
) -> Before:
    born = None
    if command.kind is AbsenceKind.HOLIDAY:
        person = people.by_id(work.session, subject.id)
        born = person.born_on if person else None
    lost = None
    if command.kind is AbsenceKind.SELF_REPORT:
        lost = _loss_on(work, subject, HearingAbout.SELF_REPORT, command.first_day)
    travel = {day for row in others for day in _travel(row, work)}
    return Before(
        started_on=started_on,
        told_on=told_on,
        born_on=born,
        ill=tuple(_illness(row) for row in others) if command.kind is AbsenceKind.SELF_REPORT else (),
        days=tuple(sorted({day for row in others for day in _days(row)} - travel)),
        travel=tuple(sorted(travel)),
        lost_until=hearings.lost_until(lost) if lost else None,
        holidays=work.holidays.of_year,
    )


def _illness(row: AnyRow) -> Facts:
    first, last = store.granted_days(row)
    facts: Facts = {"from": first.isoformat(), "to": last.isoformat()}
    if row.doctors_note_from and row.doctors_note_from <= last:
        facts["doctors_note_from"] = row.doctors_note_from.isoformat()
    return facts


def _days(row: AnyRow) -> list[date]:
    return days_between(*store.granted_days(row))


def _travel(row: AnyRow, work: Work) -> list[date]:
    """The last working days of a leave at a death are those of the travel, as many as were asked for."""
    number = details_from(row.details).travel_days if row.kind is AbsenceKind.DEATH else 0
    working = sorted(working_days_among(_days(row), work.holidays.of_year))
    return working[1:][-number:] if number else []


def _with_note(command: AbsenceCommand, told: Decision[Any], around: Around) -> Decision[Any]:
    facts: Facts = {
        "from": command.first_day.isoformat(),
        "to": command.last_day.isoformat(),
        "note_from": command.note_from.isoformat() if command.note_from else None,
        "days_available": told.value.days_available,
    }
    return ALL[DOCTORS_NOTE].answer(facts, around)


def _proposed(command: AbsenceCommand, decisions: Sequence[Decision[Any]]) -> Proposed:
    if command.details.birth is BirthPart.LONGER:
        return Proposed.UNPAID
    # A holiday within its balance is computed, not met; the municipality decides when it is held, not whether.
    enough = ENOUGH | ({Outcome.COMPUTED} if command.kind is AbsenceKind.HOLIDAY else frozenset())
    return Proposed.PAID if all(one.outcome in enough for one in decisions) else Proposed.DECIDES


def _lost(work: Work, subject: Subject, command: AbsenceCommand) -> list[Decision[Any]]:
    """The decision that took away the right to self-report for a child, while it holds: the rule itself knows of none."""
    if command.kind is not AbsenceKind.SICK_CHILD or command.note_from:
        return []
    lost = _loss_on(work, subject, HearingAbout.SICK_CHILD, command.first_day)
    return [from_data(lost.rule)] if lost and lost.rule else []


def _loss_on(work: Work, subject: Subject, about: HearingAbout, day: date) -> AnyRow | None:
    """The loss that holds for an absence from `day` on: it never reaches back before the day it was decided."""
    return hearings.right_lost(work.session, subject.id, subject.office_id, about, day)


def _beyond_the_weeks(
    command: AbsenceCommand, decision: Decision[Any], around: Around
) -> list[Decision[Any]]:
    """What holds for the days after the six weeks, when more is asked for."""
    if command.details.birth is not BirthPart.AFTER or command.last_day <= decision.value.last_day:
        return []
    return [ALL["parental-leave"].answer({"from": command.first_day.isoformat()}, around)]


def _later_ones(
    command: AbsenceCommand, others: Sequence[AnyRow], before: Before, around: Around
) -> list[Decision[Any]]:
    """What the rules would say of later absences that were said to be enough, and with this one are not any more.

    They were told first, so they keep what was said of them; this one is then for a caseworker.
    """
    answers = []
    for row in others:
        if row.first_day <= command.first_day or row.doctors_note_from:
            continue
        if meaning_in(row).proposed is not Proposed.PAID:
            continue
        later = command_of(row)
        if row.state is AbsenceState.PARTLY:
            first, last = store.granted_days(row)
            later = replace(later, first_day=first, last_day=last)
        rest = [one for one in others if one.id != row.id]
        now = replace(
            before,
            ill=(*(_illness(one) for one in rest), _told(command)),
            days=tuple(sorted({day for one in rest for day in _days(one)} | set(command.days))),
        )
        answers += [
            decision
            for name, facts in questions(later, now)
            if (decision := ALL[name].answer(facts, around)).outcome not in ENOUGH
        ]
    return answers


def _told(command: AbsenceCommand) -> Facts:
    facts: Facts = {"from": command.first_day.isoformat(), "to": command.last_day.isoformat()}
    if command.note_from:
        facts["doctors_note_from"] = command.note_from.isoformat()
    return facts
