"""What was said of more than the plan, and months that the office confirms."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ONE_THING = (
    "CASE WHEN activity_id IS NULL THEN 0 ELSE 1 END + CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END = 1"
)
THINGS = ("offer_id", "entry_id")


def upgrade() -> None:
    """Apply the change. What was said before was said of an activity, at the office of its programme."""
    for column in (
        sa.Column("office_id", sa.String(36), nullable=True),
        sa.Column("offer_id", sa.String(36), nullable=True),
        sa.Column("entry_id", sa.String(36), nullable=True),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("month_version", sa.Integer(), nullable=True),
    ):
        op.add_column("attendance_report", column)
    op.execute(
        "UPDATE attendance_report SET office_id = (SELECT programme.office_id FROM activity"
        " JOIN programme ON programme.id = activity.programme_id"
        " WHERE activity.id = attendance_report.activity_id)"
    )
    with op.batch_alter_table("attendance_report") as batch:
        batch.alter_column("office_id", existing_type=sa.String(36), nullable=False)
        batch.alter_column("activity_id", existing_type=sa.String(36), nullable=True)
        batch.create_foreign_key(op.f("fk_attendance_report_offer_id_offer"), "offer", ["offer_id"], ["id"])
        batch.create_check_constraint(op.f("ck_attendance_report_one_thing"), ONE_THING)
        for name in THINGS:
            batch.create_unique_constraint(
                op.f(f"uq_attendance_report_participant_id_day_{name}_version"),
                ["participant_id", "day", name, "version"],
            )
    op.create_table(
        "attendance_look",
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["attendance_report.id"],
            name=op.f("fk_attendance_look_report_id_attendance_report"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["person.id"], name=op.f("fk_attendance_look_participant_id_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_attendance_look_made_by_person")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_attendance_look")),
    )
    op.create_index("ix_attendance_look_participant", "attendance_look", ["participant_id", "office_id"])
    op.create_table(
        "attendance_month",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["person.id"], name=op.f("fk_attendance_month_participant_id_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_attendance_month_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_month")),
        sa.UniqueConstraint(
            "participant_id",
            "office_id",
            "month",
            "version",
            name=op.f("uq_attendance_month_participant_id_office_id_month_version"),
        ),
    )
    op.create_index("ix_attendance_month_participant", "attendance_month", ["participant_id", "month"])


def downgrade() -> None:
    """Take the change back. What was said of something that is no activity cannot stand in the older table."""
    op.drop_table("attendance_month")
    op.drop_table("attendance_look")
    op.execute("DELETE FROM attendance_report WHERE activity_id IS NULL")
    with op.batch_alter_table("attendance_report") as batch:
        for name in THINGS:
            batch.drop_constraint(
                op.f(f"uq_attendance_report_participant_id_day_{name}_version"), type_="unique"
            )
        batch.drop_constraint(op.f("ck_attendance_report_one_thing"), type_="check")
        batch.drop_constraint(op.f("fk_attendance_report_offer_id_offer"), type_="foreignkey")
        batch.alter_column("activity_id", existing_type=sa.String(36), nullable=False)
        for name in ("office_id", "offer_id", "entry_id", "title", "month_version"):
            batch.drop_column(name)
