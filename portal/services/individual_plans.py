"""Individual plans: offered by the office or asked for, answered in one's own time, and written together (sosialtjenesteloven § 33).

It stands in nobody's way: no answer changes anything else, nobody is reminded, and without a consent that stands the
staff read nothing of what was written.
"""

from dataclasses import dataclass
from typing import Any

from portal.domain.allowance import Counted
from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import IndividualPlanAnswered, IndividualPlanOffered, IndividualPlanWritten
from portal.domain.individual_plan import (
    LONGEST_PART,
    LONGEST_SHARING,
    WRITTEN,
    PlanAnswer,
    PlanPart,
    PlanState,
    state_of,
)
from portal.domain.programme import OPEN_STATES
from portal.domain.submission import SubmissionKind
from portal.rules.decision import Decision
from portal.rules.individual_plan import right_to_plan
from portal.services import limits
from portal.services.holding import held_case, held_own
from portal.services.permissions import TABLE, Action, Subject, case_of, own_case
from portal.services.programme_case import state_now
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import individual_plan as store
from portal.store import programme as programmes
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.individual_plan import IndividualPlan, IndividualPlanPart


@dataclass(frozen=True, slots=True)
class Written:
    """One part of the plan: its text and who left it so, empty and version 0 while nobody has written it."""

    part: PlanPart
    row: AnyRow | None

    @property
    def text(self) -> str:
        """What stands there."""
        return str(self.row.text) if self.row else ""

    @property
    def version(self) -> int:
        """Which writing of it this is."""
        return int(self.row.version) if self.row else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The plan as its reader may see it. `row` is None while nobody has offered it nor answered.

    `parts` are the nine that are written, in the regulation's order; none without a consent that stands when staff
    read. `right` says on what it all rests. `may_write`: the reader may offer or write in it; `hidden`: the reader's
    pages name nobody at the office.
    """

    state: PlanState
    row: IndividualPlan | None
    parts: tuple[Written, ...]
    right: Decision[None]
    may_write: bool
    hidden: bool = False

    def part(self, which: PlanPart) -> Written:
        """One part of it."""
        return next(one for one in self.parts if one.part is which)


def own_sheet(work: Work) -> Sheet:
    """The participant's own individual plan. What they have written they read also when they took the consent back."""
    subject = own_case(work)
    row = store.of_participant(work.session, subject.id, subject.office_id)
    state = _state(row)
    may_answer = _takes_part(work, subject)
    return Sheet(state, row, _parts(work, row), right_to_plan(), may_write=may_answer, hidden=subject.hidden)


def sheet_left(work: Work, subject: Subject, office_id: str) -> Sheet | None:
    """The participant's own at an office that they have left, to read; None where there was none.

    The caller has been let into the case as the participant.
    """
    row = store.of_participant(work.session, subject.id, office_id)
    if row is None or row.consent_at is None:
        return None
    parts = _parts(work, row)
    return Sheet(_state(row), row, parts, right_to_plan(), may_write=False, hidden=subject.hidden)


