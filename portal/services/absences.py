"""Absence at the participant's end: what it would mean, reporting it, and what has been reported."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import literal, select

from portal.domain.absence import AbsenceKind
from portal.domain.absence_details import details_from
from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound, Refused
from portal.domain.events import AbsenceReported
from portal.domain.submission import SubmissionKind
from portal.rules.deadlines import answer_due
from portal.rules.decision import Decision
from portal.services.absence_command import (
    FURTHEST_BACK,
    AbsenceCommand,
    Overlaps,
    check_days,
    check_words,
    clashes,
    command_of,
)
from portal.services.absence_meaning import Meaning, kept, meaning_of
from portal.services.offices import practice_of
from portal.services.permissions import Action, Subject, case_of, own_case
from portal.services.quiet_days import own_quiet
from portal.services.submissions import Receipt, hand_in, person_of
from portal.services.work import Work
from portal.store import absence as store
from portal.store import absence_version as versions
from portal.store import programme as programmes
from portal.store.absence import Absence
from portal.store.absence_version import AbsenceVersion
from portal.store.base import AnyRow, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission

__all__ = ["AbsenceCommand", "Overlaps"]
PROMISED = "case.urgent_answer_working_days"


def can_report(work: Work) -> bool:
    """Whether the programme runs or ran on any day that can be reported now, so that there is something to be absent from."""
    quiet = own_quiet(work, own_case(work, Action.USE_OWN_ABSENCES))
    back = range(FURTHEST_BACK.days + 1)
    return quiet is not None and any(quiet.runs(work.today - timedelta(days=number)) for number in back)


def what_it_means(work: Work, command: AbsenceCommand, *, changes: str | None = None) -> Meaning:
    """What the rules say of this absence, before anything is sent. `changes` is the absence that it stands instead of.

    Raises Overlaps when a day is already reported, and Refused for days that are out of reach, the wrong way round, or
    of a time when the participant's programme did not run.
    """
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    before = store.own(work.session, subject.id, changes) if changes else None
    told = told_on(work, before, command) if before else work.today
    return prepared(work, subject, command, told, but=changes)


def told_on(work: Work, absence: Absence, command: AbsenceCommand | None = None) -> date:
    """The day the office was first told of these days: to put it in other words later makes no leave late.

    With `command` the same for a change to it, which is told today as far as it asks for something else.
    """
    now, told = command or command_of(absence), work.today if command else oslo_day(absence.reported_at)
    chain: list[Absence | AnyRow] = [absence, *versions.of_absence(work.session, absence.id)]
    for row in chain:
        if not _among(now, command_of(row)):
            break
        told = oslo_day(row.reported_at)
    return told


def _among(now: AbsenceCommand, before: AbsenceCommand) -> bool:
    """Whether all that is asked for now was asked for before."""
    same = now.kind is before.kind and now.details.birth is before.details.birth
    time_of_day = (before.starts, before.ends, before.minutes_a_day)
    whole = time_of_day in {(None, None, None), (now.starts, now.ends, now.minutes_a_day)}
    return same and whole and before.first_day <= now.first_day and now.last_day <= before.last_day


def prepared(
    work: Work, subject: Subject, command: AbsenceCommand, told_on: date, *, but: str | None = None
) -> Meaning:
    """The same for anybody who has been let into the subject's case, told on that day. Raises what `what_it_means` raises."""
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    quiet = own_quiet(work, subject)
    if programme is None or programme.started_on is None or quiet is None:
        raise Refused("absence-not-running")
    check_days(command, told_on, programme.started_on)
    if not all(quiet.runs(day) for day in command.days):
        raise Refused("absence-not-running")
    standing = store.touching(work.session, subject.id, command.first_day, command.last_day, but=but)
    for row in standing:
        if clashes(row, command):
            raise Overlaps(row.first_day, row.id)
    return meaning_of(work, subject, programme.started_on, command, told_on, but=but)


def report_absence(work: Work, key: str, command: AbsenceCommand) -> Receipt:
    """Report the absence, or apply for the leave, with the rules' proposal kept beside it.

    Raises what `what_it_means` raises, and Refused for a kind that needs a word about it and has none.
    """
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    check_words(command, work.today)
    receipt = hand_in(work, SubmissionKind.ABSENCE, key, command.as_content())
    if not receipt.again:
        write(work, subject, command, receipt)
    return receipt


