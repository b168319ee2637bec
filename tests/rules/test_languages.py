"""The language of an answer, and interpreters."""

from datetime import date

import pytest

from portal.rules import languages
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts


@pytest.fixture
def around(norway: Holidays) -> Around:
    return Around(norway, USUAL)


def keys(decision: Decision[object]) -> list[str]:
    return [getattr(b.basis, "key", "house") for b in decision.because]


KARASJOK, SNASA, SALTDAL, TROMSO = "5610", "5041", "1840", "5501"


@pytest.mark.parametrize(
    ("wrote_in", "number", "outcome", "answered", "bases"),
    [
        pytest.param(
            "nb", TROMSO, Outcome.COMPUTED, "nb", ["house", "LOV-2021-05-21-42/4"], id="§ 15: bokmål"
        ),
        pytest.param(
            "nn", TROMSO, Outcome.COMPUTED, "nn", ["house", "LOV-2021-05-21-42/4"], id="§ 15: nynorsk"
        ),
        pytest.param(
            "sv", TROMSO, Outcome.COMPUTED, "nb", ["LOV-2021-05-21-42/8", "house"], id="§ 8: svensk"
        ),
        pytest.param("da", TROMSO, Outcome.COMPUTED, "nb", ["LOV-2021-05-21-42/8", "house"], id="§ 8: dansk"),
        pytest.param(
            "other",
            TROMSO,
            Outcome.UNDECIDED,
            None,
            ["LOV-1967-02-10/11/1", "house"],
            id="FVL § 11: andre språk",
        ),
        pytest.param(
            "se",
            KARASJOK,
            Outcome.MET,
            "se",
            ["LOV-1987-06-12-56/3-3/1", "LOV-1987-06-12-56/3-1"],
            id="§ 3-3 ledd 1: språkutviklingskommune",
        ),
        pytest.param(
            "sma",
            SNASA,
            Outcome.MET,
            "sma",
            ["LOV-1987-06-12-56/3-3/1", "LOV-1987-06-12-56/3-1"],
            id="§ 3-3 ledd 1: språkvitaliseringskommune",
        ),
        pytest.param(
            "se",
            TROMSO,
            Outcome.UNDECIDED,
            None,
            ["LOV-1987-06-12-56/3-1", "LOV-1967-02-10/11/1"],
            id="§ 3-1: Tromsø er ikke med",
        ),
        pytest.param(
            "smj",
            SALTDAL,
            Outcome.UNDECIDED,
            None,
            ["LOV-1987-06-12-56/3-1", "LOV-1967-02-10/11/1"],
            id="§ 3-1: språkstimuleringskommune",
        ),
    ],
)
def test_an_answer_comes_in_the_language_that_law_or_promise_says(
    around: Around, wrote_in: str, number: str, outcome: Outcome, answered: str | None, bases: list[str]
) -> None:
    decision = ALL["reply-language"].answer({"wrote_in": wrote_in, "municipality_number": number}, around)
    assert (decision.rule, decision.version) == ("languages.reply", 1)
    assert (decision.outcome, decision.value) == (outcome, answered)
    assert keys(decision) == bases


@pytest.mark.parametrize(
    ("number", "right", "basis"),
    [
        pytest.param(KARASJOK, languages.RightToSamiTalkAtOnce(), "3-3/2", id="§ 3-3 ledd 2: med en gang"),
        pytest.param(SNASA, languages.RightToSamiTalk(), "3-3/3", id="§ 3-3 ledd 3: senere"),
    ],
)
def test_spoken_sami_is_answered_at_once_where_the_language_is_strong(
    around: Around, number: str, right: object, basis: str
) -> None:
    facts = {"wrote_in": "se", "municipality_number": number, "how": "spoken"}
    decision = ALL["reply-language"].answer(facts, around)
    assert decision.outcome is Outcome.MET
    assert decision.because[0].reason == right
    assert keys(decision)[0] == f"LOV-1987-06-12-56/{basis}"


def test_thirteen_municipalities_answer_in_sami_and_each_once() -> None:
    assert len(languages.DEVELOPMENT) == 4
    assert len(languages.VITALISATION) == 9
    assert not languages.DEVELOPMENT.keys() & languages.VITALISATION.keys()
    assert TROMSO not in languages.DEVELOPMENT | languages.VITALISATION


@pytest.mark.parametrize(
    ("wrote_in", "first"),
    [
        pytest.param("nb", "2022-01-01", id="språklova"),
        pytest.param("other", "2022-01-01", id="språklova, other languages"),
        pytest.param("se", "2024-01-01", id="sameloven kapittel 3"),
    ],
)
def test_the_language_rules_are_not_asked_about_days_before_them(
    around: Around, wrote_in: str, first: str
) -> None:
    facts = {"wrote_in": wrote_in, "municipality_number": KARASJOK, "day": first}
    ALL["reply-language"].answer(facts, around)
    day_before = date.fromordinal(date.fromisoformat(first).toordinal() - 1)
    with pytest.raises(NoLawInForce):
        ALL["reply-language"].answer(facts | {"day": day_before.isoformat()}, around)


