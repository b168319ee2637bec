"""Permissions: one truth table, and the questions that turn it into rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from portal.domain.access import HIDDEN, Area, GrantKind
from portal.domain.audit import Look, Looked
from portal.domain.errors import MandateOver, NotFound, NotPermitted
from portal.domain.people import Actor, Role
from portal.services import reach
from portal.services.reach import PEOPLE, Scope
from portal.services.work import Work
from portal.store import grant as grants
from portal.store import mandate as mandates
from portal.store import person as people


class Action(StrEnum):
    """What somebody may want to do."""

    USE_OWN_CASE = "use own case"
    USE_OWN_WEEK = "use own week"
    USE_OWN_PLAN = "use own plan"
    USE_OWN_ABSENCES = "use own absences"
    USE_OWN_MESSAGES = "use own messages"
    SEE_CASE = "see case"
    WRITE_AS_STAFF = "write as staff"
    DECIDE_ABSENCE = "decide absence"
    REGISTER_ABSENCE = "register absence"
    CONFIRM_MONTH = "confirm month"
    DECIDE_PROGRAMME = "decide programme"
    CHANGE_PLAN = "change plan"
    ANSWER_REQUEST = "answer request"
    PROPOSE_MEASURE = "propose measure"
    AGREE_TO_MEASURE = "agree to measure"
    REPORT_THREAT = "report threat"
    CLOSE_THREAT = "close threat"
    SEE_SUMMARY = "see summary"
    SEE_COUNTS = "see counts"
    OPEN_IN_EMERGENCY = "open in emergency"
    GIVE_ACCESS = "give access"
    MOVE_CASE = "move case"
    MANAGE_COVER = "manage cover"
    PLAN_OWN_ABSENCE = "plan own absence"
    MANAGE_OFFERS = "manage offers"
    ENTER_BENEFIT_FACTS = "enter benefit facts"
    MANAGE_PAYDAYS = "manage paydays"
    MANAGE_STAFF = "manage staff"
    MIND_NOTICES = "mind notices"
    SEE_TRAIL = "see trail"
    SEE_TRANSLATIONS = "see translations"
    TRANSLATE = "translate"
    ANSWER_TRANSLATORS = "answer translators"


# What a representative may be let into, by the area that their mandate must name.
AREAS: Mapping[Action, Area] = MappingProxyType(
    {
        Action.USE_OWN_WEEK: Area.WEEK,
        Action.USE_OWN_PLAN: Area.PLAN,
        Action.USE_OWN_ABSENCES: Area.ABSENCE,
        Action.USE_OWN_MESSAGES: Area.MESSAGES,
    }
)
_OWN = {Role.PARTICIPANT: (Scope.OWN,), Role.REPRESENTATIVE: (Scope.REPRESENTED,)}

TABLE: Mapping[Action, Mapping[Role, tuple[Scope, ...]]] = MappingProxyType(
    {
        Action.USE_OWN_CASE: {Role.PARTICIPANT: (Scope.OWN,)},
        **dict.fromkeys(AREAS, _OWN),
        Action.SEE_CASE: {
            Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED, Scope.GRANTED),
            Role.LEADER: (Scope.GRANTED,),
        },
        Action.WRITE_AS_STAFF: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.DECIDE_ABSENCE: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.REGISTER_ABSENCE: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.CONFIRM_MONTH: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.DECIDE_PROGRAMME: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.CHANGE_PLAN: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        # A leader answers complaints about the service without reading the case.
        Action.ANSWER_REQUEST: {
            Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED),
            Role.LEADER: (Scope.OFFICE,),
        },
        Action.PROPOSE_MEASURE: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.AGREE_TO_MEASURE: {Role.CASEWORKER: (Scope.OFFICE,), Role.LEADER: (Scope.OFFICE,)},
        Action.REPORT_THREAT: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        Action.CLOSE_THREAT: {Role.LEADER: (Scope.OFFICE,)},
        Action.SEE_SUMMARY: {Role.CONTACT_CENTRE: (Scope.OFFICE,)},
        # A caseworker's counters count what their list shows.
        Action.SEE_COUNTS: {
            Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED),
            Role.LEADER: (Scope.OFFICE,),
        },
        Action.OPEN_IN_EMERGENCY: {Role.CASEWORKER: (Scope.ANYWHERE,), Role.LEADER: (Scope.OFFICE,)},
        Action.GIVE_ACCESS: {Role.LEADER: (Scope.OFFICE,)},
        Action.MOVE_CASE: {Role.LEADER: (Scope.OFFICE,)},
        Action.MANAGE_COVER: {Role.LEADER: (Scope.NO_PERSON,)},
        Action.PLAN_OWN_ABSENCE: {Role.CASEWORKER: (Scope.NO_PERSON,)},
        Action.MANAGE_OFFERS: {Role.CASEWORKER: (Scope.NO_PERSON,)},
        Action.ENTER_BENEFIT_FACTS: {Role.CASEWORKER: (Scope.OFFICE, Scope.COVERED)},
        # A calendar of the office: it tells of nobody.
        Action.MANAGE_PAYDAYS: {
            Role.LEADER: (Scope.NO_PERSON,),
            Role.ADMINISTRATOR: (Scope.NO_PERSON,),
        },
        Action.MANAGE_STAFF: {Role.ADMINISTRATOR: (Scope.NO_PERSON,)},
        # As numbers: how many did not arrive, of those whom everybody at the office may know of.
        Action.MIND_NOTICES: {Role.ADMINISTRATOR: (Scope.OFFICE,)},
        Action.SEE_TRAIL: {Role.AUDITOR: (Scope.NO_PERSON,)},
        Action.SEE_TRANSLATIONS: {Role.TRANSLATOR: (Scope.NO_PERSON,)},
        Action.TRANSLATE: {Role.TRANSLATOR: (Scope.NO_PERSON,)},
        Action.ANSWER_TRANSLATORS: {
            Role.TRANSLATOR: (Scope.NO_PERSON,),
            Role.ADMINISTRATOR: (Scope.NO_PERSON,),
        },
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The participant whom an action is about, and the way on which the actor came to them.

    `in_emergency`: the actor has opened the case themselves, for a reason that could not wait. `hidden`: neither places
    nor names of others go onto the participant's own pages (`portal.domain.access.HIDDEN`).
    """

    id: str
    office_id: str
    scope: Scope = Scope.OWN
    in_emergency: bool = False
    hidden: bool = False

    @property
    def why(self) -> str:
        """What stands in the trail as the reason why they were let in."""
        return GrantKind.EMERGENCY.value if self.in_emergency else self.scope.value


