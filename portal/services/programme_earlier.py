"""Earlier programmes: what a participant keeps of them after a move or a new application, to read and for nobody else."""

from dataclasses import dataclass

from portal.domain.errors import NotFound
from portal.services import individual_plans, papers, plan_versions, plans, story
from portal.services.individual_plans import Sheet
from portal.services.papers import Certificate
from portal.services.permissions import Subject, own_case
from portal.services.plan_versions import Version
from portal.services.planning import own_side
from portal.services.plans import Plan
from portal.services.story import Moment
from portal.services.work import Work
from portal.store import programme as programmes
from portal.store import programme_step as steps
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Earlier:
    """One programme that is not the present one: its steps newest first, its plan, what was done, and its papers.

    `versions` are newest first. `sheet` is the individual plan of an office that was left. `private`: something of it
    is about health, and is on the certificate when the participant says so.
    """

    programme: AnyRow
    steps: tuple[AnyRow, ...]
    versions: tuple[Version, ...]
    moments: tuple[Moment, ...]
    sheet: Sheet | None
    certificate_is_due: bool
    private: bool
    hidden: bool


def own_earlier(work: Work) -> tuple[list[AnyRow], bool]:
    """The participant's earlier programmes, newest first, and whether no place may be shown with them."""
    subject = own_case(work)
    return programmes.earlier(work.session, subject.id, subject.office_id), subject.hidden


def earlier_one(work: Work, programme_id: str) -> Earlier:
    """One of the participant's own earlier programmes. Raises NotFound for anybody else's and for the present one."""
    subject, row = _own(work, programme_id)
    plan = plans.plan_in(work, subject, row)
    last = row.closed_on or work.today
    # What was agreed in meetings belongs to no programme, so the days tell them apart.
    moments = (one for one in story.story_in(work, plan).moments if row.received_on <= one.day <= last)
    left = row.office_id != subject.office_id
    taken = (one for one in steps.of_person(work.session, subject.id) if one.programme_id == row.id)
    return Earlier(
        row,
        tuple(taken),
        tuple(plan_versions.history(work, own_side(work, row))),
        tuple(moments),
        individual_plans.sheet_left(work, subject, row.office_id) if left else None,
        papers.is_due(plan),
        any(one.private for one in story.strands(work, plan)),
        subject.hidden,
    )


def earlier_version(work: Work, programme_id: str, number: int | None) -> Version:
    """The plan of an earlier programme in that version, or as it was last. Raises NotFound."""
    _, row = _own(work, programme_id)
    found = plan_versions.history(work, own_side(work, row))
    shown = next((one for one in found if number in {None, one.number}), None)
    if shown is None:
        raise NotFound("No such version of an earlier plan.")
    return shown


def earlier_certificate(work: Work, programme_id: str, *, with_private: bool) -> Certificate:
    """The certificate of an earlier programme. Raises NotFound when none was due."""
    subject, row = _own(work, programme_id)
    plan: Plan = plans.plan_in(work, subject, row)
    return papers.certificate_in(work, subject, plan, with_private=with_private)


def _own(work: Work, programme_id: str) -> tuple[Subject, AnyRow]:
    subject = own_case(work)
    found = programmes.earlier(work.session, subject.id, subject.office_id)
    row = next((one for one in found if one.id == programme_id), None)
    if row is None:
        raise NotFound("No earlier programme of this participant.")
    return subject, row
