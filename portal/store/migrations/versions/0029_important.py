"""Messages that must be read, calls for help, and threats that were reported."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "message_important",
        *_place(),
        sa.Column("resent_first_at", MOMENT, nullable=True),
        sa.Column("resent_second_at", MOMENT, nullable=True),
        sa.Column("call_since", MOMENT, nullable=True),
        sa.Column("phoned_by", sa.String(36), nullable=True),
        sa.Column("phoned_at", MOMENT, nullable=True),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column("phone_note", sa.Text(), nullable=False),
        *_points("message_important", conversation_id="conversation", phoned_by="person"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_message_important")),
    )
    op.create_table(
        "message_acknowledgement",
        *_place(),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_points("message_acknowledgement", conversation_id="conversation", person_id="person"),
        sa.PrimaryKeyConstraint(
            "conversation_id", "sequence", "person_id", name=op.f("pk_message_acknowledgement")
        ),
    )
    op.create_table(
        "alarm",
        *_place(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("taken_by", sa.String(36), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        *_points("alarm", conversation_id="conversation", taken_by="person"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_alarm")),
    )
    op.create_index("ix_alarm_taken", "alarm", ["taken_at"])
    op.create_table(
        "threat_report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("participant_id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("office_id", sa.String(36), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reported_by", sa.String(36), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("outcome_text", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        *_points(
            "threat_report",
            participant_id="person",
            conversation_id="conversation",
            reported_by="person",
            closed_by="person",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threat_report")),
    )
    op.create_index("ix_threat_report_participant", "threat_report", ["participant_id", "office_id"])
    op.create_index("ix_threat_report_office_closed", "threat_report", ["office_id", "closed_at"])
    op.create_table(
        "threat_evidence",
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(12), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        *_points("threat_evidence", report_id="threat_report", author_id="person"),
        sa.PrimaryKeyConstraint("report_id", "sequence", name=op.f("pk_threat_evidence")),
    )


def downgrade() -> None:
    """Take the change back. Evidence is lost with it: close every report of a threat and export it first."""
    for table in (
        "threat_evidence",
        "threat_report",
        "alarm",
        "message_acknowledgement",
        "message_important",
    ):
        op.drop_table(table)


def _place() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
    )


def _points(table: str, **columns: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
        for column, to in columns.items()
    )
