"""The two sides of a plan: the participant's own and the staff's, and who may read what it says of health."""

from dataclasses import dataclass
from functools import partial

from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.people import Role
from portal.domain.plan import (
    Change,
    PlanActivity,
    PlanContent,
    masked,
    masked_change,
    masked_content,
    placeless,
    without_places,
)
from portal.domain.programme import OPEN_STATES
from portal.services.holding import hold
from portal.services.permissions import TABLE, Action, Subject, case_of, own_case, require, within
from portal.services.programme_case import state_now
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import covers
from portal.store import programme as programmes
from portal.store import proposal as proposals
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a plan with who stands there now.

    `may_change`: may propose and answer, for the programme is open and the actor works with the case. `private`: reads
    what is about health. `places` is False for somebody whose whereabouts must show nowhere.
    """

    subject: Subject
    programme: AnyRow
    by_staff: bool
    may_change: bool
    private: bool
    places: bool = True

    def content(self, content: PlanContent) -> PlanContent:
        """The plan as this side may read it."""
        content = content if self.private else masked_content(content)
        return content if self.places else without_places(content)

    def change(self, change: Change) -> Change:
        """A change as this side may read it."""
        change = change if self.private else masked_change(change)
        if self.places:
            return change
        before, after = (
            placeless(part) if isinstance(part, PlanActivity) else part
            for part in (change.before, change.after)
        )
        return Change(change.kind, before, after, change.from_day)

    def activity(self, activity: PlanActivity) -> PlanActivity:
        """An entry as this side may read it."""
        shown = activity if self.private else masked(activity)
        return shown if self.places else placeless(shown)

    def hides(self, change: Change) -> bool:
        """Whether this side reads only the outside of a change."""
        return change.is_private and not self.private


def reads_health(work: Work, subject: Subject, contact_person_id: str) -> bool:
    """Whether the actor reads what activities about health are: the participant, and their own contact person.

    The contact person, or who stands in for them just now: nothing waits because somebody is away. They only as long as
    the case is theirs by their work, and not by a grant.
    """
    if subject.scope is Scope.OWN:
        return True
    if subject.scope not in {Scope.OFFICE, Scope.COVERED} or work.actor.role is not Role.CASEWORKER:
        return False
    if work.actor.id == contact_person_id:
        return True
    return (contact_person_id, subject.office_id) in stood_in_for(work)


def stood_in_for(work: Work) -> frozenset[tuple[str, str]]:
    """Whom the actor stands in for today, each with the office where they work: nobody hands on more than they have."""
    return covers.stood_in_for(work.session, work.actor.id, work.today)


def own_side(work: Work, programme: AnyRow | None = None) -> Side:
    """The participant's own side, or that of whom a representative acts for. Raises NotFound without a programme.

    `programme` is theirs, when it has been asked for already.
    """
    subject = own_case(work, Action.USE_OWN_PLAN)
    programme = programme or _programme(work, subject)
    return Side(
        subject,
        programme,
        by_staff=False,
        may_change=state_now(work, programme) in OPEN_STATES,
        private=reads_health(work, subject, programme.contact_person_id),
        places=not subject.hidden,
    )


def staff_side(work: Work, participant_id: str) -> Side:
    """The staff's side, for whoever may open the case. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.PLAN)
    programme = _programme(work, subject)
    works = subject.scope in TABLE[Action.CHANGE_PLAN].get(work.actor.role, ())
    return Side(
        subject,
        programme,
        by_staff=True,
        may_change=works and state_now(work, programme) in OPEN_STATES,
        private=reads_health(work, subject, programme.contact_person_id),
    )


def held_side(work: Work, side: Side) -> Side:
    """The same side once nobody else can change the case or the plan before the commit.

    Whoever was first may have moved the case, ended the programme or taken away the right to it: all of that is asked
    again. Raises what the first question raised, and Conflict when the case is at another programme by now.
    """
    hold(work, side.subject.id)
    now = staff_side(work, side.subject.id) if side.by_staff else own_side(work)
    if now.programme.id != side.programme.id:
        raise Conflict("The case has moved meanwhile.")
    return now


def changing(work: Work, side: Side) -> Side:
    """`held_side` for whoever may change the plan. Raises besides NotFound or NotPermitted for who only reads the case,
    and Refused when the programme is over.
    """
    side = held_side(work, side)
    may_change(work, side)
    return side


def may_change(work: Work, side: Side) -> None:
    """Raise NotFound or NotPermitted for who only reads the case, and Refused when the programme is over."""
    if side.by_staff:
        case_of(work, Action.CHANGE_PLAN, side.subject.id, Looked.PLAN)
    if not side.may_change:
        raise Refused("plan-closed")


def side_of_proposal(work: Work, proposal_id: str) -> Side:
    """The staff's side of the plan that a proposal is about. Raises NotFound and NotPermitted; both are written down."""
    whose = proposals.whose(work.session, partial(within, work, Action.SEE_CASE), proposal_id)
    if whose is None:
        work.look(Look(None, Looked.PLAN, "out of reach", granted=False))
        require(work.actor, Action.SEE_CASE)
        raise NotFound("No such proposal within reach.")
    return staff_side(work, whose)


def _programme(work: Work, subject: Subject) -> AnyRow:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    if programme is None:
        raise NotFound("There is no programme, and so no plan.")
    return programme
