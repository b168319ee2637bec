"""Messages that were put together from fixed phrases."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "message_phrase",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phrase", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_phrase_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_message_phrase")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take the change back. The messages keep their text in bokmål."""
    op.drop_table("message_phrase")
