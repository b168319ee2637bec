"""Advance notices: one in each office that waits for an answer, and two questions of the past that came to nothing."""

from datetime import time, timedelta
from typing import Any

from portal.demo.days import DAY, holidays, shift
from portal.demo.plans import Plan
from portal.demo.world import World, identifier
from portal.domain.absence import AbsenceKind, AbsenceState, HearingAbout, HearingOutcome, HearingState
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.hearing_events import HearingAnswered, HearingDecided, HearingOpened
from portal.domain.submission import SubmissionKind
from portal.rules.case_handling import AgainstThePerson, advance_notice
from portal.rules.decision import as_data
from portal.store.absence import Absence
from portal.store.absence_hearing import AbsenceHearing

# Whose right to self-report was asked about long ago.
ASKED = ("rolig-rogn", "lun-lind")
LONG_AGO = 75 * DAY
THINKING = "Vi tenker på å si nei, fordi avtalen kunne vært lagt til en annen dag. Hva mener du?"
OFTEN = "Du har vært borte ofte den siste tiden. Vi vurderer om du skal levere legeerklæring fra første dag."
SPOKE = "Jeg har hatt en tung høst, men nå går det bedre."
KEPT = "Takk for at du fortalte. Du kan bruke egenmelding som før."


def add_hearings(world: World, plans: list[Plan]) -> None:
    """Add them. The absences are there already."""
    by_id = {plan.person.id: plan for plan in plans}
    announced: set[str] = set()
    for row in world.waiting(Absence):
        waits = row["state"] is AbsenceState.REPORTED and row["kind"] is AbsenceKind.OTHER
        if waits and row["office_id"] not in announced:
            announced.add(row["office_id"])
            _open(world, by_id[row["participant_id"]], row)
    for plan in plans:
        if plan.person.key in ASKED:
            _closed(world, plan)


def _open(world: World, plan: Plan, absence: dict[str, Any]) -> None:
    sent_at = min(world.now, oslo_moment(shift(oslo_day(absence["reported_at"]), 1), time(11)))
    if sent_at <= absence["reported_at"]:
        sent_at = absence["reported_at"] + timedelta(minutes=5)
    hearing_id = identifier("hearing", absence["id"])
    _add(
        world,
        plan,
        hearing_id,
        sent_at,
        AgainstThePerson.REFUSE_ABSENCE,
        about=HearingAbout.ABSENCE,
        absence_id=absence["id"],
        text=THINKING,
    )


def _closed(world: World, plan: Plan) -> None:
    day = shift(world.today - LONG_AGO, 1)
    sent_at, answered_at = oslo_moment(day, time(10)), oslo_moment(shift(day, 2), time(18))
    closed_at = oslo_moment(shift(day, 4), time(9, 30))
    hearing_id = identifier("hearing", plan.person.key)
    content = {"hearing": hearing_id, "text": SPOKE}
    receipt = world.hand_in(
        *(plan.person.id, plan.person.locale, SubmissionKind.HEARING_ANSWER, content, answered_at, hearing_id)
    )
    _add(
        world,
        plan,
        hearing_id,
        sent_at,
        AgainstThePerson.LOSE_SELF_REPORT,
        about=HearingAbout.SELF_REPORT,
        text=OFTEN,
        state=HearingState.CLOSED,
        answer=SPOKE,
        answered_at=answered_at,
        submission_id=receipt,
        outcome=HearingOutcome.NOT_AGAINST,
        closed_by=plan.person.contact_id,
        closed_at=closed_at,
        decision_text=KEPT,
        version=3,
    )
    about = (plan.person.id, plan.person.office_id, hearing_id)
    world.tell(HearingAnswered(*about), answered_at, plan.person.id, hearing_id, "answered")
    world.tell(HearingDecided(*about), closed_at, plan.person.contact_id, hearing_id, "decided")


def _add(
    world: World,
    plan: Plan,
    hearing_id: str,
    sent_at: Any,  # noqa: ANN401 -- A moment.
    action: AgainstThePerson,
    **values: Any,  # noqa: ANN401 -- Columns have many types.
) -> None:
    notice = advance_notice(action, oslo_day(sent_at), holidays, already_heard=False)
    person = plan.person
    usual: dict[str, Any] = {
        "id": hearing_id,
        "participant_id": person.id,
        "office_id": person.office_id,
        "absence_id": None,
        "notice": as_data(notice),
        "answer_by": notice.value.answer_by,
        "sent_by": person.contact_id,
        "sent_at": sent_at,
        "state": HearingState.SENT,
        "answer": "",
        "answered_at": None,
        "submission_id": None,
        "outcome": None,
        "closed_by": None,
        "closed_at": None,
        "decision_text": "",
        "rule": None,
        "until": None,
        "reassess_by": None,
        "complaint_by": None,
        "complaint": None,
        "given_back_at": None,
        "given_back_by": None,
        "given_back_text": "",
        "version": 1,
    }
    world.add(AbsenceHearing, **(usual | values))
    about = (person.id, person.office_id, hearing_id)
    world.tell(HearingOpened(*about), sent_at, person.contact_id, hearing_id, "opened")