def sheet_of(work: Work, participant_id: str) -> Sheet:
    """The same for the staff, with its parts only while a consent stands. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.PLAN)
    row = store.of_participant(work.session, subject.id, subject.office_id)
    state = _state(row)
    writes = subject.scope in TABLE[Action.WRITE_AS_STAFF].get(work.actor.role, ())
    return Sheet(
        state,
        row,
        _parts(work, row) if state is PlanState.WANTED else (),
        right_to_plan(),
        may_write=writes and _takes_part(work, subject),
    )


def offer(work: Work, participant_id: str) -> None:
    """Offer an individual plan. Offered twice is offered once, and an answer that was given stays.

    Raises NotFound without a living programme or out of reach, TooMany and NotPermitted.
    """
    subject = held_case(work, Action.WRITE_AS_STAFF, participant_id, Looked.PLAN)
    _require_programme(work, subject)
    take_turn(work.session, f"individual plan of {subject.id}")
    plan = _own_row(work, subject)
    if plan.offered_at is not None or plan.answer is not None:
        return
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    plan.offered_by, plan.offered_at = work.actor.id, work.now
    work.session.flush()
    work.tell(IndividualPlanOffered(subject.id, subject.office_id, plan.id))


def answer(
    work: Work, key: str, said: PlanAnswer, *, share_with: str = "", consent_text: str = ""
) -> Receipt:
    """The participant says yes, not now or no, as often as they change their mind.

    Yes is a consent to `consent_text`, the sentence as it stood on their screen, kept with its moment; another answer
    takes a consent back. Raises Refused for far too long a text and NotFound without a living programme.
    """
    own_case(work)
    if len(share_with) > LONGEST_SHARING:
        raise Refused("sharing-too-long")
    content = {"answer": said.value, "share_with": share_with if said is PlanAnswer.WANTED else ""}
    receipt = hand_in(work, SubmissionKind.INDIVIDUAL_PLAN, key, content)
    if receipt.again:
        return receipt
    # A move comes before all of it or after all of it, and an answer is the new office's then.
    subject = held_own(work)
    _require_programme(work, subject)
    take_turn(work.session, f"individual plan of {subject.id}")
    plan = _own_row(work, subject)
    before = plan.answer
    plan.answer, plan.answered_at = said, work.now
    if said is PlanAnswer.WANTED:
        plan.consent_text, plan.share_with = consent_text, share_with
        plan.consent_at, plan.withdrawn_at = work.now, None
    elif before is PlanAnswer.WANTED:
        plan.withdrawn_at = work.now
    work.session.flush()
    work.tell(IndividualPlanAnswered(subject.id, subject.office_id, plan.id))
    return receipt


def write_own(work: Work, key: str, which: PlanPart, text: str, version: int) -> Receipt:
    """The participant writes in a part. Raises as `write` does."""
    own_case(work)
    _refuse(which, text)
    receipt = hand_in(
        work, SubmissionKind.INDIVIDUAL_PLAN, key, {"part": which.value, "text": text, "version": version}
    )
    if not receipt.again:
        _write(work, held_own(work), which, text, version)
    return receipt


def write(work: Work, participant_id: str, which: PlanPart, text: str, version: int) -> None:
    """A caseworker writes in a part. The same text sent twice is written once.

    Raises Conflict when somebody wrote since the page was opened, Refused for too long a text, NotFound without a
    consent that stands or out of reach, TooMany and NotPermitted.
    """
    subject = held_case(work, Action.WRITE_AS_STAFF, participant_id, Looked.PLAN)
    _refuse(which, text)
    if _write(work, subject, which, text, version):
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)


def _write(work: Work, subject: Subject, which: PlanPart, text: str, version: int) -> bool:
    take_turn(work.session, f"individual plan of {subject.id}")
    plan = store.of_participant(work.session, subject.id, subject.office_id)
    if plan is None or _state(plan) is not PlanState.WANTED:
        raise NotFound("No individual plan that the participant has consented to.")
    _require_programme(work, subject)
    part = store.part(work.session, plan.id, which)
    if (part.text if part else "") == text:
        return False
    if (part.version if part else 0) != version:
        raise Conflict("Somebody else has written in this part.")
    if part is None:
        part = IndividualPlanPart(plan_id=plan.id, part=which)
        work.session.add(part)
    part.text, part.updated_by, part.updated_at = text, work.actor.id, work.now
    work.session.flush()
    work.tell(IndividualPlanWritten(subject.id, subject.office_id, plan.id))
    return True


def _refuse(which: PlanPart, text: str) -> None:
    if which not in WRITTEN:
        raise NotFound("This part is recorded and not written.")
    if len(text) > LONGEST_PART:
        raise Refused("plan-part-too-long")


def _own_row(work: Work, subject: Subject) -> IndividualPlan:
    plan = store.of_participant(work.session, subject.id, subject.office_id)
    if plan is None:
        plan = IndividualPlan(id=new_id(), participant_id=subject.id, office_id=subject.office_id)
        work.session.add(plan)
    return plan


def _state(row: IndividualPlan | None) -> PlanState:
    if row is None:
        return PlanState.NOT_OFFERED
    return state_of(row.answer, row.offered_at, row.withdrawn_at)


def _parts(work: Work, row: IndividualPlan | None) -> tuple[Written, ...]:
    found: dict[Any, AnyRow] = {}
    if row is not None:
        found = {one.part: one for one in store.parts(work.session, row.id)}
    return tuple(Written(which, found.get(which)) for which in WRITTEN)


def _takes_part(work: Work, subject: Subject) -> bool:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return programme is not None and state_now(work, programme) in OPEN_STATES


def _require_programme(work: Work, subject: Subject) -> None:
    if not _takes_part(work, subject):
        raise NotFound("No living programme at this office.")
