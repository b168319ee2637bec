"""The coming forvaltningslov: what still cites the act of 1967 alone, and must have a successor before it is in force."""

import pkgutil
from importlib import import_module

import pytest

import portal.rules
from portal.rules.law import FORVALTNINGSLOVEN, Citation
from portal.rules.parameters import table

COMING = "forvaltningsloven-2025"

WITHOUT_SUCCESSOR = {
    "LOV-1967-02-10/11/1",  # languages: guidance
    "LOV-1967-02-10/16/1/1",  # case_handling, interruption: heard before a decision
    "LOV-1967-02-10/16/1/2",  # case_handling: counted from dispatch
    "LOV-1967-02-10/30",  # complaint: posted in time
    "LOV-1967-02-10/31/1",  # complaint: a late one may be heard
    "LOV-1967-02-10/31/3",  # case.complaint_latest_years
    "LOV-1967-02-10/32/1",  # complaint: to the office first
    "LOV-1967-02-10/35/1",  # complaint: the office may change its decision
    "LOV-1967-02-10/36/3",  # case.cost_claim_weeks
}
"""Places in the act of 1967 that stay as they are on the day the coming act is in force."""


def of_the_old_act(basis: object) -> bool:
    return isinstance(basis, Citation) and basis.statute is FORVALTNINGSLOVEN


def cited_in_code() -> set[str]:
    modules = pkgutil.walk_packages(portal.rules.__path__, "portal.rules.")
    values = [value for found in modules for value in vars(import_module(found.name)).values()]
    return {value.key for value in values if isinstance(value, Citation) and of_the_old_act(value)}


def cited_by_parameters_left_alone() -> set[str]:
    moved = set(table.waiting(COMING))
    newest = {name: rows[0].basis for name, rows in table.TABLE.items() if name not in moved}
    return {basis.key for basis in newest.values() if isinstance(basis, Citation) and of_the_old_act(basis)}


def test_every_place_in_the_old_act_without_a_successor_is_listed() -> None:
    assert cited_in_code() | cited_by_parameters_left_alone() == WITHOUT_SUCCESSOR


def test_no_day_in_force_is_written_while_a_successor_is_missing() -> None:
    assert not WITHOUT_SUCCESSOR or table.waiting(COMING), "give the places above their successors first"


@pytest.mark.parametrize("name", ["case.complaint_weeks", "case.preliminary_answer_months"])
def test_what_the_coming_act_already_has_a_place_for_waits(name: str) -> None:
    assert name in table.waiting(COMING)
