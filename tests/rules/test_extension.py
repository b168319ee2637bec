"""Extension on special grounds: sosialtjenesteloven § 32 ledd 1 punktum 2, KVP-forskriften § 2 ledd 2."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome, Reason
from portal.rules.extension import (
    Assessment,
    AssessmentMustBeFinished,
    BeyondTheLongestTime,
    CaseworkerDecidesExtension,
    ExtendNoLongerThan,
    ExtensionNecessary,
    ExtensionNotNecessary,
    HasHadNoProgress,
    HasHadProgress,
    IfFoundLikelyToGetWork,
    IfFoundNecessary,
    IfProgressIsFound,
    LabourMarketConsidered,
    LabourMarketNotConsidered,
    LikelihoodNotAssessed,
    LikelyToGetWork,
    MotivationNotWeighed,
    MotivationWeighed,
    NecessityNotAssessed,
    NotLikelyToGetWork,
    ProgressNotAssessed,
    SpecialExtensionFigures,
    SpecialGroundsNotNeeded,
    WithinTheLongestTime,
    special_extension,
)
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

START = date(2026, 1, 12)
BASE, ABSOLUTE = date(2028, 1, 11), date(2029, 1, 11)
ALL_YES = Assessment(
    necessary=True,
    progress=True,
    motivation_weighed=True,
    likely_to_get_work=True,
    labour_market_considered=True,
)
KVF, STL = "FOR-2011-12-21-1471/2/2/", "LOV-2009-12-18-131/32/1/"
ONE_DAY = timedelta(days=1)


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, b.basis.key) for b in decision.because]  # type: ignore[attr-defined]


def test_with_a_yes_to_every_test_a_caseworker_still_decides() -> None:
    decision = special_extension(START, ABSOLUTE, ALL_YES)
    assert (decision.rule, decision.version) == ("extension.special_extension", 1)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == SpecialExtensionFigures(BASE, ABSOLUTE, 0)
    assert told(decision) == [
        (WithinTheLongestTime(ABSOLUTE, ABSOLUTE), STL + "2"),
        (ExtensionNecessary(), KVF + "1"),
        (HasHadProgress(), KVF + "2"),
        (MotivationWeighed(), KVF + "2"),
        (LikelyToGetWork(), KVF + "3"),
        (LabourMarketConsidered(), KVF + "4"),
        (CaseworkerDecidesExtension(), STL + "2"),
    ]
    assert decision.would_change == (ExtendNoLongerThan(ABSOLUTE),)


@pytest.mark.parametrize(
    ("fact", "reason", "key", "change"),
    [
        pytest.param(
            "necessary",
            ExtensionNotNecessary(),
            "1",
            IfFoundNecessary(),
            id="§ 2 ledd 2 punktum 1: nødvendig",
        ),
        pytest.param(
            "progress", HasHadNoProgress(), "2", IfProgressIsFound(), id="§ 2 ledd 2 punktum 2: progresjon"
        ),
        pytest.param(
            "likely_to_get_work",
            NotLikelyToGetWork(),
            "3",
            IfFoundLikelyToGetWork(),
            id="§ 2 ledd 2 punktum 3: sannsynlig",
        ),
    ],
)
def test_a_test_answered_no_is_named_and_refuses_nothing_by_itself(
    fact: str, reason: Reason, key: str, change: Reason
) -> None:
    decision = special_extension(START, ABSOLUTE, replace(ALL_YES, **{fact: False}))
    assert decision.outcome is Outcome.UNDECIDED
    assert (reason, KVF + key) in told(decision)
    assert decision.would_change == (ExtendNoLongerThan(ABSOLUTE), change)
    assert decision.value.not_assessed == 0


@pytest.mark.parametrize(
    ("fact", "said", "reason", "key"),
    [
        pytest.param("necessary", None, NecessityNotAssessed(), "1", id="§ 2 ledd 2 punktum 1"),
        pytest.param("progress", None, ProgressNotAssessed(), "2", id="§ 2 ledd 2 punktum 2: progresjon"),
        pytest.param("motivation_weighed", None, MotivationNotWeighed(), "2", id="§ 2 ledd 2 punktum 2"),
        pytest.param("motivation_weighed", False, MotivationNotWeighed(), "2", id="ikke lagt vekt på"),
        pytest.param("likely_to_get_work", None, LikelihoodNotAssessed(), "3", id="§ 2 ledd 2 punktum 3"),
        pytest.param(
            "labour_market_considered", None, LabourMarketNotConsidered(), "4", id="§ 2 ledd 2 punktum 4"
        ),
        pytest.param("labour_market_considered", False, LabourMarketNotConsidered(), "4", id="ikke sett på"),
    ],
)
def test_what_nobody_has_weighed_yet_is_never_held_against_anybody(
    fact: str, said: bool | None, reason: Reason, key: str
) -> None:
    decision = special_extension(START, ABSOLUTE, replace(ALL_YES, **{fact: said}))
    assert decision.outcome is Outcome.UNDECIDED
    assert (reason, KVF + key) in told(decision)
    assert decision.value.not_assessed == 1
    assert decision.would_change == (ExtendNoLongerThan(ABSOLUTE), AssessmentMustBeFinished(1))


def test_whatever_is_assessed_a_human_decides_until_the_time_runs_out() -> None:
    facts = ALL_YES.__slots__
    for answers in product((True, False, None), repeat=5):
        said = dict(zip(facts, answers, strict=True))
        decision = special_extension(START, ABSOLUTE, Assessment(**said))
        assert decision.outcome is Outcome.UNDECIDED
        beyond = special_extension(START, ABSOLUTE + ONE_DAY, Assessment(**said))
        assert beyond.outcome is Outcome.NOT_MET
        assert any(isinstance(b.reason, CaseworkerDecidesExtension) for b in decision.because)
        assert len(decision.because) == 7
    nothing = special_extension(START, ABSOLUTE, Assessment())
    assert nothing.value.not_assessed == 5


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        pytest.param(ABSOLUTE - ONE_DAY, Outcome.UNDECIDED, id="§ 32 ledd 1 punktum 2: dagen før den siste"),
        pytest.param(ABSOLUTE, Outcome.UNDECIDED, id="§ 32 ledd 1 punktum 2: den siste dagen"),
        pytest.param(ABSOLUTE + ONE_DAY, Outcome.NOT_MET, id="§ 32 ledd 1 punktum 2: dagen etter"),
        pytest.param(BASE + ONE_DAY, Outcome.UNDECIDED, id="§ 32 ledd 1 punktum 1: dagen etter to år"),
        pytest.param(BASE, Outcome.UNDECIDED, id="§ 32 ledd 1 punktum 1: to år, uten særlige grunner"),
        pytest.param(START, Outcome.UNDECIDED, id="den første dagen"),
    ],
)
def test_the_extension_ends_within_the_longest_time(until: date, outcome: Outcome) -> None:
    decision = special_extension(START, until, ALL_YES)
    assert decision.outcome is outcome
    beyond = until > ABSOLUTE
    kind = BeyondTheLongestTime if beyond else WithinTheLongestTime
    assert told(decision)[0] == (kind(until, ABSOLUTE), STL + "2")
    assert ((SpecialGroundsNotNeeded(BASE), STL + "1") in told(decision)) is (until <= BASE)
    assert decision.would_change == (ExtendNoLongerThan(ABSOLUTE),)


def test_within_two_years_no_test_refuses_anything() -> None:
    decision = special_extension(START, BASE, replace(ALL_YES, necessary=False))
    assert decision.outcome is Outcome.UNDECIDED


def test_time_not_counted_moves_the_longest_time() -> None:
    """§ 32 ledd 1 punktum 3."""
    leave = ((date(2026, 3, 2), date(2026, 3, 2)),)
    assert special_extension(START, ABSOLUTE + ONE_DAY, ALL_YES, leave).outcome is Outcome.UNDECIDED


def test_an_extension_before_the_start_is_a_fault() -> None:
    with pytest.raises(ValueError, match="before the programme"):
        special_extension(START, START - ONE_DAY, ALL_YES)


def test_the_question_answers_in_json(norway: Holidays) -> None:
    question, around = ALL["special-extension"], Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert decision.outcome is Outcome.UNDECIDED
    assert question.value(decision.value) == {
        "base_maximum": "2028-01-11",
        "absolute_maximum": "2029-01-11",
        "not_assessed": 0,
    }
    little = {"start": "2026-01-12", "until": "2028-06-30", "progress": False}
    assert question.answer(little, around).value.not_assessed == 4
    sick = {"from": "2026-03-02", "to": "2026-03-02", "kind": "SICKNESS"}
    later = dict(question.example) | {"until": "2029-01-12", "not_counted": [sick]}
    assert question.answer(later, around).outcome is Outcome.NOT_MET
    office = Around(norway, Practice({"duration.sickness_stops_the_clock": "yes"}))
    assert question.answer(later, office).outcome is Outcome.UNDECIDED
    for wrong, field in (
        ({"until": "2026-01-11"}, "until"),
        ({"necessary": "yes"}, "necessary"),
        ({"until": None}, "until"),
    ):
        with pytest.raises(BadFacts) as bad:
            question.answer(dict(question.example) | wrong, around)
        assert bad.value.field == field
