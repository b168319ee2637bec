"""What we agreed, as the participant has it: in the plan, confirming it, writing it, and ticking what is done."""

from dataclasses import dataclass
from datetime import date

from portal.domain.appointments import LONGEST_NOTE, PointOf
from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound, Refused
from portal.domain.events import TakeAwayConfirmed, TakeAwayTicked, TakeAwayWritten
from portal.domain.submission import SubmissionKind
from portal.services import agreements
from portal.services.agreements import Agreement, TakeAwayCommand
from portal.services.holding import held_own
from portal.services.permissions import Action, Subject, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import appointment as appointments
from portal.store import take_away as store
from portal.store.take_away import TakeAway


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything agreed that stands, or waits for one side: what still has something to do comes first."""

    to_confirm: tuple[Agreement, ...] = ()
    with_the_office: tuple[Agreement, ...] = ()
    to_do: tuple[Agreement, ...] = ()
    done: tuple[Agreement, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.to_confirm or self.with_the_office or self.to_do or self.done)


def own_agreed(work: Work) -> Agreed:
    """The participant's own, latest first in each part."""
    subject = own_case(work, Action.USE_OWN_PLAN)
    found = agreements.out_of(store.of_participant(work.session, subject.id), subject.office_id)
    return Agreed(
        tuple(one for one in found if one.waits_for_participant),
        tuple(one for one in found if one.waits_for_office),
        tuple(one for one in found if one.stands and one.open and one.at_home),
        # What was left at an office before a move can be read, and nothing of it is waited for.
        tuple(one for one in found if not one.may_change and not (one.stands and one.open and one.at_home)),
    )


def own_take_away(work: Work, take_away_id: str) -> tuple[Agreement, str | None]:
    """One of the participant's own, and the id of what has taken its place. Raises NotFound."""
    subject = own_case(work, Action.USE_OWN_PLAN)
    _found(work, subject, take_away_id)
    found = agreements.out_of(store.one(work.session, take_away_id), subject.office_id)
    return found[0], store.replaced_by(work.session, take_away_id)


def day_of(work: Work, appointment_id: str) -> date:
    """The day of one of the participant's own meetings, or today without one. Raises NotFound."""
    subject = own_case(work, Action.USE_OWN_PLAN)
    return _day_of(work, subject, appointment_id)


def write_own(work: Work, key: str, command: TakeAwayCommand) -> tuple[Receipt, str]:
    """Write down what was agreed; the receipt and its id. It waits for the office. Raises NotFound and Refused."""
    own_case(work, Action.USE_OWN_PLAN)
    receipt = hand_in(work, SubmissionKind.TAKE_AWAY, key, {"step": "write"} | command.as_content())
    if receipt.again:
        return receipt, store.by_submission(work.session, receipt.id) or ""
    subject = held_own(work, Action.USE_OWN_PLAN)
    agreements.refuse_ahead(work, _day_of(work, subject, command.appointment_id or ""))
    made = agreements.write_down(work, subject, command, submission_id=receipt.id)
    work.tell(TakeAwayWritten(subject.id, subject.office_id, made, from_staff=False))
    return receipt, made


def change_own(work: Work, key: str, take_away_id: str, command: TakeAwayCommand) -> tuple[Receipt, str]:
    """Put other words in its place, which the office must confirm; the receipt and the new id.

    Raises Conflict when both have confirmed it or somebody was first, NotFound and Refused.
    """
    own_case(work, Action.USE_OWN_PLAN)
    content = {"step": "change", "replaces": take_away_id} | command.as_content()
    receipt = hand_in(work, SubmissionKind.TAKE_AWAY, key, content)
    if receipt.again:
        return receipt, store.by_submission(work.session, receipt.id) or ""
    subject = held_own(work, Action.USE_OWN_PLAN)
    before = _found(work, subject, take_away_id)
    made = agreements.write_down(work, subject, command, replaces=before, submission_id=receipt.id)
    work.tell(TakeAwayWritten(subject.id, subject.office_id, made, from_staff=False))
    return receipt, made


def confirm_own(work: Work, key: str, take_away_id: str, says: str) -> Receipt:
    """Confirm that this was said, with a sentence of disagreement or without. Twice is once.

    Raises Conflict when other words have taken its place, NotFound, and Refused for more than a sentence or two.
    """
    own_case(work, Action.USE_OWN_PLAN)
    content = {"step": "confirm", "take_away": take_away_id, "note": says}
    receipt = hand_in(work, SubmissionKind.TAKE_AWAY, key, content)
    if receipt.again:
        return receipt
    if len(says) > LONGEST_NOTE:
        raise Refused("says-too-long")
    subject = held_own(work, Action.USE_OWN_PLAN)
    take_away = _found(work, subject, take_away_id)
    said = take_away.participant_confirmed_at and take_away.participant_says == says
    if said and take_away.replaced_at is None:
        return receipt
    agreements.refuse_settled(subject, take_away)
    take_away.participant_confirmed_at = work.now
    take_away.participant_confirmed_by = work.actor.id
    take_away.participant_says = says
    work.session.flush()
    work.tell(TakeAwayConfirmed(subject.id, subject.office_id, take_away.id, from_staff=False))
    return receipt


def tick_own(work: Work, key: str, take_away_id: str, point_id: str, *, done: bool) -> Receipt:
    """Say that one of one's own points is done, or not after all. Raises NotFound and Conflict."""
    own_case(work, Action.USE_OWN_PLAN)
    content = {"step": "done" if done else "not-done", "take_away": take_away_id, "point": point_id}
    receipt = hand_in(work, SubmissionKind.TAKE_AWAY, key, content)
    if receipt.again:
        return receipt
    subject = held_own(work, Action.USE_OWN_PLAN)
    take_away = _found(work, subject, take_away_id)
    if agreements.tick_point(work, subject, take_away, point_id, PointOf.PARTICIPANT, done=done):
        work.tell(TakeAwayTicked(subject.id, subject.office_id, take_away.id))
    return receipt


def _found(work: Work, subject: Subject, take_away_id: str) -> TakeAway:
    found = store.own(work.session, subject.id, take_away_id)
    if found is None:
        raise NotFound("No such agreement.")
    return found


def _day_of(work: Work, subject: Subject, appointment_id: str) -> date:
    if not appointment_id:
        return work.today
    row = appointments.own(work.session, subject.id, appointment_id)
    if row is None or row.office_id != subject.office_id:
        raise NotFound("No such appointment.")
    return oslo_day(row.starts_at)
