"""What a message is about, what was handed in with it, and that it was taken back within seconds."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "message_more",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(32), nullable=True),
        sa.Column("topic_id", sa.String(36), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_more_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_message_more")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "message_undo",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("waiting_for_us_since", MOMENT, nullable=True),
        sa.Column("waiting_for_them_since", MOMENT, nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("promise", sa.JSON(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_undo_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_message_undo")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("message_undo")
    op.drop_table("message_more")
