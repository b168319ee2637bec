"""Ending a programme: sosialtjenesteloven § 34."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome, Reason
from portal.rules.ending import (
    GROUNDS,
    AbsenceForAdoptionIsProtected,
    AbsenceForBirthIsProtected,
    AbsenceForWorkIsProtected,
    AgreedOrAskedFor,
    AgreementNeedsNoNotice,
    EndingFacts,
    MayEnd,
    MayEndForGoodReason,
    MustEndWhenNotResuming,
    NotSuspendedLongEnough,
    PossibleFrom,
    PossibleUntil,
    ProtectionIsOver,
    SomeAbsenceIsProtected,
    SomethingNewIsTold,
    ends_within_its_suspension,
    may_complete,
    may_end,
)
from portal.rules.interruption import ADVANCE_NOTICE, EndedAfterSuspension, SuspendedTooLong, ToldBeforeEnding
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

ON = date(2026, 11, 22)
ABSENT_FROM, PROTECTED_UNTIL = date(2026, 9, 1), date(2027, 9, 1)
SUSPENDED_FROM, A_YEAR_LATER = date(2026, 11, 23), date(2027, 11, 23)
STL = "LOV-2009-12-18-131/34/"
NOTICE = (ToldBeforeEnding(), "LOV-1967-02-10/16/1/1")
GOOD_REASON = (MayEndForGoodReason(), STL + "1/1")
ONE_DAY = timedelta(days=1)


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, b.basis.key) for b in decision.because]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        pytest.param("WORK", AbsenceForWorkIsProtected, id="§ 34 ledd 2: ordinært arbeid"),
        pytest.param("BIRTH", AbsenceForBirthIsProtected, id="§ 34 ledd 2: fødsel"),
        pytest.param("ADOPTION", AbsenceForAdoptionIsProtected, id="§ 34 ledd 2: adopsjon"),
    ],
)
@pytest.mark.parametrize("on", [ABSENT_FROM, ON, PROTECTED_UNTIL - ONE_DAY])
def test_in_its_first_year_such_absence_is_no_ground(
    on: date, kind: str, reason: type[AbsenceForWorkIsProtected]
) -> None:
    decision = may_end(EndingFacts(on, "ABSENCE", ABSENT_FROM, kind))
    assert (decision.rule, decision.version) == ("ending.may_end", 1)
    assert decision.outcome is Outcome.NOT_MET
    assert told(decision) == [(reason(ABSENT_FROM, PROTECTED_UNTIL), STL + "2/1")]
    assert decision.would_change == (PossibleFrom(PROTECTED_UNTIL),)
    assert decision.value == MayEnd(PROTECTED_UNTIL, None)


def test_after_the_year_a_human_decides() -> None:
    """§ 34 ledd 2: not before 1 September 2027."""
    decision = may_end(EndingFacts(PROTECTED_UNTIL, "ABSENCE", ABSENT_FROM, "BIRTH"))
    assert decision.outcome is Outcome.UNDECIDED
    assert told(decision) == [
        (ProtectionIsOver(ABSENT_FROM, PROTECTED_UNTIL), STL + "2/1"),
        GOOD_REASON,
        NOTICE,
    ]
    assert decision.would_change == (SomethingNewIsTold(),)


@pytest.mark.parametrize(
    ("ground", "reasons"),
    [
        pytest.param(
            "ABSENCE",
            [(SomeAbsenceIsProtected(1), STL + "2/1"), GOOD_REASON, NOTICE],
            id="§ 34 ledd 2: annet fravær",
        ),
        pytest.param(
            "WONT_RESUME", [(MustEndWhenNotResuming(), STL + "1/2"), NOTICE], id="§ 34 ledd 1 punktum 2"
        ),
        pytest.param("OTHER", [GOOD_REASON, NOTICE], id="§ 34 ledd 1 punktum 1"),
    ],
)
def test_without_a_bar_a_human_decides_and_the_person_is_told_first(
    ground: str, reasons: list[tuple[Reason, str]]
) -> None:
    decision = may_end(EndingFacts(ON, ground))
    assert (decision.rule, decision.version) == ("ending.may_end", 1)
    assert decision.outcome is Outcome.UNDECIDED
    assert told(decision) == reasons
    assert decision.value == MayEnd(None, None)
    assert decision.would_change == (SomethingNewIsTold(),)


@pytest.mark.parametrize("ground", [ground for ground in GROUNDS if ground != "ABSENCE"])
def test_protected_absence_is_told_of_but_bars_no_other_ground(ground: str) -> None:
    facts = EndingFacts(ON, ground, ABSENT_FROM, "WORK", date(2025, 11, 1))
    decision = may_end(facts)
    assert decision.outcome is Outcome.UNDECIDED
    assert told(decision)[0] == (AbsenceForWorkIsProtected(ABSENT_FROM, PROTECTED_UNTIL), STL + "2/1")
    assert told(decision)[1] == (SuspendedTooLong(date(2025, 11, 1), 1, date(2026, 11, 1)), STL + "1/3")
    assert decision.value == MayEnd(PROTECTED_UNTIL, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("on", "long_enough"),
    [
        pytest.param(SUSPENDED_FROM, False, id="§ 34 ledd 1 punktum 3: den første dagen"),
        pytest.param(A_YEAR_LATER - ONE_DAY, False, id="§ 34 ledd 1 punktum 3: dagen før"),
        pytest.param(A_YEAR_LATER, True, id="§ 34 ledd 1 punktum 3: ett år"),
    ],
)
def test_suspension_is_a_ground_when_it_has_lasted_a_year(on: date, long_enough: bool) -> None:
    decision = may_end(EndingFacts(on, "SUSPENDED_A_YEAR", suspended_from=SUSPENDED_FROM))
    facts = (SUSPENDED_FROM, 1, A_YEAR_LATER)
    assert decision.value == MayEnd(None, A_YEAR_LATER)
    if long_enough:
        assert decision.outcome is Outcome.UNDECIDED
        assert told(decision) == [(SuspendedTooLong(*facts), STL + "1/3"), NOTICE]
        assert decision.would_change == (SomethingNewIsTold(),)
    else:
        assert decision.outcome is Outcome.NOT_MET
        assert told(decision) == [(NotSuspendedLongEnough(*facts), STL + "1/3")]
        assert decision.would_change == (PossibleFrom(A_YEAR_LATER),)


def test_a_short_suspension_bars_only_its_own_ground() -> None:
    decision = may_end(EndingFacts(SUSPENDED_FROM, "OTHER", suspended_from=SUSPENDED_FROM))
    assert decision.outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("ground", GROUNDS)
def test_before_2019_the_law_was_another(ground: str) -> None:
    with pytest.raises(NoLawInForce):
        may_end(EndingFacts(date(2018, 12, 31), ground, suspended_from=date(2018, 1, 1)))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"ground": "ABSENCE", "protected_from": ABSENT_FROM}, id="no kind"),
        pytest.param({"ground": "ABSENCE", "protected_kind": "WORK"}, id="no first day"),
        pytest.param({"ground": "SUSPENDED_A_YEAR"}, id="no suspension"),
        pytest.param({"ground": "OTHER", "suspended_from": ON + ONE_DAY}, id="a suspension to come"),
        pytest.param(
            {"ground": "ABSENCE", "protected_from": ON + ONE_DAY, "protected_kind": "WORK"},
            id="an absence to come",
        ),
    ],
)
def test_facts_that_need_each_other_come_together(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"a protected absence|the ground is suspension|it begins after"):
        EndingFacts(on=ON, **facts)
    assert EndingFacts(ON, "SUSPENDED_A_YEAR", ON, "WORK", ON).suspended_from == ON


def test_the_question_answers_in_json(norway: Holidays) -> None:
    question, around = ALL["may-end"], Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert decision.outcome is Outcome.NOT_MET
    assert question.value(decision.value) == {"protected_before": "2027-09-01", "must_end_on": None}
    suspended = {"on": "2027-11-23", "ground": "suspended_a_year", "suspended_from": "2026-11-23"}
    assert question.value(question.answer(suspended, around).value)["must_end_on"] == "2027-11-23"
    same_day = {"on": "2026-09-01", "ground": "ABSENCE", "protected_absence_from": "2026-09-01"}
    assert question.answer(same_day | {"protected_kind": "adoption"}, around).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"ground": "ABSENCE", "protected_kind": "WORK"}, "protected_absence_from", id="no day"),
        pytest.param(
            {"ground": "ABSENCE", "protected_absence_from": "2026-09-01"}, "protected_kind", id="no kind"
        ),
        pytest.param({"ground": "SUSPENDED_A_YEAR"}, "suspended_from", id="no suspension"),
        pytest.param({"ground": "OTHER", "suspended_from": "2026-11-23"}, "suspended_from", id="to come"),
        pytest.param(
            {"ground": "ABSENCE", "protected_absence_from": "2026-11-23", "protected_kind": "WORK"},
            "protected_absence_from",
            id="an absence to come",
        ),
        pytest.param({"ground": "BOREDOM"}, "ground", id="no such ground"),
        pytest.param({}, "ground", id="no ground"),
    ],
)
def test_facts_that_cannot_be_are_named(facts: dict[str, Any], field: str, norway: Holidays) -> None:
    with pytest.raises(BadFacts) as bad:
        ALL["may-end"].answer({"on": "2026-11-22"} | facts, Around(norway, USUAL))
    assert bad.value.field == field


def test_fvl_16_a_completion_needs_no_notice_when_the_participant_agrees_and_one_otherwise() -> None:
    agreed, told = may_complete(agreed=True), may_complete(agreed=False)
    assert [(one.reason, one.basis) for one in agreed.because] == [(AgreedOrAskedFor(), ADVANCE_NOTICE)]
    assert [(one.reason, one.basis) for one in told.because] == [(ToldBeforeEnding(), ADVANCE_NOTICE)]
    assert agreed.would_change == (SomethingNewIsTold(),)
    assert told.would_change == (AgreementNeedsNoNotice(),)
    assert {agreed.outcome, told.outcome} == {Outcome.UNDECIDED}


@pytest.mark.parametrize(
    ("today", "last"), [(ON, A_YEAR_LATER), (date(2028, 2, 1), date(2028, 2, 1))], ids=["in time", "late"]
)
def test_a_suspension_ends_the_programme_on_its_last_day_or_at_once(today: date, last: date) -> None:
    refused = ends_within_its_suspension(SUSPENDED_FROM, last + ONE_DAY, today)
    assert refused is not None
    assert refused.outcome is Outcome.NOT_MET
    assert told(refused) == [(EndedAfterSuspension(SUSPENDED_FROM, 1, A_YEAR_LATER), STL + "1/3")]
    assert refused.would_change == (PossibleUntil(last),)
    assert ends_within_its_suspension(SUSPENDED_FROM, last, today) is None
