"""Rights of the participant."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "rights_draft",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rights_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_rights_draft")),
    )
    op.create_table(
        "rights_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("letter", sa.String(32), nullable=True),
        sa.Column("letter_day", sa.Date(), nullable=True),
        sa.Column("absence_id", sa.String(36), nullable=True),
        sa.Column("deferred", sa.Boolean(), nullable=False),
        sa.Column("why_late", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("timing", sa.JSON(), nullable=True),
        sa.Column("promise", sa.JSON(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("locale", sa.String(12), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'complaint' OR letter IS NOT NULL", name=op.f("ck_rights_request_letter")
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR answered_by IS NOT NULL", name=op.f("ck_rights_request_answered")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_rights_request_{column}_{table}")
            )
            for column, table in (
                ("participant_id", "person"),
                ("absence_id", "absence"),
                ("submission_id", "submission"),
                ("answered_by", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
    )
    op.create_index("ix_rights_request_participant_sent", "rights_request", ["participant_id", "sent_at"])
    op.create_index("ix_rights_request_office_state", "rights_request", ["office_id", "state", "sent_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("rights_request")
    op.drop_table("rights_draft")
