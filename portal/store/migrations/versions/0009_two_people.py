"""What two people must agree on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "safety_measure",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *_two_people(),
        sa.Column("ended_by", sa.String(36), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        *_rules("safety_measure", participant_id="person", ended_by="person"),
    )
    op.create_index("ix_safety_measure_participant", "safety_measure", ["participant_id", "office_id"])
    op.create_index("ix_safety_measure_office_last_day", "safety_measure", ["office_id", "last_day"])
    op.create_table(
        "redaction",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_two_people(),
        sa.Column("original", sa.Text(), nullable=True),
        *_rules("redaction", conversation_id="conversation"),
    )
    op.create_index("ix_redaction_message", "redaction", ["conversation_id", "sequence"])
    op.create_index(
        "uq_redaction_agreed",
        "redaction",
        ["conversation_id", "sequence"],
        unique=True,
        sqlite_where=sa.text("agreed_at IS NOT NULL"),
        postgresql_where=sa.text("agreed_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Take the change back. Texts that were taken away go back where they stood."""
    op.execute(
        "UPDATE message SET text = (SELECT redaction.original FROM redaction"
        " WHERE redaction.conversation_id = message.conversation_id AND redaction.sequence = message.sequence"
        " AND redaction.agreed_at IS NOT NULL)"
        " WHERE EXISTS (SELECT 1 FROM redaction"
        " WHERE redaction.conversation_id = message.conversation_id AND redaction.sequence = message.sequence"
        " AND redaction.agreed_at IS NOT NULL)"
    )
    op.drop_table("redaction")
    op.drop_table("safety_measure")


def _two_people() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("agreed_by", sa.String(36), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("declined_by", sa.String(36), nullable=True),
        sa.Column("declined_at", MOMENT, nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=False),
    )


def _rules(table: str, **more: str) -> tuple[sa.Constraint, ...]:
    points = {"proposed_by": "person", "agreed_by": "person", "declined_by": "person"} | more
    return (
        sa.CheckConstraint("agreed_by <> proposed_by", name=op.f(f"ck_{table}_two_people")),
        sa.CheckConstraint("declined_by <> proposed_by", name=op.f(f"ck_{table}_two_to_decline")),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
            for column, to in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
