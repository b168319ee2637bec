"""The right to self-report: taking it away for a time after a hearing, looking at it again, and giving it back."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.absence import AbsenceKind, HearingAbout, HearingOutcome, HearingState
from portal.domain.allowance import Counted
from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.hearing_events import HearingDecided
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import Decision, as_data
from portal.rules.self_report_loss import LossFacts, LossFigures, self_report_loss
from portal.rules.spells import EarlierAbsence
from portal.services import limits
from portal.services.absence_hearing import may_decide, open_hearing, said_well
from portal.services.absence_meaning import YEAR_AND_A_BIT
from portal.services.absence_queue import check_heard, close
from portal.services.permissions import Action, Subject, case_of, offices_of, require, within
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import absence_hearing as store
from portal.store import person as people
from portal.store.absence_hearing import AbsenceHearing
from portal.store.base import AnyRow

LOSS = (HearingAbout.SELF_REPORT, HearingAbout.SICK_CHILD)
KIND = {HearingAbout.SELF_REPORT: AbsenceKind.SELF_REPORT, HearingAbout.SICK_CHILD: AbsenceKind.SICK_CHILD}


@dataclass(frozen=True, slots=True)
class Right:
    """The right to self-report as the office sees it: what the rules say, the open hearing, and earlier ones.

    `lost` is the decision that keeps it away today, if there is one.
    """

    decision: Decision[LossFigures]
    hearing: AbsenceHearing | None
    lost: AnyRow | None
    earlier: tuple[AnyRow, ...]


def right_of(work: Work, participant_id: str, about: HearingAbout, *, doubt: bool | None = None) -> Right:
    """What is known about somebody's right to self-report. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.DECIDE_ABSENCE, participant_id, Looked.ABSENCE)
    hearing = store.open_about(work.session, subject.id, about, office_id=subject.office_id)
    earlier = store.of_participant(work.session, subject.id, subject.office_id, about=(about,))
    closed = tuple(row for row in earlier if row.state is HearingState.CLOSED)
    lost = store.right_lost(work.session, subject.id, subject.office_id, about, work.today)
    return Right(_loss(work, subject, about, hearing, doubt=doubt), hearing, lost, closed)


def to_look_at(work: Work) -> list[AnyRow]:
    """The hearings about the right that a caseworker must look at, within reach, with the participant's name.

    Those that are answered or whose day to answer has passed, and the decisions to look at again. Raises NotPermitted.
    """
    offices = offices_of(work, Action.DECIDE_ABSENCE)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(within, work, Action.DECIDE_ABSENCE)
    return store.to_look_at(work.session, offices, reach, LOSS, work.today)


def notice_of_loss(
    work: Work, participant_id: str, about: HearingAbout, text: str, *, doubt: bool
) -> AbsenceHearing:
    """Tell the participant that the office thinks of taking the right to self-report away for a time.

    Raises Refused when the rules see no ground for it, for a text that says nothing, Conflict when a notice is out.
    """
    subject = case_of(work, Action.DECIDE_ABSENCE, participant_id, Looked.ABSENCE)
    text = said_well(text)
    people.hold(work.session, subject.id)
    open_now = store.open_about(work.session, subject.id, about, office_id=subject.office_id)
    if open_now and (open_now.text, open_now.sent_by) == (text, work.actor.id):
        return open_now
    if open_now:
        raise Conflict("Somebody else has sent a notice.")
    decision = _loss(work, subject, about, None, doubt=doubt or None)
    if decision.outcome.value != "undecided":
        raise Refused("loss-without-ground")
    return open_hearing(work, subject, about, text, None, rule=as_data(decision))


def decide_loss(
    work: Work, hearing_id: str, version: int, text: str, until: date | None, *, lose: bool
) -> AbsenceHearing:
    """Take the right away until a day, after the hearing, or leave it. It is looked at again within six months (§ 8).

    The loss begins with the day of the decision: what somebody was ill before it is not touched.

    Raises Refused before the participant has been heard, without a reason or a day that makes sense, and Conflict.
    """
    hearing = hearing_to_decide(work, hearing_id)
    text = text.strip()
    outcome = HearingOutcome.AGAINST if lose else HearingOutcome.NOT_AGAINST
    if (hearing.outcome, hearing.closed_by, hearing.decision_text) == (outcome, work.actor.id, text):
        return hearing
    if hearing.version != version or hearing.state is HearingState.CLOSED:
        raise Conflict("Somebody else has decided this.")
    if lose:
        check_heard(hearing, work.today)
        text = said_well(text)
        _lose(work, hearing, until)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    hearing.decision_text = text
    close(work, hearing, outcome)
    work.session.flush()
    work.tell(HearingDecided(hearing.participant_id, hearing.office_id, hearing.id))
    return hearing


