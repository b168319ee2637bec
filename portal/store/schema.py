"""The schema as a history of revisions, behind `portal db`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from portal.store.engine import for_writing
from portal.store.models import METADATA

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, the newest by default, in one transaction."""
    with _changing(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision`."""
    with _changing(engine) as connection:
        command.downgrade(_config(connection), revision)


def new_revision(engine: Engine, message: str) -> None:
    """Write a new revision file from the difference between the database and the models."""
    with for_writing(engine).begin() as connection:
        count = len(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=f"{count + 1:04}")


def differences(engine: Engine) -> list[object]:
    """What the models have and the database has not, or the other way round."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest revision."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def revision_of(engine: Engine) -> str:
    """The revision that the database stands at, or nothing."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def known_revisions() -> frozenset[str]:
    """Every revision of this portal's history."""
    return frozenset(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made anew.

    SQLite changes a constraint by copying the table and dropping the old one, which would break every reference to
    it for a moment. So it does not look at references meanwhile, and all of them are looked at before the commit.
    """
    with for_writing(engine).connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        driver = connection.connection.cursor()
        if sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise RuntimeError(
                        f"A row of {broken[0]} refers to one of {broken[2]} that is not there."
                    )
        finally:
            if sqlite:
                driver.execute("PRAGMA foreign_keys=ON")
            driver.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
