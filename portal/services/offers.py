"""Open offers: the office keeps them, and whoever has a programme there puts one into their own week and takes it out.

Nobody is awaited, nobody approves, and nobody learns who else comes: no answer here goes from an offer to people, and
none counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from sqlalchemy.orm.attributes import flag_modified

from portal.domain.allowance import Counted
from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import OfferAdded, OfferRemoved
from portal.domain.offers import LONGEST_PLACE, LONGEST_TEXT, LONGEST_TITLE, OfferCommand, OfferTime
from portal.domain.programme import OPEN_STATES
from portal.domain.submission import SubmissionKind
from portal.services import limits
from portal.services.holding import held_own
from portal.services.permissions import Action, Subject, case_of, own_case, own_office
from portal.services.programme_case import state_now
from portal.services.reach import Scope
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import covers
from portal.store import offer as store
from portal.store import programme as programmes
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.offer import Offer, OfferTaken

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer with the times at which it is open. `taken`: it stands in the participant's own week."""

    row: AnyRow
    times: tuple[OfferTime, ...]
    taken: bool = False


@dataclass(frozen=True, slots=True)
class OwnOffers:
    """What a participant sees: what is open, and what stood in their week and is not open any more.

    Without `may_add` there is no living programme to add anything to. `hidden`: the page names no places.
    """

    open: tuple[Offered, ...]
    gone: tuple[AnyRow, ...]
    may_add: bool
    hidden: bool


def own_offers(work: Work) -> OwnOffers:
    """The open offers of the participant's office."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    mine = store.standing(work.session, subject.id, subject.office_id)
    found = _grouped(store.open_on(work.session, subject.office_id, work.today))
    open_ids = {one.row.id for one in found}
    taken_ids = {row.id for row in mine}
    return OwnOffers(
        open=tuple(replace(one, taken=one.row.id in taken_ids) for one in found),
        gone=tuple(row for row in mine if row.id not in open_ids),
        may_add=_takes_part(work, subject),
        hidden=subject.hidden,
    )


def add(work: Work, key: str, offer_id: str) -> Receipt:
    """Put an offer into the participant's own week from today on. Added twice it stands there once.

    Raises NotFound for an offer of another office or without a living programme, and Conflict for one that was closed
    or has come to its end.
    """
    own_case(work, Action.USE_OWN_WEEK)
    receipt = hand_in(work, SubmissionKind.OFFER, key, {"offer": offer_id, "wanted": True})
    if receipt.again:
        return receipt
    subject = held_own(work, Action.USE_OWN_WEEK)
    offer = store.by_id(work.session, subject.office_id, offer_id)
    if offer is None or not _takes_part(work, subject):
        raise NotFound("No such offer.")
    if offer.closed_at is not None or (offer.last_day is not None and offer.last_day < work.today):
        raise Conflict("The offer is not open any more.")
    if any(row.id == offer.id for row in store.standing(work.session, subject.id, subject.office_id)):
        return receipt
    work.session.add(
        OfferTaken(
            id=new_id(),
            offer_id=offer.id,
            participant_id=subject.id,
            office_id=subject.office_id,
            title=offer.title,
            first_day=work.today,
            taken_at=work.now,
            submission_id=receipt.id,
        )
    )
    work.session.flush()
    work.tell(OfferAdded(subject.id, subject.office_id, offer.id))
    return receipt


def remove(work: Work, key: str, offer_id: str) -> Receipt:
    """Take an offer out of the participant's own week from today on; days that are past keep it.

    Removed twice it is removed once, and what was never there is removed as well. Raises NotFound for an offer of
    another office.
    """
    own_case(work, Action.USE_OWN_WEEK)
    receipt = hand_in(work, SubmissionKind.OFFER, key, {"offer": offer_id, "wanted": False})
    if receipt.again:
        return receipt
    subject = held_own(work, Action.USE_OWN_WEEK)
    if store.by_id(work.session, subject.office_id, offer_id) is None:
        raise NotFound("No such offer.")
    store.stop(work.session, subject.id, offer_id, work.today, work.today - A_DAY)
    work.tell(OfferRemoved(subject.id, subject.office_id, offer_id))
    return receipt


def added_in_case(work: Work, participant_id: str) -> list[AnyRow] | None:
    """What one participant has put into their week, for their contact person and who covers for them.

    None for everybody else who may open the case. Raises NotFound and NotPermitted.
    """
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.CASE)
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    if programme is None or not _answers_for(work, programme.contact_person_id, subject):
        return None
    found = store.standing(work.session, subject.id, subject.office_id)
    return [row for row in found if row.closed_at is None]


def of_office(work: Work) -> list[Offered]:
    """Every offer of the caseworker's office, those that are closed or over last. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.MANAGE_OFFERS)
    found = _grouped(store.of_office(work.session, office_id))
    return sorted(found, key=lambda one: is_over(work, one.row))


