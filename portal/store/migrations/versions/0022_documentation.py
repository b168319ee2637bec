"""Documentation: the files that participants hand in."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "document",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("about_kind", sa.String(32), nullable=False),
        sa.Column("about_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=False),
        sa.Column("by_id", sa.String(36), nullable=True),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("scan_due_at", MOMENT, nullable=True),
        sa.Column("scanned_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["person.id"], name=op.f("fk_document_participant_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_document_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_about", "document", ["participant_id", "about_kind", "about_id"])
    op.create_index("ix_document_scan", "document", ["scan_due_at"])


def downgrade() -> None:
    """Take the change back. The files stay in their folder until they are swept."""
    op.drop_table("document")
