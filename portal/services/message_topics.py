"""What a message is about: what one may choose, whether it is the participant's, and what each reader is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.domain.absence import AbsenceKind
from portal.domain.access import Area
from portal.domain.audit import Looked
from portal.domain.errors import Refused
from portal.domain.messages import ONE_OF_MANY, MessageAbout, Topic
from portal.services import mandates
from portal.services.permissions import Action, Subject, case_of, own_case
from portal.services.planning import reads_health
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import message_topics as store
from portal.store import programme as programmes
from portal.store.base import AnyRow

RECENTLY = timedelta(days=60)
"""Absences that ended within this time can be chosen from a list; older ones by the way from their own page."""
AREAS = {Topic.ACTIVITY: Area.PLAN, Topic.ABSENCE: Area.ABSENCE, Topic.APPOINTMENT: Area.WEEK}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a message is about, as the reader may know it. `named` is False for what the reader sees only the kind of.

    An activity has a title, an absence its kind and days, and an appointment a title and the moment it begins.
    """

    about: MessageAbout
    named: bool = False
    title: str = ""
    absence: AbsenceKind | None = None
    first_day: date | None = None
    last_day: date | None = None
    at: datetime | None = None


def own_choices(work: Work, asked: MessageAbout | None = None) -> tuple[Matter, ...]:
    """What the participant, or who helps them, may say that a message is about (`choices`)."""
    return choices(work, own_case(work, Action.USE_OWN_MESSAGES), asked)


def case_choices(work: Work, participant_id: str, asked: MessageAbout | None = None) -> tuple[Matter, ...]:
    """What a caseworker may say that a message is about (`choices`). Raises NotFound and NotPermitted."""
    return choices(work, case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES), asked)


def choices(work: Work, subject: Subject, asked: MessageAbout | None = None) -> tuple[Matter, ...]:
    """What the actor may say that a message is about: what runs or comes, what was lately, and what was `asked` for."""
    days = (work.today - RECENTLY, work.today)
    one = asked.id if asked else ""
    private = _private(work, subject)
    found = store.choices(work.session, subject.id, subject.office_id, work.now, days, one, private=private)
    opened = _opened(work)
    named = sorted((_named(row) for row in found if AREAS[Topic(row.topic)] in opened), key=_order)
    return (*named, Matter(MessageAbout(Topic.MONEY)), Matter(MessageAbout(Topic.HOUSING)))


def require(work: Work, subject: Subject, about: MessageAbout) -> None:
    """Raise Refused unless it is something of the participant's at their office that the actor may know of.

    What is somebody else's and what does not exist are refused alike.
    """
    if about.topic not in ONE_OF_MANY:
        return
    found = store.of_ids(work.session, subject.id, subject.office_id, [about.id], private=False)
    if AREAS[about.topic] not in _opened(work) or about.topic not in {Topic(row.topic) for row in found}:
        raise Refused("message-about")


def told(work: Work, subject: Subject, messages: Iterable[AnyRow]) -> dict[int, Matter]:
    """What these messages are about, by their places, as the actor may know it."""
    abouts = {row.sequence: MessageAbout(row.topic, row.topic_id) for row in messages if row.topic}
    ids = {about.id for about in abouts.values() if about.id}
    if not ids:
        return {place: Matter(about) for place, about in abouts.items()}
    private = any(about.topic is Topic.ACTIVITY for about in abouts.values()) and _private(work, subject)
    found = store.of_ids(work.session, subject.id, subject.office_id, ids, private=private)
    opened = _opened(work)
    named = {row.id: _named(row) for row in found if AREAS[Topic(row.topic)] in opened}
    return {place: named.get(about.id, Matter(about)) for place, about in abouts.items()}


def is_of_health(work: Work, subject: Subject, about: MessageAbout | None) -> bool:
    """Whether a message about this may hold what a doctor wrote: it is about an absence, or an activity about health.

    What is no longer there may have been about health, too.
    """
    if about is None or not about.id:
        return False
    found = store.of_ids(work.session, subject.id, subject.office_id, [about.id], private=False)
    return not found or any(row.is_of_health for row in found)


def _private(work: Work, subject: Subject) -> bool:
    if subject.scope is Scope.OWN:
        return True
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return programme is not None and reads_health(work, subject, programme.contact_person_id)


def _opened(work: Work) -> frozenset[Area]:
    return mandates.opened(work) if work.actor.acts_for else frozenset(Area)


def _named(row: AnyRow) -> Matter:
    topic = Topic(row.topic)
    kind = AbsenceKind(row.title) if topic is Topic.ABSENCE else None
    title = "" if kind else row.title
    return Matter(
        MessageAbout(topic, row.id),
        named=True,
        title=title,
        absence=kind,
        first_day=row.first_day,
        last_day=row.last_day,
        at=row.at,
    )


def _order(matter: Matter) -> tuple[int, str, str]:
    # Absences the newest first would be read as a list of faults: all stand in the order of their days.
    when = matter.at.isoformat() if matter.at else matter.first_day.isoformat() if matter.first_day else ""
    return list(Topic).index(matter.about.topic), when, matter.about.id
