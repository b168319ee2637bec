"""Start, job search, evaluations and certificate: KVP-forskriften § 1."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.duration import PlanStartBy, StartAtLatest, WeekendMovesNothing
from portal.rules.milestones import (
    STATES,
    CertificateComesAtTheEnd,
    CertificateIsDue,
    Evaluations,
    EvaluationsOutside,
    EvaluationsStated,
    FinalPart,
    IfProgrammeIsOver,
    JobSearch,
    NoEvaluationStated,
    PlanSearchInFinalPart,
    RemindedBeforeEvaluation,
    SearchAtLatestInFinalPart,
    SearchIsNotPlanned,
    SearchIsPlanned,
    SearchMayWaitWhenExtended,
    StartIsNotStated,
    StartIsStated,
    StartNoLaterThan,
    StartsTooLate,
    StateAnEvaluation,
    certificate,
    evaluation_dates,
    job_search,
    start_stated,
)
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

KVF, SIX_MONTHS = "FOR-2011-12-21-1471/1/", "LOV-2009-12-18-131/31/1/1"
ONE_DAY = timedelta(days=1)
BEFORE_2019 = date(2018, 12, 31)


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, getattr(b.basis, "key", None) or b.basis.code) for b in decision.because]  # type: ignore[attr-defined]


RECEIVED, LATEST = date(2026, 11, 2), date(2027, 5, 2)
DEADLINE = [
    (StartAtLatest(RECEIVED, 6), SIX_MONTHS),
    (WeekendMovesNothing(LATEST), "duration.weekend-moves-nothing"),
    (PlanStartBy(date(2027, 4, 30)), "duration.weekend-moves-nothing"),
]


@pytest.mark.parametrize(
    ("start", "outcome", "first"),
    [
        pytest.param(None, Outcome.NOT_MET, (StartIsNotStated(), KVF + "4/1"), id="§ 1 ledd 4: ingen start"),
        pytest.param(
            RECEIVED, Outcome.MET, (StartIsStated(RECEIVED), KVF + "4/1"), id="§ 1 ledd 4: samme dag"
        ),
        pytest.param(LATEST, Outcome.MET, (StartIsStated(LATEST), KVF + "4/1"), id="§ 31: den siste dagen"),
        pytest.param(
            LATEST + ONE_DAY,
            Outcome.NOT_MET,
            (StartsTooLate(LATEST + ONE_DAY, LATEST), SIX_MONTHS),
            id="§ 31: dagen etter",
        ),
    ],
)
def test_a_programme_says_when_it_starts_and_in_time(
    start: date | None, outcome: Outcome, first: tuple[object, str], norway: Holidays
) -> None:
    decision = start_stated(RECEIVED, start, norway)
    assert (decision.rule, decision.version) == ("milestones.start_stated", 1)
    assert decision.outcome is outcome
    assert decision.value == LATEST
    assert told(decision) == [first, *DEADLINE]
    assert decision.would_change == (StartNoLaterThan(LATEST),)


def test_a_start_before_the_application_or_the_law_is_not_answered(norway: Holidays) -> None:
    with pytest.raises(ValueError, match="before the application"):
        start_stated(RECEIVED, RECEIVED - ONE_DAY, norway)
    with pytest.raises(NoLawInForce):
        start_stated(BEFORE_2019, None, norway)
    assert start_stated(date(2019, 1, 1), None, norway).value == date(2019, 7, 1)


ENDS = date(2027, 1, 11)
FINAL = FinalPart(12, date(2026, 10, 20))
WEEKS = "content.job_search_weeks"


@pytest.mark.parametrize(
    "begins",
    [
        pytest.param(date(2026, 1, 12), id="§ 1 ledd 1 punktum 1: fra starten"),
        pytest.param(date(2026, 10, 20), id="§ 1 ledd 1 punktum 1: når den avsluttende delen begynner"),
        pytest.param(ENDS, id="§ 1 ledd 1 punktum 1: i den avsluttende delen"),
    ],
)
def test_job_search_comes_at_the_latest_in_the_final_part(begins: date) -> None:
    decision = job_search(ENDS, extended=False, job_search_from=begins)
    assert (decision.rule, decision.version) == ("milestones.job_search", 1)
    assert decision.outcome is Outcome.MET
    assert decision.value == JobSearch(date(2026, 10, 20))
    assert told(decision) == [
        (SearchIsPlanned(begins, ENDS), KVF + "1/1"),
        (SearchAtLatestInFinalPart(), KVF + "1/1"),
        (FINAL, WEEKS),
    ]
    assert decision.because[2].basis == USUAL.basis(WEEKS)
    assert decision.would_change == ()


def test_without_job_search_a_human_plans_it() -> None:
    decision = job_search(ENDS, extended=False)
    assert decision.outcome is Outcome.UNDECIDED
    assert told(decision)[0] == (SearchIsNotPlanned(ENDS), KVF + "1/1")
    assert decision.would_change == (PlanSearchInFinalPart(date(2026, 10, 20)),)


def test_in_an_extended_programme_job_search_waits_for_the_last_period() -> None:
    decision = job_search(ENDS, extended=True, practice=Practice({WEEKS: 1}))
    final = FinalPart(1, date(2027, 1, 5))
    assert told(decision) == [
        (SearchIsNotPlanned(ENDS), KVF + "1/2"),
        (SearchMayWaitWhenExtended(), KVF + "1/2"),
        (final, WEEKS),
    ]
    assert decision.value == JobSearch(date(2027, 1, 5))


def test_job_search_after_the_programme_or_before_the_law_is_not_answered() -> None:
    with pytest.raises(ValueError, match="after the programme"):
        job_search(ENDS, extended=False, job_search_from=ENDS + ONE_DAY)
    for extended in (True, False):
        with pytest.raises(NoLawInForce):
            job_search(BEFORE_2019, extended=extended)
        assert job_search(date(2019, 1, 1), extended=extended).outcome is Outcome.UNDECIDED


FROM, TO = date(2026, 1, 12), date(2027, 1, 11)
NOTICE = "content.evaluation_notice_days"


def test_a_programme_states_its_evaluations() -> None:
    june, december = date(2026, 6, 15), date(2026, 12, 1)
    decision = evaluation_dates(FROM, TO, (december, june, june))
    assert (decision.rule, decision.version) == ("milestones.evaluation_dates", 1)
    assert decision.outcome is Outcome.MET
    assert decision.value == Evaluations((june, december), (date(2026, 6, 1), date(2026, 11, 17)), ())
    assert told(decision) == [
        (EvaluationsStated(2, june), KVF + "3/2"),
        (RemindedBeforeEvaluation(14), NOTICE),
    ]
    assert decision.because[1].basis == USUAL.basis(NOTICE)
    assert decision.would_change == ()


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        pytest.param(FROM - ONE_DAY, False, id="§ 1 ledd 3 punktum 1: dagen før perioden"),
        pytest.param(FROM, True, id="§ 1 ledd 3 punktum 1: den første dagen"),
        pytest.param(TO, True, id="§ 1 ledd 3 punktum 1: den siste dagen"),
        pytest.param(TO + ONE_DAY, False, id="§ 1 ledd 3 punktum 1: dagen etter perioden"),
    ],
)
def test_an_evaluation_is_in_the_programmes_period(day: date, inside: bool) -> None:
    decision = evaluation_dates(FROM, TO, (day,))
    assert decision.outcome is (Outcome.MET if inside else Outcome.NOT_MET)
    assert (decision.value.inside, decision.value.outside) == (((day,), ()) if inside else ((), (day,)))
    if not inside:
        assert told(decision) == [(NoEvaluationStated(), KVF + "3/2"), (EvaluationsOutside(1), KVF + "3/2")]
        assert decision.would_change == (StateAnEvaluation(FROM, TO),)


def test_a_programme_without_evaluations_lacks_them() -> None:
    decision = evaluation_dates(FROM, TO, ())
    assert decision.outcome is Outcome.NOT_MET
    assert told(decision) == [(NoEvaluationStated(), KVF + "3/2")]


def test_days_outside_are_told_beside_those_inside() -> None:
    decision = evaluation_dates(FROM, TO, (FROM, TO + ONE_DAY, TO + 2 * ONE_DAY))
    assert decision.outcome is Outcome.MET
    assert told(decision)[-1] == (EvaluationsOutside(2), KVF + "3/2")


def test_nobody_is_reminded_before_the_period_and_the_office_chooses_how_long_before() -> None:
    days = (FROM + 13 * ONE_DAY, FROM + 14 * ONE_DAY, FROM + 15 * ONE_DAY)
    assert evaluation_dates(FROM, TO, days).value.remind_on == (FROM, FROM, FROM + ONE_DAY)
    decision = evaluation_dates(FROM, TO, (TO,), Practice({NOTICE: 0}))
    assert decision.value.remind_on == (TO,)
    assert decision.because[1].reason == RemindedBeforeEvaluation(0)


def test_before_2019_the_wording_about_evaluations_is_not_known() -> None:
    with pytest.raises(NoLawInForce):
        evaluation_dates(BEFORE_2019, TO, ())
    assert evaluation_dates(date(2019, 1, 1), TO, ()).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("state", STATES)
def test_a_certificate_is_due_however_the_programme_came_to_an_end(state: str) -> None:
    """§ 1 ledd 5."""
    decision = certificate(state, date(2026, 11, 22))
    assert (decision.rule, decision.version) == ("milestones.certificate", 1)
    assert decision.value is None
    if state in {"COMPLETED", "ENDED", "MOVED"}:
        assert decision.outcome is Outcome.MET
        assert told(decision) == [(CertificateIsDue(), KVF + "5/1")]
        assert decision.would_change == ()
    else:
        assert decision.outcome is Outcome.NOT_MET
        assert told(decision) == [(CertificateComesAtTheEnd(), KVF + "5/1")]
        assert decision.would_change == (IfProgrammeIsOver(),)


def test_before_2019_the_wording_about_the_certificate_is_not_known() -> None:
    with pytest.raises(NoLawInForce):
        certificate("ENDED", BEFORE_2019)


def test_the_questions_answer_in_json(norway: Holidays) -> None:
    around = Around(norway, USUAL)

    def ask(name: str, **more: object) -> Any:  # noqa: ANN401 - JSON.
        question = ALL[name]
        return question.value(question.answer({**question.example, **more}, around).value)

    assert ask("start-date") == "2027-05-02"
    assert ask("start-date", start="2026-11-02") == "2027-05-02"
    assert ask("start-date", start=None) == "2027-05-02"
    assert ask("job-search") == {"final_part_from": "2026-10-20"}
    assert ask("evaluation-dates") == {
        "inside": ["2026-06-15", "2026-12-01"],
        "remind_on": ["2026-06-01", "2026-11-17"],
        "outside": [],
    }
    assert ask("certificate") is None
    assert ALL["certificate"].answer({"state": "running"}, around).outcome is Outcome.NOT_MET
    assert ALL["start-date"].answer({"application_received": "2026-11-02"}, around).outcome is Outcome.NOT_MET
    assert (
        ALL["job-search"]
        .answer({"programme_to": "2027-01-11", "extended": True, "job_search_from": "2027-01-11"}, around)
        .because[1]
        .reason
        == SearchMayWaitWhenExtended()
    )
    office = Around(norway, Practice({WEEKS: 1, NOTICE: 0}))
    assert ALL["job-search"].answer(ALL["job-search"].example, office).value == JobSearch(date(2027, 1, 5))
    assert ALL["evaluation-dates"].answer(ALL["evaluation-dates"].example, office).value.remind_on[0] == date(
        2026, 6, 15
    )
    with pytest.raises(NoLawInForce):
        ALL["certificate"].answer({"state": "ENDED", "on": "2018-12-31"}, around)


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        pytest.param("start-date", {"start": "2026-11-01"}, "start", id="before the application"),
        pytest.param(
            "start-date", {"application_received": None}, "application_received", id="no application"
        ),
        pytest.param("job-search", {"job_search_from": "2027-01-12"}, "job_search_from", id="after the end"),
        pytest.param("job-search", {"extended": None}, "extended", id="extended or not"),
        pytest.param("evaluation-dates", {"to": "2026-01-11"}, "to", id="the wrong way round"),
        pytest.param("evaluation-dates", {"evaluations": ["soon"]}, "evaluations[0]", id="no date"),
        pytest.param("certificate", {"state": "GONE"}, "state", id="no such state"),
    ],
)
def test_facts_that_cannot_be_are_named(
    name: str, facts: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL[name]
    with pytest.raises(BadFacts) as bad:
        question.answer({**question.example, **facts}, Around(norway, USUAL))
    assert bad.value.field == field
