"""Complaints: when the time begins, late ones, who decides, and the coming act."""

from datetime import date, timedelta

import pytest

from portal.rules import complaint
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.parameters import NoLawInForce, table
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts


@pytest.fixture
def around(norway: Holidays) -> Around:
    return Around(norway, USUAL)


def codes(decision: Decision[object]) -> list[str]:
    return [b.reason.code for b in decision.because]


def keys(decision: Decision[object]) -> list[str]:
    return [getattr(b.basis, "key", "house") for b in decision.because]


@pytest.mark.parametrize(
    ("available", "notified", "last"),
    [
        pytest.param("2026-11-22", "2026-11-22", "2026-12-14", id="§ 29 ledd 1: søndag til mandag"),
        pytest.param("2026-12-04", "2026-12-04", "2026-12-28", id="§ 29 ledd 1: 1. juledag til mandag"),
        pytest.param("2026-12-02", "2026-12-02", "2026-12-23", id="§ 29 ledd 1: onsdag"),
        pytest.param("2026-12-01", "2026-12-02", "2026-12-23", id="§ 11 ledd 2: varselet kom sist"),
        pytest.param("2026-12-02", "2026-12-01", "2026-12-23", id="§ 11 ledd 2: brevet kom sist"),
    ],
)
def test_the_time_to_complain_is_three_weeks_from_letter_and_alert(
    around: Around, available: str, notified: str, last: str
) -> None:
    question = ALL["complaint-deadline"]
    decision = question.answer({"available": available, "notified": notified}, around)
    assert (decision.outcome, question.value(decision.value)) == (Outcome.COMPUTED, last)
    assert codes(decision)[:3] == ["complaint.time-began", "complaint.weeks", "deadline.same-weekday"]
    assert keys(decision)[:3] == [
        "FOR-2004-06-25-988/11/2",
        "LOV-1967-02-10/29/1/1",
        "LOV-1915-08-13-5/148/2/1",
    ]
    began = decision.because[0].reason
    assert isinstance(began, complaint.TimeBegan)
    assert (began.available_on.isoformat(), began.notified_on.isoformat()) == (available, notified)
    assert began.began_on.isoformat() == max(available, notified)


def test_before_the_alert_the_time_to_complain_has_not_begun(around: Around) -> None:
    decision = ALL["complaint-deadline"].answer({"available": "2026-11-22"}, around)
    assert (decision.rule, decision.version) == ("complaint.deadline", 1)
    assert (decision.outcome, decision.value) == (Outcome.UNDECIDED, None)
    assert decision.because[0].reason == complaint.AlertNotSent(date(2026, 11, 22))
    assert keys(decision) == ["FOR-2004-06-25-988/11/2"]
    assert decision.would_change == (complaint.AlertBeginsTheTime(),)


def test_a_second_alert_cannot_move_the_time_to_complain(around: Around) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL["complaint-deadline"].answer(
            {"available": "2026-11-22", "notified": "2026-11-22", "notified_again": "2026-11-29"}, around
        )
    assert wrong.value.field == "notified_again"