def write(work: Work, subject: Subject, command: AbsenceCommand, receipt: Receipt) -> Absence:
    """Write a new absence that came with this receipt. Raises what `prepared` raises."""
    # Two reports of one person take turns here, so that each is counted against the other and no balance is spent twice.
    programmes.lock(work.session, subject.id)
    meaning = prepared(work, subject, command, oslo_day(receipt.received_at))
    absence = Absence(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        submission_id=receipt.id,
        reported_at=receipt.received_at,
        **columns(command),
        **kept(meaning),
    )
    work.session.add(absence)
    work.session.flush()
    work.tell(AbsenceReported(subject.id, subject.office_id, absence.id))
    return absence


def columns(command: AbsenceCommand) -> dict[str, object]:
    """The columns of an absence that keep what was said of it."""
    return {
        "kind": command.kind,
        "first_day": command.first_day,
        "last_day": command.last_day,
        "starts": command.starts,
        "ends": command.ends,
        "minutes_a_day": command.minutes_a_day,
        "details": command.details.as_data() or None,
        "note": command.note,
        "doctors_note_from": command.note_from,
        "documentation": command.documentation,
        "documentation_by": command.documentation_by,
    }


def own_absences(work: Work, *, limit: int = 200) -> list[AnyRow]:
    """The participant's own absences, newest first."""
    return store.of_participant(work.session, own_case(work, Action.USE_OWN_ABSENCES).id, limit=limit)


def children_told(rows: Iterable[AnyRow]) -> str:
    """The birth years of the children as they were told the last time, to be filled in again; of rows newest first."""
    told = (details_from(row.details).children_born for row in rows if row.kind is AbsenceKind.SICK_CHILD)
    return ", ".join(map(str, next((years for years in told if years), ())))


def own_absence(work: Work, absence_id: str) -> Absence:
    """One of the participant's own absences. Raises NotFound for everybody else's."""
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    absence = store.own(work.session, subject.id, absence_id)
    if absence is None:
        raise NotFound("No such absence.")
    return absence


def absences_of(work: Work, participant_id: str, *, limit: int = 6) -> list[AnyRow]:
    """The newest absences of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    return store.of_participant(work.session, subject.id, subject.office_id, limit=limit)


def versions_of(work: Work, absence: Absence) -> list[AnyRow]:
    """What had been reported before, newest first, of an absence that the actor has been let into."""
    return versions.of_absence(work.session, absence.id)


def absence_of_receipt(work: Work, submission_id: str) -> AnyRow | None:
    """What one of the actor's own receipts is about, as it was reported then, or None for other receipts."""
    for table in (rows(Absence), rows(AbsenceVersion)):
        query = (
            select(table)
            .join(Submission, Submission.id == table.c.submission_id)
            .where(Submission.id == submission_id, Submission.person_id == person_of(work))
            .limit(1)
        )
        if found := work.session.execute(query).one_or_none():
            return found
    return None


def registered(work: Work, absence: Absence) -> AnyRow | None:
    """Who of the staff wrote the absence down, how it came and when it was received; None when nobody did.

    Whoever must not be found reads no name of the staff.
    """
    subject = own_case(work, Action.USE_OWN_ABSENCES, note=False)
    return _registered(work, absence, named=not subject.hidden)


def registered_by_staff(work: Work, absence: Absence) -> AnyRow | None:
    """The same for a caseworker who has been let into the absence."""
    return _registered(work, absence, named=True)


def _registered(work: Work, absence: Absence, *, named: bool) -> AnyRow | None:
    submission, person = rows(Submission), rows(Person)
    alias = person.c.alias if named else literal("")
    query = (
        select(
            submission.c.channel,
            submission.c.received_at,
            submission.c.registered_at,
            submission.c.number,
            alias.label("by"),
        )
        .outerjoin(person, person.c.id == submission.c.registered_by_id)
        .where(submission.c.id == absence.submission_id, submission.c.registered_by_id.is_not(None))
    )
    return work.session.execute(query).one_or_none()


def promised(work: Work) -> Decision[date]:
    """The day by which the participant's own office looks at an absence that it is told of today."""
    return answered_by(work, office_of(work), work.today)


def office_of(work: Work) -> str:
    """The office of whoever reports, or of whom they report for."""
    return own_case(work, Action.USE_OWN_ABSENCES, note=False).office_id


def answered_by(work: Work, office_id: str, received: date) -> Decision[date]:
    """The day by which an office has promised to look at an absence that came on that day."""
    practice = practice_of(work, office_id)
    return answer_due(received, practice.whole(PROMISED), work.holidays.of_year, practice.basis(PROMISED))
