"""How an appointment was before it moved, offers whose past stays as it was, and what a calendar has been told."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEY = "pk_offer_slot"


def upgrade() -> None:
    """Apply the change. An offer's times of today are taken to have held since its first day."""
    op.add_column("appointment", sa.Column("ends_before", MOMENT, nullable=True))
    op.add_column("appointment", sa.Column("form_before", sa.String(32), nullable=True))
    op.add_column("offer_slot", sa.Column("from_day", sa.Date(), nullable=True))
    op.add_column("offer_slot", sa.Column("until_day", sa.Date(), nullable=True))
    op.execute(
        "UPDATE offer_slot SET from_day = (SELECT first_day FROM offer WHERE offer.id = offer_slot.offer_id)"
    )
    with op.batch_alter_table("offer_slot") as batch:
        batch.alter_column("from_day", existing_type=sa.Date(), nullable=False)
        batch.drop_constraint(op.f(KEY), type_="primary")
        batch.create_primary_key(op.f(KEY), ["offer_id", "weekday", "starts", "from_day"])
    op.create_table(
        "calendar_entry",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_entry_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_calendar_entry")),
    )


def downgrade() -> None:
    """Take the change back. Times that do not hold any more had no place before."""
    op.drop_table("calendar_entry")
    op.execute("DELETE FROM offer_slot WHERE until_day IS NOT NULL")
    with op.batch_alter_table("offer_slot") as batch:
        batch.drop_constraint(op.f(KEY), type_="primary")
        batch.drop_column("from_day")
        batch.drop_column("until_day")
        batch.create_primary_key(op.f(KEY), ["offer_id", "weekday", "starts"])
    with op.batch_alter_table("appointment") as batch:
        batch.drop_column("form_before")
        batch.drop_column("ends_before")
