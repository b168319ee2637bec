"""For whose eyes each canary is, from who people are and from whom they work with, and from no view of the portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select
from werkzeug.test import Client

from portal.domain.access import Area, Protection
from portal.domain.people import STAFF, Role
from portal.store.models import METADATA
from tests.canaries import SIGN, Audience, Aviary, Canary

# What of a case each part of a mandate opens.
OPENED_BY = {
    Area.WEEK: {"activity", "attendance_report", "attendance_look", "appointment", "appointment_answer"},
    Area.PLAN: {
        "programme",
        "plan_version",
        "proposal",
        "activity",
        "appointment",
        "take_away",
        "take_away_point",
    },
    Area.ABSENCE: {"absence", "absence_version", "absence_hearing"},
    Area.MESSAGES: {"message"},
}

# Who of an office works with its cases: its own list, not the portal's.
READS_CASES = frozenset({Role.CASEWORKER, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser, and what decides what they may see."""

    key: str
    id: str
    role: Role | None
    office: str
    http: Client
    token: str = ""
    helps: str = ""
    areas: frozenset[Area] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, to whom, and about whom (an id) the address or the form was."""

    visitor: Visitor
    endpoint: str
    method: str
    path: str
    about: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    heard: frozenset[str]

    @property
    def where(self) -> str:
        """For the text of a failure."""
        return f"{self.visitor.key} at {self.method} {self.path[:100]} ({self.status})"


@dataclass
class World:
    """Facts about people, read from the rows: nothing here is taken from the code that decides."""

    office: dict[str, str]
    protected: frozenset[str]
    team: dict[str, frozenset[str]]
    let_in: frozenset[tuple[str, str]]
    key: dict[str, str]
    proposed: frozenset[str]
    contact: frozenset[tuple[str, str]]
    """Each contact person with whose they are."""

    def open_to(self, staff: Visitor, participant: str) -> bool:
        """The office and the core: the participant's own office or a grant, and for a protected person the small team."""
        if participant in self.protected and staff.id not in self.team.get(participant, ()):
            return False
        return self.office.get(participant) == staff.office or (staff.id, participant) in self.let_in

    def may_see(self, visitor: Visitor, canary: Canary, answer: Answer) -> bool:
        """Whether this is for the visitor's eyes."""
        # What somebody has just sent with a form (`rights.send_service.text`) they may see again.
        if canary.writer == visitor.id and "." in canary.column:
            return True
        if canary.audience is Audience.PUBLIC or self._translates_with(visitor, canary):
            return True
        match visitor.role:
            case Role.PARTICIPANT:
                hidden = {Audience.INNER, Audience.NOBODY, Audience.STAFF}
                return canary.whose == visitor.id and canary.audience not in hidden
            case Role.REPRESENTATIVE:
                return self._for_helper(visitor, canary)
            case Role.CASEWORKER:
                return self._for_caseworker(visitor, canary)
            case Role.LEADER:
                return self._for_leader(visitor, canary)
            case Role.CONTACT_CENTRE:
                # Only of whom the form asked for.
                named = canary.audience is Audience.NAME and answer.method == "POST"
                return named and answer.about == canary.whose and self.open_to(visitor, canary.whose)
            case Role.ADMINISTRATOR | Role.AUDITOR:
                return canary.audience is Audience.STAFF and self.office.get(canary.whose) == visitor.office
            case _:
                return False

    def _translates_with(self, visitor: Visitor, canary: Canary) -> bool:
        """Whether it is the name of a translator, who belongs to no office, for another or for who answers their questions."""
        named = canary.audience is Audience.STAFF and not self.office.get(canary.whose)
        return named and visitor.role in {Role.TRANSLATOR, Role.ADMINISTRATOR}

    def _for_helper(self, visitor: Visitor, canary: Canary) -> bool:
        if canary.whose == visitor.id:
            return canary.audience is Audience.OWN
        if canary.whose != visitor.helps:
            return False
        opened = set[str]().union(*(OPENED_BY[area] for area in visitor.areas))
        named = canary.audience is Audience.NAME
        return named or (canary.audience is Audience.CASE and canary.table in opened)

    def _for_caseworker(self, visitor: Visitor, canary: Canary) -> bool:
        match canary.audience:
            case Audience.STAFF:
                # Whoever is let into a case of another office reads there who has answered for it.
                elsewhere = {self.office[who] for staff, who in self.let_in if staff == visitor.id}
                return self.office.get(canary.whose) in {visitor.office, *elsewhere}
            case Audience.OWN:
                return canary.whose == visitor.id
            case Audience.NOBODY:
                return False
            case Audience.PRIVATE if (visitor.id, canary.whose) not in self.contact:
                return False
            case Audience.SERVICE if canary.whose not in self.protected:
                # Of somebody protected the leader may not know, so the named team reads it.
                return False
        return self.open_to(visitor, canary.whose)

    def _for_leader(self, visitor: Visitor, canary: Canary) -> bool:
        match canary.audience:
            case Audience.STAFF:
                # A cover or a grant may be given to the colleagues of other offices.
                return True
            case Audience.NAME | Audience.GRANT | Audience.SERVICE | Audience.INNER:
                return self.open_to(visitor, canary.whose)
            case Audience.PRIVATE:
                return False
        # A leader reads no case, but a text that somebody proposes to take away: who agrees must know to what.
        proposed = canary.sign in self.proposed and self.open_to(visitor, canary.whose)
        return proposed or (visitor.id, canary.whose) in self.let_in


