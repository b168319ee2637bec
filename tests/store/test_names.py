"""Names come in the order of the Norwegian alphabet out of any database."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.people import Role
from portal.store import staff
from portal.store.engine import for_reading
from portal.store.names import by_name
from tests.builders import Village, add_person


def test_staff_are_listed_by_the_norwegian_alphabet(engine: Engine, village: Village) -> None:
    wanted = ["Anne", "Zahra", "Ærlig", "Østen", "Aase", "Åsne"]
    for number, name in enumerate(["Østen", "Åsne", "Zahra", "Aase", "Anne", "Ærlig"]):
        add_person(engine, Role.CASEWORKER, village.office, name, phone=f"+4711111{number:03}")
    with Session(for_reading(engine)) as session:
        found = [
            row.name
            for row in staff.with_roles(session, frozenset({Role.CASEWORKER}), office_id=village.office)
        ]
    assert [name for name in found if name in wanted] == wanted


def test_what_is_the_same_keeps_its_order_and_what_is_missing_comes_first() -> None:
    rows: list[Any] = [
        SimpleNamespace(office="Ås", name="A", id=1),
        SimpleNamespace(office=None, name="B", id=2),
        SimpleNamespace(office="Os", name="A", id=3),
        SimpleNamespace(office="Os", name="A", id=4),
    ]
    assert [row.id for row in by_name(rows, "office", "name")] == [2, 3, 4, 1]
