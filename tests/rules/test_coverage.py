"""Every rule of the programme is seen to, or somebody says honestly why not."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from portal.rules import coverage
from portal.rules.coverage import BadCoverage, Row, Status, covering, read, rows
from portal.rules.questions import ALL

TEMPLATES = Path(__file__).parents[2] / "templates"
WEB = Path(__file__).parents[2] / "portal" / "web"
OF_STATUS = {status: [row for row in rows().values() if row.status is status] for status in Status}

# How many rules each part of the rule table has, so that none falls out unseen.
PARTS = {
    "CNT": 20, "DUR": 9, "LIF": 11, "BEN": 17, "CHD": 7, "CRD": 8, "ABS": 14, "SCH": 6, "PRG": 6, "WEL": 2,
    "HOL": 5, "ADM": 22, "CMP": 10, "EKM": 5, "LNG": 7, "UU": 4,
}  # fmt: skip


def test_no_rule_of_the_table_is_missing() -> None:
    found = Counter(match[1] for id_ in rows() if (match := re.fullmatch(r"KVP-([A-Z]+)-\d\d(?:@old)?", id_)))
    assert dict(found) == PARTS
    assert set(rows()) - {id_ for id_ in rows() if id_.startswith("KVP-")} == {"F1", "F2"}


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in OF_STATUS[Status.ENFORCED]])
def test_an_enforced_rule_is_computed_by_questions_that_say_so(row: Row) -> None:
    for name in row.by:
        assert name in ALL, f"no question is called {name}"
        assert row.id in ALL[name].covers, f"{name} does not say that it covers {row.id}"


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_a_question_covers_is_called_enforced_by_it(name: str) -> None:
    assert set(ALL[name].covers) == set(covering(name))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in OF_STATUS[Status.SHOWN]])
def test_a_rule_that_is_shown_names_a_page_that_exists(row: Row) -> None:
    for page in row.by:
        if page.startswith("templates/"):
            assert (TEMPLATES / page.removeprefix("templates/")).is_file(), page
        else:
            assert page in _endpoints(), page


def _endpoints() -> set[str]:
    found = set()
    for file in WEB.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if blueprint := re.search(r'Blueprint\("(\w+)"', text):
            views = re.findall(r"@blueprint\.\w+\([^\n]*\n(?:@[^\n]*\n)*def (\w+)", text)
            found |= {f"{blueprint[1]}.{view}" for view in views}
    return found


def test_every_rule_is_said_in_one_short_line() -> None:
    for row in rows().values():
        assert row.rule.endswith("."), row.id
        assert len(row.rule) <= 90, row.id
        assert "\n" not in row.rule, row.id


def row(**changes: str | int | list[str] | None) -> dict[str, Any]:
    usual = {
        "id": "KVP-CNT-01",
        "rule": "A rule.",
        "paragraph": "STL § 30",
        "status": "enforced",
        "by": ["full-time"],
    }
    return {key: value for key, value in (usual | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        pytest.param([row(), row()], "KVP-CNT-01 stands there twice", id="one rule twice"),
        pytest.param([row(id=None)], "without an id: 'id' must be a text", id="no id"),
        pytest.param([row(rule=" ")], "KVP-CNT-01: 'rule' must be a text", id="an empty rule"),
        pytest.param([row(paragraph=30)], "'paragraph' must be a text", id="a number for a paragraph"),
        pytest.param([row(colour="red")], r"unknown keys \['colour'\]", id="an unknown key"),
        pytest.param([row(status="maybe")], "the status must be one of enforced, shown", id="no such status"),
        pytest.param([row(by=None)], "enforced says by what", id="enforced by nothing"),
        pytest.param(
            [row(why="Because.")], "enforced says by what, and not why", id="enforced with an excuse"
        ),
        pytest.param([row(status="shown", by=[])], "shown says by what", id="shown nowhere"),
        pytest.param([row(status="human")], "human says why, and not by what", id="human by a question"),
        pytest.param([row(status="human", by=None)], "human says why", id="human without a reason"),
        pytest.param([row(status="later", by=None)], "later says why", id="later without a reason"),
    ],
)
def test_a_row_that_is_not_in_order_stops_the_reading(entries: list[dict[str, Any]], wrong: str) -> None:
    with pytest.raises(BadCoverage, match=wrong):
        read({"rows": entries})


def test_the_file_is_read_once() -> None:
    assert coverage.rows() is coverage.rows()


def test_a_row_comes_back_as_it_was_written() -> None:
    found = read({"rows": [row(), row(id="F1", status="later", by=None, why="Not built.")]})
    assert found["KVP-CNT-01"] == Row("KVP-CNT-01", "A rule.", "STL § 30", Status.ENFORCED, ("full-time",))
    assert found["F1"] == Row("F1", "A rule.", "STL § 30", Status.LATER, (), "Not built.")
