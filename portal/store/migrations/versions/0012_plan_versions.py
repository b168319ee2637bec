"""Plan versions and proposals."""

import json
from itertools import groupby
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NEW = ("what", "serves", "weekly_minutes", "follows")


def upgrade() -> None:
    """Apply the change. What each plan holds now becomes its first version."""
    op.add_column("activity", sa.Column("what", sa.Text(), nullable=False, server_default=""))
    op.add_column("activity", sa.Column("serves", sa.String(32), nullable=True))
    op.add_column("activity", sa.Column("weekly_minutes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("activity", sa.Column("follows", sa.String(36), nullable=False, server_default=""))
    op.create_table(
        "free_week",
        sa.Column("programme_id", sa.String(36), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        _to("free_week", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("programme_id", "monday", name=op.f("pk_free_week")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("programme_id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("ruling", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(12), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("counter_of", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(36), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_text", sa.Text(), nullable=False),
        sa.Column("complaint_by", sa.Date(), nullable=True),
        sa.Column("complaint", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'decision_refused' OR complaint_by IS NOT NULL", name=op.f("ck_proposal_refused")
        ),
        _to("proposal", "programme_id", "programme"),
        _to("proposal", "participant_id", "person"),
        _to("proposal", "made_by", "person"),
        _to("proposal", "answered_by", "person"),
        _to("proposal", "decided_by", "person"),
        _to("proposal", "submission_id", "submission"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index("ix_proposal_participant_sent", "proposal", ["participant_id", "sent_at"])
    op.create_index("ix_proposal_office_state", "proposal", ["office_id", "state", "sent_at"])
    op.create_table(
        "proposal_draft",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("about_id", sa.String(36), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        _to("proposal_draft", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", "about_id", name=op.f("pk_proposal_draft")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("programme_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=True),
        sa.Column("agreed_by", sa.String(36), nullable=True),
        sa.Column("proposal_id", sa.String(36), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        _to("plan_version", "programme_id", "programme"),
        _to("plan_version", "proposed_by", "person"),
        _to("plan_version", "agreed_by", "person"),
        _to("plan_version", "proposal_id", "proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_plan_version_programme_id_number")),
    )
    _first_versions(op.get_bind())


def downgrade() -> None:
    """Take the change back, and the history of the plans with it."""
    for table in ("plan_version", "proposal_draft", "proposal", "free_week"):
        op.drop_table(table)
    for column in reversed(NEW):
        op.drop_column("activity", column)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _first_versions(connection: sa.Connection) -> None:
    """What was agreed before today nobody kept; from now on it is."""
    slots: dict[str, list[dict[str, object]]] = {}
    times = _table("activity_slot", "activity_id", "weekday", "starts", "ends", "drop_in")
    for row in connection.execute(sa.select(times).order_by(*times.c)):
        hours = {"starts": _clock(row.starts), "ends": _clock(row.ends)}
        slots.setdefault(row.activity_id, []).append(
            {"weekday": row.weekday, **hours, "drop_in": bool(row.drop_in)}
        )
    evaluation = _table("evaluation", "programme_id", "day")
    held: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(evaluation).order_by(evaluation.c.day)):
        held.setdefault(row.programme_id, []).append(_day(row.day))
    programme = _table("programme", "id", "goal", "goal_locale")
    goals = {row.id: row for row in connection.execute(sa.select(programme))}
    activity = _table(
        "activity", "id", "programme_id", "title", "why", "kind", "place", "provider", "responsible"
    )
    days = sa.column("first_day", sa.Date()), sa.column("last_day", sa.Date())
    query = sa.select(activity, *days).order_by(activity.c.programme_id, days[0], activity.c.title)
    version = sa.table(
        "plan_version",
        *(sa.column(name) for name in ("id", "programme_id", "number")),
        sa.column("made_at", MOMENT),
        sa.column("content", sa.JSON()),
    )
    for programme_id, some in groupby(connection.execute(query), key=lambda row: row.programme_id):
        held_activities = [
            {name: getattr(row, name) for name in ("id", "title", "why", "kind", "place", "provider")}
            | {"responsible": row.responsible, "what": "", "serves": "", "follows": "", "weekly_minutes": 0}
            | {"first_day": _day(row.first_day), "last_day": _day(row.last_day) if row.last_day else ""}
            | {"slots": slots.get(row.id, [])}
            for row in some
        ]
        goal = goals[programme_id]
        content = {
            "goal": goal.goal,
            "goal_locale": goal.goal_locale,
            "activities": held_activities,
            "evaluations": sorted(set(held.get(programme_id, []))),
            "free_weeks": [],
        }
        connection.execute(
            sa.insert(version).values(
                id=str(uuid4()),
                programme_id=programme_id,
                number=1,
                made_at=sa.func.now(),
                content=json.loads(json.dumps(content)),
            )
        )


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(_column(one) for one in columns))


def _column(name: str) -> sa.ColumnClause[object]:
    if name in {"starts", "ends"}:
        return sa.column(name, sa.Time())
    return sa.column(name, sa.Date()) if name == "day" else sa.column(name)


def _clock(found: object) -> str:
    return str(found)[:5]


def _day(found: object) -> str:
    return str(found)[:10]
