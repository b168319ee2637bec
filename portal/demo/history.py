"""History: how the weeks went, as the participants reported them, with a receipt for each report."""

from datetime import date, datetime, time
from random import Random

from portal.demo.absences import Away, add_absences
from portal.demo.days import DAY, WEEK
from portal.demo.hearings import add_hearings
from portal.demo.people import Participant
from portal.demo.phrases import WEEK_NOTES
from portal.demo.plans import Plan
from portal.demo.world import World, identifier
from portal.domain.attendance import Attendance, Feeling
from portal.domain.calendar import monday_of, oslo_moment
from portal.domain.events import WeekReported
from portal.domain.submission import SubmissionKind
from portal.store.attendance import AttendanceReport

WEEKS_BACK = 12
WHOLE_WEEK_OPEN = "rolig-rogn"
"""Her week is left wholly open, so that a visitor can report all of it."""
MOODS = (Feeling.GOOD, Feeling.GOOD, Feeling.FAIR, Feeling.BAD)
HALF_HOUR = 30


def add_history(world: World, plans: list[Plan]) -> None:
    """Add absences, the reports of the last weeks up to last week, and for some the Monday of this week."""
    away = add_absences(world, plans)
    add_hearings(world, plans)
    this_monday = monday_of(world.today)
    for plan in plans:
        key = plan.person.key
        if key not in away:
            continue
        dice = world.dice("weeks", key)
        for back in range(WEEKS_BACK, 0, -1):
            monday = this_monday - back * WEEK
            # A few weeks were never reported. The protagonist and last week always were.
            if dice.random() > 0.07 or back == 1 or key == WHOLE_WEEK_OPEN:
                days = [monday + n * DAY for n in range(7)]
                at = oslo_moment(monday + dice.choice((4, 4, 5, 6)) * DAY, time(dice.randint(17, 20), 12))
                _report(world, plan, away[key], days, at, SubmissionKind.WEEK, dice)
        if world.today > this_monday and key != WHOLE_WEEK_OPEN and dice.random() < 0.5:
            at = oslo_moment(this_monday, time(dice.randint(17, 20), 5))
            _report(world, plan, away[key], [this_monday], at, SubmissionKind.DAY, dice)


def _report(
    world: World, plan: Plan, away: Away, days: list[date], at: datetime, kind: SubmissionKind, dice: Random
) -> None:
    person = plan.person
    found = [
        (day, activity_id, minutes)
        for day in days
        for activity_id, (minutes, drop_in) in plan.on(day).items()
        # Nobody is asked to come to a drop-in, so it is only spoken of when they were there.
        if not drop_in or (dice.random() < 0.6 and not away.covers(day))
    ]
    if not found:
        return
    reported = sorted({day for day, _, _ in found})
    content = {"first_day": reported[0].isoformat(), "days": len(reported)}
    submission_id = world.hand_in(person.id, person.locale, kind, content, at, days[0])
    for day, activity_id, minutes in found:
        _add(world, person, (day, activity_id, minutes), away.covers(day), submission_id, at, dice)
    event = WeekReported(person.id, person.office_id, reported[0], len(reported))
    world.tell(event, at, person.id, person.key, kind, days[0])


def _add(
    world: World,
    person: Participant,
    session: tuple[date, str, int],
    was_away: bool,  # noqa: FBT001 -- The one fact that decides the rest.
    submission_id: str,
    at: datetime,
    dice: Random,
) -> None:
    day, activity_id, planned = session
    chance = dice.random()
    attendance, minutes = Attendance.PRESENT, planned
    if was_away or chance > 0.97:
        attendance, minutes = Attendance.AWAY, 0
    elif chance > 0.9 and planned > HALF_HOUR:
        attendance, minutes = Attendance.PART, dice.randrange(HALF_HOUR, planned, HALF_HOUR)
    there = attendance is not Attendance.AWAY
    world.add(
        AttendanceReport,
        id=identifier("attendance", person.key, day, activity_id),
        participant_id=person.id,
        office_id=person.office_id,
        activity_id=activity_id,
        offer_id=None,
        entry_id=None,
        title="",
        day=day,
        version=1,
        current=True,
        attendance=attendance,
        minutes=minutes,
        feeling=dice.choice(MOODS) if there and dice.random() < 0.3 else None,
        note=dice.choice(WEEK_NOTES[person.locale]) if there and dice.random() < 0.06 else "",
        month_version=None,
        submission_id=submission_id,
        reported_at=at,
    )
