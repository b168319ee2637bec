"""Safety measures: one of the staff proposes, another agrees, and then it counts for a while."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.audit import Looked
from portal.domain.errors import Conflict, Refused
from portal.domain.events import MeasureChanged
from portal.domain.measures import MeasureKind, SecondState, latest_day, state_of
from portal.services import second
from portal.services.permissions import TABLE, Action, case_of, within
from portal.services.reasons import refuse_bad_reason
from portal.services.work import Work
from portal.store import safety_measure as store
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.safety_measure import MEASURE, SafetyMeasure


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as the staff may read it, and where it stands.

    `may_answer`: the actor may be the second person. `may_end`: they may end it before its last day.
    """

    row: AnyRow
    state: SecondState
    may_answer: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class OfCase:
    """Every measure of a case at the office, newest first, and whether the actor may propose one."""

    measures: tuple[Measure, ...]
    may_propose: bool


def in_force(work: Work, participant_id: str) -> list[AnyRow]:
    """The measures that count today, for the line on top of the case: `kind` and `last_day`, and never the reason.

    Whoever may open the case sees them, also who covers and who opened it in an emergency. Raises NotFound and
    NotPermitted.
    """
    subject = case_of(work, Action.SEE_CASE, participant_id)
    return store.in_force(work.session, subject.id, subject.office_id, work.today)


def of_case(work: Work, participant_id: str) -> OfCase:
    """All of them with their reasons, for who may open the case. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    found = store.of_case(work.session, subject.id, subject.office_id)
    proposes = subject.scope in TABLE[Action.PROPOSE_MEASURE].get(work.actor.role, ())
    return OfCase(tuple(_measure(work, row) for row in found), may_propose=proposes)


def measure_of(work: Work, measure_id: str) -> Measure:
    """One measure at the actor's office, for whoever may be its second person. Raises NotFound and NotPermitted."""
    return _measure(work, _reached(work, measure_id))


def propose(work: Work, participant_id: str, kind: MeasureKind, reason: str, last_day: date) -> str:
    """Propose a measure through `last_day`, today at the earliest and six months ahead at most; its id.

    It counts only when another person agrees. The same proposal sent twice is one. Raises NotFound, NotPermitted and
    Refused.
    """
    subject = case_of(work, Action.PROPOSE_MEASURE, participant_id)
    refuse_bad_reason(reason)
    if not work.today <= last_day <= latest_day(work.today):
        raise Refused("measure-too-long")
    take_turn(work.session, f"measures of {subject.id}")
    said = (work.actor.id, kind, reason, last_day)
    for row in store.of_case(work.session, subject.id, subject.office_id):
        same = (row.proposed_by, row.kind, row.reason, row.last_day) == said
        if same and _state(work, row) is SecondState.WAITING:
            return str(row.id)
    measure = SafetyMeasure(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        kind=kind,
        reason=reason,
        last_day=last_day,
        proposed_by=work.actor.id,
        proposed_at=work.now,
    )
    work.session.add(measure)
    work.session.flush()
    work.tell(MeasureChanged(subject.id, subject.office_id, measure.id))
    return measure.id


def agree(work: Work, measure_id: str) -> None:
    """The second person agrees, and it counts from now on.

    Raises Refused for one's own proposal, Conflict when it waits no more, NotFound and NotPermitted.
    """
    row = _reached(work, measure_id)
    if row.last_day < work.today:
        raise Conflict("Its last day is past.")
    if second.agree(work, MEASURE, row):
        work.tell(MeasureChanged(row.participant_id, row.office_id, row.id))


def decline(work: Work, measure_id: str, reason: str) -> None:
    """The second person says no, and why. Raises as `agree` does, and Refused for a reason that is none."""
    row = _reached(work, measure_id)
    if second.decline(work, MEASURE, row, reason):
        work.tell(MeasureChanged(row.participant_id, row.office_id, row.id))


def end(work: Work, measure_id: str, reason: str) -> None:
    """Anybody of the office ends a measure before its last day, with a reason. Ended twice by the same person is once.

    Raises Refused, Conflict when it does not count, NotFound and NotPermitted.
    """
    row = _reached(work, measure_id)
    refuse_bad_reason(reason)
    if row.ended_by == work.actor.id:
        return
    if not store.end(work.session, row.id, work.actor.id, work.now, reason, work.today):
        raise Conflict("It does not count any more, or not yet.")
    work.tell(MeasureChanged(row.participant_id, row.office_id, row.id))


def _reached(work: Work, measure_id: str) -> AnyRow:
    row = store.by_id(work.session, partial(within, work, Action.AGREE_TO_MEASURE), measure_id)
    if row is None:
        raise second.out_of_reach(work, Looked.CASE)
    case_of(work, Action.AGREE_TO_MEASURE, row.participant_id)
    return row


def _measure(work: Work, row: AnyRow) -> Measure:
    state, at_home = _state(work, row), row.office_id == work.actor.office_id
    other = row.proposed_by != work.actor.id
    return Measure(
        row,
        state,
        may_answer=state is SecondState.WAITING and at_home and other,
        may_end=state is SecondState.IN_FORCE and at_home,
    )


def _state(work: Work, row: AnyRow) -> SecondState:
    return state_of(
        proposed_at=row.proposed_at,
        agreed_at=row.agreed_at,
        declined_at=row.declined_at,
        ended_at=row.ended_at,
        is_past=row.last_day < work.today,
        now=work.now,
    )
