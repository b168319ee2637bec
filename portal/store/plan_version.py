"""Versions of plans: the whole plan as it was each time two people had agreed, and its projection into rows."""

from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    String,
    UniqueConstraint,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.plan import Goal, PlanActivity, PlanContent, PlanSlot
from portal.store.activity import Activity, FreeWeek, Slot
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.person import Person
from portal.store.programme import Evaluation, Programme
from portal.store.proposal import Proposal


class PlanVersion(Base):
    """The plan as it was from `made_at` until the next version. Rows are added and never changed.

    `proposed_by` and `agreed_by` are None for what stood there before anybody proposed anything.
    """

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    agreed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey(Proposal.id))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


@event.listens_for(PlanVersion, "before_update")
def _never_changes(_mapper: object, _connection: object, version: PlanVersion) -> None:
    raise RuntimeError(f"Version {version.number} of a plan is what was agreed, and does not change.")


_version = rows(PlanVersion)
_activity = rows(Activity)
_slot = rows(Slot)
_evaluation = rows(Evaluation)
_free_week = rows(FreeWeek)
_programme = rows(Programme)


def newest(session: Session, programme_id: str, before: datetime | None = None) -> AnyRow | None:
    """The newest version, or the newest that was made at `before` or earlier; None when there was none."""
    query = select(_version).where(_version.c.programme_id == programme_id)
    if before is not None:
        query = query.where(_version.c.made_at <= before)
    return session.execute(query.order_by(_version.c.number.desc()).limit(1)).one_or_none()


def all_of(session: Session, programme_id: str) -> list[AnyRow]:
    """Every version, oldest first."""
    query = select(_version).where(_version.c.programme_id == programme_id)
    return list(session.execute(query.order_by(_version.c.number)))


def add(session: Session, version: PlanVersion) -> None:
    """Keep a version. Its number must be free: two at once end in one of them."""
    session.add(version)
    session.flush()


def last_number(session: Session, programme_id: str) -> int:
    """The number of the newest version, 0 without one."""
    query = select(func.max(_version.c.number)).where(_version.c.programme_id == programme_id)
    return session.scalar(query) or 0


def projected(session: Session, programme_id: str) -> PlanContent:
    """The plan as its rows hold it now."""
    goal = session.execute(
        select(_programme.c.goal, _programme.c.goal_locale).where(_programme.c.id == programme_id)
    ).one()
    query = (
        select(_activity, _slot.c.weekday, _slot.c.starts, _slot.c.ends, _slot.c.drop_in)
        .outerjoin(_slot, _slot.c.activity_id == _activity.c.id)
        .where(_activity.c.programme_id == programme_id)
        .order_by(_activity.c.id)
    )
    activities = tuple(
        _entry(list(some)) for _, some in groupby(session.execute(query), key=lambda row: row.id)
    )
    held = session.scalars(select(_evaluation.c.day).where(_evaluation.c.programme_id == programme_id))
    free = session.scalars(select(_free_week.c.monday).where(_free_week.c.programme_id == programme_id))
    content = PlanContent(Goal(goal.goal, goal.goal_locale), activities, tuple(held), tuple(free))
    return content.in_order()


def project(session: Session, programme_id: str, before: PlanContent, after: PlanContent) -> None:
    """Bring the rows from one plan to the other. What did not change is not touched."""
    if before.goal != after.goal:
        session.execute(
            update(_programme)
            .where(_programme.c.id == programme_id)
            .values(goal=after.goal.text, goal_locale=after.goal.locale)
        )
    for one in after.activities:
        old = before.activity(one.id)
        if old != one:
            _write(session, programme_id, one, fresh=old is None)
    for old in before.activities:
        if after.activity(old.id) is None:
            # Only what has not begun is ever taken out, so nothing that was reported points at it.
            session.execute(delete(_slot).where(_slot.c.activity_id == old.id))
            session.execute(delete(_activity).where(_activity.c.id == old.id))
    for day in sorted({*before.evaluations} - {*after.evaluations}):
        session.execute(
            delete(_evaluation).where(_evaluation.c.programme_id == programme_id, _evaluation.c.day == day)
        )
    session.add_all(
        Evaluation(id=new_id(), programme_id=programme_id, day=day)
        for day in sorted({*after.evaluations} - {*before.evaluations})
    )
    for monday in sorted({*before.free_weeks} - {*after.free_weeks}):
        session.execute(
            delete(_free_week).where(_free_week.c.programme_id == programme_id, _free_week.c.monday == monday)
        )
    session.add_all(
        FreeWeek(programme_id=programme_id, monday=monday)
        for monday in sorted({*after.free_weeks} - {*before.free_weeks})
    )
    session.flush()


def _write(session: Session, programme_id: str, one: PlanActivity, *, fresh: bool) -> None:
    told = (
        *("kind", "title", "what", "why", "place", "provider", "responsible", "serves"),
        *("first_day", "last_day", "weekly_minutes", "follows"),
    )
    values = {name: getattr(one, name) for name in told}
    if fresh:
        session.execute(insert(_activity).values(id=one.id, programme_id=programme_id, **values))
    else:
        session.execute(update(_activity).where(_activity.c.id == one.id).values(**values))
        session.execute(delete(_slot).where(_slot.c.activity_id == one.id))
    for slot in one.slots:
        times = {"starts": slot.starts, "ends": slot.ends, "drop_in": slot.drop_in}
        session.execute(insert(_slot).values(activity_id=one.id, weekday=slot.weekday, **times))


def _entry(same: list[AnyRow]) -> PlanActivity:
    row = same[0]
    return PlanActivity(
        id=row.id,
        kind=row.kind,
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        what=row.what,
        why=row.why,
        place=row.place,
        provider=row.provider,
        responsible=row.responsible,
        serves=row.serves,
        slots=tuple(
            PlanSlot(one.weekday, one.starts, one.ends, one.drop_in)
            for one in same
            if one.weekday is not None
        ),
        weekly_minutes=row.weekly_minutes,
        follows=row.follows,
    )
