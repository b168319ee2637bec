"""Absences: what was reported in the last months, what the rules said of it and what a caseworker decided."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from portal.demo.days import DAY, holidays, is_working, on_or_before, shift, working_days
from portal.demo.people import Participant
from portal.demo.phrases import ABSENCE_NOTES, ACCEPTED, PARENTS_NOTES, REFUSED
from portal.demo.plans import Plan
from portal.demo.world import World, identifier
from portal.domain.absence import AbsenceKind, AbsenceState, Proposed
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.events import AbsenceDecided, AbsenceReported
from portal.domain.programme import ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.rules.absence import OtherAbsenceFacts, SelfReportFacts, other_absence, self_report
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import Outcome, as_data
from portal.rules.spells import EarlierAbsence
from portal.store.absence import Absence

WAITING_IN_OFFICE = 6
OFTEN = "nett-nes"
"""She has reported herself ill more often than others, so that the counter has something to show."""
REFUSED_TO = frozenset({"lett-lerke", "smidig-smyle"})
WAITING_KINDS = {1: AbsenceKind.OTHER, 4: AbsenceKind.APPOINTMENT, 5: AbsenceKind.INTERVIEW}
DAYS_BACK = 180
APART = 17 * DAY


@dataclass(slots=True)
class Away:
    """The days on which a participant was away."""

    spans: list[tuple[date, date, AbsenceKind]] = field(default_factory=list)

    def covers(self, day: date) -> bool:
        """Whether the participant was away on that day."""
        return any(first <= day <= last for first, last, _ in self.spans)

    def free(self, first: date, last: date) -> bool:
        """Whether those days stand so far from other absences that the days of one do not count in the other (KVF § 6)."""
        return all(last + APART < begin or end + APART < first for begin, end, _ in self.spans)


def add_absences(world: World, plans: list[Plan]) -> dict[str, Away]:
    """Add the absences of everybody whose programme runs, and return their days by participant's key."""
    running = [plan for plan in plans if plan.person.course.state is ProgrammeState.RUNNING]
    away = {plan.person.key: Away() for plan in running}
    for plan in running:
        _add_decided(world, plan, away[plan.person.key])
    for office_id in dict.fromkeys(plan.person.office_id for plan in running):
        _add_waiting(world, [plan for plan in running if plan.person.office_id == office_id], away)
    return away


