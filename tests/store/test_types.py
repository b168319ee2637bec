"""Moments and words on both databases: what goes in comes out, and what has no meaning does not go in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from portal.domain.calendar import OSLO
from portal.domain.people import Role
from portal.store.base import Moment, Word, rows
from portal.store.engine import for_writing
from portal.store.models import Person, SignIn
from tests.builders import Village, all_rows, save


def _sign_in(village: Village, moment: datetime) -> SignIn:
    return SignIn(
        token_hash="x", person_id=village.participant.id, started_at=moment, seen_at=moment, data={"a": 1}
    )


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=OSLO),
        datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=1),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=timezone(timedelta(hours=-11))),
    ],
    ids=str,
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(
    engine: Engine, village: Village, moment: datetime
) -> None:
    save(engine, _sign_in(village, moment))
    found = all_rows(engine, SignIn)[0].started_at
    # Compared in UTC: two readings of the hour that a clock shows twice are otherwise called equal.
    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC or found.utcoffset() == timedelta(0)
    with engine.connect() as connection:
        by_moment = select(SignIn.token_hash).where(SignIn.started_at == moment)
        assert connection.scalar(by_moment) == "x"


def test_a_naive_moment_is_refused(engine: Engine, village: Village) -> None:
    naive = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 -- This is what must not pass.
    with pytest.raises(StatementError, match="without a time zone"):
        save(engine, _sign_in(village, naive))
    with pytest.raises(StatementError, match="without a time zone"), engine.connect() as connection:
        connection.execute(select(SignIn.token_hash).where(SignIn.started_at == naive))


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda it: it.name)  # type: ignore[no-untyped-call]
@given(moment=st.datetimes(timezones=st.just(UTC) | st.just(OSLO)))
def test_no_moment_loses_anything_on_its_way(moment: datetime, dialect: object) -> None:
    there = Moment().process_bind_param(moment, dialect)  # type: ignore[arg-type]
    assert Moment().process_result_value(there, dialect) == moment.astimezone(UTC)  # type: ignore[arg-type]


def test_nothing_stays_nothing(engine: Engine, village: Village) -> None:
    save(engine, _sign_in(village, datetime(2026, 1, 1, tzinfo=UTC)))
    assert all_rows(engine, SignIn)[0].ended_at is None
    assert Word(Role).process_bind_param(None, engine.dialect) is None


def test_a_word_comes_back_as_the_member_of_its_enumeration(engine: Engine, village: Village) -> None:
    person = all_rows(engine, Person, id=village.leader.id)[0]
    assert person.role is Role.LEADER


def test_a_word_that_the_enumeration_does_not_know_is_not_written(engine: Engine, village: Village) -> None:
    with pytest.raises(StatementError, match="wizard"), for_writing(engine).begin() as connection:
        connection.execute(rows(Person).update().values(role="wizard"))
    assert all_rows(engine, Person, id=village.leader.id)[0].role is Role.LEADER


def test_a_word_that_somebody_else_wrote_is_not_read_as_another(engine: Engine, village: Village) -> None:
    with for_writing(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE person SET role = 'wizard'")
    with pytest.raises(ValueError, match="wizard"):
        all_rows(engine, Person, id=village.leader.id)
