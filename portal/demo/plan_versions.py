"""What the plans were before: a version for each time they changed, and proposals that were answered or wait."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from portal.demo.days import DAY, shift
from portal.demo.people import Participant
from portal.demo.plans import Plan
from portal.demo.world import World, identifier
from portal.domain.calendar import monday_of, oslo_day, oslo_moment
from portal.domain.plan import Change, ChangeKind, Goal, PlanActivity, PlanContent, PlanSlot, ProposalState
from portal.domain.plan_data import changes_as_data, content_as_data
from portal.domain.plan_events import PlanChanged, PlanProposed, ProposalAnswered
from portal.domain.submission import SubmissionKind
from portal.rules.decision import as_data
from portal.rules.plan_change import PlanChangeFacts, agreement_is_enough, stands_until
from portal.services.plan_wish import FREE_WEEK, MOVE, PLACE, Wish
from portal.services.plan_wishes import changes_from
from portal.store.activity import Activity, Slot
from portal.store.plan_version import PlanVersion
from portal.store.programme import Evaluation, Programme
from portal.store.proposal import Proposal

# In the beginning they wanted something else, and said so since.
EARLIER_GOALS = {"rolig-rogn": "Jeg vil lære mer norsk.", "lun-lind": "Jeg vil komme i gang igjen."}
NEW_GOAL = "Nå vet jeg bedre hva jeg vil."
OTHER_DAY = "Datteren min har trening på fredager."
OTHER_PLACE = "De har flyttet inn i nye lokaler. Passer det for deg å møte der?"
WEEK_OFF = "Jeg skal besøke søsteren min."


def add_versions(world: World, plans: list[Plan]) -> None:
    """Add them to what the plans hold by now."""
    for plan in plans:
        person = plan.person
        now = _content(world, person)
        steps = _steps(world, plan, now)
        for number, (at, content, proposal_id) in enumerate(steps, start=1):
            _add_version(world, person, number, at, content, proposal_id)
        if person.key == "frisk-fjord":
            wish = Wish(_named(now, "Norskkurs"), MOVE, slot="4 08:30", weekday=3)
            moved = replace(wish, starts=time(16, 30), ends=time(20))
            _propose(world, person, now, len(steps), moved, OTHER_DAY, by_staff=False)
        elif person.key == "rolig-rogn":
            wish = Wish(_named(now, "Arbeidstrening på verkstedet"), PLACE, place="Verkstedet, inngang A")
            _propose(world, person, now, len(steps), wish, OTHER_PLACE, by_staff=True)
        elif person.key == "lun-lind":
            wish = Wish(FREE_WEEK, "add", day=monday_of(world.today) + timedelta(weeks=4))
            _propose(world, person, now, len(steps), wish, WEEK_OFF, by_staff=False)


def _content(world: World, person: Participant) -> PlanContent:
    """The plan as its rows hold it."""
    mine: dict[str, Any] = {"programme_id": person.programme_id}
    goal = next(row for row in world.waiting(Programme) if row["id"] == person.programme_id)
    slots: dict[str, list[PlanSlot]] = {}
    for row in world.waiting(Slot):
        at = PlanSlot(row["weekday"], row["starts"], row["ends"], row["drop_in"])
        slots.setdefault(row["activity_id"], []).append(at)
    entries = tuple(
        PlanActivity(
            **{name: value for name, value in row.items() if name != "programme_id"},
            slots=tuple(slots.get(row["id"], ())),
        )
        for row in world.waiting(Activity)
        if mine.items() <= row.items()
    )
    days = tuple(row["day"] for row in world.waiting(Evaluation) if mine.items() <= row.items())
    return PlanContent(Goal(goal["goal"], goal["goal_locale"]), entries, days).in_order()


Undo = Callable[[PlanContent], PlanContent]
Step = tuple[datetime, PlanContent, str | None]


def _steps(world: World, plan: Plan, now: PlanContent) -> list[Step]:
    """When the plan changed, and what it was from then on; the last is what it is now."""
    person, course = plan.person, plan.person.course
    begun = min(course.started_on or course.period_from or world.today, shift(world.today, -5))
    undone: list[tuple[datetime, Undo, str | None]] = []
    if ended := course.closed_on or course.pauses_on:
        last = ended if course.closed_on else ended - DAY
        undone.append((_at(last), lambda plan: _opened(plan, last), None))
    undone += [
        (_at(one.first_day - 7 * DAY), partial(_without, one=one), None)
        for one in now.activities
        if one.follows
    ]
    if person.key in EARLIER_GOALS:
        goal = Goal(EARLIER_GOALS[person.key], person.locale)
        day = max(begun + DAY, shift(world.today, -18))
        proposal_id = _agreed(world, person, Change(ChangeKind.GOAL, goal, now.goal), day)
        undone.append((_at(day, 13), lambda plan: replace(plan, goal=goal), proposal_id))
    found: list[Step] = []
    # Told backwards: what came last is taken away first.
    for at, undo, came_of in sorted(undone, key=lambda step: step[0], reverse=True):
        found.append((at, now, came_of))
        now = undo(now).in_order()
    return [(_at(begun), now, None), *reversed(found)]


def _opened(plan: PlanContent, last: date) -> PlanContent:
    entries = (replace(one, last_day=None) if one.last_day == last else one for one in plan.activities)
    return replace(plan, activities=tuple(entries))


def _without(plan: PlanContent, one: PlanActivity) -> PlanContent:
    """The plan before that entry stood in it, in place of another."""
    kept = (other for other in plan.activities if other.id != one.id)
    entries = (replace(other, last_day=None) if other.id == one.follows else other for other in kept)
    return replace(plan, activities=tuple(entries))


def _agreed(world: World, person: Participant, change: Change, day: date) -> str:
    """A goal that the participant proposed and the contact person said yes to."""
    ruling = agreement_is_enough(PlanChangeFacts(day, 0, 0))
    sent = _at(shift(day, -1), 17)
    answered_at = _at(day, 13)
    proposal_id = _add_proposal(
        world, person, (change,), 1, NEW_GOAL, ruling, sent, by_staff=False, answered_at=answered_at
    )
    about = (person.id, person.office_id, proposal_id)
    world.tell(ProposalAnswered(*about, from_staff=True), _at(day, 13), person.contact_id, proposal_id)
    return proposal_id


def _propose(
    world: World,
    person: Participant,
    now: PlanContent,
    number: int,
    wish: Wish,
    reason: str,
    *,
    by_staff: bool,
) -> None:
    day = shift(world.today, -1)
    entry = identifier("proposed entry", person.key)
    changes = changes_from(wish, now, day, entry, person.locale)
    weeks = sum(one.kind is ChangeKind.FREE_WEEK for one in changes)
    ruling = agreement_is_enough(PlanChangeFacts(day, 0, 0, free_weeks=weeks))
    _add_proposal(world, person, changes, number, reason, ruling, _at(day, 14), by_staff=by_staff, wish=wish)


def _add_proposal(
    world: World,
    person: Participant,
    changes: tuple[Change, ...],
    number: int,
    reason: str,
    ruling: Any,  # noqa: ANN401 -- A decision of whichever value.
    at: datetime,
    *,
    by_staff: bool,
    wish: Wish | None = None,
    answered_at: datetime | None = None,
) -> str:
    proposal_id, by = identifier("proposal", person.key, at), person.contact_id if by_staff else person.id
    content = {"text": reason, "wish": wish.as_content() if wish else {}, "instead": ""}
    content["programme_id"] = person.programme_id
    submission_id = None
    if not by_staff:
        submission_id = world.hand_in(by, person.locale, SubmissionKind.PROPOSAL, content, at, at)
    world.add(
        Proposal,
        id=proposal_id,
        programme_id=person.programme_id,
        participant_id=person.id,
        office_id=person.office_id,
        made_by=by,
        by_staff=by_staff,
        base_number=number,
        changes=changes_as_data(changes),
        ruling=as_data(ruling),
        reason=reason,
        locale="nb" if by_staff else person.locale,
        sent_at=at,
        expires_on=stands_until(oslo_day(at)).value,
        counter_of="",
        submission_id=submission_id,
        state=ProposalState.ACCEPTED if answered_at else ProposalState.SENT,
        answered_by=person.contact_id if answered_at else None,
        answered_at=answered_at,
        answer_text="",
        decided_by=None,
        decided_at=None,
        decision_text="",
        complaint_by=None,
        complaint=None,
        version=2 if answered_at else 1,
    )
    told = PlanProposed(person.id, person.office_id, proposal_id, by_staff)
    world.tell(told, at, by, proposal_id)
    return proposal_id


def _add_version(
    world: World,
    person: Participant,
    number: int,
    at: datetime,
    content: PlanContent,
    proposal_id: str | None,
) -> None:
    world.add(
        PlanVersion,
        id=identifier("plan version", person.key, number),
        programme_id=person.programme_id,
        number=number,
        made_at=at,
        proposed_by=person.id if proposal_id else None,
        agreed_by=person.contact_id if proposal_id else None,
        proposal_id=proposal_id,
        content=content_as_data(content),
    )
    if proposal_id:
        told = PlanChanged(person.id, person.office_id, number)
        world.tell(told, at, person.contact_id, person.key, number)


def _named(content: PlanContent, title: str) -> str:
    return next(one.id for one in reversed(content.activities) if one.title == title)


def _at(day: date, hour: int = 12) -> datetime:
    return oslo_moment(day, time(hour, 5))
