"""How a submission came, the seal of its receipt, and what was written without network and could not be taken."""

import secrets

import sqlalchemy as sa
from alembic import op

from portal.domain.receipt import Proven, as_document, content_hash, seal
from portal.store.base import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NEW = ("sent_at", "channel", "registered_by_id", "registered_at", "salt", "seal")


def upgrade() -> None:
    """Apply the change. What was there before came through the pages, and no clock of a phone is known of it."""
    op.add_column("submission", sa.Column("sent_at", MOMENT, nullable=True))
    op.add_column("submission", sa.Column("channel", sa.String(32), nullable=False, server_default="web"))
    op.add_column("submission", sa.Column("registered_by_id", sa.String(36), nullable=True))
    op.add_column("submission", sa.Column("registered_at", MOMENT, nullable=True))
    op.add_column("submission", sa.Column("salt", sa.String(32), nullable=False, server_default=""))
    op.add_column("submission", sa.Column("seal", sa.String(64), nullable=False, server_default=""))
    _seal_what_is_there()
    op.create_table(
        "not_taken",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("path", sa.String(40), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_not_taken_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_not_taken")),
    )


def _seal_what_is_there() -> None:
    names = ("id", "number", "kind", "locale", "fingerprint", "salt", "seal")
    submission = sa.table(
        "submission",
        *(sa.column(name, sa.String) for name in names),
        sa.column("received_at", Moment),
        sa.column("content", sa.JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(submission)).all():
        salt = secrets.token_hex(16)
        proven = Proven(row.number, row.kind, row.received_at, None, "web", row.locale, row.content, salt)
        made = {
            "salt": salt,
            "seal": seal(as_document(proven)),
            "fingerprint": content_hash(row.kind, row.content),
        }
        connection.execute(sa.update(submission).where(submission.c.id == row.id).values(made))


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("not_taken")
    with op.batch_alter_table("submission") as batch:
        for name in NEW:
            batch.drop_column(name)
