"""What is decided ahead waits for its day, and whether a completion was agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("programme", sa.Column("ahead_step_id", sa.String(36), nullable=True))
    op.add_column("programme", sa.Column("ahead_from", sa.Date(), nullable=True))
    op.create_index("ix_programme_ahead_from", "programme", ["ahead_from"])
    op.create_index("ix_programme_participant", "programme", ["participant_id"])
    op.add_column("programme_step", sa.Column("by_agreement", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Take the change back. Raises RuntimeError while something waits for its day: nobody would remember it."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM programme WHERE ahead_from IS NOT NULL")).scalar():
        raise RuntimeError("The schema before this knows nothing that is decided ahead.")
    with op.batch_alter_table("programme_step") as table:
        table.drop_column("by_agreement")
    op.drop_index("ix_programme_participant", "programme")
    op.drop_index("ix_programme_ahead_from", "programme")
    with op.batch_alter_table("programme") as table:
        table.drop_column("ahead_from")
        table.drop_column("ahead_step_id")
