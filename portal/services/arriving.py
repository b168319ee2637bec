"""Coming through a provider: what is remembered on the way, whom an arrival is, and being told that it is over there."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.people import CITIZENS, Actor
from portal.domain.ports import Clock
from portal.domain.signing_in import (
    Arrival,
    Departure,
    Door,
    ParticipantArrival,
    ProviderDown,
    SignInRefused,
    StaffArrival,
)
from portal.services.work import calmly
from portal.store import grant as grants
from portal.store import office as offices
from portal.store import person as people
from portal.store import sign_in as store
from portal.store import used
from portal.store.engine import for_reading, for_writing
from portal.store.person import Person
from portal.store.sign_in import SignIn
from portal.store.vault import Vault, VaultError

log = logging.getLogger("portal.security")

ON_THE_WAY = timedelta(minutes=10)


class Arrivals:
    """The doors that are connected, and who comes through them."""

    def __init__(self, engine: Engine, clock: Clock, vault: Vault, doors: Sequence[Door]) -> None:
        """`clock` is the world's: providers know no other, whatever time it is in a demo."""
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)
        self._clock = clock
        self._doors = {door.issuer: door for door in doors}
        self.vault = vault

    def remember(self, departure: Departure) -> str:
        """What the browser keeps meanwhile: sealed, so that it can neither be read nor made up."""
        kept = asdict(departure) | {"began_at": departure.began_at.isoformat()}
        return self.vault.seal(json.dumps(kept), "departure")

    def recall(self, sealed: str, door: str, state: str) -> Departure:
        """What was remembered, once. Raises SignInRefused when this browser did not begin it, or too long ago."""
        try:
            kept: dict[str, Any] = json.loads(self.vault.open(sealed, "departure"))
        except VaultError:
            raise SignInRefused("never-departed") from None
        departure = Departure(**kept | {"began_at": datetime.fromisoformat(kept["began_at"])})
        if departure.door != door or not compare_digest(departure.state.encode(), state.encode()):
            raise SignInRefused("state")
        now = self._clock.now()
        if not timedelta(0) <= now - departure.began_at <= ON_THE_WAY:
            raise SignInRefused("too-long-on-the-way")
        self._use(f"departure {state}", departure.began_at + ON_THE_WAY)
        return departure

    def person_behind(self, arrival: Arrival) -> str:
        """The id of the person. Raises SignInRefused when we know nobody like that, whoever they are elsewhere.

        What the directory says a member of staff may is written down: it alone decides role and office.
        """
        with calmly(), Session(self._writing) as session:
            if isinstance(arrival, ParticipantArrival):
                person = self._participant(session, arrival.identity_number)
            else:
                person = _member_of_staff(session, arrival, self._clock.now())
            person_id = person.id
            session.commit()
        return person_id

    def must_log_in_anew(self, person_id: str, arrival: Arrival) -> bool:
        """Whether being logged in at the provider already is not enough for this person (safety: shared phones).

        So it is for who shares a phone, and for a session there that somebody left behind through the quick way out:
        it could still be open, and whoever holds the phone next is not asked who they are.
        """
        visit = arrival.visit
        if visit.fresh:
            return False
        with calmly(), Session(self._reading) as session:
            person = people.by_id(session, person_id)
            if person is not None and person.shared_phone:
                return True
            return bool(visit.sid) and store.was_left_in_haste(
                session, name_of(visit.issuer, "sid", visit.sid)
            )

    def look_again(self, token_hash: str, actor: Actor, now: datetime) -> bool:
        """Ask the provider anew about a sign-in. Whether person, role and office are what they were.

        Raises ProviderDown, and SignInRefused for somebody who may nothing here any more. A refresh token makes this
        silent: ending the sign-in instead would take the page away from whoever is writing, every quarter of an hour.
        """
        with calmly(), Session(self._reading) as session:
            kept = store.tokens(session, token_hash)
        door = self._doors.get(kept.issuer or "") if kept else None
        if kept is None or door is None or not kept.refresh_token:
            raise ProviderDown("nothing-to-ask-with")
        try:
            arrival = door.look_again(self.vault.open(kept.refresh_token, f"{token_hash} refresh"))
        except VaultError:
            raise SignInRefused("refresh-token-sealed-elsewhere") from None
        visit = arrival.visit
        if name_of(visit.issuer, "sub", visit.subject) != kept.subject_hash:
            raise SignInRefused("another-subject")
        same = self.person_behind(arrival) == actor.id
        with calmly(), Session(self._writing) as session:
            sealed = self.vault.seal(visit.refresh_token, f"{token_hash} refresh")
            store.roles_were_read(session, token_hash, now, sealed)
            person = people.by_id(session, actor.id)
            session.commit()
            return (
                same
                and person is not None
                and (person.role, person.office_id) == (actor.role, actor.office_id)
            )

    def told_to_end(self, door: Door, logout_token: str) -> list[str]:
        """End what a provider's message says is over; the token hashes. Raises SignInRefused and ProviderDown."""
        told = door.told_to_end(logout_token)
        self._use(f"logout {told.issuer} {told.jti}", told.until)
        return self.end(told.issuer, sid=told.sid, subject=told.subject)

    def end(self, issuer: str, *, sid: str, subject: str = "") -> list[str]:
        """End the living sign-ins of a provider's session, or without one of a person there; the token hashes."""
        sid_hash = name_of(issuer, "sid", sid) if sid else ""
        subject_hash = name_of(issuer, "sub", subject) if subject else ""
        # Looked up before it is written: anybody may ask, and only who knows a session's name may hold up writers.
        with calmly(), Session(self._reading) as session:
            ended = store.from_there(session, sid_hash=sid_hash, subject_hash=subject_hash)
        if ended:
            with calmly(), Session(self._writing) as session:
                for token_hash in ended:
                    store.end(session, token_hash, self._clock.now())
                session.commit()
            log.info("sign-ins ended", extra={"kind": "ended-there", "issuer": issuer, "count": len(ended)})
        return ended

    def way_out(self, token_hash: str) -> tuple[str, str] | None:
        """Where to end the provider's own session, and the ID token that says which; None when there is no such place."""
        with calmly(), Session(self._reading) as session:
            kept = store.tokens(session, token_hash)
        door = self._doors.get(kept.issuer or "") if kept else None
        where = door.way_out() if door else ""
        if kept is None or not where or not kept.id_token:
            return None
        try:
            return where, self.vault.open(kept.id_token, f"{token_hash} id")
        except VaultError:
            return None

    def farewell(self) -> str:
        """What a browser takes along to the provider's log-out, to be known by when it comes back."""
        return self.vault.seal(self._clock.now().isoformat(), "farewell")

    def has_left(self, sealed: str) -> bool:
        """Whether that was given out by us a moment ago."""
        try:
            left = datetime.fromisoformat(self.vault.open(sealed, "farewell"))
        except VaultError:
            return False
        return timedelta(0) <= self._clock.now() - left <= ON_THE_WAY

    def _participant(self, session: Session, number: str) -> Person:
        person = people.by_fingerprint(session, self.vault.fingerprints(number))
        if person is None or person.role not in CITIZENS or not person.identity_sealed:
            raise SignInRefused("unknown-person")
        # The fingerprint finds, and the sealed number decides.
        try:
            same = compare_digest(self.vault.open(person.identity_sealed, person.id), number)
        except VaultError:
            same = False
        if not same:
            raise SignInRefused("unknown-person")
        return person

    def _use(self, what: str, until: datetime) -> None:
        digest = hashlib.sha256(what.encode()).hexdigest()
        with calmly(), Session(self._writing) as session:
            first = used.use(session, digest, until, self._clock.now())
            session.commit()
        if not first:
            raise SignInRefused("used-before")


