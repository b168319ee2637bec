"""The steps of a programme."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change. A participant may come back to an office, so an office may have had several programmes of theirs."""
    with op.batch_alter_table("programme") as table:
        table.add_column(sa.Column("current", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint(op.f("uq_programme_participant_id_office_id"), type_="unique")
        table.drop_constraint(op.f("ck_programme_period"), type_="check")
        table.create_check_constraint(op.f("ck_programme_period"), "period >= 0")
    op.create_index(
        "uq_programme_current",
        "programme",
        ["participant_id", "office_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_index("ix_programme_office_state", "programme", ["office_id", "state"])
    op.add_column("programme_interval", sa.Column("expected_to", sa.Date(), nullable=True))
    op.create_table(
        "programme_step",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("programme_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(32), nullable=True),
        sa.Column("decision", sa.JSON(), nullable=True),
        sa.Column("complaint_by", sa.Date(), nullable=True),
        sa.Column("complaint", sa.JSON(), nullable=True),
        sa.Column("assessment", sa.JSON(), nullable=True),
        sa.Column("afterwards", sa.JSON(), nullable=True),
        sa.Column("main_income", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_step_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["person.id"], name=op.f("fk_programme_step_participant_id_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_programme_step_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_step")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_programme_step_programme_id_number")),
    )
    op.create_index("ix_programme_step_participant", "programme_step", ["participant_id", "office_id"])


def downgrade() -> None:
    """Take the change back. Raises RuntimeError when somebody has had two programmes at one office: no record is thrown away."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM programme WHERE NOT current")).scalar():
        raise RuntimeError("The schema before this knows one programme of a participant at an office.")
    op.drop_table("programme_step")
    op.drop_column("programme_interval", "expected_to")
    op.drop_index("ix_programme_office_state", "programme")
    op.drop_index("uq_programme_current", "programme")
    with op.batch_alter_table("programme") as table:
        table.drop_constraint(op.f("ck_programme_period"), type_="check")
        table.create_check_constraint(op.f("ck_programme_period"), "period between 0 and 3")
        table.create_unique_constraint(
            op.f("uq_programme_participant_id_office_id"), ["participant_id", "office_id"]
        )
        table.drop_column("version")
        table.drop_column("current")
