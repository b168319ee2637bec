"""Every kind of absence: what a kind asks for, papers, versions and hearings."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _foreign(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
        for column, target in pairs
    ]


def upgrade() -> None:
    """Apply the change."""
    op.add_column("absence", sa.Column("minutes_a_day", sa.Integer(), nullable=True))
    op.add_column("absence", sa.Column("details", sa.JSON(), nullable=True))
    op.add_column("absence", sa.Column("further", sa.JSON(), nullable=True))
    op.add_column("absence", sa.Column("proposed", sa.String(32), nullable=True))
    op.add_column("absence", sa.Column("documentation", sa.String(32), server_default="none", nullable=False))
    op.add_column("absence", sa.Column("documentation_by", sa.Date(), nullable=True))
    op.add_column("absence", sa.Column("granted_from", sa.Date(), nullable=True))
    op.add_column("absence", sa.Column("granted_to", sa.Date(), nullable=True))
    op.create_table(
        "absence_version",
        sa.Column("absence_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("minutes_a_day", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("doctors_note_from", sa.Date(), nullable=True),
        sa.Column("documentation", sa.String(32), nullable=False),
        sa.Column("documentation_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("further", sa.JSON(), nullable=True),
        sa.Column("proposed", sa.String(32), nullable=True),
        sa.Column("decided_by", sa.String(36), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_text", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("replaced_by", sa.String(36), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False),
        *_foreign(
            "absence_version",
            ("absence_id", "absence"),
            ("decided_by", "person"),
            ("submission_id", "submission"),
            ("replaced_by", "person"),
        ),
        sa.PrimaryKeyConstraint("absence_id", "number", name=op.f("pk_absence_version")),
    )
    op.create_table(
        "absence_hearing",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("absence_id", sa.String(36), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("notice", sa.JSON(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.String(36), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("decision_text", sa.Text(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reassess_by", sa.Date(), nullable=True),
        sa.Column("complaint_by", sa.Date(), nullable=True),
        sa.Column("complaint", sa.JSON(), nullable=True),
        sa.Column("given_back_at", MOMENT, nullable=True),
        sa.Column("given_back_by", sa.String(36), nullable=True),
        sa.Column("given_back_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_foreign(
            "absence_hearing",
            ("participant_id", "person"),
            ("absence_id", "absence"),
            ("sent_by", "person"),
            ("submission_id", "submission"),
            ("closed_by", "person"),
            ("given_back_by", "person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_hearing")),
    )
    op.create_index("ix_absence_hearing_participant", "absence_hearing", ["participant_id", "state"])
    op.create_index("ix_absence_hearing_absence", "absence_hearing", ["absence_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("absence_hearing")
    op.drop_table("absence_version")
    with op.batch_alter_table("absence") as batch:
        for column in (
            *("granted_to", "granted_from", "documentation_by", "documentation"),
            *("proposed", "further", "details", "minutes_a_day"),
        ):
            batch.drop_column(column)
