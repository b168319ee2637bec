"""The steps of each programme: what was decided on the way to where its course stands, asked of the rules on that day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from portal.demo.courses import YEAR, Course
from portal.demo.days import DAY, WEEK, holidays, on_or_after, on_or_before
from portal.demo.people import LONG_LEAVE, Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.events import ProgrammeStepTaken
from portal.domain.plan import Goal, PlanContent
from portal.domain.plan_data import content_as_data
from portal.domain.programme import IntervalKind, ProgrammeState
from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import (
    VEDTAK,
    EndingGround,
    Finding,
    Happened,
    Standing,
    StepKind,
    follow,
)
from portal.rules.days import last_day_of_period
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import as_data
from portal.rules.practice import USUAL
from portal.services.permissions import Subject
from portal.services.programme_answers import StepCommand, answer
from portal.services.programme_case import Case
from portal.store.plan_version import PlanVersion
from portal.store.programme import Programme
from portal.store.programme_step import ProgrammeStep

AHEAD = "fin-furu"
"""Her leave is decided, and begins in some weeks."""
EARLIER_GOAL = "Jeg vil jobbe med barn."
MOVED = "raus-ravn"
"""She had a programme at another office, moved, and has applied anew."""
REASONS = {
    StepKind.GRANTED: "Du fyller vilkårene for program, og vi har laget en plan sammen.",
    StepKind.EXTENDED: "Du er på god vei mot målet ditt og trenger mer tid. Derfor går programmet videre.",
    StepKind.EXTENDED_SPECIAL: "Du er nær arbeid, og praksisplassen vil beholde deg. Litt mer tid er nødvendig.",
    StepKind.LEAVE: "Du har søkt om permisjon, og den er godkjent.",
    StepKind.NOTIFIED: "Du har vært mye borte, og vi har ikke fått tak i deg. Vi vil gjerne høre hva du mener.",
    StepKind.SUSPENDED: "Du trenger tid til å ordne boligen din. Vi avbryter programmet for en periode, som vi snakket om.",
    StepKind.COMPLETED: "Du har nådd målet du satte deg. Gratulerer.",
    StepKind.ENDED: "Du har ikke villet være med videre, og vi har snakket om det flere ganger.",
}
HEARD = {
    StepKind.SUSPENDED: "Jeg klarer ikke å møte nå. Jeg vil komme tilbake når jeg har et sted å bo.",
    StepKind.ENDED: "Jeg har bestemt meg for å flytte til søsteren min og vil ikke fortsette.",
}
TESTS = {
    "necessary": (Finding.YES, "Det trengs et halvt år til i praksis før en fast jobb er innen rekkevidde."),
    "progress": (Finding.YES, "Fra to til fem dager i uka, og stadig mer på egen hånd."),
    "motivation": (Finding.WEIGHED, "Møter hver dag og har selv funnet praksisplassen."),
    "likely": (Finding.YES, "Arbeidsgiveren har sagt at det blir en stilling til høsten."),
    "market": (Finding.WEIGHED, "Det er mangel på folk i bransjen her."),
}
AFTER = (Afterwards.WORK,), MainIncome.WORK
NOT_KNOWN = (Afterwards.UNKNOWN,), MainIncome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Taken:
    """One step, and the day on which it was decided."""

    decided_on: date
    command: StepCommand


def add_steps(world: World, people: list[Participant]) -> None:
    """Add the steps of everybody's programme, and the programme that one of them had before she moved."""
    for person in people:
        steps = _steps_of(person.course)
        if person.key == AHEAD:
            first = on_or_after(world.today + 3 * WEEK)
            leave = _taken(first, StepKind.LEAVE, first, first + LONG_LEAVE)
            steps.append(replace(leave, decided_on=on_or_before(world.today - DAY)))
        _add(world, person, person.programme_id, person.course, steps)
        if person.key == MOVED:
            _add_moved(world, person, people)
    for row in world.waiting(Programme):
        row.setdefault("ahead_step_id", None)
        row.setdefault("ahead_from", None)


