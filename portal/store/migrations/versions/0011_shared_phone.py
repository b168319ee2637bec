"""Phones that several people use."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change. Nobody has said that they share a phone yet."""
    op.add_column(
        "person", sa.Column("shared_phone", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("person", "shared_phone")