def _add_decided(world: World, plan: Plan, away: Away) -> None:
    person, dice = plan.person, world.dice("absences", plan.person.key)
    started_on = person.course.started_on
    assert started_on is not None  # noqa: S101 -- It runs, so it has begun.
    refused = person.key in REFUSED_TO
    until = shift(world.today, -10)
    allowed_from = started_on + 57 * DAY
    wanted = [AbsenceKind.SELF_REPORT] * (3 if person.key == OFTEN else dice.randint(0, 2))
    wanted = [AbsenceKind.OTHER] if refused else wanted + [AbsenceKind.OTHER] * dice.choice((0, 0, 1))
    for place, kind in enumerate(sorted(wanted, reverse=True)):
        earliest = allowed_from if kind is AbsenceKind.SELF_REPORT else started_on + 7 * DAY
        days = [d for d in working_days(max(earliest, world.today - DAYS_BACK * DAY), until) if plan.on(d)]
        # Each absence has its own part of the months, so that they come in the order in which they were.
        part = days[place * len(days) // len(wanted) : (place + 1) * len(days) // len(wanted)]
        if not part:
            continue
        first = dice.choice(part)
        last = first + dice.choice((0, 0, 1, 2)) * DAY if kind is AbsenceKind.SELF_REPORT else first
        if away.free(first, last):
            state = AbsenceState.REFUSED if refused and kind is AbsenceKind.OTHER else AbsenceState.ACCEPTED
            _add(world, person, away, kind, (first, last), state, dice)


def _add_waiting(world: World, plans: list[Plan], away: dict[str, Away]) -> None:
    # Those who are in the middle of their walk-through have nothing waiting, except one for whom it is too early.
    dice = world.dice("waiting absences", plans[0].person.office_id)
    early = [plan for plan in plans if plan.person.part.weeks <= 6 and plan.person.course.period == 1]
    others = [plan for plan in plans[4:] if plan not in early and away[plan.person.key].free(*_lately(world))]
    chosen = [*early[-1:], *dice.sample(others, min(len(others), WAITING_IN_OFFICE - 1))]
    last = world.today if world.now >= oslo_moment(world.today, time(10)) else world.today - DAY
    for place, plan in enumerate(chosen):
        days = [day for day in working_days(last - 12 * DAY, last) if plan.on(day)][-4:]
        first = dice.choice(days)
        kind = WAITING_KINDS.get(place, AbsenceKind.SELF_REPORT)
        end = first
        if kind is AbsenceKind.SELF_REPORT and first + DAY <= last and is_working(first + DAY) and place % 2:
            end = first + DAY
        _add(world, plan.person, away[plan.person.key], kind, (first, end), AbsenceState.REPORTED, dice)


def _lately(world: World) -> tuple[date, date]:
    return world.today - 12 * DAY, world.today


def _add(
    world: World,
    person: Participant,
    away: Away,
    kind: AbsenceKind,
    days: tuple[date, date],
    state: AbsenceState,
    dice: Random,
) -> None:
    first, last = days
    absence_id = identifier("absence", person.key, first)
    reported_at = oslo_moment(first, time(7, dice.randint(0, 59))) + timedelta(minutes=dice.randint(0, 100))
    decided_at = _decided_at(world, reported_at, dice) if state is not AbsenceState.REPORTED else None
    proposal = _proposal(person, away, kind, first, last)
    content = {"kind": kind.value, "first_day": first.isoformat(), "last_day": last.isoformat()}
    complaint = complaint_deadline(oslo_day(decided_at), holidays) if decided_at else None
    world.add(
        Absence,
        id=absence_id,
        participant_id=person.id,
        office_id=person.office_id,
        kind=kind,
        first_day=first,
        last_day=last,
        starts=None,
        ends=None,
        note=_note(person, dice) if kind is AbsenceKind.OTHER else "",
        doctors_note_from=None,
        proposed=Proposed.PAID if proposal["outcome"] == Outcome.MET else Proposed.DECIDES,
        state=state,
        proposal=proposal,
        submission_id=world.hand_in(
            person.id, person.locale, SubmissionKind.ABSENCE, content, reported_at, first
        ),
        reported_at=reported_at,
        decided_by=person.contact_id if decided_at else None,
        decided_at=decided_at,
        decision_text={AbsenceState.REFUSED: REFUSED, AbsenceState.ACCEPTED: ACCEPTED}.get(state, ""),
        complaint_by=complaint.value if complaint and state is AbsenceState.REFUSED else None,
        complaint=as_data(complaint) if complaint and state is AbsenceState.REFUSED else None,
        version=2 if decided_at else 1,
    )
    about = (person.id, person.office_id, absence_id)
    world.tell(AbsenceReported(*about), reported_at, person.id, absence_id)
    if decided_at:
        world.tell(AbsenceDecided(*about), decided_at, person.contact_id, absence_id)
    away.spans.append((first, last, kind))


def _proposal(
    person: Participant, away: Away, kind: AbsenceKind, first: date, last: date
) -> dict[str, object]:
    if kind is not AbsenceKind.SELF_REPORT:
        return as_data(other_absence(OtherAbsenceFacts(first, last)))
    started_on = person.course.started_on
    assert started_on is not None  # noqa: S101 -- It runs, so it has begun.
    earlier = tuple(
        EarlierAbsence(begin, end) for begin, end, was in away.spans if was is AbsenceKind.SELF_REPORT
    )
    return as_data(self_report(SelfReportFacts(started_on, first, last, earlier)))


def _note(person: Participant, dice: Random) -> str:
    notes = ABSENCE_NOTES[person.locale]
    return dice.choice(notes + PARENTS_NOTES[person.locale] if person.part.children else notes)


def _decided_at(world: World, reported_at: datetime, dice: Random) -> datetime:
    day = min(shift(oslo_day(reported_at), dice.randint(1, 3)), on_or_before(world.today - DAY))
    return oslo_moment(day, time(dice.randint(9, 14), dice.randint(0, 59)))