@pytest.mark.parametrize(
    ("facts", "outcome", "value", "reasons"),
    [
        pytest.param(
            {"needed": True},
            Outcome.MET,
            {"interpreter": True, "offered_person": None},
            ["languages.interpreter-needed", "languages.others-may-interpret-until"],
            id="§ 6 ledd 1 punktum 2",
        ),
        pytest.param(
            {"needed": True, "offered_person_age": 17},
            Outcome.MET,
            {"interpreter": True, "offered_person": False},
            [
                "languages.interpreter-needed",
                "languages.children-do-not-interpret",
                "languages.others-may-interpret-until",
            ],
            id="§ 4 ledd 1: 17 år",
        ),
        pytest.param(
            {"needed": True, "offered_person_age": 18},
            Outcome.MET,
            {"interpreter": True, "offered_person": None},
            ["languages.interpreter-needed", "languages.others-may-interpret-until"],
            id="§ 4 ledd 1: 18 år",
        ),
        pytest.param(
            {"needed": True, "day": "2026-12-31"},
            Outcome.MET,
            {"interpreter": True, "offered_person": None},
            ["languages.interpreter-needed", "languages.others-may-interpret-until"],
            id="§ 7: siste dag med dispensasjon",
        ),
        pytest.param(
            {"needed": True, "day": "2027-01-01"},
            Outcome.MET,
            {"interpreter": True, "offered_person": None},
            ["languages.interpreter-needed", "languages.qualified-interpreter"],
            id="§ 7: dispensasjonen er ute",
        ),
        pytest.param(
            {"needed": False},
            Outcome.NOT_MET,
            {"interpreter": False, "offered_person": None},
            ["languages.no-interpreter-needed"],
            id="§ 6: ingen tolk",
        ),
        pytest.param(
            {"needed": False, "offered_person_age": 0},
            Outcome.NOT_MET,
            {"interpreter": False, "offered_person": False},
            ["languages.no-interpreter-needed", "languages.children-do-not-interpret"],
            id="§ 4 ledd 1: barn formidler heller ikke",
        ),
    ],
)
def test_an_interpreter_comes_when_needed_and_is_no_child(
    around: Around, facts: dict[str, object], outcome: Outcome, value: dict[str, object], reasons: list[str]
) -> None:
    question = ALL["interpreter"]
    decision = question.answer(facts, around)
    assert (decision.rule, decision.version) == ("languages.interpreter", 1)
    assert (decision.outcome, question.value(decision.value)) == (outcome, value)
    assert [b.reason.code for b in decision.because] == reasons
    assert {b.basis.key.rsplit("/", 3)[0][:17] for b in decision.because} == {"LOV-2021-06-11-79"}  # type: ignore[union-attr]
    wants = (languages.SayingSoGivesInterpreter(),) if not facts["needed"] else ()
    assert decision.would_change == wants


def test_the_reasons_name_the_age_and_the_last_day(around: Around) -> None:
    decision = ALL["interpreter"].answer({"needed": True, "offered_person_age": 3}, around)
    assert [b.reason for b in decision.because][1:] == [
        languages.ChildrenDoNotInterpret(18),
        languages.OthersMayInterpretUntil(date(2026, 12, 31)),
    ]


def test_the_interpreter_act_began_in_2022(around: Around) -> None:
    assert ALL["interpreter"].answer({"needed": True, "day": "2022-01-01"}, around)
    with pytest.raises(NoLawInForce):
        ALL["interpreter"].answer({"needed": True, "day": "2021-12-31"}, around)


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        pytest.param(
            "reply-language", {"wrote_in": "latin", "municipality_number": TROMSO}, "wrote_in", id="latin"
        ),
        pytest.param(
            "reply-language",
            {"wrote_in": "nb", "municipality_number": 5501},
            "municipality_number",
            id="a number",
        ),
        pytest.param(
            "reply-language",
            {"wrote_in": "nb", "municipality_number": "550"},
            "municipality_number",
            id="short",
        ),
        pytest.param(
            "reply-language",
            {"wrote_in": "nb", "municipality_number": "55O1"},
            "municipality_number",
            id="letter",
        ),
        pytest.param(
            "reply-language",
            {"wrote_in": "nb", "municipality_number": "٥٥٠١"},
            "municipality_number",
            id="other digits",
        ),
        pytest.param(
            "interpreter",
            {"needed": True, "offered_person_age": -1},
            "offered_person_age",
            id="an age below 0",
        ),
    ],
)
def test_facts_that_are_not_in_order_are_turned_away(
    around: Around, name: str, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL[name].answer(facts, around)
    assert wrong.value.field == field