def give_back(work: Work, hearing_id: str, version: int, text: str) -> AbsenceHearing:
    """Look at a loss again and give the right back from today on, with the reason.

    The same sent twice by the same caseworker is one. Raises Conflict when the decision holds no more or was looked at
    by somebody else, Refused for a text that says nothing or far too much, NotFound, NotPermitted and TooMany.
    """
    hearing = hearing_to_decide(work, hearing_id)
    text = said_well(text)
    if (hearing.given_back_by, hearing.given_back_text) == (work.actor.id, text):
        return hearing
    lost = hearing.outcome is HearingOutcome.AGAINST and hearing.until and hearing.until >= work.today
    if hearing.version != version or hearing.given_back_at or not lost:
        raise Conflict("It holds no more, or somebody else has looked at it.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    end_loss(work, hearing, text)
    work.session.flush()
    work.tell(HearingDecided(hearing.participant_id, hearing.office_id, hearing.id))
    return hearing


def end_loss(work: Work, hearing: AbsenceHearing, text: str) -> None:
    """The right is theirs again from today on."""
    hearing.given_back_at, hearing.given_back_by, hearing.given_back_text = work.now, work.actor.id, text


def hearing_to_decide(work: Work, hearing_id: str) -> AbsenceHearing:
    """One hearing about the right to self-report within reach. Raises NotFound and NotPermitted."""
    hearing = store.by_id(work.session, partial(within, work, Action.DECIDE_ABSENCE), hearing_id)
    if hearing is None or hearing.about not in LOSS:
        work.look(Look(None, Looked.ABSENCE, "out of reach", granted=False))
        require(work.actor, Action.DECIDE_ABSENCE)
        raise NotFound("No such hearing within reach.")
    case_of(work, Action.DECIDE_ABSENCE, hearing.participant_id, Looked.ABSENCE)
    return hearing


def _loss(
    work: Work,
    subject: Subject,
    about: HearingAbout,
    hearing: AbsenceHearing | None,
    *,
    doubt: bool | None = None,
    decided_on: date | None = None,
) -> Decision[LossFigures]:
    """What the rules say. A doubt that a notice has stated stays stated."""
    if hearing is not None and hearing.rule:
        stated = any(
            one["reason"]["code"] == "self-report-loss.doubt-stated" for one in hearing.rule["because"]
        )
        doubt = stated or None
    rows = absences.standing(work.session, subject.id, KIND[about], work.today - YEAR_AND_A_BIT)
    told = tuple(
        EarlierAbsence(*absences.granted_days(row), row.doctors_note_from is not None, row.doctors_note_from)
        for row in rows
        if row.first_day <= work.today
    )
    return self_report_loss(
        LossFacts(
            work.today,
            told,
            reasonable_doubt=doubt,
            # Who kept silent has had the chance to speak, too.
            heard=hearing is not None and may_decide(work, hearing),
            decided_on=decided_on,
            sick_child=about is HearingAbout.SICK_CHILD,
        )
    )


def _lose(work: Work, hearing: AbsenceHearing, until: date | None) -> None:
    subject = Subject(hearing.participant_id, hearing.office_id)
    decision = _loss(work, subject, hearing.about, hearing, decided_on=work.today)
    if decision.outcome.value != "undecided":
        raise Refused("loss-without-ground")
    reassess_by = decision.value.reassess_by
    if until is None or reassess_by is None or not work.today <= until <= reassess_by:
        raise Refused("loss-until")
    complaint = complaint_deadline(work.today, work.holidays.of_year)
    hearing.rule, hearing.until, hearing.reassess_by = as_data(decision), until, reassess_by
    hearing.complaint_by, hearing.complaint = complaint.value, as_data(complaint)
