"""What nobody answered in time is found by its last day."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index proposals by where they stand and until when they can be answered."""
    op.create_index("ix_proposal_state_expires", "proposal", ["state", "expires_on"])


def downgrade() -> None:
    """Take the index away."""
    op.drop_index("ix_proposal_state_expires", table_name="proposal")
