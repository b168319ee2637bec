"""Drop-in offers and individual plans."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STANDS = sa.text("last_day IS NULL")


def _foreign(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
        for column, target in pairs
    ]


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "offer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_day IS NULL OR first_day <= last_day", name=op.f("ck_offer_days")),
        *_foreign("offer", ("office_id", "office"), ("made_by", "person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index("ix_offer_office", "offer", ["office_id", "closed_at"])
    op.create_table(
        "offer_slot",
        sa.Column("offer_id", sa.String(36), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_offer_slot_weekday")),
        *_foreign("offer_slot", ("offer_id", "offer")),
        sa.PrimaryKeyConstraint("offer_id", "weekday", "starts", name=op.f("pk_offer_slot")),
    )
    op.create_table(
        "offer_taken",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("offer_id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        *_foreign(
            "offer_taken",
            ("offer_id", "offer"),
            ("participant_id", "person"),
            ("submission_id", "submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_taken")),
    )
    op.create_index("ix_offer_taken_participant", "offer_taken", ["participant_id", "office_id"])
    op.create_index(
        "uq_offer_taken_standing",
        "offer_taken",
        ["participant_id", "offer_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_table(
        "individual_plan",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("offered_by", sa.String(36), nullable=True),
        sa.Column("offered_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.Column("share_with", sa.Text(), nullable=False),
        sa.Column("consent_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_foreign("individual_plan", ("participant_id", "person"), ("offered_by", "person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_individual_plan")),
        sa.UniqueConstraint(
            "participant_id", "office_id", name=op.f("uq_individual_plan_participant_id_office_id")
        ),
    )
    op.create_table(
        "individual_plan_part",
        sa.Column("plan_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.String(36), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_foreign("individual_plan_part", ("plan_id", "individual_plan"), ("updated_by", "person")),
        sa.PrimaryKeyConstraint("plan_id", "part", name=op.f("pk_individual_plan_part")),
    )
    op.create_index("ix_individual_plan_part_updated_by", "individual_plan_part", ["updated_by"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("individual_plan_part", "individual_plan", "offer_taken", "offer_slot", "offer"):
        op.drop_table(table)
