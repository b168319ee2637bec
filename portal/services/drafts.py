"""What somebody is writing, kept for them alone for a day and a night. Nobody looks at a case by it."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.audit import Looked
from portal.services.permissions import Action, case_of, own_case, participants_of
from portal.services.reach import PEOPLE
from portal.services.submissions import person_of
from portal.services.work import Work, calmly
from portal.store import draft as store
from portal.store import submission as submissions
from portal.store.draft import Draft
from portal.store.engine import for_writing

LIFE = timedelta(hours=24)


def keep_own(work: Work, page: str, fields: dict[str, str], key: str) -> None:
    """Keep what the participant, or who helps them, is writing to the office. Raises NotPermitted."""
    own_case(work, Action.USE_OWN_MESSAGES, note=False)
    _keep(work, page, fields, key)


def keep_in_case(work: Work, participant_id: str, page: str, fields: dict[str, str], key: str) -> None:
    """Keep what a caseworker is writing to a participant within reach. Raises NotFound and NotPermitted."""
    reached = participants_of(work, Action.WRITE_AS_STAFF).where(PEOPLE.c.id == participant_id)
    if work.session.execute(reached).first() is None:
        case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    _keep(work, page, fields, key)


def sweep(engine: Engine, now: datetime) -> None:
    """Drop what nobody came back to."""
    with calmly(), Session(for_writing(engine)) as session:
        store.sweep(session, now - LIFE)
        session.commit()


def _keep(work: Work, page: str, fields: dict[str, str], key: str) -> None:
    # What was on its way when the message was sent comes too late: the message has been handed in.
    if submissions.by_key(work.session, person_of(work), key) is not None:
        return
    if not any(value.strip() for value in fields.values()):
        store.forget(work.session, work.actor.id, page)
        return
    store.save(work.session, Draft(person_id=work.actor.id, page=page, fields=fields, saved_at=work.now))
    work.session.flush()
