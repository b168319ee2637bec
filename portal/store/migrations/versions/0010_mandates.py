"""What a participant calls who helps them, and who handed something in for somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change. Until now everybody handed in their own."""
    op.add_column("mandate", sa.Column("name", sa.String(60), nullable=False, server_default=""))
    op.add_column("submission", sa.Column("by_id", sa.String(36), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("submission", "by_id")
    op.drop_column("mandate", "name")
