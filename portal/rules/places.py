"""Which places in the law a rule's file rests on, whatever an example happens to show."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from portal.rules.law import Citation
from portal.rules.parameters.table import TABLE
from portal.rules.questions.question import Question


def places(question: Question, rule: str) -> tuple[Citation, ...]:
    """Every place that the file of `rule` (such as "absence.self_report") and the question's numbers cite.

    In the order of the statutes and their paragraphs. A file answers a few questions that belong together, so
    this is what may be cited, not what each answer cites.
    """
    file = import_module(f"portal.rules.{rule.partition('.')[0]}")
    found = {place.key: place for value in vars(file).values() for place in _in(value)}
    numbers = (row.basis for name in question.rests_on for row in TABLE[name][:1])
    found |= {basis.key: basis for basis in numbers if isinstance(basis, Citation)}
    return tuple(found[key] for key in sorted(found, key=_order))


def _in(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _in(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _in(one)


def _order(key: str) -> list[tuple[int, str]]:
    """So that § 9 comes before § 11: numbers by their size, words after them."""
    return [(int(part), "") if part.isdigit() else (10**6, part) for part in key.split("/")]