def facts_of(engine: Engine) -> World:
    """The facts as they stand."""
    tables = METADATA.tables
    person, member, grant = tables["person"], tables["team_member"], tables["access_grant"]
    with engine.connect() as connection:
        people = connection.execute(select(person)).all()
        members = connection.execute(select(member)).all()
        grants = connection.execute(select(grant).where(grant.c.id.not_like("%-emergency"))).all()
        message, taken = tables["message"], tables["redaction"]
        place = (message.c.conversation_id == taken.c.conversation_id) & (
            message.c.sequence == taken.c.sequence
        )
        programme = tables["programme"]
        contacts = connection.execute(select(programme.c.contact_person_id, programme.c.participant_id)).all()
        texts = connection.execute(select(message.c.text).join(taken, place)).all()
        # The leader reads what was kept of a threat as well: it was put before them.
        kept = tables["threat_evidence"]
        texts += connection.execute(select(kept.c.text)).all()
    team: dict[str, frozenset[str]] = {}
    for row in members:
        team[row.participant_id] = team.get(row.participant_id, frozenset()) | {row.staff_id}
    return World(
        {row.id: row.office_id or "" for row in people},
        frozenset(
            row.id for row in people if row.role is Role.PARTICIPANT and row.protection is not Protection.NONE
        ),
        team,
        frozenset((row.staff_id, row.participant_id) for row in grants if "assigned" not in row.id),
        {row.id: row.key for row in people},
        # Beside what was planted there, somebody may have sent the sign with a form, in a sentence.
        frozenset(sign for row in texts for sign in SIGN.findall(row.text)),
        frozenset((row.contact_person_id, row.participant_id) for row in contacts),
    )


def wrong_eyes(world: World, aviary: Aviary, answers: Iterable[Answer]) -> list[str]:
    """Each canary that somebody saw who may not: whose it is, where it was put, by whom it was seen and where."""
    found: dict[tuple[Any, ...], str] = {}
    for answer in answers:
        for canary in (aviary.birds[sign] for sign in sorted(answer.heard)):
            if not world.may_see(answer.visitor, canary, answer):
                whose = world.key.get(canary.whose, canary.whose)
                place = (
                    answer.visitor.key,
                    answer.endpoint,
                    answer.method,
                    canary.table,
                    canary.column,
                    whose,
                )
                found.setdefault(
                    place,
                    f"{canary.table}.{canary.column} of {whose} (for {canary.audience}) is seen by {answer.where}",
                )
    return list(found.values())


def knows(world: World, visitor: Visitor, participant: str) -> bool:
    """Whether an open page of the visitor may hear that something happened in the case.

    Contact centre, administrator and auditor see no case, so that one moves is none of their business either.
    """
    if visitor.role in STAFF:
        return visitor.role in READS_CASES and world.open_to(visitor, participant)
    return participant in {visitor.id, visitor.helps}
