"""What all tables share: naming, identifiers and the moment type."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    FromClause,
    MetaData,
    Row,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase

# A row of a Core query. Its columns are named where it is asked for; their types are those of the table.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
# Given a table of people, the condition under which the reader may know of them (`portal.services.permissions`).
Within: TypeAlias = Callable[[FromClause], ColumnElement[bool]]


class Base(DeclarativeBase):
    """The metadata with names for every constraint, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A point in time, aware and in UTC. SQLite has no such type: there it is stored naive and read back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody could say which hour it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone has no meaning here.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand out aware moments only."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[Any]):
    """One word of an enumeration, stored as its value, so that SQL stays readable and migrations stay small."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """`kind` is the enumeration whose values are stored."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Refuse a word that the enumeration does not know."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the value back as the enumeration's member."""
        return None if value is None else self.kind(value)


def new_id() -> str:
    """A random identifier that tells nothing and cannot be guessed."""
    return str(uuid4())


def rows(model: type[Base]) -> Table:
    """The model's table, for Core queries on the pages that are opened all day."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 -- A declarative model without a table cannot exist here.
    return table