LONGEST_ID = 36
OUT_OF_REACH = "out of reach"


def may(actor: Actor, action: Action) -> bool:
    """Whether the actor's role has the action at all."""
    return actor.role in TABLE[action]


def require(actor: Actor, action: Action) -> None:
    """Raise NotPermitted unless the actor's role has the action."""
    if not may(actor, action):
        raise NotPermitted(f"A {actor.role} may not {action}.")


def within(work: Work, action: Action, person: FromClause = PEOPLE) -> ColumnElement[bool]:
    """The condition on `person`, a table of people, under which the action reaches them for this actor.

    It goes into the query itself, so that a page that forgets to ask shows nothing.
    """
    scopes = TABLE[action].get(work.actor.role, ())
    return reach.reached(work, scopes, person, AREAS.get(action))


def participants_of(work: Work, action: Action) -> Select[Any]:
    """A select of the participants' identifiers that the action reaches for this actor: nobody, unless the table says so."""
    return select(PEOPLE.c.id).where(within(work, action))


def own_case(work: Work, action: Action = Action.USE_OWN_CASE, *, note: bool = True) -> Subject:
    """The participant acting on their own case, or the one whom a representative acts for in this part of it.

    Raises NotPermitted for everybody else and when no mandate opens this part, and MandateOver when there is none any
    more. A representative's look is written down, unless with `note` False nothing of the case is shown by it.
    """
    require(work.actor, action)
    if work.actor.role is Role.PARTICIPANT:
        office_id = people.office_now(work.session, work.actor.id) if work.writes else work.actor.office_id
        if office_id is None:
            raise NotFound("A participant belongs to an office.")
        return Subject(work.actor.id, office_id, hidden=work.actor.hidden)
    query = select(PEOPLE.c.id, PEOPLE.c.office_id, PEOPLE.c.protection).where(within(work, action))
    row = work.session.execute(query).one_or_none()
    if row is None:
        work.look(Look(work.actor.acts_for, Looked.CASE, "no mandate", granted=False))
        acts_for = work.actor.acts_for
        if acts_for and not mandates.between(work.session, acts_for, work.actor.id, work.today):
            raise MandateOver("The mandate has ended.")
        raise NotPermitted("No mandate opens this part of the case.")
    if note:
        work.look(Look(row.id, LOOKED[action], Scope.REPRESENTED.value))
    return Subject(row.id, row.office_id, Scope.REPRESENTED, hidden=row.protection in HIDDEN)


