"""Envelopes: opened for whom they are, whole, and for nobody else."""

import base64
from datetime import UTC, date, datetime

import pytest

from portal.domain.errors import Refused
from portal.services.envelopes import LONGEST, Envelope, Envelopes
from tests.envelopes import closed, letter

SECRET = "s" * 40
KEY = "k" * 24
LETTER = letter("/messages", {"text": "Blåbær og سلام"})


def _closed(envelopes: Envelopes, person: str = "anna", key: str = KEY, written: object = LETTER) -> str:
    return closed(envelopes.public_key, envelopes.owner(person), key, written)


def test_what_was_closed_on_a_phone_is_opened_by_every_process_with_the_same_secret() -> None:
    sealed = _closed(Envelopes(SECRET))
    assert Envelopes(SECRET).open(sealed, "anna", KEY) == Envelope(
        "/messages",
        {"text": "Blåbær og سلام"},
        date(2026, 11, 24),
        datetime(2026, 11, 24, 8, 31, tzinfo=UTC),
    )


def test_no_envelope_opens_for_another_person_another_form_or_with_another_secret() -> None:
    envelopes = Envelopes(SECRET)
    sealed = _closed(envelopes)
    for opener, person, key in (
        (envelopes, "bjarne", KEY),
        (envelopes, "anna", "j" * 24),
        (Envelopes("t" * 40), "anna", KEY),
    ):
        with pytest.raises(Refused):
            opener.open(sealed, person, key)
    assert envelopes.owner("anna") != Envelopes("t" * 40).owner("anna")
    assert "anna" not in envelopes.owner("anna")


def test_an_envelope_with_any_byte_changed_stays_closed() -> None:
    envelopes = Envelopes(SECRET)
    raw = bytearray(base64.b64decode(_closed(envelopes)))
    for place in (0, 1, 64, 65, len(raw) // 2, len(raw) - 1):
        changed = bytes(raw[:place]) + bytes([raw[place] ^ 1]) + bytes(raw[place + 1 :])
        with pytest.raises(Refused):
            envelopes.open(base64.b64encode(changed).decode(), "anna", KEY)
    for other in ("", "x", "å", "AAAA", base64.b64encode(bytes(LONGEST + 1)).decode()):
        with pytest.raises(Refused):
            envelopes.open(other, "anna", KEY)


@pytest.mark.parametrize(
    "written",
    [
        [],
        {},
        LETTER | {"more": "1"},
        LETTER | {"path": 1},
        LETTER | {"fields": []},
        LETTER | {"fields": {"text": 1}},
        LETTER | {"day": "i dag"},
        LETTER | {"at": "2026-11-24T08:31:00"},
        LETTER | {"at": None},
        LETTER | {"at": "0001-01-01T00:00:00+14:00"},
        LETTER | {"at": "9999-12-31T23:59:59-14:00"},
        LETTER | {"day": "9999-12-31"},
        LETTER | {"fields": {"text": "\ud800"}},
        LETTER | {"fields": {"\ud800": "text"}},
        LETTER | {"fields": {".day": "i går"}},
    ],
    ids=range(15),
)
def test_a_letter_of_another_shape_is_refused(written: object) -> None:
    envelopes = Envelopes(SECRET)
    with pytest.raises(Refused):
        envelopes.open(_closed(envelopes, written=written), "anna", KEY)


def test_two_short_words_and_a_longer_story_look_alike_from_outside() -> None:
    envelopes = Envelopes(SECRET)
    short, longer = (
        _closed(envelopes, written=letter("/messages", {"text": text})) for text in ("Hei", "Hei " * 100)
    )
    assert len(short) == len(longer)
    assert short != _closed(envelopes, written=letter("/messages", {"text": "Hei"}))
