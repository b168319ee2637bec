"""The address of the database: which kinds there are, and that nothing of it goes over a network unprotected."""

from collections.abc import Iterable

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from portal.settings.known import LOOPBACK, SettingsError

# The only mode in which the driver looks whether the server is the one that was meant; all weaker ones can be
# answered by anybody on the way, and without a mode the driver even falls back to plain text.
SAFE = "verify-full"


def check_database(text: str, *, demo: bool) -> None:
    """Raise SettingsError for an address that is none, or that leads elsewhere without TLS. The demo may do without.

    The address is read by what opens it later, so that both see the same host in it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # Its own words would quote the password.
        raise SettingsError("PORTAL_DATABASE_URL cannot be read as the address of a database.") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise SettingsError("PORTAL_DATABASE_URL must name an SQLite or a PostgreSQL database.")
    if demo or url.get_backend_name() == "sqlite" or _stays_here(url) or _modes(url) == [SAFE]:
        return
    raise SettingsError(
        f"PORTAL_DATABASE_URL names a PostgreSQL on another machine, and must end with ?sslmode={SAFE}."
    )


def _stays_here(url: URL) -> bool:
    """Whether each host that is named is this machine: its loopback address, or the folder of a socket."""
    # A service is a host, too, and is named in a file that we do not read.
    if "service" in url.query:
        return False
    named = [url.host or "", *_said(url, "host"), *_said(url, "hostaddr")]
    return all(not host or host.startswith("/") or host in LOOPBACK for host in _each(named))


def _modes(url: URL) -> list[str]:
    return list(_said(url, "sslmode"))


def _said(url: URL, name: str) -> tuple[str, ...]:
    value = url.query.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _each(named: Iterable[str]) -> list[str]:
    """Each host by itself: the driver takes several with commas between, and a port behind each."""
    hosts = [host for text in named for host in text.split(",")]
    return [host if host.startswith("/") or host in LOOPBACK else host.partition(":")[0] for host in hosts]