def test_the_coming_act_is_cited_from_its_first_day_by_itself(
    around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = date(2027, 7, 1)
    monkeypatch.setattr(table, "TABLE", table.read_all({"forvaltningsloven-2025": first}))
    question = ALL["complaint-deadline"]
    before, after = (
        question.answer({"available": day.isoformat(), "notified": day.isoformat()}, around)
        for day in (first - timedelta(days=1), first)
    )
    assert keys(before)[:2] == ["FOR-2004-06-25-988/11/2", "LOV-1967-02-10/29/1/1"]
    assert keys(after)[:2] == ["LOV-2025-06-20-81/59", "LOV-2025-06-20-81/59"]
    assert after.value == date(2027, 7, 22)
    answered = ALL["preliminary-answer"].answer({"received": "2027-07-01"}, around)
    assert keys(answered)[0] == "LOV-2025-06-20-81/17"


def test_the_day_the_time_begins_chooses_the_act(around: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "TABLE", table.read_all({"forvaltningsloven-2025": date(2027, 7, 1)}))
    decision = ALL["complaint-deadline"].answer({"available": "2027-06-30", "notified": "2027-07-01"}, around)
    assert keys(decision)[0] == "LOV-2025-06-20-81/59"


def test_no_complaint_deadline_is_known_before_the_act(around: Around) -> None:
    with pytest.raises(NoLawInForce):
        ALL["complaint-deadline"].answer({"available": "1969-12-31", "notified": "1969-12-31"}, around)


NOTIFIED = {"notified": "2026-11-22"}


@pytest.mark.parametrize(
    ("facts", "outcome", "reasons", "change"),
    [
        pytest.param(
            NOTIFIED | {"received": "2026-12-14"},
            Outcome.MET,
            ["complaint.arrived-electronically", "complaint.in-time"],
            complaint.LateFrom(date(2026, 12, 14)),
            id="§ 29: siste dag",
        ),
        pytest.param(
            NOTIFIED | {"received": "2026-12-15"},
            Outcome.UNDECIDED,
            [
                "complaint.arrived-electronically",
                "complaint.too-late",
                "complaint.may-still-be-heard",
                "complaint.can-still-be-sent",
            ],
            complaint.TellWhyItIsLate(),
            id="§ 31 ledd 1: dagen etter",
        ),
        pytest.param(
            NOTIFIED | {"received": "2027-11-22"},
            Outcome.UNDECIDED,
            [
                "complaint.arrived-electronically",
                "complaint.too-late",
                "complaint.may-still-be-heard",
                "complaint.can-still-be-sent",
            ],
            complaint.TellWhyItIsLate(),
            id="§ 31 ledd 3: ett år på dagen",
        ),
        pytest.param(
            NOTIFIED | {"received": "2027-11-23"},
            Outcome.NOT_MET,
            [
                "complaint.arrived-electronically",
                "complaint.too-late",
                "complaint.over-a-year-since",
                "complaint.office-may-change-itself",
                "complaint.can-still-be-sent",
            ],
            complaint.IfItCameBy(date(2027, 11, 22)),
            id="§ 31 ledd 3: mer enn ett år",
        ),
        pytest.param(
            NOTIFIED | {"decided": "2026-11-20", "received": "2027-11-22"},
            Outcome.UNDECIDED,
            [
                "complaint.arrived-electronically",
                "complaint.too-late",
                "complaint.may-still-be-heard",
                "complaint.can-still-be-sent",
            ],
            complaint.TellWhyItIsLate(),
            id="§ 31 ledd 3: året fra vedtaket ender på en lørdag og flyttes",
        ),
        pytest.param(
            NOTIFIED | {"decided": "2026-11-19", "received": "2027-11-22"},
            Outcome.NOT_MET,
            [
                "complaint.arrived-electronically",
                "complaint.too-late",
                "complaint.over-a-year-since",
                "complaint.office-may-change-itself",
                "complaint.can-still-be-sent",
            ],
            complaint.IfItCameBy(date(2027, 11, 19)),
            id="§ 31 ledd 3: året regnes fra vedtaket, ikke fra varselet",
        ),
        pytest.param(
            NOTIFIED | {"decided": "2025-10-01", "received": "2026-12-14"},
            Outcome.MET,
            ["complaint.arrived-electronically", "complaint.in-time"],
            complaint.LateFrom(date(2026, 12, 14)),
            id="§ 31 ledd 3: gjelder ikke når fristen er holdt",
        ),
        pytest.param(
            NOTIFIED | {"posted": "2026-12-14", "received": "2026-12-17"},
            Outcome.MET,
            ["complaint.posted-on", "complaint.in-time"],
            complaint.LateFrom(date(2026, 12, 14)),
            id="§ 30: postlagt i tide",
        ),
        pytest.param(
            NOTIFIED | {"posted": "2026-12-15", "received": "2026-12-17"},
            Outcome.UNDECIDED,
            [
                "complaint.posted-on",
                "complaint.too-late",
                "complaint.may-still-be-heard",
                "complaint.can-still-be-sent",
            ],
            complaint.TellWhyItIsLate(),
            id="§ 30: postlagt for sent",
        ),
    ],
)
def test_a_late_complaint_is_weighed_by_a_person_until_a_year_after_the_decision(
    around: Around, facts: dict[str, str], outcome: Outcome, reasons: list[str], change: object
) -> None:
    decision = ALL["late-complaint"].answer(facts, around)
    assert (decision.rule, decision.version, decision.outcome) == ("complaint.late", 1, outcome)
    assert codes(decision) == reasons
    assert decision.would_change == (change,)


def test_a_late_complaint_names_its_days_and_its_paragraphs(around: Around) -> None:
    question = ALL["late-complaint"]
    decision = question.answer(NOTIFIED | {"received": "2027-11-23"}, around)
    assert question.value(decision.value) == {"last_day": "2026-12-14", "latest_of_all": "2027-11-22"}
    assert [b.reason for b in decision.because] == [
        complaint.ArrivedElectronically(date(2027, 11, 23)),
        complaint.TooLate(date(2026, 12, 14), 344),
        complaint.OverAYearSince(date(2026, 11, 22), 1, date(2027, 11, 22)),
        complaint.OfficeMayChangeItself(),
        complaint.CanStillBeSent(),
    ]
    assert keys(decision) == [
        "FOR-2004-06-25-988/11/4",
        "LOV-1967-02-10/29/1/1",
        "LOV-1967-02-10/31/3",
        "LOV-1967-02-10/35/1",
        "house",
    ]


def test_what_is_late_and_what_was_posted_name_their_paragraphs(around: Around) -> None:
    facts = NOTIFIED | {"posted": "2026-12-15", "received": "2026-12-17"}
    decision = ALL["late-complaint"].answer(facts, around)
    assert [b.reason for b in decision.because][:2] == [
        complaint.PostedOn(date(2026, 12, 15)),
        complaint.TooLate(date(2026, 12, 14), 1),
    ]
    assert keys(decision) == ["LOV-1967-02-10/30", "LOV-1967-02-10/29/1/1", "LOV-1967-02-10/31/1", "house"]


def test_an_old_decision_that_was_just_notified_still_leaves_three_weeks(around: Around) -> None:
    facts = NOTIFIED | {"decided": "2025-10-01", "received": "2026-12-15"}
    question = ALL["late-complaint"]
    decision = question.answer(facts, around)
    assert decision.outcome is Outcome.NOT_MET
    assert question.value(decision.value) == {"last_day": "2026-12-14", "latest_of_all": "2026-12-14"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"received": "2026-12-14"}, "notified", id="no notice"),
        pytest.param(
            NOTIFIED | {"received": "2026-12-14", "decided": "2026-11-23"}, "decided", id="decided after it"
        ),
        pytest.param(
            NOTIFIED | {"received": "2026-12-14", "posted": "2026-12-15"}, "posted", id="posted after it came"
        ),
    ],
)
def test_impossible_days_are_turned_away_by_their_name(
    around: Around, facts: dict[str, str], field: str
) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL["late-complaint"].answer(facts, around)
    assert wrong.value.field == field


