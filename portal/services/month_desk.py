"""Confirming months at the office: what was looked at, and what was confirmed, word for figure."""

from datetime import date

from portal.domain.allowance import Counted
from portal.domain.attendance import LookAnswer
from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.month_events import AttendanceLookedAt, MonthConfirmed
from portal.services import limits
from portal.services.months import month_to_confirm
from portal.services.permissions import Action, case_of
from portal.services.work import Work
from portal.store import attendance
from portal.store import programme as programmes
from portal.store.attendance import AttendanceLook
from portal.store.base import new_id
from portal.store.month import AttendanceMonth

SHORTEST_ANSWER = 10
LONGEST_ANSWER = 2000


def confirm(work: Work, participant_id: str, month: date, version: int, seen: str) -> int:
    """Confirm what the month holds; how many times it is confirmed now.

    `version` is how many times it was before, and `seen` the fingerprint of what was on the screen. Benefit is paid on
    registered attendance (sosialtjenesteloven § 39), so what is confirmed is written down whole, with its fingerprint.
    The same sent twice by the same caseworker is one. Raises Conflict when the month holds something else by now or
    somebody has confirmed it, Refused while it lasts or while something in it waits to be looked at, NotFound,
    NotPermitted and TooMany.
    """
    subject = case_of(work, Action.CONFIRM_MONTH, participant_id, Looked.WEEK)
    # Who reports and who confirms take turns: what is said after this is a correction.
    programmes.lock(work.session, subject.id)
    found = month_to_confirm(work, subject, month)
    last = found.confirmations[-1] if found.confirmations else None
    if last and (last.made_by, last.fingerprint, last.version) == (work.actor.id, seen, version + 1):
        return int(last.version)
    if found.version != version or found.fingerprint != seen:
        raise Conflict("The month holds something else by now.")
    if not found.is_over:
        raise Refused("month-not-over")
    if found.waiting or found.open_absences:
        raise Refused("month-not-looked-at")
    if last and not found.changes:
        raise Conflict("This is what was confirmed already.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    row = AttendanceMonth(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        month=month,
        version=version + 1,
        content=found.content,
        fingerprint=found.fingerprint,
        made_by=work.actor.id,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.tell(MonthConfirmed(subject.id, subject.office_id, month))
    return row.version


def look(work: Work, participant_id: str, report_id: str, answer: LookAnswer, text: str) -> date:
    """Count what the participant said of their own or corrected, or answer it in words; the day it is about.

    The same sent twice by the same caseworker is one. Raises NotFound for what needs nobody's look, Conflict when it was
    said otherwise since or a colleague was first, Refused for an answer that says nothing or too much, NotPermitted and
    TooMany.
    """
    subject = case_of(work, Action.CONFIRM_MONTH, participant_id, Looked.WEEK)
    text = text.strip()
    if len(text) > LONGEST_ANSWER:
        raise Refused("look-too-long")
    if answer is LookAnswer.NOTED and len(text) < SHORTEST_ANSWER:
        raise Refused("look-without-text")
    programmes.lock(work.session, subject.id)
    row = attendance.by_id(work.session, subject.id, subject.office_id, report_id)
    if row is None or (row.entry_id is None and row.month_version is None):
        raise NotFound("Nothing to look at.")
    if (row.answer, row.answer_text, row.answered_by) == (answer, text, work.actor.id):
        return row.day  # type: ignore[no-any-return] # The column's own type.
    if row.answer is not None or not row.current:
        raise Conflict("It was answered or said otherwise since.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    work.session.add(
        AttendanceLook(
            report_id=row.id,
            participant_id=subject.id,
            office_id=subject.office_id,
            answer=answer,
            text=text,
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.session.flush()
    work.tell(AttendanceLookedAt(subject.id, subject.office_id, row.id))
    return row.day  # type: ignore[no-any-return] # The column's own type.
