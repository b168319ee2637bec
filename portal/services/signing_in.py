"""Signing in and out: server-side sign-ins with an idle and an absolute end."""

import hashlib
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.access import HIDDEN
from portal.domain.errors import Busy, NotFound
from portal.domain.people import CITIZENS, STAFF, Actor, Role
from portal.domain.ports import Clock
from portal.domain.signing_in import Arrival, ProviderDown, SignInRefused
from portal.services.arriving import Arrivals, tied_to
from portal.services.languages_offered import Spoken, of_office
from portal.services.work import calmly
from portal.store import draft as drafts
from portal.store import notice_wish as phones
from portal.store import person as people
from portal.store import programme as programmes
from portal.store import sign_in as store
from portal.store.base import AnyRow
from portal.store.draft import Draft
from portal.store.engine import for_reading, for_writing
from portal.store.sign_in import ACTS_FOR, SignIn

log = logging.getLogger("portal.security")

# The time of the last request is written at most once a minute, so that reading pages costs no write.
SEEN_STEP = timedelta(minutes=1)
DRAFT_LIFE = timedelta(hours=24)
# What a sign-in remembers when its person said on the way in that they share the phone.
SHARED = "shared"
# What it remembers when its time has run out and that has been written into the log.
MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts: without a request, and at most, for participants and for staff.

    `roles` is how old what the directory said of a member of staff may become before it is asked again.
    `idle_shared` takes the place of `idle` on a phone that several people use.
    """

    idle: timedelta
    absolute: timedelta
    absolute_staff: timedelta
    roles: timedelta = timedelta(minutes=15)
    idle_shared: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in as it was found. The actor's locale is empty until they have chosen one.

    `ends_at` is when it ends, or must be looked at anew, if nothing more happens. `issuer` is the provider that it
    came through, empty in the demo. `idle` is how long it lasts without a request: shorter when the phone is `shared`.
    `own_role` is what the person is when they act for nobody else. `spoken` is what their office offers to read in,
    None for people of no office.
    """

    token_hash: str
    actor: Actor
    data: dict[str, Any]
    seen_at: datetime
    ends_at: datetime
    is_over: bool
    issuer: str = ""
    shared: bool = False
    idle: timedelta = timedelta(minutes=30)
    own_role: Role = Role.PARTICIPANT
    spoken: Spoken | None = None


