"""Being heard before something is decided against one: the advance notice, and the answer."""

from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from portal.domain.absence import AbsenceState, HearingAbout, HearingState
from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.hearing_events import HearingAnswered, HearingOpened
from portal.domain.submission import SubmissionKind
from portal.rules.case_handling import AgainstThePerson, advance_notice
from portal.rules.decision import as_data
from portal.services import limits
from portal.services.absence_queue import (
    LONGEST_REASON,
    SHORTEST_REASON,
    absence_to_decide,
)
from portal.services.offices import practice_of
from portal.services.permissions import Action, Subject, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import absence_hearing as store
from portal.store.absence import Absence
from portal.store.absence_hearing import AbsenceHearing
from portal.store.base import AnyRow, new_id

LONGEST_ANSWER = 5000


def notice_about(work: Work, absence_id: str, version: int, text: str) -> AbsenceHearing:
    """Tell the participant that the office thinks of refusing an absence, and by when they can answer.

    The same notice sent twice is one. Raises Conflict when it was decided or changed meanwhile or another notice is
    out, Refused for a text that says nothing or far too much, NotFound, NotPermitted and TooMany.
    """
    absence = absence_to_decide(work, absence_id)
    text = said_well(text)
    open_now = store.open_about(work.session, absence.participant_id, HearingAbout.ABSENCE, absence.id)
    if open_now and (open_now.text, open_now.sent_by) == (text, work.actor.id):
        return open_now
    if open_now or absence.version != version or absence.state is not AbsenceState.REPORTED:
        raise Conflict("It was decided, changed or announced by somebody else.")
    subject = Subject(absence.participant_id, absence.office_id)
    hearing = open_hearing(work, subject, HearingAbout.ABSENCE, text, absence.id)
    # Whoever has the absence on their screen must see the notice before they decide.
    flag_modified(absence, "note")
    work.session.flush()
    return hearing


def hearings_about(work: Work, absence: Absence) -> list[AnyRow]:
    """Every hearing about an absence that the actor has been let into, newest first."""
    return store.of_absence(work.session, absence.id)


def was_heard(work: Work, absence: Absence) -> bool:
    """Whether the absence may be refused now: the participant has answered, or had the time to."""
    hearing = store.open_about(work.session, absence.participant_id, HearingAbout.ABSENCE, absence.id)
    return hearing is not None and may_decide(work, hearing)


def may_decide(work: Work, hearing: AbsenceHearing) -> bool:
    """Whether it may be decided against the participant now."""
    return hearing.state is HearingState.ANSWERED or hearing.answer_by < work.today


def own_hearings(work: Work) -> list[AnyRow]:
    """The participant's own hearings, newest first."""
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    return store.of_participant(work.session, subject.id, about=tuple(HearingAbout))


def own_hearings_about(work: Work, absence_id: str) -> list[AnyRow]:
    """The participant's own hearings about one absence, newest first."""
    return [row for row in own_hearings(work) if row.absence_id == absence_id]


def own_hearing(work: Work, hearing_id: str) -> AbsenceHearing:
    """One of the participant's own hearings. Raises NotFound for everybody else's."""
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    hearing = store.own(work.session, subject.id, hearing_id)
    if hearing is None:
        raise NotFound("No such notice.")
    return hearing


def answer_notice(work: Work, key: str, hearing_id: str, text: str) -> Receipt:
    """The participant says what they think. Once: what comes later is written as a message.

    Raises Refused for nothing or far too much, Conflict when it is answered or decided already, NotFound.
    """
    text = text.strip()
    if not text:
        raise Refused("hearing-empty")
    if len(text) > LONGEST_ANSWER:
        raise Refused("request-too-long")
    own_case(work, Action.USE_OWN_ABSENCES)
    content = {"hearing": hearing_id, "text": text}
    receipt = hand_in(work, SubmissionKind.HEARING_ANSWER, key, content)
    if receipt.again:
        return receipt
    hearing = own_hearing(work, hearing_id)
    if hearing.state is not HearingState.SENT:
        raise Conflict("It has been answered or decided already.")
    hearing.state, hearing.answer = HearingState.ANSWERED, text
    hearing.answered_at, hearing.submission_id = work.now, receipt.id
    if hearing.absence_id and (
        absence := absences.own(work.session, hearing.participant_id, hearing.absence_id)
    ):
        # Whoever has the absence on their screen must see the answer before they decide.
        flag_modified(absence, "note")
    work.session.flush()
    work.tell(HearingAnswered(hearing.participant_id, hearing.office_id, hearing.id))
    return receipt


def said_well(text: str) -> str:
    """The reason without its edges. Raises Refused when it says nothing or far too much."""
    text = text.strip()
    if len(text) > LONGEST_REASON:
        raise Refused("refusal-too-long")
    if len(text) < SHORTEST_REASON:
        raise Refused("refusal-without-reason")
    return text


def open_hearing(
    work: Work,
    subject: Subject,
    about: HearingAbout,
    text: str,
    absence_id: str | None,
    rule: dict[str, Any] | None = None,
) -> AbsenceHearing:
    """Send the notice: why the participant is heard, and by when they can answer. Whoever calls has been let in."""
    action = (
        AgainstThePerson.REFUSE_ABSENCE
        if about is HearingAbout.ABSENCE
        else AgainstThePerson.LOSE_SELF_REPORT
    )
    practice = practice_of(work, subject.office_id)
    notice = advance_notice(action, work.today, work.holidays.of_year, already_heard=False, practice=practice)
    assert notice.value.answer_by is not None  # noqa: S101 -- Nobody was heard yet, so there is a day to answer by.
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    hearing = AbsenceHearing(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        about=about,
        absence_id=absence_id,
        text=text,
        notice=as_data(notice),
        answer_by=notice.value.answer_by,
        sent_by=work.actor.id,
        sent_at=work.now,
        rule=rule,
    )
    work.session.add(hearing)
    work.session.flush()
    work.tell(HearingOpened(subject.id, subject.office_id, hearing.id))
    return hearing
