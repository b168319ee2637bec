"""The pages of a report at the participant's end: when and why, what the kind needs, and what it means."""

from datetime import date

from werkzeug.wrappers import Response as BaseResponse

from portal.domain.absence import AbsenceKind, BirthPart, Documentation, Proposed
from portal.domain.errors import Refused
from portal.services import absences, quiet_days
from portal.services.absence_kinds import GROUNDS, ROLES
from portal.services.absence_meaning import Meaning
from portal.services.absences import AbsenceCommand, Overlaps
from portal.services.money_absence import what_it_changes
from portal.services.work import Work
from portal.web.absence_form import NEEDED, WHEN, AbsenceForm, Step, usual_day
from portal.web.page import fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about

NOTED = frozenset({AbsenceKind.SELF_REPORT, AbsenceKind.SICK_CHILD})
"""The kinds that a doctor's note may go with."""
PAPERS = (Documentation.NOT_NEEDED, Documentation.NOW, Documentation.LATER, Documentation.PAPER)


def page_of(work: Work, form: AbsenceForm, posted: dict[str, str]) -> BaseResponse:
    """The page that comes after what was posted: back to what is wrong, on to what is asked, or what it means."""
    complaints = form.complaints(work.today)
    if complaints.keys() & WHEN or not form.kind.data or "kind" in complaints:
        return when_page(work, posted, complaints, status=422)
    step = form.next_step()
    if step is not Step.CHECK or complaints.keys() & set(form.asked()):
        return needs_page(work, form, posted, complaints)
    return check_page(work, form, posted, complaints)


def when_page(
    work: Work,
    filled: dict[str, str],
    complaints: dict[str, str],
    *,
    status: int = 200,
    overlap: Overlaps | None = None,
) -> BaseResponse:
    """When and why."""
    return framed(
        work,
        "participant/absence.html",
        status=status,
        filled=filled,
        complaints=complaints,
        overlap=overlap,
        can_report=absences.can_report(work),
        free_today=quiet_days.why_free(work, work.today),
        key=filled.get("key") or fresh_key(),
    )


def needs_page(
    work: Work, form: AbsenceForm, posted: dict[str, str], complaints: dict[str, str], *, status: int = 200
) -> BaseResponse:
    """What the kind needs. What is missing is complained of only when it has been asked before."""
    step = form.next_step()
    asked = ("birth",) if step is Step.BIRTH else form.asked()
    if form.step.data == Step.BIRTH and step is Step.BIRTH:
        complaints = complaints | {"birth": NEEDED["birth"]}
    if form.step.data in {Step.NEEDS, Step.CHECK}:
        complaints = form.missing() | complaints
    kind = AbsenceKind(form.kind.data)
    command = form.command(work.today)
    if "children_born" in asked and "children_born" not in posted:
        posted = posted | {"children_born": absences.children_told(absences.own_absences(work))}
    return framed(
        work,
        "participant/absence_needs.html",
        status=422 if complaints else status,
        command=command,
        kind=kind,
        asked=asked,
        step=Step.BIRTH if step is Step.BIRTH else Step.NEEDS,
        fields={name: value for name, value in form.hidden(command).items() if name not in asked},
        filled=posted,
        complaints=complaints,
        grounds=GROUNDS.get(kind, ()),
        births=tuple(BirthPart),
        roles=ROLES,
        for_others=form.is_for_others(),
        key=form.key.data,
    )


def check_page(
    work: Work, form: AbsenceForm, posted: dict[str, str], complaints: dict[str, str]
) -> BaseResponse:
    """What it means, papers, and the button that sends it."""
    command = form.command(work.today)
    changes = form.changes.data or None
    try:
        meaning = absences.what_it_means(work, command, changes=changes)
    except Overlaps as overlap:
        return when_page(work, posted, {}, status=409, overlap=overlap)
    except Refused as refused:
        return sent_back(work, form, posted, refused)
    return framed(
        work,
        "participant/absence_check.html",
        status=422 if complaints else 200,
        command=command,
        meaning=meaning,
        money_changes=what_it_changes(work, command, changes),
        told=work.today,
        fields=form.hidden(command),
        documentation=_papers(posted, command, meaning),
        papers=PAPERS,
        papers_by=posted.get("documentation_by") or usual_day(work.today, work.holidays.of_year).isoformat(),
        takes_note=command.kind in NOTED,
        note_from=posted.get("note_from", ""),
        note=command.note,
        complaints=complaints,
        answered_by=absences.promised(work),
        key=form.key.data,
    )


def sent_back(work: Work, form: AbsenceForm, posted: dict[str, str], refused: Refused) -> BaseResponse:
    """To the page where what was refused can be put right."""
    complaints = complaint_about(refused)
    if complaints.keys() & set(form.asked()):
        return needs_page(work, form, posted, complaints, status=422)
    if complaints.keys() & {"note", "note_from", "documentation_by"}:
        # A note of a day that cannot be is left out of what the rules are asked, and stays on the page as it was written.
        form.note_from.day = None
        return check_page(work, form, posted, complaints)
    return when_page(work, posted, complaints, status=422)


def _papers(posted: dict[str, str], command: AbsenceCommand, meaning: Meaning) -> str:
    """What is chosen beforehand: nothing is needed where the rules ask for nothing, otherwise it comes later."""
    if posted.get("documentation"):
        return posted["documentation"]
    note_missing = command.kind in NOTED and meaning.proposed is not Proposed.PAID
    usual = Documentation.LATER if note_missing or command.note_from else Documentation.NOT_NEEDED
    return usual.value


def filled_from(command: AbsenceCommand, today: date) -> dict[str, str]:
    """The form's fields for changing what was reported."""
    details = command.details.as_data()
    said = {
        "kind": command.kind.value,
        "span": _span(command, today),
        "first_day": command.first_day.isoformat(),
        "last_day": command.last_day.isoformat(),
        "starts": command.starts.isoformat("minutes") if command.starts else "",
        "ends": command.ends.isoformat("minutes") if command.ends else "",
        "note": command.note,
        "note_from": command.note_from.isoformat() if command.note_from else "",
        "hours": f"{command.minutes_a_day / 60:g}" if command.minutes_a_day else "",
        "documentation": command.documentation.value if command.documentation.value != "none" else "",
        "documentation_by": command.documentation_by.isoformat() if command.documentation_by else "",
    }
    for name, value in details.items():
        said[name] = _as_field(value)
    return said


def _span(command: AbsenceCommand, today: date) -> str:
    if command.starts:
        return "hours"
    return "today" if command.first_day == command.last_day == today else "days"


def _as_field(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