class SignIns:
    """All sign-ins of the portal."""

    def __init__(
        self, engine: Engine, clock: Clock, limits: Limits, arrivals: Arrivals | None = None
    ) -> None:
        """Sign-ins live in the same database as everything else. `arrivals` knows those who come through a provider."""
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)
        self._clock = clock
        self._limits = limits
        self._arrivals = arrivals
        self._looking = Lock()

    def find(self, token: str) -> SignedIn | None:
        """The sign-in of a cookie's token, over or not; None for a token that nobody was given, or was ended."""
        found = self._living(hash_of(token))
        if found and found.is_over:
            self._mention(found)
        if found is None or found.is_over or self._clock.now() < found.ends_at:
            return found
        # What the directory said is too old. One request asks it again, and those that come meanwhile wait for that.
        with self._looking:
            return self._looked_again(hash_of(token))

    def start(self, person_id: str, data: dict[str, Any], arrival: Arrival | None = None) -> str:
        """Begin a new sign-in and hand out its token, 256 random bits that are stored only as a hash."""
        token = secrets.token_urlsafe(32)
        now = self._clock.now()
        row = SignIn(token_hash=hash_of(token), person_id=person_id, started_at=now, seen_at=now, data=data)
        if arrival and self._arrivals:
            tied_to(row, arrival, self._arrivals.vault)
        with calmly(), Session(self._writing) as session:
            session.add(row)
            drafts.sweep(session, now - DRAFT_LIFE)
            store.forget_tokens(session, now - max(self._limits.absolute, self._limits.absolute_staff))
            session.commit()
        _log("sign-in began", person_id, arrival.visit.issuer if arrival else None)
        return token

    def touch(self, sign_in: SignedIn) -> None:
        """The person did something, so the idle time begins anew."""
        now = self._clock.now()
        if now - sign_in.seen_at < SEEN_STEP:
            return
        # Somebody who holds the database must not keep a person from reading; the next request tries again.
        with suppress(Busy), calmly(), Session(self._writing) as session:
            store.touch(session, sign_in.token_hash, now)
            session.commit()

    def keep(self, sign_in: SignedIn, data: dict[str, Any]) -> None:
        """Remember what the web layer wants to know at the next request."""
        with calmly(), Session(self._writing) as session:
            store.keep(session, sign_in.token_hash, data)
            session.commit()

    def end(self, sign_in: SignedIn, *, in_haste: bool = False) -> None:
        """End a sign-in for good: its token opens nothing any more.

        `in_haste` is remembered: the provider was not told, so its session may be open still.
        """
        with calmly(), Session(self._writing) as session:
            if in_haste:
                store.keep(session, sign_in.token_hash, sign_in.data | {store.IN_HASTE: True})
            store.end(session, sign_in.token_hash, self._clock.now())
            if sign_in.shared:
                phones.forget_phones(session, sign_in.actor.id)
            else:
                phones.forget_sign_in(session, [sign_in.token_hash])
            session.commit()
        # Of one that had run out that has been said.
        if not sign_in.is_over:
            _log("sign-in ended", sign_in.actor.id, sign_in.issuer, "in-haste" if in_haste else "left")

    def keep_draft(self, person_id: str, page: str, fields: dict[str, str]) -> None:
        """Keep what somebody had written when their sign-in ran out, for that person alone."""
        with calmly(), Session(self._writing) as session:
            drafts.save(
                session, Draft(person_id=person_id, page=page, fields=fields, saved_at=self._clock.now())
            )
            session.commit()

    def draft(self, person_id: str, page: str) -> dict[str, str]:
        """What the person had written on that page, at most a day ago, or nothing."""
        with calmly(), Session(self._reading) as session:
            return drafts.fields(session, person_id, page, self._clock.now() - DRAFT_LIFE)

    def forget_draft(self, person_id: str, page: str) -> None:
        """The form was sent."""
        with calmly(), Session(self._writing) as session:
            drafts.forget(session, person_id, page)
            session.commit()

    def choose_language(self, person_id: str, locale: str) -> None:
        """Save the language a person wants to read."""
        with calmly(), Session(self._writing) as session:
            person = people.by_id(session, person_id)
            if person is None:
                raise NotFound("No such person.")
            person.locale = locale
            session.commit()

    def share_phone(self, person_id: str, *, shared: bool) -> None:
        """Remember for the person, and for every sign-in of theirs from now on, whether they share their phone."""
        with calmly(), Session(self._writing) as session:
            person = people.by_id(session, person_id)
            if person is None:
                raise NotFound("No such person.")
            person.shared_phone = shared
            if shared:
                phones.forget_phones(session, person_id)
            session.commit()

    def settle_language(self, person_id: str, locale: str) -> None:
        """Save the language that was read on the way in for a person who has chosen none: the phone will not keep it."""
        with calmly(), Session(self._writing) as session:
            person = people.by_id(session, person_id)
            if person is not None and not person.locale:
                person.locale = locale
                session.commit()

    def synthetic_people(self) -> list[AnyRow]:
        """Who can be picked in the demo."""
        with calmly(), Session(self._reading) as session:
            return programmes.pickable(session)

    def synthetic_person(self, key: str) -> str:
        """The id behind a demo key. Raises NotFound for a key that names nobody."""
        with calmly(), Session(self._reading) as session:
            person = people.by_key(session, key)
        if person is None:
            raise NotFound("No synthetic person has that key.")
        return person.id

    def _living(self, token_hash: str) -> SignedIn | None:
        with calmly(), Session(self._reading) as session:
            row = store.by_token_hash(session, token_hash)
        return None if row is None or row.ended_at is not None else self._judged(row)

    def _judged(self, row: AnyRow) -> SignedIn:
        limits = self._limits
        absolute = limits.absolute_staff if row.role in STAFF else limits.absolute
        shared = row.shared_phone or bool(row.data.get(SHARED))
        idle = min(limits.idle, limits.idle_shared) if shared else limits.idle
        over_at = min(row.seen_at + idle, row.started_at + absolute)
        return SignedIn(
            token_hash=row.token_hash,
            actor=_actor(row),
            own_role=row.role,
            data=dict(row.data),
            seen_at=row.seen_at,
            ends_at=min(over_at, row.roles_read_at + limits.roles) if row.roles_read_at else over_at,
            is_over=self._clock.now() >= over_at,
            issuer=row.issuer or "",
            shared=shared,
            idle=idle,
            spoken=of_office(row.practice, row.office_locale) if row.office_locale else None,
        )

    def _looked_again(self, token_hash: str) -> SignedIn | None:
        found = self._living(token_hash)
        if found is None or found.is_over or self._clock.now() < found.ends_at or self._arrivals is None:
            return found
        try:
            same = self._arrivals.look_again(token_hash, found.actor, self._clock.now())
        except ProviderDown:
            # Nobody knows what this person may. What they had written is kept; the next request asks again.
            return replace(found, is_over=True)
        except SignInRefused:
            same = False
        if not same:
            _log("sign-in taken back", found.actor.id, found.issuer)
            self.end(found)
            return None
        return self._living(token_hash)

    def _mention(self, over: SignedIn) -> None:
        """Log once that a time ran out: at the first request after it, as nothing happens at the moment itself."""
        if MENTIONED in over.data:
            return
        with suppress(Busy):
            self.keep(over, over.data | {MENTIONED: True})
            _log("sign-in ended", over.actor.id, over.issuer, "ran-out")


def _log(what: str, person_id: str, issuer: str | None, kind: str | None = None) -> None:
    """A line of the security log: who, and through which provider; no token and no hash of one."""
    log.info(what, extra={"actor": person_id, "issuer": issuer or None, "kind": kind})


def _actor(row: AnyRow) -> Actor:
    """Who acts. Whoever has chosen to act for somebody is their representative until they are done, and nothing else."""
    acts_for = row.data.get(ACTS_FOR) if row.role in CITIZENS else None
    role, office_id = (Role.REPRESENTATIVE, None) if acts_for else (row.role, row.office_id)
    hidden = row.protection in HIDDEN
    return Actor(row.person_id, role, office_id, row.name, row.locale or "", acts_for=acts_for, hidden=hidden)


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
