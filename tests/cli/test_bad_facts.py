"""Bad facts on the command line: exit 2, and one line that names the field."""

import pytest

from tests.cli.asking import rules

ILL = {"programme_start": "2026-10-05", "earlier": []}
ONE_CHILD = {"month": "2026-11", "born": "2002-05-05", "children": 1}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        pytest.param({}, "application_received", id="missing"),
        pytest.param({"application_received": None}, "application_received", id="null"),
        pytest.param(
            {"application_received": "22.11.2026"}, "application_received", id="another way to write a date"
        ),
        pytest.param({"application_received": "2026-02-30"}, "application_received", id="no such day"),
        pytest.param({"application_received": "0001-01-01"}, "application_received", id="long ago"),
        pytest.param({"application_received": 20261122}, "application_received", id="a number"),
        pytest.param({"application_received": "2026-11-02", "colour": 1}, "colour", id="a fact nobody knows"),
        pytest.param([], "facts", id="a list"),
        pytest.param(b"not JSON", "facts", id="no JSON"),
        pytest.param(b"\xff\xfe", "facts", id="no text"),
        pytest.param(b"[" * 100_000, "facts", id="very deep"),
        pytest.param(b'{"application_received": NaN}', "facts", id="not a number"),
        pytest.param(
            b'{"application_received": "2026-11-02", "application_received": "2026-11-03"}',
            "application_received",
            id="twice",
        ),
        pytest.param(b" " * 1_000_001, "facts", id="too long"),
    ],
)
def test_bad_facts_end_with_one_line_that_names_the_field(given: object, field: str) -> None:
    told = rules("decide", "start-by", "--facts", "-", given=given)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.count("\n") == 1
    assert told.stderr.startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        pytest.param("self-report", ILL | {"from": "2026-12-07", "to": "2026-12-04"}, "to", id="ends first"),
        pytest.param(
            "self-report",
            ILL
            | {
                "earlier": [{"from": "2026-12-07", "to": "2026-12-04"}],
                "from": "2026-12-20",
                "to": "2026-12-20",
            },
            "earlier[0].to",
            id="in a list",
        ),
        pytest.param("benefit-month", ONE_CHILD | {"month": "2026-13"}, "month", id="no such month"),
        pytest.param("benefit-month", ONE_CHILD | {"children": -1}, "children", id="fewer than none"),
        pytest.param("benefit-month", ONE_CHILD | {"method": "SOMEHOW"}, "method", id="no such method"),
        pytest.param(
            "benefit-month", ONE_CHILD | {"deducted_hours": "-1"}, "deducted_hours", id="negative hours"
        ),
        pytest.param(
            "benefit-month", ONE_CHILD | {"deducted_hours": "1e-99999"}, "deducted_hours", id="a trap"
        ),
        pytest.param("work-hours", {"weekly_hours": "ten", "apprentice": False}, "weekly_hours", id="a word"),
        pytest.param(
            "work-hours", {"weekly_hours": "10", "apprentice": "no"}, "apprentice", id="a word for no"
        ),
        pytest.param(
            "programme-end",
            {
                "start": "2026-01-12",
                "not_counted": [{"from": "2026-03-02", "to": "2026-04-12", "kind": "FUN"}],
            },
            "not_counted[0].kind",
            id="no such kind",
        ),
        pytest.param("add-deadline", {"from": "2026-01-12"}, "days", id="no length"),
        pytest.param(
            "add-deadline", {"from": "2026-01-12", "days": 1, "weeks": 1}, "weeks", id="two lengths"
        ),
    ],
)
def test_each_question_names_the_field_that_is_wrong(name: str, given: object, field: str) -> None:
    told = rules("decide", name, "--facts", "-", given=given)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(f"{field}: ")
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("decide", "no-such-question", "--facts", "-"), id="no such question"),
        pytest.param(("decide", "start-by", "--facts", "-", "--locale", "xx"), id="no such language"),
        pytest.param(("decide", "start-by", "--facts", "-", "--setting", "colour=red"), id="no such setting"),
        pytest.param(("decide", "start-by", "--facts", "/no/such/file"), id="no such file"),
        pytest.param(("show", "no-such-question"), id="no such question to show"),
    ],
)
def test_what_does_not_exist_ends_with_two(arguments: tuple[str, ...]) -> None:
    told = rules(*arguments, given={"application_received": "2026-11-02"})
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr
