"""The rules on the command line: the contract of `portal rules`, as a caseworker, an auditor or a machine meets it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.rules.coverage import rows
from portal.rules.parameters.table import SETS, TABLE
from portal.rules.practice import SETTINGS
from portal.rules.questions import ALL
from portal.text import catalogue
from portal.text.locales import LOCALES
from tests.cli.asking import decide, rules

ILL = {"programme_start": "2026-10-05", "earlier": []}
THREE_DAYS = {"from": "2026-11-30", "to": "2026-12-02"}
ONE_CHILD = {"month": "2026-11", "born": "2002-05-05", "children": 1}
ADULT = {"month": "2026-11", "born": "1990-01-01", "children": 2, "method": "FLAT_12"}


@pytest.mark.parametrize(
    ("name", "facts", "value"),
    [
        pytest.param("start-by", {"application_received": "2026-11-02"}, "2027-05-02", id="§ 31"),
        pytest.param("start-by", {"application_received": "2026-08-31"}, "2027-02-28", id="§ 31: februar"),
        pytest.param(
            "programme-end",
            {"start": "2026-01-12", "not_counted": []},
            {"base_maximum": "2028-01-11", "absolute_maximum": "2029-01-11"},
            id="§ 32 ledd 1",
        ),
        pytest.param(
            "programme-end",
            {
                "start": "2026-01-12",
                "not_counted": [
                    {"from": "2026-03-02", "to": "2026-04-12", "kind": "LEAVE"},
                    {"from": "2026-06-01", "to": "2026-06-30", "kind": "SUSPENDED"},
                ],
            },
            {"base_maximum": "2028-03-23", "absolute_maximum": "2029-03-24"},
            id="§ 32 ledd 1 punktum 3",
        ),
        pytest.param(
            "self-report",
            ILL | {"from": "2026-12-04", "to": "2026-12-07"},
            {"days_available": 3, "note_needed_from": "2026-12-07"},
            id="KVF § 6 ledd 3 punktum 1",
        ),
        pytest.param(
            "self-report",
            ILL | {"earlier": [THREE_DAYS], "from": "2026-12-14", "to": "2026-12-14"},
            {"days_available": 0, "note_needed_from": "2026-12-14"},
            id="KVF § 6 ledd 3 punktum 2",
        ),
        pytest.param(
            "self-report",
            ILL | {"earlier": [THREE_DAYS], "from": "2026-12-19", "to": "2026-12-19"},
            {"days_available": 3, "note_needed_from": None},
            id="KVF § 6 ledd 3 punktum 2: dag 17",
        ),
        pytest.param(
            "sick-child",
            {
                "on": "2026-11-23",
                "children_born": [2015, 2017, 2019],
                "chronic_born": [2019],
                "alone": True,
                "used": [],
            },
            {"quota": 50, "used": 0, "left": 50},
            id="KVF § 11",
        ),
        pytest.param(
            "complaint-deadline",
            {"available": "2026-11-22", "notified": "2026-11-22"},
            "2026-12-14",
            id="§ 29",
        ),
        pytest.param(
            "complaint-deadline",
            {"available": "2026-12-01", "notified": "2026-12-04"},
            "2026-12-28",
            id="§ 149",
        ),
        pytest.param("add-deadline", {"from": "2026-12-18", "days": 14}, "2027-01-04", id="§ 148: dager"),
        pytest.param("add-deadline", {"from": "2026-12-03", "weeks": 3}, "2026-12-24", id="§ 149: julaften"),
        pytest.param("add-deadline", {"from": "2026-08-31", "months": 6}, "2027-03-01", id="§ 148: måneder"),
        pytest.param(
            "holiday-balance", {"on": "2026-06-14", "born": "1966-06-15", "taken": []}, 25, id="KVF § 17"
        ),
        pytest.param(
            "holiday-balance",
            {"on": "2026-12-31", "born": "1966-06-15", "taken": ["2026-12-24", "2026-12-25"]},
            29,
            id="KVF § 17: over 60, julaften",
        ),
    ],
)
def test_a_worked_example_is_answered_as_promised(name: str, facts: dict[str, Any], value: object) -> None:
    told = decide(name, facts)["value"]
    if isinstance(value, dict):
        told = {key: told[key] for key in value}
    assert told == value


@pytest.mark.parametrize(
    ("facts", "gross", "amounts"),
    [
        pytest.param(
            ONE_CHILD | {"method": "FLAT_12"}, "16306.47", ["15483.14", "823.33"], id="§ 35: tolvdel"
        ),
        pytest.param(
            ONE_CHILD | {"method": "WEEKDAYS"}, "15804.74", ["15006.74", "798.00"], id="§ 35: dager"
        ),
        pytest.param(
            ADULT | {"weekly_hours_worked": "15"}, "14922.83", ["23224.71", "1646.67", "-9948.55"], id="§ 37"
        ),
        pytest.param(
            {"month": "2026-12", "born": "2001-12-10", "children": 0, "method": "WEEKDAYS"},
            "22152.80",
            ["5002.25", "17150.55"],
            id="§ 35 ledd 2 punktum 2: fyller 25",
        ),
    ],
)
def test_a_month_of_benefit_is_told_line_by_line(
    facts: dict[str, Any], gross: str, amounts: list[str]
) -> None:
    value = decide("benefit-month", facts)["value"]
    assert value["gross"] == gross
    assert [line["amount"] for line in value["lines"]] == amounts
    assert all(
        {"code", "amount", "rate"} <= set(line) and {"days", "hours"} & set(line) for line in value["lines"]
    )


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        pytest.param({"weekly_hours": "18.75", "apprentice": False}, "met", id="§ 30 ledd 2 punktum 2"),
        pytest.param({"weekly_hours": "18.76", "apprentice": False}, "not_met", id="over halv stilling"),
        pytest.param({"weekly_hours": "20", "apprentice": True}, "met", id="læretid"),
    ],
)
def test_the_hours_of_work_have_an_outcome(facts: dict[str, Any], outcome: str) -> None:
    assert decide("work-hours", facts)["outcome"] == outcome


def test_every_question_answers_its_own_example_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    # Each command is a start of its own and reads its words anew. Here five hundred of them share what was read.
    monkeypatch.setattr(catalogue, "load_catalogues", cache(catalogue.load_catalogues))
    for name, question in ALL.items():
        for locale in LOCALES:
            answer = decide(name, question.example, "--locale", locale)
            assert set(answer) == {"rule", "version", "outcome", "value", "because", "would_change"}
            assert answer["rule"] == name
            assert answer["because"]
            for because in answer["because"]:
                assert set(because) == {"code", "facts", "sentence", "basis"}
                assert because["sentence"].strip()
                assert ("paragraf" in because["basis"]) != ("house_rule" in because["basis"])


def test_the_sentences_come_in_the_language_asked_for() -> None:
    facts = {"application_received": "2026-11-02"}
    said = {
        code: decide("start-by", facts, "--locale", code)["because"][0]["sentence"] for code in ("nb", "en")
    }
    assert "måneder" in said["nb"]
    assert "months" in said["en"]


def test_what_the_office_chose_can_be_said() -> None:
    facts = {"on": "2026-06-15", "born": "1966-06-15", "taken": []}
    assert decide("holiday-balance", facts)["value"] == 25
    assert decide("holiday-balance", facts, "--setting", "holiday.senior_from=birthday")["value"] == 30


def test_a_day_before_the_law_is_no_silent_zero() -> None:
    told = rules("decide", "start-by", "--facts", "-", given={"application_received": "2005-01-01"})
    assert told.exit_code == 2
    assert told.stderr.startswith("no law in force: duration.start_after_application_months on 2005-01-01")


def test_facts_come_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"application_received": "2026-11-02"}', encoding="utf-8")
    assert json.loads(rules("decide", "start-by", "--facts", str(file)).stdout)["value"] == "2027-05-02"


def test_the_list_names_every_question() -> None:
    lines = rules("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(ALL)
    assert all(line.rstrip().endswith("?") for line in lines)


@pytest.mark.parametrize("name", ALL)
def test_a_question_shows_its_facts_its_paragraphs_and_an_example(name: str) -> None:
    shown = rules("show", name).stdout
    assert all(fact.name in shown and fact.means in shown for fact in ALL[name].facts)
    places = shown.partition("Paragraphs")[2].partition("Rows of the rule table")[0]
    assert "§" in places or "Kontorets egen rutine" in places
    assert json.dumps(ALL[name].example, ensure_ascii=False, indent=2) in shown
    assert '"outcome"' in shown


def test_the_numbers_of_a_day_are_those_in_force_then() -> None:
    then = rules("parameters", "--on", "2024-06-30").stdout
    line = next(line for line in then.splitlines() if line.startswith("rates.factor"))
    assert line.split()[:2] == ["rates.factor", "2"]
    today = rules("parameters").stdout.splitlines()
    assert {line.split()[0] for line in today} == {name for name in TABLE if TABLE[name][0].last is None}
    assert sum("adopted, not in force" in line for line in today) > 1
    assert all(any(name in line for line in today) for name in SETS[1:])


def test_what_an_office_may_choose_is_listed() -> None:
    shown = rules("settings").stdout
    assert all(name in shown and setting.rule in shown for name, setting in SETTINGS.items())


def test_the_coverage_says_what_holds_every_row_of_the_rule_table() -> None:
    shown = rules("coverage").stdout
    assert all(row in shown for row in rows())
    assert shown.splitlines()[-1].startswith(f"{len(rows())} rows: ")
