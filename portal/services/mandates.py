"""Mandates: a participant lets somebody help them in named parts of their case, until a day, and ends it when they like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from portal.domain.access import Area
from portal.domain.errors import NotFound, Refused
from portal.domain.events import MandateEnded, MandateMade
from portal.domain.identity import is_identity_number
from portal.domain.live import session_ended
from portal.domain.people import Role
from portal.domain.submission import SubmissionKind
from portal.rules.days import add_months
from portal.services.permissions import AREAS, Action, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import mandate as store
from portal.store import person as people
from portal.store import sign_in as sign_ins
from portal.store.base import AnyRow, new_id, rows
from portal.store.engine import insert_once
from portal.store.mandate import Mandate
from portal.store.person import Person
from portal.store.vault import Vault

LONGEST_NAME = 60
LONGEST_MONTHS = 12
USUAL_MONTHS = 3
EVERY_AREA = frozenset(Area)

ACTIONS: Mapping[Area, Action] = {area: action for action, area in AREAS.items()}
"""What somebody must be let to do to open a part."""
AREA_OF_KIND: Mapping[SubmissionKind, Area] = {
    SubmissionKind.WEEK: Area.WEEK,
    SubmissionKind.DAY: Area.WEEK,
    SubmissionKind.OFFER: Area.WEEK,
    SubmissionKind.ABSENCE: Area.ABSENCE,
    SubmissionKind.HEARING_ANSWER: Area.ABSENCE,
    SubmissionKind.DOCUMENT: Area.ABSENCE,
    SubmissionKind.DAY_DOCUMENT: Area.WEEK,
    SubmissionKind.MESSAGE: Area.MESSAGES,
    SubmissionKind.APPOINTMENT: Area.WEEK,
    SubmissionKind.TAKE_AWAY: Area.PLAN,
    SubmissionKind.PROPOSAL: Area.PLAN,
    SubmissionKind.PROPOSAL_ANSWER: Area.PLAN,
}
"""The part of the case that a receipt belongs to, for the kinds that a representative can hand in."""
TAKEN_BACK = {"proposal_id": Area.PLAN, "absence": Area.ABSENCE}
"""The part that a withdrawal belongs to, by what its content names."""
PARTICIPANTS_OWN = frozenset(
    {
        SubmissionKind.CORRECTION,
        SubmissionKind.COMPLAINT,
        SubmissionKind.SERVICE_COMPLAINT,
        SubmissionKind.NOTICES,
        SubmissionKind.MANDATE,
        SubmissionKind.INDIVIDUAL_PLAN,
    }
)
"""What nobody hands in for a participant."""


def area_of(receipt: AnyRow) -> Area | None:
    """The part of the case that a receipt belongs to, or None when it is nobody's but the participant's.

    A withdrawal belongs where what was taken back belongs: a proposal to the plan, an absence to the absences, and a
    request about one's rights to the participant alone.
    """
    if receipt.kind == SubmissionKind.WITHDRAWAL:
        taken_back = (area for name, area in TAKEN_BACK.items() if name in receipt.content)
        return next(taken_back, None)
    return AREA_OF_KIND.get(receipt.kind)


@dataclass(frozen=True, slots=True)
class MandateCommand:
    """Whom the participant lets in, what they call them, to which parts, and until when.

    The number finds the person and is kept sealed; it stands in no receipt, no log and no text of this object.
    """

    number: str = field(repr=False)
    name: str
    areas: frozenset[Area]
    last_day: date

    def as_content(self) -> dict[str, object]:
        """The same, as it stands on the receipt."""
        areas = [area.value for area in Area if area in self.areas]
        return {"name": self.name, "areas": areas, "last_day": self.last_day.isoformat()}


@dataclass(frozen=True, slots=True)
class Helped:
    """Somebody whom the actor may help: by first name alone, with the parts that are open and until when."""

    id: str
    name: str
    areas: frozenset[Area]
    last_day: date


def usual_last_day(today: date) -> date:
    """What the form proposes: three months."""
    return add_months(today, USUAL_MONTHS)


def check(work: Work, vault: Vault, command: MandateCommand, *, synthetic: bool) -> None:
    """Whether a mandate can be made like this. Raises Refused, by nothing but what the participant wrote.

    Whether anybody has the number, or is known here, makes no difference: nobody learns who is in the programme. Only
    the participant's own number is told apart, and that they know. `synthetic`: which numbers are good here.
    """
    own = people.by_id(work.session, own_case(work).id)
    if not is_identity_number(command.number, synthetic=synthetic):
        raise Refused("helper-number")
    if own is not None and own.identity_fingerprint in vault.fingerprints(command.number):
        raise Refused("helper-is-oneself")
    if not 0 < len(command.name) <= LONGEST_NAME:
        raise Refused("helper-name")
    if not command.areas:
        raise Refused("helper-without-parts")
    if not work.today <= command.last_day <= add_months(work.today, LONGEST_MONTHS):
        raise Refused("helper-until")


def make(
    work: Work, vault: Vault, key: str, command: MandateCommand, *, synthetic: bool, demo: bool = False
) -> Receipt:
    """Let somebody in from today on. Raises what `check` raises.

    The same number finds the same person, whoever else has named it before; one that nobody has named becomes a
    representative. In the demo they get a key, so that they can be picked.
    """
    subject = own_case(work)
    check(work, vault, command, synthetic=synthetic)
    receipt = hand_in(work, SubmissionKind.MANDATE, key, command.as_content())
    if receipt.again:
        return receipt
    mandate = Mandate(
        id=new_id(),
        participant_id=subject.id,
        representative_id=_person_with(work.session, vault, command.number, demo=demo),
        name=command.name,
        first_day=work.today,
        last_day=command.last_day,
        made_by=work.actor.id,
        made_at=work.now,
        **{area.value: area in command.areas for area in Area},
    )
    work.session.add(mandate)
    work.session.flush()
    work.tell(MandateMade(subject.id, subject.office_id, mandate.id))
    return receipt


def own_mandates(work: Work) -> tuple[list[AnyRow], list[AnyRow]]:
    """The mandates that the participant has made, newest first: those that are good today, and the others."""
    made = store.of_participant(work.session, own_case(work).id)
    living = [row for row in made if row.ended_at is None and row.first_day <= work.today <= row.last_day]
    return living, [row for row in made if row not in living]


def end(work: Work, mandate_id: str) -> None:
    """End a mandate of one's own; what has ended stays so. Raises NotFound for everybody else's.

    The next request of the representative is refused, and their open pages are told nothing more.
    """
    subject = own_case(work)
    made = store.of_participant(work.session, subject.id)
    mandate = next((row for row in made if row.id == mandate_id), None)
    if mandate is None:
        raise NotFound("No such mandate.")
    if mandate.ended_at is not None:
        return
    store.end(work.session, subject.id, mandate_id, work.now)
    work.tell(MandateEnded(subject.id, subject.office_id, mandate_id))
    acting = sign_ins.acting(work.session, mandate.representative_id, subject.id)
    work.changes.extend(session_ended(token_hash) for token_hash in acting)


def helped(work: Work) -> list[Helped]:
    """Whom the actor may help today, by the mandates that they hold themselves."""
    held = store.held_by(work.session, work.actor.id, work.today)
    return [_helped(list(some)) for _, some in groupby(held, key=lambda row: row.participant_id)]


def helped_one(work: Work, participant_id: str) -> Helped:
    """One of them. Raises NotFound for everybody else, in the programme or not."""
    for one in helped(work):
        if one.id == participant_id:
            return one
    raise NotFound("There is no mandate for that.")


def until(receipt: AnyRow) -> date | None:
    """The last day of the mandate that a receipt is about, None for every other receipt."""
    is_mandate = receipt.kind == SubmissionKind.MANDATE
    return date.fromisoformat(receipt.content["last_day"]) if is_mandate else None


def opened(work: Work) -> frozenset[Area]:
    """The parts of the case that the actor may open: all of their own, or those that a mandate names."""
    if work.actor.role is Role.PARTICIPANT:
        return EVERY_AREA
    if work.actor.role is not Role.REPRESENTATIVE or work.actor.acts_for is None:
        return frozenset()
    return _areas(store.between(work.session, work.actor.acts_for, work.actor.id, work.today))


def admit(work: Work, area: Area) -> None:
    """Let the actor into a part of the case. Raises NotPermitted, and MandateOver when there is no mandate any more."""
    own_case(work, ACTIONS[area])


def heard(
    session: Session, participant_id: str, representative_id: str, today: date
) -> tuple[frozenset[Area], date]:
    """Of which parts a representative's open pages may be told, and until which day at most."""
    held = store.between(session, participant_id, representative_id, today)
    return _areas(held), max((row.last_day for row in held), default=today - timedelta(days=1))


def _helped(held: list[AnyRow]) -> Helped:
    first = held[0].participant.split(maxsplit=1)
    return Helped(
        held[0].participant_id, first[0] if first else "", _areas(held), max(row.last_day for row in held)
    )


def _areas(held: list[AnyRow]) -> frozenset[Area]:
    return frozenset(area for area in Area for row in held if getattr(row, area.value))


def _person_with(session: Session, vault: Vault, number: str, *, demo: bool) -> str:
    fingerprints, fresh = vault.fingerprints(number), new_id()
    # Sealed also when somebody is found: how long it takes must tell nobody whether a number is known here.
    values = {
        "id": fresh,
        "key": f"hjelper-{fresh[:8]}" if demo else None,
        "role": Role.REPRESENTATIVE,
        "name": "",
        "alias": "",
        "identity_fingerprint": vault.fingerprint(number),
        "identity_sealed": vault.seal(number, fresh),
        "phone": "",
        "notices": False,
    }
    found = people.by_fingerprint(session, fingerprints)
    if found is None:
        insert_once(session, rows(Person), values, ("identity_fingerprint",))
        found = people.by_fingerprint(session, fingerprints)
    if found is None:
        raise NotFound("The person that was made is gone.")
    return found.id
