"""Moving: a participant goes to another office, and the office that is left loses the case at once."""

from sqlalchemy import ColumnElement, FromClause

from portal.domain.errors import NotFound, Refused
from portal.domain.events import CaseMoved
from portal.domain.months import last_day_of
from portal.domain.programme_steps import StepKind
from portal.domain.rights import RightsKind
from portal.services.making_appointments import cancel_all_at
from portal.services.permissions import Action, case_of
from portal.services.programme_answers import StepCommand
from portal.services.programme_case import case_at
from portal.services.programme_take import take
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import alarm as alarms
from portal.store import grant as grants
from portal.store import important as importants
from portal.store import inbox, protection
from portal.store import month as months
from portal.store import office as offices
from portal.store import person as people
from portal.store import rights_request as requests
from portal.store import threat_report as threats


def move(work: Work, participant_id: str, office_id: str) -> None:
    """Hand the participant over. What the old office has written stays behind its lock, and the new one begins anew.

    What was planned there and has not begun is cancelled with its programme, and the participant is told.
    Raises Refused while an absence, a message or a request waits for the office that is left, or something said of a day
    or a month that is over, for nobody could answer it afterwards, and while nobody of the new one is in the team of a
    protected person; NotFound and NotPermitted. The month that goes on cannot be confirmed, and holds nobody back.
    """
    subject = case_of(work, Action.MOVE_CASE, participant_id)
    if offices.by_id(work.session, office_id) is None or office_id == subject.office_id:
        raise NotFound("No such office to move to.")
    people.hold(work.session, subject.id)
    here = [subject.office_id]

    def only_them(person: FromClause) -> ColumnElement[bool]:
        return person.c.id == subject.id

    waiting = (
        inbox.counts(work.session, here, only_them, work.today).waiting
        + absences.count_waiting(work.session, here, only_them)
        + requests.count_waiting(work.session, here, only_them, RightsKind)
    )
    if waiting:
        raise Refused("move-with-open-work")
    theirs = subject.id, subject.office_id
    if (
        alarms.count_standing(work.session, *theirs)
        or importants.count_to_phone(work.session, *theirs)
        or any(row.closed_at is None for row in threats.of_case(work.session, *theirs))
    ):
        raise Refused("move-with-open-alarm")
    case = case_at(work, subject)
    if case.standing is not None and case.standing.started_on is not None:
        days = case.standing.started_on, last_day_of(case.standing.closed_on or work.today)
        if months.is_open(work.session, subject.id, subject.office_id, *days, work.today):
            raise Refused("move-with-open-months")
    if case.is_open:
        take(work, case, case.version, StepCommand(StepKind.MOVED, work.today), None)
    if protection.is_alone_at(work.session, subject.id, office_id):
        raise Refused("move-without-team")
    cancel_all_at(work, subject.id, subject.office_id)
    # Open pages of the old office are told while it may still be told anything.
    work.tell(CaseMoved(subject.id, subject.office_id, office_id))
    grants.end_all(work.session, subject.id, work.now)
    people.move(work.session, subject.id, office_id)
