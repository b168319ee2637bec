"""The questions, numbers and choices of the law in words: none is missing, none is left over."""

from portal.rules.parameters.table import TABLE
from portal.rules.practice import SETTINGS
from portal.rules.questions import ALL
from portal.text import numbers_of_law
from portal.text.questions import PARTS, TITLES


def test_every_question_has_a_title_and_stands_in_one_part() -> None:
    assert set(TITLES) == set(ALL)
    assert sorted(name for _, _, names in PARTS for name in names) == sorted(ALL)
    assert len({name for name, _, _ in PARTS}) == len(PARTS)


def test_every_number_of_the_law_has_words() -> None:
    assert set(numbers_of_law.PARAMETERS) == set(TABLE)


def test_every_choice_of_an_office_has_words() -> None:
    assert set(numbers_of_law.SETTINGS) == set(SETTINGS)
    assert set(numbers_of_law.CHOICES) == {
        choice for setting in SETTINGS.values() for choice in setting.choices
    }


def test_every_number_and_choice_is_used_by_a_question() -> None:
    """What no question rests on would be shown nowhere."""
    assert {name for question in ALL.values() for name in question.rests_on} == set(TABLE)
    assert {name for question in ALL.values() for name in question.settings} == set(SETTINGS)
