"""Archive and purge: exports with their receipts, purge runs, and tombstones."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change. No foreign keys: these rows outlive what they speak of."""
    op.create_table(
        "archive_export",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("manifest_digest", sa.String(64), nullable=False),
        sa.Column("rows_digest", sa.String(64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_export")),
    )
    op.create_index("ix_archive_export_participant", "archive_export", ["participant_id", "made_at"])
    op.create_table(
        "purge_run",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("replay", sa.Boolean(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_run")),
    )
    op.create_table(
        "tombstone",
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_tombstone")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("tombstone")
    op.drop_table("purge_run")
    op.drop_index("ix_archive_export_participant", "archive_export")
    op.drop_table("archive_export")