def is_over(work: Work, row: AnyRow | Offer) -> bool:
    """Whether nobody can add an offer any more."""
    return row.closed_at is not None or (row.last_day is not None and row.last_day < work.today)


def offer_of(work: Work, offer_id: str) -> tuple[Offer, tuple[OfferTime, ...]]:
    """One offer of the caseworker's office with its times. Raises NotFound and NotPermitted."""
    offer = store.by_id(work.session, own_office(work.actor, Action.MANAGE_OFFERS), offer_id)
    if offer is None:
        raise NotFound("No such offer at this office.")
    return offer, store.times_of(work.session, offer.id)


def make(work: Work, command: OfferCommand) -> str:
    """Make an offer of the office; its id. The same sent twice is one offer.

    Raises Refused for what cannot stand as it is, TooMany and NotPermitted.
    """
    office_id = own_office(work.actor, Action.MANAGE_OFFERS)
    _refuse(command)
    take_turn(work.session, f"offers of {office_id}")
    for one in _grouped(store.of_office(work.session, office_id)):
        if one.row.closed_at is None and _says(one.row, one.times) == command:
            return str(one.row.id)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    offer = Offer(id=new_id(), office_id=office_id, made_by=work.actor.id, changed_at=work.now)
    _write(offer, command)
    work.session.add(offer)
    work.session.flush()
    store.put_times(work.session, offer.id, command.times, command.first_day)
    return offer.id


def change(work: Work, offer_id: str, version: int, command: OfferCommand) -> None:
    """Change an offer. Sent twice it is changed once. Other days and times hold from today on: the past stays as it was.

    Raises Conflict when somebody changed or closed it since the page was opened, and what `make` raises.
    """
    offer, times = offer_of(work, offer_id)
    _refuse(command)
    if _says(offer, times) == command and offer.closed_at is None:
        return
    if offer.version != version or offer.closed_at is not None:
        raise Conflict("Somebody else has changed this offer.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    last_then = offer.last_day
    over = any(
        day is not None and day < work.today and offer.last_day != command.last_day
        for day in (offer.last_day, command.last_day)
    )
    same_times = not over and (offer.first_day, times) == (command.first_day, command.times)
    _write(offer, command)
    # Times lie in rows of their own, so the offer's version must move also when they alone are new.
    offer.changed_at = work.now
    flag_modified(offer, "changed_at")
    if not same_times:
        yesterday = work.today - A_DAY
        store.end_times(work.session, offer.id, min(last_then or yesterday, yesterday))
        store.put_times(work.session, offer.id, command.times, max(command.first_day, work.today))


def close(work: Work, offer_id: str) -> None:
    """Close an offer: from today on it stands in nobody's week. Closed twice is closed once. Raises NotFound."""
    offer, _ = offer_of(work, offer_id)
    if offer.closed_at is None:
        offer.closed_at = work.now


def _takes_part(work: Work, subject: Subject) -> bool:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return programme is not None and state_now(work, programme) in OPEN_STATES


def _answers_for(work: Work, contact_id: str, subject: Subject) -> bool:
    if contact_id == work.actor.id or subject.scope is Scope.COVERED:
        return True
    return contact_id in covers.covered_ids(work.session, work.actor.id, work.today)


def _grouped(found: Sequence[AnyRow]) -> list[Offered]:
    return [
        Offered(rows[0], tuple(OfferTime(r.weekday, r.starts, r.ends) for r in rows if r.weekday is not None))
        for rows in (tuple(same) for _, same in groupby(found, key=lambda row: row.id))
    ]


def _says(row: AnyRow | Offer, times: tuple[OfferTime, ...]) -> OfferCommand:
    return OfferCommand(row.title, row.what, row.for_whom, row.place, row.first_day, row.last_day, times)


def _write(offer: Offer, command: OfferCommand) -> None:
    offer.title, offer.what, offer.for_whom = command.title, command.what, command.for_whom
    offer.place, offer.first_day, offer.last_day = command.place, command.first_day, command.last_day


def _refuse(command: OfferCommand) -> None:
    if not command.title or len(command.title) > LONGEST_TITLE:
        raise Refused("offer-title")
    if len(command.place) > LONGEST_PLACE:
        raise Refused("offer-place")
    if max(len(command.what), len(command.for_whom)) > LONGEST_TEXT:
        raise Refused("offer-too-long")
    if command.last_day is not None and command.last_day < command.first_day:
        raise Refused("offer-ends-before-it-begins")
    if not command.times:
        raise Refused("offer-without-times")
    if any(time.ends <= time.starts for time in command.times):
        raise Refused("offer-times")
