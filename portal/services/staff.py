"""The office's staff as its administrator sees them: who they are, when they were last here, and an end to it."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.errors import NotFound
from portal.domain.live import session_ended
from portal.services.permissions import Action, own_office
from portal.services.work import Work
from portal.store import calendar_feed as feeds
from portal.store import notice_wish as phones
from portal.store import sign_in as sign_ins
from portal.store import staff as store
from portal.store.base import AnyRow

log = logging.getLogger("portal.security")


def staff_of_office(work: Work, idle: timedelta, longest: timedelta) -> list[AnyRow]:
    """Everybody of the administrator's office: name, role, last sign-in and how many live. Raises NotPermitted.

    A sign-in is over `idle` after it was last used and `longest` after it began, whether anybody signed out or not.
    """
    office_id = own_office(work.actor, Action.MANAGE_STAFF)
    return store.with_sign_ins(
        work.session, office_id, seen_after=work.now - idle, began_after=work.now - longest
    )


def end_sign_ins(work: Work, person_id: str) -> int:
    """End every sign-in of one of the office's staff, and close their open pages; how many there were.

    Raises NotPermitted, and NotFound for everybody who does not work there: participants, too.
    """
    office_id = own_office(work.actor, Action.MANAGE_STAFF)
    if not store.works_at(work.session, person_id, office_id):
        raise NotFound("Nobody of that name works here.")
    ended = sign_ins.end_living(work.session, work.now, person_id)
    work.changes.extend(session_ended(token_hash) for token_hash in ended)
    log.warning("sign-ins ended", extra={"actor": work.actor.id, "kind": person_id, "count": len(ended)})
    return len(ended)


def end_for_operator(session: Session, now: datetime, person_id: str | None) -> int:
    """End one person's sign-ins, or everybody's, in the caller's transaction; how many there were.

    Whoever is put out everywhere is out of the calendars that read without signing in, too.
    """
    if person_id is None:
        feeds.revoke_all(session, now)
        phones.forget_all(session)
    else:
        feeds.revoke_of(session, person_id, now)
        phones.forget_phones(session, person_id)
    return len(sign_ins.end_living(session, now, person_id))
