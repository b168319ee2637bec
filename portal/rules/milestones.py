"""What must come in the course of a programme: its start, job search, evaluations and certificate (KVP-forskriften § 1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.content import standing
from portal.rules.day_ledger import ONE_DAY
from portal.rules.days import Holidays
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.duration import start_deadline
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.practice import USUAL, Practice

_2019 = date(2019, 1, 1)
JOB_SEARCH = Citation(KVP_FORSKRIFTEN, "1", 1, 1, wording_since=_2019)
JOB_SEARCH_WHEN_EXTENDED = Citation(KVP_FORSKRIFTEN, "1", 1, 2, wording_since=_2019)
EVALUATIONS = Citation(KVP_FORSKRIFTEN, "1", 3, 2, wording_since=_2019)
START_STATED = Citation(KVP_FORSKRIFTEN, "1", 4, 1, wording_since=_2019)
CERTIFICATE = Citation(KVP_FORSKRIFTEN, "1", 5, 1, wording_since=_2019)

STATES = ("APPLIED", "PLANNED", "RUNNING", "ON_LEAVE", "SUSPENDED", "COMPLETED", "ENDED", "MOVED")
OVER = frozenset({"COMPLETED", "ENDED", "MOVED"})
"""What a programme comes to in the end. Somebody who moves has ended it too, whatever the office calls it."""


@dataclass(frozen=True, slots=True)
class StartIsStated(Reason):
    """The programme says that it starts on `start`."""

    code: ClassVar[str] = "milestones.start-is-stated"
    start: date


@dataclass(frozen=True, slots=True)
class StartIsNotStated(Reason):
    """The programme does not say when it starts, and it must."""

    code: ClassVar[str] = "milestones.start-is-not-stated"


@dataclass(frozen=True, slots=True)
class StartsTooLate(Reason):
    """The start `start` is after `latest`, the last day there is."""

    code: ClassVar[str] = "milestones.starts-too-late"
    start: date
    latest: date


@dataclass(frozen=True, slots=True)
class StartNoLaterThan(Reason):
    """A start to and with `latest` is in time."""

    code: ClassVar[str] = "milestones.start-no-later-than"
    latest: date


@dataclass(frozen=True, slots=True)
class SearchAtLatestInFinalPart(Reason):
    """Job search is part of the programme at the latest in its final part."""

    code: ClassVar[str] = "milestones.search-at-latest-in-final-part"


@dataclass(frozen=True, slots=True)
class SearchMayWaitWhenExtended(Reason):
    """In an extended programme job search may wait to the final part of the last decision period."""

    code: ClassVar[str] = "milestones.search-may-wait-when-extended"


@dataclass(frozen=True, slots=True)
class FinalPart(Reason):
    """The office reckons the last `weeks` weeks as the final part, so it begins on `begins_on`."""

    code: ClassVar[str] = "milestones.final-part"
    weeks: int
    begins_on: date


@dataclass(frozen=True, slots=True)
class SearchIsPlanned(Reason):
    """Job search is planned from `job_search_from`, before the programme ends on `programme_to`."""

    code: ClassVar[str] = "milestones.search-is-planned"
    job_search_from: date
    programme_to: date


@dataclass(frozen=True, slots=True)
class SearchIsNotPlanned(Reason):
    """No job search is planned before the programme ends on `programme_to`."""

    code: ClassVar[str] = "milestones.search-is-not-planned"
    programme_to: date


@dataclass(frozen=True, slots=True)
class PlanSearchInFinalPart(Reason):
    """Job search planned at the latest in the final part, which begins on `begins_on`, is in time."""

    code: ClassVar[str] = "milestones.plan-search-in-final-part"
    begins_on: date


@dataclass(frozen=True, slots=True)
class EvaluationsStated(Reason):
    """The programme states `count` evaluation days of its own period, the first on `first_day`."""

    code: ClassVar[str] = "milestones.evaluations-stated"
    count: int
    first_day: date


@dataclass(frozen=True, slots=True)
class NoEvaluationStated(Reason):
    """The programme states no day of its period for an evaluation, and it must."""

    code: ClassVar[str] = "milestones.no-evaluation-stated"


@dataclass(frozen=True, slots=True)
class EvaluationsOutside(Reason):
    """`count` evaluation days are outside the period and do not count."""

    code: ClassVar[str] = "milestones.evaluations-outside"
    count: int


@dataclass(frozen=True, slots=True)
class RemindedBeforeEvaluation(Reason):
    """The office reminds both sides `days` days before an evaluation."""

    code: ClassVar[str] = "milestones.reminded-before-evaluation"
    days: int


@dataclass(frozen=True, slots=True)
class StateAnEvaluation(Reason):
    """A day from `first_day` to `last_day` for an evaluation is what it takes."""

    code: ClassVar[str] = "milestones.state-an-evaluation"
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class CertificateIsDue(Reason):
    """The programme is completed or ended, so the participant gets a certificate, whatever the cause."""

    code: ClassVar[str] = "milestones.certificate-is-due"


@dataclass(frozen=True, slots=True)
class CertificateComesAtTheEnd(Reason):
    """The certificate comes when the programme is completed or ended."""

    code: ClassVar[str] = "milestones.certificate-comes-at-the-end"


@dataclass(frozen=True, slots=True)
class IfProgrammeIsOver(Reason):
    """A programme that is completed or ended gives a certificate."""

    code: ClassVar[str] = "milestones.if-programme-is-over"


@dataclass(frozen=True, slots=True)
class JobSearch(Figures):
    """When the final part begins, by the office's own reckoning."""

    code: ClassVar[str] = "figures.job-search"
    final_part_from: date


