"""Appointments with answers, and what was agreed in them."""

import sqlalchemy as sa
from alembic import op

from portal.domain.calendar import oslo_day
from portal.store.base import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MORE = (
    ("form", sa.String(32), "in_person"),
    ("link", sa.String(300), ""),
    ("telephone", sa.String(20), ""),
    ("interpreter", sa.String(40), ""),
    ("about", sa.Text(), ""),
    ("place_before", sa.String(120), ""),
    ("state", sa.String(32), "planned"),
    ("cancel_reason", sa.Text(), ""),
)
COUNTERS = (("sequence", "0"), ("asked_at", "0"), ("version", "1"))


def upgrade() -> None:
    """Apply the change. What was there before was made by nobody we know, at the office of its day."""
    for name, kind in (
        ("office_id", sa.String(36)),
        ("made_by", sa.String(36)),
        ("moved_from", MOMENT),
        ("updated_at", MOMENT),
    ):
        op.add_column("appointment", sa.Column(name, kind, nullable=True))
    for name, kind, value in MORE:
        op.add_column("appointment", sa.Column(name, kind, nullable=False, server_default=value))
    for name, value in COUNTERS:
        op.add_column("appointment", sa.Column(name, sa.Integer(), nullable=False, server_default=value))
    op.add_column(
        "appointment",
        sa.Column("interpreter_booked", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _place_what_is_there()
    with op.batch_alter_table("appointment") as batch:
        batch.alter_column("office_id", existing_type=sa.String(36), nullable=False)
        batch.create_foreign_key(op.f("fk_appointment_made_by_person"), "person", ["made_by"], ["id"])
    op.create_index("ix_appointment_office_starts", "appointment", ["office_id", "starts_at"])
    _create_answers()
    _create_agreements()


def _place_what_is_there() -> None:
    """Each appointment is of the office whose programme ran on its day, and of the person's own where none did."""
    appointment = sa.table(
        "appointment",
        sa.column("id", sa.String),
        sa.column("participant_id", sa.String),
        sa.column("office_id", sa.String),
        sa.column("starts_at", Moment),
    )
    person = sa.table("person", sa.column("id", sa.String), sa.column("office_id", sa.String))
    programme = sa.table(
        "programme",
        sa.column("participant_id", sa.String),
        sa.column("office_id", sa.String),
        sa.column("received_on", sa.Date),
        sa.column("closed_on", sa.Date),
    )
    connection = op.get_bind()
    programmes = connection.execute(sa.select(programme).order_by(programme.c.received_on)).all()
    query = sa.select(
        appointment.c.id, appointment.c.participant_id, appointment.c.starts_at, person.c.office_id
    ).join(person, person.c.id == appointment.c.participant_id)
    for row in connection.execute(query).all():
        day = oslo_day(row.starts_at)
        there = [
            one.office_id
            for one in programmes
            if one.participant_id == row.participant_id and (one.closed_on is None or day <= one.closed_on)
        ]
        office = there[0] if there else row.office_id or ""
        connection.execute(sa.update(appointment).where(appointment.c.id == row.id).values(office_id=office))


def _create_answers() -> None:
    op.create_table(
        "appointment_answer",
        sa.Column("appointment_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("wish_1", MOMENT, nullable=True),
        sa.Column("wish_2", MOMENT, nullable=True),
        sa.Column("wish_3", MOMENT, nullable=True),
        sa.Column("phone_me", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(36), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_appointment_answer_{column}_{table}")
            )
            for column, table in (
                ("appointment_id", "appointment"),
                ("by_id", "person"),
                ("submission_id", "submission"),
            )
        ),
        sa.PrimaryKeyConstraint("appointment_id", "number", name=op.f("pk_appointment_answer")),
    )


def _create_agreements() -> None:
    op.create_table(
        "take_away",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("appointment_id", sa.String(36), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(12), nullable=False),
        sa.Column("written_by", sa.String(36), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("staff_confirmed_by", sa.String(36), nullable=True),
        sa.Column("staff_confirmed_at", MOMENT, nullable=True),
        sa.Column("participant_confirmed_by", sa.String(36), nullable=True),
        sa.Column("participant_confirmed_at", MOMENT, nullable=True),
        sa.Column("participant_says", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.String(36), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_take_away_{column}_{table}"))
            for column, table in (
                ("participant_id", "person"),
                ("appointment_id", "appointment"),
                ("written_by", "person"),
                ("staff_confirmed_by", "person"),
                ("participant_confirmed_by", "person"),
                ("submission_id", "submission"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_away")),
    )
    op.create_index("ix_take_away_participant_day", "take_away", ["participant_id", "day"])
    op.create_table(
        "take_away_point",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("take_away_id", sa.String(36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(32), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(
            ["take_away_id"], ["take_away.id"], name=op.f("fk_take_away_point_take_away_id_take_away")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_take_away_point_done_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_away_point")),
    )
    op.create_index("ix_take_away_point_take_away_id", "take_away_point", ["take_away_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("take_away_point")
    op.drop_table("take_away")
    op.drop_table("appointment_answer")
    op.drop_index("ix_appointment_office_starts", "appointment")
    with op.batch_alter_table("appointment") as batch:
        batch.drop_constraint(op.f("fk_appointment_made_by_person"), type_="foreignkey")
        for name in ("office_id", "made_by", "interpreter_booked", "moved_from", "updated_at"):
            batch.drop_column(name)
        for name in (*(one[0] for one in MORE), *(one[0] for one in COUNTERS)):
            batch.drop_column(name)
