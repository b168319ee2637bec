"""What translators propose, what others say of it, what is accepted, and what they ask about the source."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'proposed'")


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))


def _text() -> tuple["sa.Column[str]", ...]:
    return (
        sa.Column("ctx", sa.Text()),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text()),
    )


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "translation_proposal",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        *_text(),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        _person("translation_proposal", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_proposal")),
    )
    op.create_index("ix_translation_proposal_text", "translation_proposal", ["hash", "locale"])
    op.create_index("ix_translation_proposal_state", "translation_proposal", ["state", "locale"])
    op.create_index(
        "uq_translation_proposal_open",
        "translation_proposal",
        ["locale", "hash", "author_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "translation_review",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("reviewer_id", sa.String(36), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=False),
        sa.CheckConstraint("reviewer_id <> author_id", name=op.f("ck_translation_review_two_people")),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["translation_proposal.id"],
            name=op.f("fk_translation_review_proposal_id_translation_proposal"),
        ),
        _person("translation_review", "author_id"),
        _person("translation_review", "reviewer_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_review")),
        sa.UniqueConstraint(
            "proposal_id",
            "reviewer_id",
            "verdict",
            name=op.f("uq_translation_review_proposal_id_reviewer_id_verdict"),
        ),
    )
    op.create_table(
        "translation_text",
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        *_text(),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("accepted_by", sa.String(36), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["translation_proposal.id"],
            name=op.f("fk_translation_text_proposal_id_translation_proposal"),
        ),
        _person("translation_text", "accepted_by"),
        sa.PrimaryKeyConstraint("locale", "hash", name=op.f("pk_translation_text")),
        sa.UniqueConstraint("generation", name=op.f("uq_translation_text_generation")),
    )
    op.create_table(
        "translation_question",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        *_text(),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        _person("translation_question", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_question")),
    )
    op.create_index("ix_translation_question_hash", "translation_question", ["hash"])
    op.create_table(
        "translation_answer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("question_id", sa.String(36), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["translation_question.id"],
            name=op.f("fk_translation_answer_question_id_translation_question"),
        ),
        _person("translation_answer", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_answer")),
    )
    op.create_index("ix_translation_answer_question", "translation_answer", ["question_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("translation_answer")
    op.drop_table("translation_question")
    op.drop_table("translation_text")
    op.drop_table("translation_review")
    op.drop_table("translation_proposal")