@dataclass(frozen=True, slots=True)
class Evaluations(Figures):
    """The evaluation days of the period in order, the day each is reminded of, and those outside."""

    code: ClassVar[str] = "figures.evaluations"
    inside: tuple[date, ...]
    remind_on: tuple[date, ...]
    outside: tuple[date, ...]


def start_stated(received: date, start: date | None, holidays: Holidays) -> Decision[date]:
    """Whether the programme states a start that is in time (KVP-forskriften § 1 ledd 4, sosialtjenesteloven § 31).

    The value is the last day there is. Both are the municipality's duty, so NOT_MET is never held against the participant.
    Whether the day suits the person is for the caseworker. Raises ValueError for a start before the application.
    """
    if start is not None and start < received:
        raise ValueError("a programme cannot start before the application came in")
    basis = standing(START_STATED, received)
    deadline = start_deadline(received, holidays)
    latest = deadline.value
    if start is None:
        first = Because(StartIsNotStated(), basis)
    elif start > latest:
        first = Because(StartsTooLate(start, latest), deadline.because[0].basis)
    else:
        first = Because(StartIsStated(start), basis)
    outcome = Outcome.NOT_MET if start is None or start > latest else Outcome.MET
    because = (first, *deadline.because)
    return Decision("milestones.start_stated", 1, outcome, because, latest, (StartNoLaterThan(latest),))


def job_search(
    programme_to: date, *, extended: bool, job_search_from: date | None = None, practice: Practice = USUAL
) -> Decision[JobSearch]:
    """Whether job search is in the programme in time (KVP-forskriften § 1 ledd 1).

    `programme_to` is the last day of the programme, in an extended one that of its last decision period. Job search
    that begins inside the final part is in time too; without any a caseworker must plan it. Raises ValueError
    for job search that begins after the programme.
    """
    if job_search_from is not None and job_search_from > programme_to:
        raise ValueError("job search cannot begin after the programme")
    citation = standing(JOB_SEARCH_WHEN_EXTENDED if extended else JOB_SEARCH, programme_to)
    weeks = practice.whole("content.job_search_weeks")
    begins_on = programme_to - timedelta(weeks=weeks) + ONE_DAY
    rule = SearchMayWaitWhenExtended() if extended else SearchAtLatestInFinalPart()
    if job_search_from is None:
        found: Reason = SearchIsNotPlanned(programme_to)
    else:
        found = SearchIsPlanned(job_search_from, programme_to)
    because = (
        Because(found, citation),
        Because(rule, citation),
        Because(FinalPart(weeks, begins_on), practice.basis("content.job_search_weeks")),
    )
    outcome = Outcome.UNDECIDED if job_search_from is None else Outcome.MET
    change = (PlanSearchInFinalPart(begins_on),) if job_search_from is None else ()
    return Decision("milestones.job_search", 1, outcome, because, JobSearch(begins_on), change)


def evaluation_dates(
    first_day: date, last_day: date, evaluations: tuple[date, ...], practice: Practice = USUAL
) -> Decision[Evaluations]:
    """Whether the programme states at least one evaluation in its period (KVP-forskriften § 1 ledd 3 punktum 2).

    NOT_MET is about the programme, which is the municipality's to write. Nobody is reminded before the period begins.
    """
    basis = standing(EVALUATIONS, first_day)
    days = practice.whole("content.evaluation_notice_days")
    inside = tuple(sorted({day for day in evaluations if first_day <= day <= last_day}))
    outside = tuple(sorted(set(evaluations) - set(inside)))
    if inside:
        because = [
            Because(EvaluationsStated(len(inside), inside[0]), basis),
            Because(RemindedBeforeEvaluation(days), practice.basis("content.evaluation_notice_days")),
        ]
    else:
        because = [Because(NoEvaluationStated(), basis)]
    if outside:
        because.append(Because(EvaluationsOutside(len(outside)), basis))
    remind_on = tuple(max(first_day, day - timedelta(days=days)) for day in inside)
    outcome = Outcome.MET if inside else Outcome.NOT_MET
    change = () if inside else (StateAnEvaluation(first_day, last_day),)
    value = Evaluations(inside, remind_on, outside)
    return Decision("milestones.evaluation_dates", 1, outcome, tuple(because), value, change)


def certificate(state: str, on: date | None = None) -> Decision[None]:
    """Whether a certificate of participation is due (KVP-forskriften § 1 ledd 5), for one of `STATES`.

    It is due however the programme came to an end. `on` is the day of that end. Raises `NoLawInForce` before 2019.
    """
    basis = standing(CERTIFICATE, on)
    if state in OVER:
        due = Because(CertificateIsDue(), basis)
        return Decision("milestones.certificate", 1, Outcome.MET, (due,), None)
    because = (Because(CertificateComesAtTheEnd(), basis),)
    return Decision("milestones.certificate", 1, Outcome.NOT_MET, because, None, (IfProgrammeIsOver(),))
