"""What may stand in the slots of a fixed phrase, and that nothing else ever does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.phrase_list import CURRENT, PHRASES
from portal.domain.phrases import CHOICES, Phrase, SlotKind, fits, phone_number, plain, read_slots

TODAY = date(2026, 11, 24)
HOSTILE = (
    "",
    " ",
    "<b>",
    "<script>alert(1)</script>",
    "%(day)s",
    "{day}",
    "\u202e2026-12-01",
    "2026-12-01\u2066",
    "2026-13-01",
    "2026-W49-1",
    "20261201",
    "２０２６-12-01",
    "24:00",
    "9:30",
    "09:60",
    "-1",
    "0",
    "1e3",
    "١٢",
    "9999",
    "OFFICE",
    "office ",
    "office\n",
    "javascript:alert(1)",
    "../../etc",
    "🐟",
    "x" * 5000,
)


@pytest.mark.parametrize("phrase", [one for one in PHRASES if one.slots], ids=lambda one: one.id)
def test_hostile_values_are_refused(phrase: Phrase) -> None:
    for text in HOSTILE:
        values, wrong = read_slots(phrase, dict.fromkeys((slot.name for slot in phrase.slots), text), TODAY)
        kinds = {slot.name: slot.kind for slot in phrase.slots}
        for name, value in values.items():
            # The space around a choice is dropped before it is looked for; digits of any script are digits.
            assert (kinds[name], text) in {
                (SlotKind.CHOICE, "office "),
                (SlotKind.CHOICE, "office\n"),
                (SlotKind.COUNT, "١٢"),
                (SlotKind.PHONE, "20261201"),
                (SlotKind.PHONE, "2026-13-01"),
                (SlotKind.PHONE, "２０２６-12-01"),
            }, (name, value)
        assert set(values) | wrong == set(kinds)


@given(
    st.sampled_from(PHRASES),
    st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=4),
    st.text(max_size=60),
)
def test_whatever_is_written_only_typed_values_come_through(
    phrase: Phrase, more: dict[str, str], text: str
) -> None:
    """Hypothesis: any text in every slot, and fields that no phrase has."""
    written = more | dict.fromkeys((slot.name for slot in phrase.slots), text)
    values, wrong = read_slots(phrase, written, TODAY)
    assert set(values).isdisjoint(wrong)
    for slot in phrase.slots:
        if slot.name not in values:
            continue
        value = values[slot.name]
        assert str(value).isascii()
        assert not set(str(value)) & set("<>&\"'%{}")
        if slot.kind is SlotKind.COUNT:
            assert isinstance(value, int)
            assert slot.least <= value <= slot.most
        if slot.kind is SlotKind.CHOICE:
            assert value in CHOICES[slot.choices]
    if not wrong:
        assert fits(phrase, values, TODAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_days_are_from_today_to_one_year_ahead(day: date) -> None:
    values, _ = read_slots(CURRENT["absence.back"], {"day": day.isoformat()}, TODAY)
    assert bool(values) == (TODAY <= day <= TODAY + timedelta(days=366))


@given(st.text(max_size=30))
def test_a_number_is_digits_or_nothing(text: str) -> None:
    number = phone_number(text)
    assert number is None or number.lstrip("+").isdigit()
    assert number is None or phone_number(number) == number


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("12 34 56 78", "12345678"),
        ("+47 12 34 56 78", "+4712345678"),
        ("0047 12345678", "+4712345678"),
        ("١٢٣٤٥٦٧٨", "12345678"),
        ("1234567", None),
        ("123456789", None),
        ("+12", None),
        ("tel:12345678", None),
        ("12345678;ext=1", None),
    ],
)
def test_numbers_as_people_write_them(written: str, kept: str | None) -> None:
    assert phone_number(written) == kept


def test_values_that_nobody_could_have_chosen_do_not_fit() -> None:
    late, back = CURRENT["meeting.late"], CURRENT["absence.back"]
    assert fits(late, {"num": 10}, TODAY)
    for values in (
        {"num": "10"},
        {"num": 0},
        {"num": 241},
        {},
        {"num": 10, "day": "2026-12-01"},
        {"num": True},
    ):
        assert not (fits(late, values, TODAY) and set(values) == {"num"}), values
    assert not fits(back, {"day": "2026-11-23"}, TODAY)


def test_what_is_plain_has_no_isolates() -> None:
    assert plain("a \u2068b\u2069 \u2066c\u2069") == "a b c"
