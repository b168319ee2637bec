"""An office's choices in one place, and the reasons beside a promise and a day to complain by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DAYS = "case.answer_working_days"
USUAL = 3

office = sa.table(
    "office",
    sa.column("id", sa.String(36)),
    sa.column("answer_working_days", sa.Integer()),
    sa.column("practice", sa.JSON()),
)

# Columns are added and dropped in place. Alembic's batch mode would copy the office table on SQLite and drop the
# old one, which the rows that point at it forbid.


def upgrade() -> None:
    """Apply the change; what an office had chosen for its answers stays chosen."""
    op.add_column("absence", sa.Column("complaint", sa.JSON(), nullable=True))
    op.add_column("conversation", sa.Column("promise", sa.JSON(), nullable=True))
    op.add_column("office", sa.Column("practice", sa.JSON(), nullable=False, server_default="{}"))
    for row in op.get_bind().execute(sa.select(office.c.id, office.c.answer_working_days)).all():
        if row.answer_working_days != USUAL:
            chosen = {DAYS: row.answer_working_days}
            op.execute(office.update().where(office.c.id == row.id).values(practice=chosen))
    op.drop_column("office", "answer_working_days")


def downgrade() -> None:
    """Take the change back; other choices than how soon answers come have no place there and are lost."""
    days = sa.Column("answer_working_days", sa.Integer(), nullable=False, server_default=str(USUAL))
    op.add_column("office", days)
    for row in op.get_bind().execute(sa.select(office.c.id, office.c.practice)).all():
        if DAYS in row.practice:
            chosen = int(row.practice[DAYS])
            op.execute(office.update().where(office.c.id == row.id).values(answer_working_days=chosen))
    op.drop_column("office", "practice")
    op.drop_column("conversation", "promise")
    op.drop_column("absence", "complaint")
