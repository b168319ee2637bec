"""How somebody wants to be told, where to, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "notice_wish",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("channels", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_wish_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_wish")),
    )
    op.create_table(
        "address_check",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_check_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "channel", name=op.f("pk_address_check")),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("endpoint_hash", sa.String(64), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_subscription_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_subscription_endpoint_hash")),
    )
    op.create_index("ix_push_subscription_person", "push_subscription", ["person_id"])
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("says", sa.String(32), nullable=False, server_default="news"))
        batch.add_column(sa.Column("channel", sa.String(32)))
        batch.add_column(sa.Column("trouble", sa.String(32)))


def downgrade() -> None:
    """Take the change back."""
    # A code says nothing to an older portal, which would announce a message instead.
    op.execute("DELETE FROM notice WHERE says <> 'news'")
    with op.batch_alter_table("notice") as batch:
        batch.drop_column("trouble")
        batch.drop_column("channel")
        batch.drop_column("says")
    op.drop_table("push_subscription")
    op.drop_table("address_check")
    op.drop_table("notice_wish")
