"""Every table and column says how long it is kept, and the reader finds what does not."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from portal.store import retention as module
from portal.store.models import METADATA
from portal.store.retention import Kind, condition, problems, read, retention

CONTENT = tomllib.loads(Path(module.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
# What is wrong with the file itself, which its own test tells, is not what the other tests planted.
TOLD = problems(retention(), METADATA)


def test_every_table_and_every_column_says_how_long_it_is_kept() -> None:
    told = problems(retention(), METADATA)
    assert told == [], "\n".join(told)


def test_the_audit_trail_and_the_proofs_are_kept() -> None:
    kept = {name for name, rule in retention().rules.items() if rule.kind is Kind.KEPT}
    assert {"audit", "archive_export", "purge_run", "tombstone", "office"} <= kept


def test_what_somebody_wrote_is_archived() -> None:
    rules = retention().rules
    for place in (
        "message.text",
        "absence.note",
        "absence.decision_text",
        "attendance_report.note",
        "programme.goal",
    ):
        table, column = place.split(".")
        assert rules[table].columns[column] is Kind.ARCHIVE, place


def test_what_opens_a_door_or_finds_somebody_is_no_part_of_the_record() -> None:
    rules = retention().rules
    for place in (
        "sign_in.token_hash",
        "person.identity_sealed",
        "person.phone",
        "person.protection",
        "submission.key",
    ):
        table, column = place.split(".")
        assert rules[table].columns[column] in {Kind.TECHNICAL, Kind.TEMPORARY}, place


def _changed(path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 -- Anything may stand in the file.
    content = copy.deepcopy(CONTENT)
    where = content
    *way, last = path.split("/")
    for step in way:
        where = where[step]
    if value is None:
        del where[last]
    else:
        where[last] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("table/draft", None, "draft: nobody has said how long it is kept"),
        ("table/draft/columns", ["person_id", "page", "saved_at"], "draft.fields: nobody has said"),
        (
            "table/draft/columns",
            ["person_id", "page", "fields", "saved_at", "gone"],
            "draft.gone: there is no such",
        ),
        ("table/gone", CONTENT["table"]["draft"], "table.gone: there is no such table"),
        ("table/draft/class", "eternal", "'eternal' is not a valid Kind"),
        ("table/draft/limit", "gone", "draft: there is no limit `gone`"),
        ("table/draft/after", "gone", "draft: has no column gone"),
        ("table/draft/after", "page", "draft.page: is no moment"),
        ("table/sign_in/after", "ended_at", "sign_in.ended_at: is no moment or day that is always there"),
        ("table/draft/why", "", "draft: says no why"),
        ("table/draft/source", "", "draft: says no why or no source"),
        ("table/draft/whose", "page_id", "draft: has no column page_id"),
        ("table/message/whose", "submission_id", ""),
        ("table/notice/limit", None, "notice: there is no limit ``"),
        ("table/read_mark/limit", "drafts", "read_mark: goes with its case, so its limit is `closed_case`"),
        ("table/used/after", None, "used: nothing says when a row goes"),
        ("table/message/after", "sent_at", "message: what is archived goes with its case alone"),
        ("table/message/whose", None, "message: what is archived goes with its case alone"),
        ("table/office/limit", "drafts", "office: is kept, so nothing may say when it goes"),
        ("table/absence/open_while", ["sate = reported"], "absence: has no column for `sate = reported`"),
        ("table/absence/open_while", ["state"], "`state` is no condition"),
        ("table/absence/but", [{"columns": ["state"], "class": "kept", "why": "x", "source": "y"}], "twice"),
        (
            "table/absence/but",
            [{"columns": ["version"], "class": "kept", "why": "", "source": "y"}],
            "no why",
        ),
        ("table/activity_slot/whose", "weekday", "activity_slot.weekday: leads to no participant"),
        ("table/evaluation/whose", "id", "evaluation.id: leads to no participant"),
        ("limit/drafts/source", "", "limit.drafts: says no why, no source"),
        ("limit/drafts/days", -1, "limit.drafts: says no why, no source or no days"),
        ("limit/drafts/years", 3, "limit.drafts: "),
    ],
)
def test_a_planted_fault_is_told(path: str, value: Any, told: str) -> None:  # noqa: ANN401 -- As above.
    found = [line for line in problems(read(_changed(path, value)), METADATA) if line not in TOLD]
    assert told in "\n".join(found)
    assert bool(found) is bool(told)


def test_a_new_table_is_told_what_to_write() -> None:
    (told,) = set(problems(read(_changed("table/message", None)), METADATA)) - set(TOLD)
    for word in ("[table.message]", 'class = "archive"', '"text"', "why", "source", "retention.toml"):
        assert word in told


def test_conditions_are_read() -> None:
    assert condition("state = reported") == ("state", "reported")
    assert condition("closed_on is empty") == ("closed_on", "is empty")
    with pytest.raises(ValueError, match="no condition"):
        condition("closed_on is late")


def test_the_limits_that_the_municipality_may_choose_say_where_they_come_from() -> None:
    chosen = [limit for limit in retention().limits.values() if limit.may_choose]
    assert chosen
    for limit in retention().limits.values():
        assert limit.source
        assert limit.why.endswith(".")
    assert retention().limits["drafts"].days == 1
    assert retention().limits["export_due"].days < retention().limits["closed_case"].days
