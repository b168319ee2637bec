"""The history of the schema: from nothing to the models, back, and up again, on both databases."""

import pytest
from sqlalchemy import Engine, inspect, select

from portal.store import schema
from portal.store.base import Base
from portal.store.models import METADATA, Conversation, Office
from tests.builders import build_village


def test_an_upgraded_database_is_what_the_models_say(engine: Engine) -> None:
    assert schema.differences(engine) == []
    assert schema.is_current(engine)
    assert set(METADATA.tables) <= set(inspect(engine).get_table_names())


def test_a_difference_does_not_go_unseen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE draft")
    assert schema.differences(engine)


def test_every_revision_can_be_taken_back_and_made_again(engine: Engine) -> None:
    schema.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert not schema.is_current(engine)
    schema.upgrade(engine)
    assert schema.differences(engine) == []
    build_village(engine)


def test_what_an_office_had_chosen_for_its_answers_stays_chosen(engine: Engine) -> None:
    """Revision 0002 moves it among the office's other choices, and taking it back keeps it too."""
    build_village(engine)
    schema.downgrade(engine, "0001")
    with engine.begin() as connection:
        ids = list(connection.exec_driver_sql("SELECT id FROM office ORDER BY id").scalars())
        connection.exec_driver_sql(f"UPDATE office SET answer_working_days = 5 WHERE id = '{ids[0]}'")  # noqa: S608
    schema.upgrade(engine)
    with engine.connect() as connection:
        chosen = dict(connection.execute(select(Office.id, Office.practice)).all())
    assert chosen == {ids[0]: {"case.answer_working_days": 5}} | {other: {} for other in ids[1:]}
    schema.downgrade(engine, "0001")
    with engine.connect() as connection:
        days = connection.exec_driver_sql("SELECT answer_working_days FROM office ORDER BY id").scalars()
        assert list(days) == [5] + [3] * (len(ids) - 1)


def test_every_model_is_in_the_list_that_migrations_read() -> None:
    assert {str(mapper.local_table) for mapper in Base.registry.mappers} == set(METADATA.tables)


def test_on_sqlite_a_conversations_messages_lie_together(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        query = "SELECT sql FROM sqlite_master WHERE name = 'message'"
        assert "WITHOUT ROWID" in connection.exec_driver_sql(query).scalar_one()


@pytest.mark.parametrize("column", ["participant_id", "office_id"])
def test_foreign_keys_survive_in_the_database_itself(engine: Engine, column: str) -> None:
    keys = inspect(engine).get_foreign_keys(Conversation.__tablename__)
    assert [key["referred_columns"] for key in keys if key["constrained_columns"] == [column]] == [["id"]]
