"""What a participant did besides the plan, in their own words: information until a caseworker has looked at it."""

from dataclasses import dataclass
from datetime import date

from portal.domain.attendance import Attendance, Feeling
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.submission import SubmissionKind
from portal.services.permissions import Action, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.week_days import Chain, Day
from portal.services.weeks import LONGEST_NOTE, tell, week_of, write
from portal.services.work import Work
from portal.store import attendance as store
from portal.store import programme as programmes
from portal.store.attendance import AttendanceReport
from portal.store.base import new_id

LONGEST_TITLE = 120
LONGEST_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """Something that the participant did, on one day, for so many minutes.

    `entry_id` names one that was written before, and `before` the version of it that was on the screen. `withdraw`: it
    was a mistake, and does not stand.
    """

    title: str
    day: date
    minutes: int
    feeling: Feeling | None = None
    note: str = ""
    entry_id: str = ""
    before: int = 0
    withdraw: bool = False


def can_write(work: Work, day: date) -> bool:
    """Whether the participant's programme had begun by that day and had not ended."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return (
        programme is not None
        and programme.started_on is not None
        and programme.started_on <= day
        and (programme.closed_on is None or day <= programme.closed_on)
    )


def entry_of(work: Work, entry_id: str) -> Chain:
    """One of the participant's own entries with its versions. Raises NotFound."""
    return _find(work, entry_id)[1]


def _find(work: Work, entry_id: str) -> tuple[Day, Chain]:
    subject = own_case(work, Action.USE_OWN_WEEK)
    row = store.last_of_entry(work.session, subject.id, subject.office_id, entry_id)
    if row is not None:
        day = week_of(work, row.day).days[row.day.weekday()]
        for chain in day.own:
            if chain.thing == entry_id:
                return day, chain
    raise NotFound("No such entry.")


def write_entry(work: Work, key: str, entry: OwnEntry) -> Receipt:
    """Write an entry down, correct it, or take it back. Every version is kept.

    Raises Refused for a day to come or outside the programme, for no title or time or more of it than the day has, and
    for texts that are too long;
    Conflict when it was corrected since the page was opened; NotFound for another's.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    content = {
        "entry": entry.entry_id,
        "title": entry.title,
        "day": entry.day.isoformat(),
        "minutes": entry.minutes,
        "feeling": entry.feeling,
        "note": entry.note,
        "withdraw": entry.withdraw,
    }
    receipt = hand_in(work, SubmissionKind.DAY, key, content)
    if receipt.again:
        return receipt
    programmes.lock(work.session, subject.id)
    if entry.entry_id:
        in_week, chain = _find(work, entry.entry_id)
        title = str(chain.last.title) if entry.withdraw else entry.title
        if chain.last.version != entry.before or chain.last.day != entry.day:
            raise Conflict("This entry was corrected on another page.")
    else:
        if entry.withdraw:
            raise NotFound("Nothing to take back.")
        if entry.day > work.today or not can_write(work, entry.day):
            raise Refused("entry-day")
        in_week, title = week_of(work, entry.day).days[entry.day.weekday()], entry.title
    if not entry.withdraw:
        others = [chain.last for chain in in_week.own if chain.thing != entry.entry_id]
        _refuse(entry, sum(one.minutes for one in others))
    said = AttendanceReport(
        entry_id=entry.entry_id or new_id(),
        title=title,
        day=entry.day,
        attendance=Attendance.WITHDRAWN if entry.withdraw else Attendance.PRESENT,
        minutes=0 if entry.withdraw else entry.minutes,
        feeling=None if entry.withdraw else entry.feeling,
        note="" if entry.withdraw else entry.note,
    )
    write(work, subject, said, in_week.confirmed, receipt)
    tell(work, subject, [said])
    return receipt


def _refuse(entry: OwnEntry, others: int) -> None:
    """Refuse what cannot stand beside the minutes of the `others` of that day."""
    if not 0 < len(entry.title) <= LONGEST_TITLE:
        raise Refused("entry-title")
    if entry.minutes <= 0:
        raise Refused("entry-hours")
    if entry.minutes + others > LONGEST_DAY:
        raise Refused("entry-day-full")
    if len(entry.note) > LONGEST_NOTE:
        raise Refused("note-too-long")
