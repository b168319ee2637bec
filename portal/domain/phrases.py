"""Fixed phrases: what one is, which slots it has, and what may stand in them. The sentences stand in `portal.text.phrases`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias
from unicodedata import decimal

Values: TypeAlias = Mapping[str, str | int]
"""What stands in the slots, as it is stored: days as 2026-12-01, times as 10:00, counts as numbers, choices as codes."""


class Direction(StrEnum):
    """Who may send a phrase."""

    STAFF = "staff"
    PARTICIPANT = "participant"
    BOTH = "both"


class Topic(StrEnum):
    """Under which heading a phrase is found, in this order."""

    MEETING = "meeting"
    ABSENCE = "absence"
    UNDERSTANDING = "understanding"
    CONTACT = "contact"
    DOCUMENTS = "documents"
    PLAN = "plan"
    MONEY = "money"
    HOUSING = "housing"
    GENERAL = "general"


class SlotKind(StrEnum):
    """What may stand in a slot. There is none for free text."""

    DATE = "date"
    TIME = "time"
    COUNT = "count"
    CHOICE = "choice"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a sentence. `choices` names the list that a choice is made from; a count is between `least` and `most`."""

    name: str
    kind: SlotKind
    choices: str = ""
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """One version of a phrase, which never changes. `answers` are the ids of what the other side may answer at a tap.

    `about_absence` says that it tells of somebody who is away, which the office answers sooner than other messages.
    """

    id: str
    version: int
    direction: Direction
    topic: Topic
    icon: str
    slots: tuple[Slot, ...] = ()
    answers: tuple[str, ...] = ()
    about_absence: bool = False

    def may_send(self, *, staff: bool) -> bool:
        """Whether that side of the conversation may say it."""
        return self.direction in {Direction.BOTH, Direction.STAFF if staff else Direction.PARTICIPANT}


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "place": ("office", "phone", "video", "course", "workplace", "school", "library"),
        "document": (
            *("payslip", "contract", "lease", "rent", "power", "id", "tax", "bank", "note", "attendance"),
            *("certificate", "application", "cv", "letter"),
        ),
        "reason": ("ill", "child", "appointment", "interview", "school", "transport", "family", "other"),
        "language": (
            *("am", "ar", "bs", "ckb", "en", "es", "fa", "fa_AF", "fr", "hr", "ku", "lt", "my", "om", "pl"),
            *("ps", "pt", "ro", "ru", "rw", "so", "sq", "sr", "sw", "ta", "th", "ti", "tr", "uk", "ur"),
            *("vi", "zh"),
        ),
        "absence": (
            *("self_report", "sick_child", "doctors_note", "appointment", "antenatal", "interview"),
            *("death", "welfare", "religious", "holiday", "birth", "agreed", "other"),
        ),
        "subject": ("plan", "work", "course", "money", "housing", "absence", "family", "other"),
        "page": ("week", "plan", "absence", "money", "appointments", "me"),
    }
)
"""Every list that a choice is made from, by its codes. The words for them stand in `portal.text.phrases.choices`."""

BEGINS, LEFT_TO_RIGHT = "\N{FIRST STRONG ISOLATE}", "\N{LEFT-TO-RIGHT ISOLATE}"
ENDS = "\N{POP DIRECTIONAL ISOLATE}"
"""What stands around each filled slot, so that no script breaks another's line."""

SOURCE = "nb"
"""The language that phrases are written in: each of them is kept in it whatever else it is read in."""

YEAR = 366
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_COUNT = re.compile(r"\d{1,3}")
_PHONE = re.compile(r"(\+\d{8,15}|\d{8})")
_ISOLATES = re.compile(f"[{BEGINS}{LEFT_TO_RIGHT}{ENDS}]")
_BETWEEN_DIGITS = re.compile(r"[ \u00a0.\-()]")


def read_slots(
    phrase: Phrase, written: Mapping[str, str], today: date
) -> tuple[dict[str, str | int], frozenset[str]]:
    """What somebody wrote as it will be stored, and the names of the slots where it makes no sense."""
    values: dict[str, str | int] = {}
    wrong = set()
    for slot in phrase.slots:
        value = _value(slot, written.get(slot.name, "").strip(), today)
        if value is None:
            wrong.add(slot.name)
        else:
            values[slot.name] = value
    return values, frozenset(wrong)


def fits(phrase: Phrase, values: Values, today: date) -> bool:
    """Whether exactly these values may be sent now."""
    again, wrong = read_slots(phrase, {name: str(value) for name, value in values.items()}, today)
    return not wrong and again == dict(values)


def _value(slot: Slot, text: str, today: date) -> str | int | None:
    match slot.kind:
        case SlotKind.DATE:
            return _day(text, today)
        case SlotKind.TIME:
            return text if _CLOCK.fullmatch(text) and text.isascii() else None
        case SlotKind.COUNT:
            number = int(text) if _COUNT.fullmatch(text) else 0
            return number if slot.least <= number <= slot.most else None
        case SlotKind.CHOICE:
            return text if text in CHOICES[slot.choices] else None
        case SlotKind.PHONE:
            return phone_number(text)


def _day(text: str, today: date) -> str | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.isoformat() if 0 <= (day - today).days <= YEAR else None


def phone_number(text: str) -> str | None:
    """A number of eight digits, or with a plus and its country, in any digits and with signs between; None for others."""
    plain = _BETWEEN_DIGITS.sub("", text)
    plain = "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    return plain if _PHONE.fullmatch(plain) and plain.isascii() else None


def as_clock(text: str) -> time:
    """A stored time. Raises ValueError for what is none."""
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 -- A clock on a wall has no time zone.


def plain(wording: str) -> str:
    """What a phrase says without the isolates around its slots."""
    return _ISOLATES.sub("", wording)