def _steps_of(course: Course) -> list[Taken]:
    steps = [_taken(course.received_on, StepKind.APPLIED, course.received_on)]
    begins = course.started_on or course.period_from
    if begins is None:
        return steps
    until = last_day_of_period(begins, YEAR)
    # A decision comes some time after the application and before the start.
    decided = on_or_before(course.received_on + (begins - course.received_on) // 2)
    steps.append(_taken(max(decided, course.received_on), StepKind.GRANTED, begins, until))
    if course.started_on is None:
        return steps
    steps.append(_taken(begins, StepKind.STARTED, begins))
    steps += _extensions(course, course.started_on)
    steps += _pauses(course)
    steps += _end(course)
    return sorted(steps, key=lambda one: one.decided_on)


def _extensions(course: Course, started_on: date) -> Iterator[Taken]:
    for number in range(2, course.period + 1):
        before = last_day_of_period(started_on, YEAR * (number - 1))
        kind = StepKind.EXTENDED if number == 2 else StepKind.EXTENDED_SPECIAL
        taken = _taken(
            on_or_before(before - 4 * WEEK), kind, before + DAY, last_day_of_period(started_on, YEAR * number)
        )
        findings = TESTS if kind is StepKind.EXTENDED_SPECIAL else {}
        yield Taken(taken.decided_on, replace(taken.command, findings=findings))


def _pauses(course: Course) -> Iterator[Taken]:
    for kind, first, last in course.away:
        if kind is IntervalKind.LEAVE:
            yield _taken(first, StepKind.LEAVE, first, last or first + LONG_LEAVE)
        else:
            told = on_or_before(first - 4 * WEEK)
            yield _taken(told, StepKind.NOTIFIED, told)
            yield _taken(first, StepKind.SUSPENDED, first)
        if last is not None:
            yield _taken(on_or_after(last + DAY), StepKind.RESUMED, last + DAY)


def _end(course: Course) -> Iterator[Taken]:
    if course.closed_on is None:
        return
    if course.state is ProgrammeState.COMPLETED:
        afterwards, income = AFTER
        ended = _taken(course.closed_on, StepKind.COMPLETED, course.closed_on)
    else:
        told = on_or_before(course.closed_on - 4 * WEEK)
        yield _taken(told, StepKind.NOTIFIED, told)
        afterwards, income = NOT_KNOWN
        ended = _taken(course.closed_on, StepKind.ENDED, course.closed_on)
    ground = EndingGround.WONT_RESUME if ended.command.kind is StepKind.ENDED else None
    said = replace(ended.command, ground=ground, afterwards=afterwards, main_income=income)
    yield Taken(ended.decided_on, said)


def _taken(decided_on: date, kind: StepKind, on: date, until: date | None = None) -> Taken:
    return Taken(decided_on, StepCommand(kind, on, until, REASONS.get(kind, ""), HEARD.get(kind, "")))


def _add(
    world: World, person: Participant, programme_id: str, course: Course, steps: list[Taken]
) -> Standing:
    """Write the steps, each with what the rules said, and make sure that they lead to where the course stands."""
    standing: Standing | None = None
    for number, taken in enumerate(steps, 1):
        command, on = taken.command, taken.decided_on
        case = Case(Subject(person.id, person.office_id), None, standing, USUAL, holidays, on)
        found = answer(case, command) if command.kind is not StepKind.MOVED else None
        assert found is None or not found.barred, (person.key, command, found)  # noqa: S101 -- No made-up breach of law.
        if found is not None:
            command = replace(command, until=found.until or command.until)
        step_id = identifier("step", programme_id, number)
        standing = follow(standing, Happened(command.kind, command.on, command.until, on))
        if standing.ahead is not None:
            row = next(one for one in world.waiting(Programme) if one["id"] == programme_id)
            row |= {"ahead_step_id": step_id, "ahead_from": standing.ahead.from_day}
        complaint = complaint_deadline(on, holidays) if command.kind in VEDTAK else None
        at = oslo_moment(on, time(9 + number % 6, 20))
        world.add(
            ProgrammeStep,
            id=step_id,
            programme_id=programme_id,
            number=number,
            participant_id=person.id,
            office_id=person.office_id,
            kind=command.kind,
            day=command.on,
            until=command.until,
            made_by=person.contact_id,
            made_at=min(at, world.now),
            text=command.text,
            heard=command.heard,
            ground=command.ground,
            decision=as_data(found.decision) if found else None,
            complaint_by=complaint.value if complaint else None,
            complaint=as_data(complaint) if complaint else None,
            assessment={name: words for name, (_, words) in command.findings.items()} or None,
            afterwards=[one.value for one in command.afterwards] or None,
            main_income=command.main_income,
        )
        if command.kind is not StepKind.MOVED:
            event = ProgrammeStepTaken(person.id, person.office_id, step_id)
            world.tell(event, min(at, world.now), person.contact_id, programme_id, number)
    assert standing is not None  # noqa: S101 -- Everybody has applied.
    reached = (standing.state, standing.period, standing.period_from, standing.period_to, standing.closed_on)
    meant = (course.state, course.period, course.period_from, course.period_to, course.closed_on)
    assert reached == meant, (person.key, reached, meant)  # noqa: S101 -- The history tells what the row says.
    return standing


def _add_moved(world: World, person: Participant, people: list[Participant]) -> None:
    """The programme that she had at another office: begun there, and over on the day she moved."""
    elsewhere = next(one for one in people if one.office_id != person.office_id)
    moved_on = on_or_before(person.course.received_on - 2 * WEEK)
    started_on = on_or_after(moved_on - 30 * WEEK)
    course = Course(
        ProgrammeState.MOVED,
        on_or_before(started_on - 9 * WEEK),
        started_on,
        1,
        started_on,
        last_day_of_period(started_on, YEAR),
        moved_on,
    )
    programme_id = identifier("programme", person.key, "before")
    there = replace(person, office_id=elsewhere.office_id, contact_id=elsewhere.contact_id)
    world.add(
        Programme,
        id=programme_id,
        participant_id=person.id,
        office_id=there.office_id,
        contact_person_id=there.contact_id,
        state=course.state,
        received_on=course.received_on,
        started_on=course.started_on,
        period=course.period,
        period_from=course.period_from,
        period_to=course.period_to,
        closed_on=course.closed_on,
        goal=EARLIER_GOAL,
        goal_locale="nb",
        children=person.part.children,
        interpreter=person.part.interpreter,
        written_form="nb",
    )
    world.add(
        PlanVersion,
        id=identifier("version", programme_id, 1),
        programme_id=programme_id,
        number=1,
        made_at=oslo_moment(started_on, time(13)),
        proposed_by=person.id,
        agreed_by=there.contact_id,
        proposal_id=None,
        content=content_as_data(PlanContent(Goal(EARLIER_GOAL, "nb"))),
    )
    steps = _steps_of(replace(course, closed_on=None))
    steps.append(_taken(moved_on, StepKind.MOVED, moved_on))
    _add(world, there, programme_id, course, steps)
