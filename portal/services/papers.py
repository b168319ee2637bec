"""Papers: what a certificate of participation says, and whether one is due (KVP-forskriften § 1 ledd 5)."""

from dataclasses import dataclass
from datetime import date

from portal.domain.errors import NotFound
from portal.rules.decision import Decision, Outcome
from portal.rules.milestones import certificate
from portal.services import plans
from portal.services.permissions import Subject, own_case
from portal.services.plans import Plan
from portal.services.story import Strand, strands
from portal.services.work import Work
from portal.store import office as offices
from portal.store import person as people


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on a certificate. Why the programme ended is not here, so no paper can say it.

    `municipality` and `office` are empty on the participant's own when their whereabouts must show nowhere.
    """

    name: str
    municipality: str
    office: str
    first_day: date
    last_day: date
    written_form: str
    took_part_in: tuple[Strand, ...]


def due(plan: Plan | None) -> Decision[None] | None:
    """Whether a certificate is due, with the reasons; None before there is a programme."""
    if plan is None:
        return None
    return certificate(plan.programme.state.value.upper(), plan.programme.closed_on)


def is_due(plan: Plan | None) -> bool:
    """Whether there is a certificate to hand out: for a programme that began and is over."""
    decision = due(plan)
    began = plan is not None and plan.programme.started_on and plan.programme.closed_on
    return bool(began and decision is not None and decision.outcome is Outcome.MET)


def own_certificate(work: Work, *, with_private: bool = False) -> Certificate:
    """The participant's own. What is about health is on it when they say so. Raises NotFound when none is due."""
    subject = own_case(work)
    return _certificate(
        work, subject.id, plans.own_plan(work), with_private=with_private, hidden=subject.hidden
    )


def certificate_in(work: Work, subject: Subject, plan: Plan, *, with_private: bool = False) -> Certificate:
    """The participant's own from an earlier programme. Raises NotFound when none was due."""
    return _certificate(work, subject.id, plan, with_private=with_private, hidden=subject.hidden)


def certificate_of(work: Work, participant_id: str) -> Certificate:
    """A participant's within the caseworker's reach, without anything about health. Raises NotFound and NotPermitted."""
    plan = plans.plan_of(work, participant_id)
    return _certificate(work, participant_id, plan, with_private=False, hidden=False)


def _certificate(
    work: Work, participant_id: str, plan: Plan | None, *, with_private: bool, hidden: bool
) -> Certificate:
    person = people.by_id(work.session, participant_id)
    if plan is None or person is None or not is_due(plan):
        raise NotFound("No certificate is due.")
    programme = plan.programme
    office = offices.by_id(work.session, programme.office_id)
    told = [one for one in strands(work, plan) if with_private or not one.private]
    return Certificate(
        person.name,
        "" if hidden or office is None else office.municipality,
        "" if hidden or office is None else office.name,
        programme.started_on,
        programme.closed_on,
        programme.written_form,
        tuple(told),
    )
