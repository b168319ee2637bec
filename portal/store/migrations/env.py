"""Alembic's entrance: the connection comes from `portal.store.schema`, never from a file of its own."""

from typing import Literal

from alembic import context

from portal.store.base import Moment, Word
from portal.store.models import METADATA


def plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types as what they are in SQL: a revision must outlive the code of its day."""
    if kind == "type" and isinstance(item, Word):
        return f"sa.String({item.impl.length})"
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plain_types,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