def tied_to(row: SignIn, arrival: Arrival, vault: Vault) -> None:
    """Tie a new sign-in to the one at its provider."""
    visit = arrival.visit
    row.issuer = visit.issuer
    row.sid_hash = name_of(visit.issuer, "sid", visit.sid) if visit.sid else None
    row.subject_hash = name_of(visit.issuer, "sub", visit.subject)
    row.acr = visit.acr
    row.id_token = vault.seal(visit.id_token, f"{row.token_hash} id")
    if isinstance(arrival, StaffArrival):
        row.roles_read_at = row.started_at
        if visit.refresh_token:
            row.refresh_token = vault.seal(visit.refresh_token, f"{row.token_hash} refresh")


def name_of(issuer: str, kind: str, name: str) -> str:
    """A provider's name for a session or a person, as it is stored: of one length, and telling nothing."""
    return hashlib.sha256(json.dumps([issuer, kind, name]).encode()).hexdigest()


def _member_of_staff(session: Session, arrival: StaffArrival, now: datetime) -> Person:
    person = people.by_directory_key(session, arrival.directory_key)
    if person is None or person.role in CITIZENS:
        raise SignInRefused("unknown-person")
    found = offices.named(session, arrival.office) if arrival.office else [None]
    if len(found) != 1:
        raise SignInRefused("unknown-office")
    if person.office_id is not None and person.office_id != found[0]:
        # What they were given, and whom they cover, belonged to their work at the office they have left.
        grants.end_of_staff(session, person.id, now)
    person.role, person.office_id = arrival.role, found[0]
    return person
