"""Registering an absence, and taking it back, for somebody who telephoned, wrote or came by: the same record and receipt."""

from datetime import datetime, timedelta
from functools import partial

from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound, Refused
from portal.domain.submission import Channel, SubmissionKind
from portal.services.absence_changes import take_back
from portal.services.absence_command import AbsenceCommand, check_words
from portal.services.absence_meaning import Meaning
from portal.services.absences import prepared, write
from portal.services.permissions import OUT_OF_REACH, Action, Subject, case_of, require, within
from portal.services.submissions import OnBehalf, hand_in
from portal.services.work import Work
from portal.store import absence as store
from portal.store.absence import Absence

CHANNELS = (Channel.PHONE, Channel.PAPER, Channel.SMS, Channel.IN_PERSON)
LATE = timedelta(days=62)
"""How long a letter may have lain before it is registered."""


def may_register(work: Work, participant_id: str) -> None:
    """Raise NotFound and NotPermitted unless the actor may register something for the participant."""
    case_of(work, Action.REGISTER_ABSENCE, participant_id, Looked.ABSENCE)


def look_over(
    work: Work, participant_id: str, command: AbsenceCommand, channel: Channel, received_at: datetime
) -> Meaning:
    """What the rules say of it, before it is registered. Raises what `register` raises."""
    subject = case_of(work, Action.REGISTER_ABSENCE, participant_id, Looked.ABSENCE)
    _check(work, channel, received_at)
    return prepared(work, subject, command, oslo_day(received_at))


def register(
    work: Work,
    participant_id: str,
    key: str,
    command: AbsenceCommand,
    channel: Channel,
    received_at: datetime,
) -> str:
    """Write down what the participant told; the absence's id. They get the receipt, and read who wrote it down and when it came.

    Raises Refused for a time that is still to come or long past, and what `absences.report_absence` raises.
    """
    subject = case_of(work, Action.REGISTER_ABSENCE, participant_id, Looked.ABSENCE)
    _check(work, channel, received_at)
    check_words(command, oslo_day(received_at))
    on_behalf = OnBehalf(channel, received_at, subject.id)
    receipt = hand_in(work, SubmissionKind.ABSENCE, key, command.as_content(), on_behalf=on_behalf)
    if not receipt.again:
        return write(work, subject, command, receipt).id
    found = store.of_receipt(work.session, subject.id, receipt.id)
    if found is None:
        raise NotFound("It was changed since it was registered.")
    return found


def absence_to_withdraw(work: Work, absence_id: str) -> tuple[Absence, Subject]:
    """The absence, for who may take it back for a participant who said so. Raises NotFound and NotPermitted."""
    absence = store.by_id(work.session, partial(within, work, Action.REGISTER_ABSENCE), absence_id)
    if absence is None:
        work.look(Look(None, Looked.ABSENCE, OUT_OF_REACH, granted=False))
        require(work.actor, Action.REGISTER_ABSENCE)
        raise NotFound("Nothing of that name is within reach.")
    return absence, case_of(work, Action.REGISTER_ABSENCE, absence.participant_id, Looked.ABSENCE)


def withdraw(
    work: Work, absence_id: str, key: str, version: int, channel: Channel, received_at: datetime
) -> None:
    """Take an absence back for a participant who said that they were there, or for whom it was never meant.

    They get the receipt, and the version that stood is kept. Raises Refused for a time that is still to come or long past
    and when there is nothing to take back any more, Conflict when somebody changed or decided it meanwhile, and NotFound
    and NotPermitted.
    """
    absence, subject = absence_to_withdraw(work, absence_id)
    _check(work, channel, received_at)
    on_behalf = OnBehalf(channel, received_at, subject.id)
    receipt = hand_in(work, SubmissionKind.WITHDRAWAL, key, {"absence": absence.id}, on_behalf=on_behalf)
    if not receipt.again:
        take_back(work, subject, absence, version)


def _check(work: Work, channel: Channel, received_at: datetime) -> None:
    if channel not in CHANNELS:
        raise Refused("registered-without-channel")
    if not work.now - LATE <= received_at <= work.now:
        raise Refused("received-at")