LOOKED: Mapping[Action, Looked] = MappingProxyType(
    {
        Action.USE_OWN_WEEK: Looked.WEEK,
        Action.USE_OWN_PLAN: Looked.PLAN,
        Action.USE_OWN_ABSENCES: Looked.ABSENCE,
        Action.USE_OWN_MESSAGES: Looked.MESSAGES,
    }
)


def case_of(work: Work, action: Action, participant_id: str, what: Looked = Looked.CASE) -> Subject:
    """The participant with that id, if the action reaches them. The look is written down, and so is one refused.

    Raises NotPermitted when the role has no such action, NotFound when the person is another office's or nobody's:
    the two must look the same.
    """
    asked = participant_id if len(participant_id) <= LONGEST_ID else None
    refused = Look(asked, what, OUT_OF_REACH, granted=False)
    if not may(work.actor, action):
        work.look(refused)
    require(work.actor, action)
    known: Subject | None = work.reached.get((action, participant_id))
    if known is not None:
        work.look(Look(known.id, what, known.why))
        return known
    scopes = TABLE[action][work.actor.role]
    query = select(
        PEOPLE.c.id,
        PEOPLE.c.office_id,
        reach.in_emergency(work).label("in_emergency"),
        *reach.why(work, scopes, AREAS.get(action)),
    ).where(within(work, action), PEOPLE.c.id == participant_id)
    row = work.session.execute(query).one_or_none()
    if row is None:
        work.look(refused)
        raise NotFound("No such participant within reach.")
    scope = next(scope for scope in scopes if getattr(row, scope.name))
    subject = Subject(row.id, row.office_id, scope, bool(row.in_emergency))
    work.look(Look(row.id, what, subject.why))
    if not work.writes:
        # One page asks for its parts one by one, and each asks this. What is written is asked about every time.
        work.reached[action, participant_id] = subject
    return subject


def case_by_number(
    work: Work, action: Action, fingerprints: list[str], what: Looked, why: str = ""
) -> Subject:
    """The participant whose identity number has one of these fingerprints, if the action reaches them.

    The look is written down, with `why` where the way there does not say it, and so is one refused: of somebody who
    exists with who it was, so that whoever checks the trail can see it. Raises NotPermitted when the role has no such
    action and NotFound for everybody out of reach, whether they exist or not: the two must look the same.
    """
    if not may(work.actor, action):
        work.look(Look(None, what, OUT_OF_REACH, granted=False))
    require(work.actor, action)
    scopes = TABLE[action][work.actor.role]
    # Who is reached is asked as a column, so that a person out of reach costs the same question as nobody.
    query = select(
        PEOPLE.c.id,
        PEOPLE.c.office_id,
        within(work, action).label("reached"),
        *reach.why(work, scopes, AREAS.get(action)),
    ).where(PEOPLE.c.identity_fingerprint.in_(fingerprints), PEOPLE.c.role == Role.PARTICIPANT)
    row = work.session.execute(query).one_or_none()
    if row is None or not row.reached:
        work.look(Look(row.id if row else None, what, OUT_OF_REACH, granted=False))
        raise NotFound("No such participant within reach.")
    scope = next(scope for scope in scopes if getattr(row, scope.name))
    work.look(Look(row.id, what, why or scope.value))
    return Subject(row.id, row.office_id, scope)


def own_office(actor: Actor, action: Action) -> str:
    """The office whose rows the actor may see. Raises NotPermitted without one."""
    require(actor, action)
    if actor.office_id is None:
        raise NotPermitted("The actor belongs to no office.")
    return actor.office_id


def offices_of(work: Work, action: Action) -> list[str]:
    """The offices whose lists the actor may see: their own, and those whose caseworkers they cover today.

    Which rows of them is still for `within` to say. Raises NotPermitted without an office.
    """
    own = own_office(work.actor, action)
    if Scope.COVERED not in TABLE[action][work.actor.role]:
        return [own]
    if work.offices is None:
        covered = grants.covered_offices(work.session, work.actor.id, work.today)
        work.offices = sorted({own, *covered})
    return work.offices
