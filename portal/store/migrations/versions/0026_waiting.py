"""Who waits for whom, since when and until when, and who was told."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "answer_rung",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("new_answer_by", sa.Date(), nullable=True),
        sa.Column("promise", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_answer_rung_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "since", "rung", name=op.f("pk_answer_rung")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting_mark",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("waits", sa.String(32), nullable=False),
        sa.Column("set_by", sa.String(36), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_waiting_mark_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_waiting_mark_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_mark")),
    )
    op.create_index("ix_waiting_mark_conversation", "waiting_mark", ["conversation_id", "at"])
    # The worker asks every few seconds whose day has come, across all offices.
    op.create_index("ix_conversation_answer_by", "conversation", ["answer_by"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_conversation_answer_by", "conversation")
    op.drop_table("waiting_mark")
    op.drop_table("answer_rung")
