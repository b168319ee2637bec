"""Identity numbers sealed and found by a fingerprint, staff known by their directory, sign-ins that came from a provider."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

person = sa.table(
    "person",
    sa.column("key", sa.String(40)),
    sa.column("identity_number", sa.String(11)),
    sa.column("identity_fingerprint", sa.String(64)),
)

SIGN_IN = (
    ("issuer", sa.String(300)),
    ("sid_hash", sa.String(64)),
    ("subject_hash", sa.String(64)),
    ("acr", sa.String(40)),
    ("id_token", sa.Text()),
    ("refresh_token", sa.Text()),
    ("roles_read_at", sa.DateTime(timezone=True)),
)

# The old column carries a uniqueness that SQLite can neither drop nor rename in place, so it is renamed and goes on
# carrying it. SQLite keeps the old length in the column's type, and holds nobody to it; PostgreSQL gets the new one.


def upgrade() -> None:
    """Apply the change. A migration has no key to seal with, so plain numbers go, and only made-up people have any."""
    bind = op.get_bind()
    real = sa.select(sa.func.count()).where(person.c.key.is_(None), person.c.identity_number.is_not(None))
    if bind.scalar(real):
        raise RuntimeError(
            "This database holds identity numbers of real people in plain text: export them first."
        )
    op.execute(person.update().values(identity_number=None))
    op.alter_column("person", "identity_number", new_column_name="identity_fingerprint")
    if bind.dialect.name != "sqlite":
        op.alter_column("person", "identity_fingerprint", type_=sa.String(64))
    op.add_column("person", sa.Column("identity_sealed", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("directory_key", sa.String(80), nullable=True))
    op.create_index("ix_person_directory_key", "person", ["directory_key"], unique=True)
    for name, kind in SIGN_IN:
        op.add_column("sign_in", sa.Column(name, kind, nullable=True))
    op.create_index("ix_sign_in_sid_hash", "sign_in", ["sid_hash"])
    op.create_index("ix_sign_in_subject_hash", "sign_in", ["subject_hash"])
    op.create_table(
        "used",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_used")),
    )
    op.create_index(op.f("ix_used_until"), "used", ["until"])


def downgrade() -> None:
    """Take the change back. What was sealed cannot be turned into plain text here, and is gone."""
    op.drop_index(op.f("ix_used_until"), "used")
    op.drop_table("used")
    op.drop_index("ix_sign_in_subject_hash", "sign_in")
    op.drop_index("ix_sign_in_sid_hash", "sign_in")
    for name, _kind in reversed(SIGN_IN):
        op.drop_column("sign_in", name)
    op.drop_index("ix_person_directory_key", "person")
    op.drop_column("person", "directory_key")
    op.drop_column("person", "identity_sealed")
    op.execute(person.update().values(identity_fingerprint=None))
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("person", "identity_fingerprint", type_=sa.String(11))
    op.alter_column("person", "identity_fingerprint", new_column_name="identity_number")
