"""The rulebook: every rule in force on a day with its numbers, its office choices and what it may answer, in words.

Made from the same functions and files that decide, so that it cannot say anything else than they do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.rules.decision import Decision
from portal.rules.law import Basis, Citation
from portal.rules.parameters import NoLawInForce, dated
from portal.rules.parameters.table import SETS, waiting
from portal.rules.places import places
from portal.rules.practice import SETTINGS as PRACTICE
from portal.rules.questions import ALL, Around
from portal.text.dates import Dates
from portal.text.numbers_of_law import CHOICES, PARAMETERS, SETTINGS
from portal.text.questions import PARTS, title
from portal.text.words import Words


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the law in words: `since` and `basis` say from when and where it stands."""

    name: str
    value: str
    since: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office has chosen where the law leaves it open."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A question, what it rests on, and the answer to its example. `places` are all that its file cites."""

    name: str
    asks: str
    numbers: tuple[Number, ...]
    choices: tuple[Choice, ...]
    places: tuple[Citation, ...]
    example: Decision[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the law with its rules, under a permanent name."""

    name: str
    heading: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What an adopted act will say of a number once it is in force."""

    name: str
    value: str
    basis: Basis


def rulebook(words: Words, dates: Dates, around: Around, day: date) -> tuple[Part, ...]:
    """The rules as they stand on `day`, part by part."""
    return tuple(
        Part(name, words.gettext(heading), tuple(_rule(words, dates, around, day, one) for one in questions))
        for name, heading, questions in PARTS
    )


def coming(words: Words, dates: Dates) -> tuple[Coming, ...]:
    """What is adopted and not in force."""
    return tuple(
        Coming(words.gettext(PARAMETERS[name]), dates.number(rows[0].value), rows[0].basis)
        for rule_set in SETS
        for name, rows in waiting(rule_set).items()
    )


def _rule(words: Words, dates: Dates, around: Around, day: date, name: str) -> Rule:
    question = ALL[name]
    choices = tuple(
        Choice(words.gettext(SETTINGS[setting]), _chosen(words, dates, around, setting))
        for setting in question.settings
    )
    example = question.answer(question.example, around)
    return Rule(
        name,
        title(words, name),
        tuple(_numbers(words, dates, day, name)),
        choices,
        places(question, example.rule),
        example,
    )


def _numbers(words: Words, dates: Dates, day: date, name: str) -> Iterator[Number]:
    for parameter in ALL[name].rests_on:
        try:
            row = dated(parameter, day)
        except NoLawInForce:  # A temporary rule that has ended: nothing is in force that could be shown.
            continue
        # A temporary rule cuts the row around it in two; the words have stood there since before it.
        stood = row.basis.wording_since if isinstance(row.basis, Citation) else None
        name_said, value = words.gettext(PARAMETERS[parameter]), dates.number(row.value)
        yield Number(name_said, value, stood or row.first, row.basis)


def _chosen(words: Words, dates: Dates, around: Around, setting: str) -> str:
    if PRACTICE[setting].choices:
        return words.gettext(CHOICES[around.practice.choice(setting)])
    return dates.number(around.practice.exact(setting))
