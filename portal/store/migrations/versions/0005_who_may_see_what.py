"""Who may see what: protection, named teams, ties, grants, covers, mandates, and one case at each office."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change. Nobody's protection is known before somebody has said it: until then no staff reach them."""
    op.add_column("person", sa.Column("protection", sa.String(32), nullable=True))
    op.add_column("person", sa.Column("protection_read_at", MOMENT, nullable=True))
    with op.batch_alter_table("conversation") as table:
        table.drop_constraint("uq_conversation_participant_id", type_="unique")
        table.create_unique_constraint(
            "uq_conversation_participant_id_office_id", ["participant_id", "office_id"]
        )
    op.add_column("programme", sa.Column("office_id", sa.String(36), nullable=True))
    op.execute(
        "UPDATE programme SET office_id = (SELECT office_id FROM person WHERE person.id = participant_id)"
    )
    with op.batch_alter_table("programme") as table:
        table.alter_column("office_id", existing_type=sa.String(36), nullable=False)
        table.create_foreign_key("fk_programme_office_id_office", "office", ["office_id"], ["id"])
        table.drop_constraint("uq_programme_participant_id", type_="unique")
        table.create_unique_constraint(
            "uq_programme_participant_id_office_id", ["participant_id", "office_id"]
        )
    _people("team_member", ("participant_id", "staff_id"), sa.Column("added_at", MOMENT, nullable=False))
    op.create_index("ix_team_member_staff", "team_member", ["staff_id"])
    _people(
        "disqualified",
        ("staff_id", "participant_id"),
        sa.Column("tie", sa.String(32), nullable=False),
        sa.Column("stated_at", MOMENT, nullable=False),
    )
    op.create_index("ix_disqualified_participant", "disqualified", ["participant_id"])
    _grants()
    _covers()
    _mandates()


def downgrade() -> None:
    """Take the change back. Who has moved has two of each, and then this stops: nothing is thrown away."""
    for table in ("mandate", "cover", "access_grant", "disqualified", "team_member"):
        op.drop_table(table)
    with op.batch_alter_table("programme") as changed:
        changed.drop_constraint("uq_programme_participant_id_office_id", type_="unique")
        changed.create_unique_constraint("uq_programme_participant_id", ["participant_id"])
        changed.drop_constraint("fk_programme_office_id_office", type_="foreignkey")
        changed.drop_column("office_id")
    with op.batch_alter_table("conversation") as changed:
        changed.drop_constraint("uq_conversation_participant_id_office_id", type_="unique")
        changed.create_unique_constraint("uq_conversation_participant_id", ["participant_id"])
    op.drop_column("person", "protection_read_at")
    op.drop_column("person", "protection")


def _people(table: str, people: tuple[str, ...], *more: sa.Column[object]) -> None:
    """Make a table whose key is two people."""
    op.create_table(
        table,
        *(sa.Column(name, sa.String(36), nullable=False) for name in people),
        *more,
        *(_to_person(table, name) for name in people),
        sa.PrimaryKeyConstraint(*people, name=op.f(f"pk_{table}")),
    )


def _to_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))


def _grants() -> None:
    op.create_table(
        "access_grant",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("seen_by_leader_at", MOMENT, nullable=True),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_access_grant_times")),
        *(_to_person("access_grant", name) for name in ("staff_id", "participant_id", "made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index("ix_access_grant_staff", "access_grant", ["staff_id", "participant_id", "ends_at"])
    op.create_index("ix_access_grant_participant", "access_grant", ["participant_id", "ends_at"])
    op.create_index("ix_access_grant_office", "access_grant", ["office_id", "begins_at"])


def _covers() -> None:
    op.create_table(
        "cover",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("by_id", sa.String(36), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_cover_days")),
        sa.CheckConstraint("staff_id <> by_id", name=op.f("ck_cover_two")),
        *(_to_person("cover", name) for name in ("staff_id", "by_id", "made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    op.create_index("ix_cover_by", "cover", ["by_id", "last_day"])
    op.create_index("ix_cover_staff", "cover", ["staff_id", "last_day"])


def _mandates() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("representative_id", sa.String(36), nullable=False),
        *(sa.Column(area, sa.Boolean(), nullable=False) for area in ("week", "plan", "absence", "messages")),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_mandate_days")),
        *(_to_person("mandate", name) for name in ("participant_id", "representative_id", "made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_index("ix_mandate_representative", "mandate", ["representative_id", "last_day"])
    op.create_index("ix_mandate_participant", "mandate", ["participant_id", "last_day"])
