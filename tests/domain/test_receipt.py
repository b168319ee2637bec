"""The two digests of a receipt: the same for the same, another for anything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.receipt import Proven, as_document, canonical, content_hash, seal

AT = datetime(2026, 11, 24, 8, 30, 15, 250, tzinfo=UTC)
PROVEN = Proven(
    "ABCD-2345", "message", AT, AT - timedelta(seconds=3), "web", "nb", {"text": "Hei", "n": 1}, "ab" * 16
)


def test_the_same_content_always_has_the_same_hash_however_it_was_put_together() -> None:
    one, other = {"a": 1, "b": ["æ", None]}, {"b": ["æ", None], "a": 1}
    assert content_hash("week", one) == content_hash("week", other)
    assert content_hash("week", one) != content_hash("day", one)
    assert canonical(one) == '{"a":1,"b":["æ",null]}'.encode()


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "ABCD-2346"},
        {"kind": "absence"},
        {"received_at": AT + timedelta(microseconds=1)},
        {"sent_at": None},
        {"channel": "phone"},
        {"locale": "ar"},
        {"content": {"text": "Hei!", "n": 1}},
        {"salt": "cd" * 16},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_is_changed_in_a_receipt_changes_its_code(changed: dict[str, object]) -> None:
    assert seal(as_document(PROVEN)) == seal(as_document(replace(PROVEN)))
    assert seal(as_document(replace(PROVEN, **changed))) != seal(as_document(PROVEN))


def test_the_same_content_sent_twice_has_two_codes_so_that_nobody_can_try_out_what_it_was() -> None:
    again = replace(PROVEN, salt="cd" * 16)
    assert content_hash(PROVEN.kind, PROVEN.content) == content_hash(again.kind, again.content)
    assert seal(as_document(PROVEN)) != seal(as_document(again))
