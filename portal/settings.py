"""Settings: every variable the portal reads from its environment, named once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path


class SettingsError(Exception):
    """The portal refuses to start half-configured. The message says which variable and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with what it means.

    `database_url`: SQLAlchemy address, SQLite or PostgreSQL. `secret_key`: signs form tokens, at least 32
    characters. `https`: served over TLS, which turns on `__Host-` cookies and HSTS. `hosts`: the host names
    the portal answers to. `demo`: synthetic people and sign-in by picking one; never beside real data.
    `demo_now`: in demo mode only, the moment at which the demo's clock starts.
    `notices_file`: where notices to the outside are written while no SMS gateway is connected.
    """

    database_url: str
    secret_key: str = field(repr=False)
    https: bool = True
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    demo: bool = False
    demo_now: datetime | None = None
    notices_file: Path | None = None
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(minutes=120)
    absolute_staff: timedelta = timedelta(hours=10)
    busy_seconds: float = 5.0

    def __post_init__(self) -> None:
        """Raise SettingsError for what would start an unsafe portal."""
        if len(self.secret_key) < 32:
            raise SettingsError("PORTAL_SECRET_KEY must have at least 32 characters.")
        if not self.database_url.startswith(("sqlite", "postgresql")):
            raise SettingsError("PORTAL_DATABASE_URL must name an SQLite or a PostgreSQL database.")
        if not self.hosts:
            raise SettingsError("PORTAL_HOSTS must name at least one host.")
        if self.demo_now and not self.demo:
            raise SettingsError("PORTAL_DEMO_NOW only makes sense together with PORTAL_DEMO=1.")
        if not self.demo and not self.https:
            raise SettingsError("Without TLS (PORTAL_HTTPS=0) the portal runs in demo mode only.")


VARIABLES = {
    "PORTAL_DATABASE_URL": "Address of the database, sqlite:///… or postgresql+psycopg://…",
    "PORTAL_SECRET_KEY": "At least 32 random characters; signs form tokens.",
    "PORTAL_HTTPS": "1 (default) behind TLS; 0 only in demo mode.",
    "PORTAL_HOSTS": "Host names the portal answers to, with commas between.",
    "PORTAL_DEMO": "1 turns on the demo: synthetic people, sign-in by picking one.",
    "PORTAL_DEMO_NOW": "Demo only: the moment at which the demo's clock starts, ISO 8601 in UTC.",
    "PORTAL_NOTICES_FILE": "File that notices to the outside are written to while no gateway is connected.",
}


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables above. Raises SettingsError with a sentence for the one that is missing or wrong."""
    unknown = sorted(name for name in environment if name.startswith("PORTAL_") and name not in VARIABLES)
    if unknown:
        raise SettingsError(f"Unknown setting {unknown[0]}. Known: {', '.join(VARIABLES)}.")
    for name in ("PORTAL_DATABASE_URL", "PORTAL_SECRET_KEY"):
        if not environment.get(name):
            raise SettingsError(f"{name} is missing. {VARIABLES[name]}")
    demo_now = environment.get("PORTAL_DEMO_NOW")
    notices = environment.get("PORTAL_NOTICES_FILE")
    hosts = environment.get("PORTAL_HOSTS", "localhost,127.0.0.1")
    return Settings(
        database_url=environment["PORTAL_DATABASE_URL"],
        secret_key=environment["PORTAL_SECRET_KEY"],
        https=_switch(environment, "PORTAL_HTTPS", default=True),
        hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        demo=_switch(environment, "PORTAL_DEMO", default=False),
        demo_now=_moment(demo_now) if demo_now else None,
        notices_file=Path(notices) if notices else None,
    )


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name)
    if value is None:
        return default
    if value not in {"0", "1"}:
        raise SettingsError(f"{name} must be 0 or 1. {VARIABLES[name]}")
    return value == "1"


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError("PORTAL_DEMO_NOW must look like 2026-11-24T08:00:00+00:00.") from error
    if moment.tzinfo is None:
        raise SettingsError("PORTAL_DEMO_NOW needs a time zone, for instance +00:00.")
    return moment
