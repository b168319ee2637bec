"""People with ways to be told, and what is due to them."""

from datetime import UTC, datetime

from sqlalchemy import Engine, update

from portal.adapters.push import new_key
from portal.domain.notices import Channel
from portal.domain.people import Actor, Role
from portal.services.languages_offered import DRAFTS
from portal.store.base import new_id, rows
from portal.store.models import Notice, NoticeWish, Person, PushSubscription
from portal.store.notice_wish import hash_of
from portal.store.office import Office
from tests.builders import Village, add_person, save
from tests.notice_peers import Peer, said_by_sms

PUSH_HOST = "updates.push.services.mozilla.com"
ENDPOINT = f"https://{PUSH_HOST}/wpush/v2/"
KEY = new_key()


def somebody(engine: Engine, village: Village, number: int, channels: str, **more: object) -> Actor:
    who = add_person(
        engine, Role.PARTICIPANT, village.office, f"Person {number}", phone=f"+479000{number:04d}"
    )
    wish = {"email": f"person{number}@example.org", "weekly": False, "reserved": False} | more
    save(
        engine,
        NoticeWish(person_id=who.id, channels=channels, changed_at=datetime(2026, 9, 1, tzinfo=UTC), **wish),
    )
    if "push" in channels:
        endpoint = f"{ENDPOINT}{number}"
        save(
            engine,
            PushSubscription(
                id=new_id(),
                person_id=who.id,
                endpoint=endpoint,
                endpoint_hash=hash_of(endpoint),
                token_hash="none",
                made_at=datetime(2026, 9, 1, tzinfo=UTC),
            ),
        )
    return who


def queue(engine: Engine, who: Actor, at: datetime) -> str:
    notice = Notice(id=new_id(), person_id=who.id, event_id=new_id(), due_at=at)
    save(engine, notice)
    return notice.id


def sent_to(channel: Channel, peer: Peer) -> list[str]:
    if channel is Channel.SMS:
        return [one["recipient"] for one in said_by_sms(peer)]
    return [one["to"] if channel is Channel.EMAIL else one["path"] for one in peer.took]


def speak(engine: Engine, who: Actor, locale: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(rows(Person)).where(rows(Person).c.id == who.id).values(locale=locale))


def shows_drafts(engine: Engine, village: Village, *, yes: bool = True, own: str = "nb") -> None:
    """Let the village's office show drafts or not, and speak `own` itself."""
    values = {"practice": {DRAFTS: "yes" if yes else "no"}, "locale": own}
    with engine.begin() as connection:
        connection.execute(update(Office).where(Office.id == village.office).values(values))
