"""What the office notes beside a conversation: cover, notes, mistakes and journal marks."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STANDS = sa.text("ended_at IS NULL")


def _foreign(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
        for column, target in pairs
    ]


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "automatic_word",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("cover_id", sa.String(36), nullable=False),
        *_foreign("automatic_word", ("conversation_id", "conversation")),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_automatic_word")),
    )
    op.create_index("uq_automatic_word_cover", "automatic_word", ["conversation_id", "cover_id"], unique=True)
    op.create_table(
        "message_mistake",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("marked_by", sa.String(36), nullable=False),
        sa.Column("marked_at", MOMENT, nullable=False),
        *_foreign("message_mistake", ("conversation_id", "conversation"), ("marked_by", "person")),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_message_mistake")),
    )
    op.create_table(
        "journal_mark",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("journalled_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("marked_by", sa.String(36), nullable=False),
        sa.Column("marked_at", MOMENT, nullable=False),
        *_foreign("journal_mark", ("conversation_id", "conversation"), ("marked_by", "person")),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_journal_mark")),
    )
    op.create_table(
        "hand_over",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("handed_to", sa.String(36), nullable=False),
        sa.Column("handed_by", sa.String(36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ending", sa.String(32), nullable=True),
        *_foreign(
            "hand_over", ("conversation_id", "conversation"), ("handed_to", "person"), ("handed_by", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(
        "uq_hand_over_standing",
        "hand_over",
        ["conversation_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_hand_over_to", "hand_over", ["handed_to", "ended_at"])
    op.create_index("ix_hand_over_made_at", "hand_over", ["made_at"])
    op.create_table(
        "case_note",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(12), nullable=False),
        sa.Column("written_by", sa.String(36), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *_foreign("case_note", ("conversation_id", "conversation"), ("written_by", "person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        sa.UniqueConstraint("written_by", "key", name=op.f("uq_case_note_written_by_key")),
    )
    op.create_index("ix_case_note_conversation", "case_note", ["conversation_id", "last_day"])
    op.create_index("ix_case_note_last_day", "case_note", ["last_day"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("case_note", "hand_over", "journal_mark", "message_mistake", "automatic_word"):
        op.drop_table(table)
