"""What the benefit is worked out from, and the offices' days of payment."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "benefit_facts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("weekly_hundredths", sa.Integer(), nullable=False),
        sa.Column("apprentice", sa.Boolean(), nullable=False),
        sa.Column("other_benefit", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.String(36), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "children >= 0 AND weekly_hundredths >= 0", name=op.f("ck_benefit_facts_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["person.id"], name=op.f("fk_benefit_facts_participant_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["person.id"], name=op.f("fk_benefit_facts_entered_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_facts")),
        sa.UniqueConstraint(
            "participant_id",
            "office_id",
            "number",
            name=op.f("uq_benefit_facts_participant_id_office_id_number"),
        ),
    )
    op.create_table(
        "payday",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(36), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_payday_office_id_office")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_payday_entered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payday")),
        sa.UniqueConstraint("office_id", "month", "version", name=op.f("uq_payday_office_id_month_version")),
    )
    op.create_index("ix_payday_office_day", "payday", ["office_id", "day"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("payday")
    op.drop_table("benefit_facts")
