"""How often somebody may ask, and how much a member of staff has looked at within the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "allowance",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("full_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("who", "kind", name=op.f("pk_allowance")),
    )
    op.create_index("ix_audit_actor_at", "audit", ["actor_id", "at"])


def downgrade() -> None:
    """Take the change back. Everybody's allowance is full again."""
    op.drop_index("ix_audit_actor_at", "audit")
    op.drop_table("allowance")
