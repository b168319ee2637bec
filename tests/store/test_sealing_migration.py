"""Revision 0003: no identity number stays in plain text, and no real person's is thrown away unasked."""

import pytest
from sqlalchemy import Engine, text

from portal.store import schema
from portal.store.models import Person
from tests.builders import all_rows

ADD = text(
    "INSERT INTO person (id, key, role, name, alias, identity_number, phone, notices)"
    " VALUES ('p1', :key, 'participant', 'Deltaker Dal', '', '17859012582', '', true)"
)


def test_a_made_up_number_goes_and_its_person_stays(engine: Engine) -> None:
    schema.downgrade(engine, "0002")
    with engine.begin() as connection:
        connection.execute(ADD, {"key": "deltaker-dal"})
    schema.upgrade(engine)
    (row,) = all_rows(engine, Person)
    assert (row.identity_fingerprint, row.identity_sealed) == (None, None)
    assert schema.differences(engine) == []


def test_a_real_persons_number_stops_the_upgrade(engine: Engine) -> None:
    schema.downgrade(engine, "0002")
    with engine.begin() as connection:
        connection.execute(ADD, {"key": None})
    with pytest.raises(RuntimeError, match="real people"):
        schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT identity_number FROM person")) == "17859012582"
