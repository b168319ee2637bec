"""Taking a step: the one place that writes a step, the programme's row and its intervals, all or nothing."""

from portal.domain.errors import Conflict, NotFound
from portal.domain.events import ProgrammeStepTaken
from portal.domain.programme_steps import VEDTAK, Happened, StepKind, follow, on_day
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import as_data
from portal.services.programme_answers import Answer, StepCommand
from portal.services.programme_case import Case, standing_of
from portal.services.programme_close import bring
from portal.services.work import Work
from portal.store import person as people
from portal.store import programme as programmes
from portal.store import programme_step as steps
from portal.store import programme_write as store
from portal.store.base import new_id
from portal.store.programme_step import ProgrammeStep


def take(work: Work, case: Case, version: int, command: StepCommand, answer: Answer | None) -> str:
    """Write the step and bring the programme to where it leads; the step's id.

    The caller has asked the rules. Raises Conflict when the programme is not at that version any more.
    """
    step_id = new_id()
    if command.kind is StepKind.APPLIED:
        programme_id, number = _begin(work, case, command), 1
    else:
        programme_id = _bring(work, case, version, command, step_id)
        number = store.next_number(work.session, programme_id)
    complaint = None
    if command.kind in VEDTAK:
        complaint = complaint_deadline(work.today, work.holidays.of_year)
    step = ProgrammeStep(
        id=step_id,
        programme_id=programme_id,
        number=number,
        participant_id=case.subject.id,
        office_id=case.subject.office_id,
        kind=command.kind,
        day=command.on,
        until=command.until,
        made_by=work.actor.id,
        made_at=work.now,
        text=command.text,
        heard=command.heard,
        ground=command.ground,
        decision=as_data(answer.decision) if answer else None,
        complaint_by=complaint.value if complaint else None,
        complaint=as_data(complaint) if complaint else None,
        assessment=_assessment(command),
        afterwards=[one.value for one in command.afterwards] or None,
        main_income=command.main_income,
        by_agreement=command.agreed if command.kind is StepKind.COMPLETED else None,
    )
    work.session.add(step)
    work.session.flush()
    if command.kind is not StepKind.MOVED:
        # A move is told as such, before the old office may not be told anything any more.
        work.tell(ProgrammeStepTaken(case.subject.id, case.subject.office_id, step.id))
    return step.id


def taken_already(work: Work, case: Case, version: int, command: StepCommand) -> str | None:
    """The id of the last step, if it is this very one: sent twice by the same person it is one step."""
    if case.row is None or version not in {case.version - 1, 0}:
        return None
    last = steps.of_programme(work.session, case.row.id)[-1:]
    for one in last:
        said = (one.kind, one.text, one.heard, one.ground, one.main_income, one.by_agreement or False)
        same = (command.kind, command.text, command.heard, command.ground, command.main_income)
        # What the rules filled in themselves was not said by the form; an extension follows the period that was.
        extends = command.kind in {StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL}
        days = (extends or one.day == command.on) and command.until in {None, one.until}
        if said == (*same, command.agreed) and one.made_by == work.actor.id and days:
            return str(one.id)
    return None


def _begin(work: Work, case: Case, command: StepCommand) -> str:
    people.hold(work.session, case.subject.id)
    # Whoever was read before the hold may have moved meanwhile, and this office may not begin anything for them any more.
    if people.office_now(work.session, case.subject.id) != case.subject.office_id:
        raise NotFound("The participant belongs to another office now.")
    now = programmes.of_participant(work.session, case.subject.id, case.subject.office_id)
    if (now.id if now else None) != (case.row.id if case.row is not None else None):
        raise Conflict("Somebody else has registered an application.")
    return store.begin(work.session, case.subject.id, case.subject.office_id, work.actor.id, command.on)


def _bring(work: Work, case: Case, version: int, command: StepCommand, step_id: str) -> str:
    if case.row is None:
        raise Conflict("There is no programme any more.")
    before = standing_of(work, case.row)
    step = Happened(command.kind, command.on, command.until, work.today)
    after = follow(on_day(before, work.today), step)
    if not bring(work, case.row, version, before, after, step_id):
        raise Conflict("Somebody else has taken a step.")
    return str(case.row.id)


def _assessment(command: StepCommand) -> dict[str, str] | None:
    """The caseworker's words on each test; what was found stands in the rules' own answer."""
    return {name: words for name, (_, words) in command.findings.items() if words} or None