def test_the_same_day_is_no_impossible_day(around: Around) -> None:
    facts = NOTIFIED | {"decided": "2026-11-22", "received": "2026-12-14", "posted": "2026-12-14"}
    assert ALL["late-complaint"].answer(facts, around).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("over", "body", "basis"),
    [
        pytest.param("KVP", "STATSFORVALTEREN", "LOV-2009-12-18-131/47", id="STL § 47"),
        pytest.param(
            "ASSESSMENT_14A", "NAV_KLAGEINSTANS", "LOV-2006-06-16-20/14 a/2", id="NAVL § 14 a ledd 2"
        ),
        pytest.param("INDIVIDUAL_PLAN", "STATSFORVALTEREN", "FOR-2022-06-22-1110/11", id="IPF § 11"),
        pytest.param("SERVICE", "OFFICE", "house", id="ingen paragraf: kontoret"),
    ],
)
def test_each_kind_of_complaint_has_its_body(around: Around, over: str, body: str, basis: str) -> None:
    decision = ALL["complaint-body"].answer({"decision": over}, around)
    assert (decision.rule, decision.version) == ("complaint.body", 1)
    assert (decision.outcome, decision.value) == (Outcome.COMPUTED, body)
    assert keys(decision)[0] == basis
    assert keys(decision)[1:] == ([] if over == "SERVICE" else ["LOV-1967-02-10/32/1"])


def test_a_complaint_over_something_unknown_is_turned_away(around: Around) -> None:
    with pytest.raises(BadFacts, match="decision: one of"):
        ALL["complaint-body"].answer({"decision": "WEATHER"}, around)
