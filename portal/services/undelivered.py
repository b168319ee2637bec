"""Notices that could not be delivered: as numbers for those who mind the channels, and never as people."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.errors import NotFound
from portal.domain.notices import Channel, Says, Trouble
from portal.services.permissions import Action, own_office, within
from portal.services.work import Desk, Work
from portal.store import notice_wish as wishes
from portal.store import person as people
from portal.store import undelivered as store
from portal.store.base import AnyRow

SHOWN = 100


def given_up(work: Work) -> list[AnyRow]:
    """What was given up at the administrator's office, by way and reason: how many, and since when.

    Whom nobody may find counts in none of it. Raises NotPermitted.
    """
    own_office(work.actor, Action.MIND_NOTICES)
    return store.given_up(work.session, within(work, Action.MIND_NOTICES))


def waiting(work: Work) -> int:
    """How many notices have failed and will be tried again."""
    own_office(work.actor, Action.MIND_NOTICES)
    return store.failing(work.session, within(work, Action.MIND_NOTICES))


def send_again(work: Work, says: Says, channel: Channel | None, trouble: Trouble | None) -> int:
    """Try again, from the beginning, whatever was given up on this way for this reason; how many there were."""
    own_office(work.actor, Action.MIND_NOTICES)
    found = (says, channel, trouble)
    return store.send_again(work.session, within(work, Action.MIND_NOTICES), found, work.now)


def drop(work: Work, says: Says, channel: Channel | None, trouble: Trouble | None) -> int:
    """Let it be; how many there were."""
    own_office(work.actor, Action.MIND_NOTICES)
    return store.drop(work.session, within(work, Action.MIND_NOTICES), (says, channel, trouble))


def for_operator(session: Session) -> list[AnyRow]:
    """The same for everybody, protected people too, for whoever runs the machine."""
    return store.given_up(session)


def again_for_operator(session: Session, now: datetime) -> int:
    """Try everything again that was given up, everybody's; how many there were."""
    return store.send_again(session, None, None, now)


def reserve(session: Session, person_id: str, now: datetime, *, reserved: bool) -> None:
    """Keep that somebody has said no, or no longer says no, in the contact register. Raises NotFound."""
    if people.by_id(session, person_id) is None:
        raise NotFound("Nobody has that id.")
    wish = wishes.wish_of(session, person_id) or wishes.NoticeWish(person_id=person_id, email="")
    wish.reserved, wish.changed_at = reserved, now
    session.add(wish)


def shown_in_the_demo(desk: Desk) -> list[AnyRow]:
    """The newest notices of everybody, where everybody is made up. Nothing else may call this."""
    with desk.by_the_clock() as work:
        return store.newest(work.session, SHOWN)
