"""Writing a programme: its row and its intervals brought to where its steps have led it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from portal.domain.plan import ProposalState
from portal.domain.programme import OPEN_STATES
from portal.domain.programme_steps import Pause, Standing
from portal.store.base import AnyRow, new_id, rows
from portal.store.programme import Interval, Programme
from portal.store.programme_step import ProgrammeStep
from portal.store.proposal import Proposal

_programme = rows(Programme)
_interval = rows(Interval)
_step = rows(ProgrammeStep)
_proposal = rows(Proposal)
_OPEN = (ProposalState.SENT, ProposalState.AWAITING_DECISION)

# What goes along from one programme to the next at the same office: who follows it up, and how to speak together.
_KEPT = ("contact_person_id", "interpreter", "written_form", "children")


def begin(
    session: Session, participant_id: str, office_id: str, contact_person_id: str, received_on: date
) -> str:
    """A new programme that is only applied for, in the place of the one before at the same office; its id.

    The contact person stays who it was; `contact_person_id` is for somebody who had none there. Whoever calls this holds the participant's row and knows that no programme is open.
    """
    before = (_programme.c.participant_id == participant_id) & (_programme.c.office_id == office_id)
    kept = session.execute(
        select(*(_programme.c[name] for name in _KEPT)).where(before, _programme.c.current)
    ).one_or_none()
    session.execute(update(_programme).where(before, _programme.c.current).values(current=False))
    programme = Programme(
        id=new_id(),
        participant_id=participant_id,
        office_id=office_id,
        state="applied",
        received_on=received_on,
        **({"contact_person_id": contact_person_id} if kept is None else kept._asdict()),
    )
    session.add(programme)
    session.flush()
    return programme.id


def bring(
    session: Session,
    programme_id: str,
    version: int,
    before: Standing,
    after: Standing,
    step_id: str | None = None,
) -> bool:
    """Bring row and intervals from one standing to the next. False when the row is not at that version any more.

    `step_id` is the step that led there, which the row remembers while its day has not come.
    """
    values: dict[str, Any] = {
        "state": after.state,
        "started_on": after.started_on,
        "period": after.period,
        "period_from": after.period_from,
        "period_to": after.period_to,
        "closed_on": after.closed_on,
        "version": version + 1,
    }
    if after.ahead != before.ahead:
        values["ahead_step_id"] = step_id if after.ahead else None
        values["ahead_from"] = after.ahead.from_day if after.ahead else None
    where = (_programme.c.id == programme_id) & (_programme.c.version == version)
    changed = session.execute(update(_programme).where(where).values(values).returning(_programme.c.id))
    if changed.one_or_none() is None:
        return False
    _pauses(session, programme_id, before.pauses, after.pauses)
    if after.state not in OPEN_STATES:
        _close_proposals(session, programme_id)
    return True


def open_proposals(session: Session, programme_id: str) -> list[AnyRow]:
    """What nobody has answered or decided of a programme: id and who made it, the oldest first."""
    query = select(_proposal.c.id, _proposal.c.made_by).where(
        _proposal.c.programme_id == programme_id, _proposal.c.state.in_(_OPEN)
    )
    return list(session.execute(query.order_by(_proposal.c.expires_on, _proposal.c.id)))


def _close_proposals(session: Session, programme_id: str) -> None:
    """What nobody has answered or decided when a programme is closed has run out: there is no plan left to change."""
    session.execute(
        update(_proposal)
        .where(_proposal.c.programme_id == programme_id, _proposal.c.state.in_(_OPEN))
        .values(state=ProposalState.EXPIRED, version=_proposal.c.version + 1)
    )


def _pauses(session: Session, programme_id: str, before: Iterable[Pause], after: Iterable[Pause]) -> None:
    had, has = set(before), set(after)
    for gone in had - has:
        session.execute(
            delete(_interval).where(
                _interval.c.programme_id == programme_id,
                _interval.c.kind == gone.kind,
                _interval.c.first_day == gone.first_day,
            )
        )
    for one in sorted(has - had, key=lambda pause: pause.first_day):
        session.execute(
            insert(_interval).values(
                id=new_id(),
                programme_id=programme_id,
                kind=one.kind,
                first_day=one.first_day,
                last_day=one.last_day,
                expected_to=one.expected_to,
            )
        )


def next_number(session: Session, programme_id: str) -> int:
    """The number of the programme's next step; the first is 1."""
    query = select(func.max(_step.c.number)).where(_step.c.programme_id == programme_id)
    return (session.scalar(query) or 0) + 1


def come_due(session: Session, today: date) -> list[AnyRow]:
    """The programmes whose day has come for what was decided ahead: id and whose it is."""
    query = select(_programme.c.id, _programme.c.participant_id).where(_programme.c.ahead_from <= today)
    return list(session.execute(query.order_by(_programme.c.ahead_from, _programme.c.id)))


def by_id(session: Session, programme_id: str) -> AnyRow:
    """The programme's row, held until the transaction ends."""
    return session.execute(select(_programme).where(_programme.c.id == programme_id).with_for_update()).one()
