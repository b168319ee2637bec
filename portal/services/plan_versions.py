"""Versions of a plan: what it holds now, what it held on any day, and the one place where it changes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.domain.calendar import oslo_moment
from portal.domain.plan import Change, PlanContent
from portal.domain.plan_changes import differences, in_told_order
from portal.domain.plan_data import content_as_data, content_of
from portal.domain.plan_events import PlanChanged
from portal.services.permissions import Subject
from portal.services.planning import Side
from portal.services.work import Work
from portal.store import plan_version as store
from portal.store import programme as programmes
from portal.store.base import AnyRow, new_id
from portal.store.plan_version import PlanVersion


@dataclass(frozen=True, slots=True)
class Version:
    """One version as its reader may read it: its number, from when it stood, and what was changed to come to it.

    `proposal_id` is the proposal that it came from, or None. The first version has no changes: nobody kept what was before.
    """

    number: int
    made_at: datetime
    content: PlanContent
    changes: tuple[Change, ...] = ()
    proposal_id: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Current:
    """The plan as it stands now, and the number of its version; 0 when none was kept yet."""

    number: int
    content: PlanContent


def current(work: Work, programme_id: str) -> Current:
    """The newest version, or what the rows hold where no version was kept yet. For the services alone: nothing is masked."""
    row = store.newest(work.session, programme_id)
    if row is None:
        return Current(0, store.projected(work.session, programme_id))
    return Current(row.number, content_of(row.content))


def record(
    work: Work,
    subject: Subject,
    programme_id: str,
    content: PlanContent,
    *,
    proposed_by: str | None = None,
    agreed_by: str | None = None,
    proposal_id: str | None = None,
) -> int:
    """Keep a new version and bring the plan's rows to it: nothing else ever changes them. Its number.

    Whoever calls this has made sure that both sides have said yes. The participant's programme is held until the
    commit, so that two changes at once come one after the other. A plan from before there were versions keeps what it
    held as its first. Nothing is done when nothing differs.
    """
    programmes.lock(work.session, subject.id)
    before = current(work, programme_id)
    content = content.in_order()
    if before.number == 0 and before.content != PlanContent():
        _add(work, programme_id, 1, before.content)
        before = Current(1, before.content)
    if content == before.content:
        return before.number
    number = before.number + 1
    store.project(work.session, programme_id, before.content, content)
    _add(work, programme_id, number, content, (proposed_by, agreed_by, proposal_id))
    work.tell(PlanChanged(subject.id, subject.office_id, number))
    return number


def _add(
    work: Work,
    programme_id: str,
    number: int,
    content: PlanContent,
    by: tuple[str | None, str | None, str | None] = (None, None, None),
) -> None:
    proposed_by, agreed_by, proposal_id = by
    version = PlanVersion(
        id=new_id(),
        programme_id=programme_id,
        number=number,
        made_at=work.now,
        proposed_by=proposed_by,
        agreed_by=agreed_by,
        proposal_id=proposal_id,
        content=content_as_data(content),
    )
    store.add(work.session, version)


def plan_on(work: Work, side: Side, day: date) -> Version | None:
    """The plan as it stood at the end of that day, or None where nothing was kept from before it."""
    end = oslo_moment(day + timedelta(days=1), time()) - timedelta(microseconds=1)
    found = [one for one in _versions(work, side) if one.made_at <= end]
    return found[-1] if found else None


def history(work: Work, side: Side) -> list[Version]:
    """Every version with what was changed, newest first."""
    return list(reversed(_versions(work, side)))


def _versions(work: Work, side: Side) -> list[Version]:
    rows: list[AnyRow] = store.all_of(work.session, side.programme.id)
    found: list[Version] = []
    before: PlanContent | None = None
    for place, row in enumerate(rows):
        content = content_of(row.content)
        until = rows[place + 1].made_at if place + 1 < len(rows) else None
        changes = differences(before, content) if before is not None else ()
        found.append(
            Version(
                row.number,
                row.made_at,
                side.content(content),
                in_told_order(side.change(one) for one in changes),
                row.proposal_id,
                until,
            )
        )
        before = content
    return found
