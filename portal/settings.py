"""Settings: every variable the portal reads from its environment, named once."""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

# The demo's numbers belong to nobody, so they are sealed with a key that everybody knows, and that is refused for others.
SYNTHETIC_KEY = base64.urlsafe_b64encode(hashlib.sha256(b"synthetic people only").digest()).decode("ascii")
ACR = ("idporten-loa-substantial", "idporten-loa-high")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(Exception):
    """The portal refuses to start half-configured. The message says which variable and what to do."""


@dataclass(frozen=True, slots=True)
class IdPorten:
    """How participants sign in. `key_file`: our private JSON Web Key there. `acr`: how sure the log-in must be.

    `synthetic`: the provider is a test environment, where only made-up identity numbers are good.
    """

    issuer: str
    client_id: str
    key_file: Path
    acr: str = ACR[0]
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Entra:
    """How staff sign in. `tenant`: the only directory whose people are let in. `groups_file`: which group gives what."""

    issuer: str
    tenant: str
    client_id: str
    key_file: Path
    groups_file: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with what it means.

    `database_url`: SQLAlchemy address, SQLite or PostgreSQL. `secret_key`: signs form tokens, at least 32
    characters. `https`: served over TLS, which turns on `__Host-` cookies and HSTS. `hosts`: the host names
    the portal answers to. `demo`: synthetic people and sign-in by picking one; never beside real data.
    `demo_now`: in demo mode only, the moment at which the demo's clock starts.
    `notices_file`: where notices to the outside are written while no SMS gateway is connected. `audit_secret`: what
    the audit trail is sealed with; without it the seal is drawn from `secret_key`, which then never may change.
    `public_url`: the origin that people see, for the addresses providers send them back to. `identity_keys`: seal
    identity numbers and the providers' tokens, newest first. `roles`: how old what the directory said may become.
    """

    database_url: str
    secret_key: str = field(repr=False)
    https: bool = True
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    demo: bool = False
    demo_now: datetime | None = None
    notices_file: Path | None = None
    audit_secret: str = field(default="", repr=False)
    public_url: str = ""
    identity_keys: tuple[str, ...] = field(default=(), repr=False)
    id_porten: IdPorten | None = None
    entra: Entra | None = None
    roles: timedelta = timedelta(minutes=15)
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(minutes=120)
    absolute_staff: timedelta = timedelta(hours=10)
    busy_seconds: float = 5.0

    @property
    def audit_key(self) -> bytes:
        """What seals the audit trail: a key of its own, or one drawn from the secret key."""
        if self.audit_secret:
            return self.audit_secret.encode()
        return hmac.new(self.secret_key.encode(), b"audit", hashlib.sha256).digest()

    def __post_init__(self) -> None:
        """Raise SettingsError for what would start an unsafe portal."""
        if len(self.secret_key) < 32:
            raise SettingsError("PORTAL_SECRET_KEY must have at least 32 characters.")
        if self.audit_secret and len(self.audit_secret) < 32:
            raise SettingsError("PORTAL_AUDIT_KEY must have at least 32 characters.")
        if not self.database_url.startswith(("sqlite", "postgresql")):
            raise SettingsError("PORTAL_DATABASE_URL must name an SQLite or a PostgreSQL database.")
        if not self.hosts:
            raise SettingsError("PORTAL_HOSTS must name at least one host.")
        if self.demo_now and not self.demo:
            raise SettingsError("PORTAL_DEMO_NOW only makes sense together with PORTAL_DEMO=1.")
        if not self.demo and not self.https:
            raise SettingsError("Without TLS (PORTAL_HTTPS=0) the portal runs in demo mode only.")
        if not self.demo and SYNTHETIC_KEY in self.identity_keys:
            raise SettingsError("PORTAL_IDENTITY_KEYS holds the demo's key, which everybody knows.")
        if self.id_porten or self.entra:
            self._check_providers()

    @property
    def picking(self) -> bool:
        """Whether one signs in by picking a synthetic person: in the demo, while no provider is connected."""
        return self.demo and not self.id_porten and not self.entra

    def _check_providers(self) -> None:
        if not self.identity_keys:
            raise SettingsError("PORTAL_IDENTITY_KEYS is missing; sign-in through a provider needs it.")
        _address("PORTAL_PUBLIC_URL", self.public_url, demo=self.demo)
        if urlsplit(self.public_url).path or (urlsplit(self.public_url).hostname not in self.hosts):
            raise SettingsError("PORTAL_PUBLIC_URL must be an origin whose host is one of PORTAL_HOSTS.")
        if self.id_porten:
            _address("PORTAL_IDPORTEN_ISSUER", self.id_porten.issuer, demo=self.demo)
            if self.id_porten.acr not in ACR:
                raise SettingsError(f"PORTAL_IDPORTEN_ACR must be {ACR[0]} or {ACR[1]}.")
        if self.entra:
            _address("PORTAL_ENTRA_ISSUER", self.entra.issuer, demo=self.demo)


VARIABLES = {
    "PORTAL_DATABASE_URL": "Address of the database, sqlite:///… or postgresql+psycopg://…",
    "PORTAL_SECRET_KEY": "At least 32 random characters; signs form tokens.",
    "PORTAL_AUDIT_KEY": "At least 32 random characters; seals the audit trail, and never changes.",
    "PORTAL_HTTPS": "1 (default) behind TLS; 0 only in demo mode.",
    "PORTAL_HOSTS": "Host names the portal answers to, with commas between.",
    "PORTAL_DEMO": "1 turns on the demo: synthetic people, sign-in by picking one.",
    "PORTAL_DEMO_NOW": "Demo only: the moment at which the demo's clock starts, ISO 8601 in UTC.",
    "PORTAL_NOTICES_FILE": "File that notices to the outside are written to while no gateway is connected.",
    "PORTAL_PUBLIC_URL": "The origin that people see, for instance https://program.kommune.example.",
    "PORTAL_IDENTITY_KEYS": "Keys that seal identity numbers, newest first, with commas between.",
    "PORTAL_IDENTITY_KEYS_FILE": "The same in a file, one key on each line, instead.",
    "PORTAL_IDPORTEN_ISSUER": "ID-porten's issuer, exactly as it names itself.",
    "PORTAL_IDPORTEN_CLIENT_ID": "What we are registered as at ID-porten.",
    "PORTAL_IDPORTEN_KEY_FILE": "Our private key at ID-porten, a JSON Web Key with its kid.",
    "PORTAL_IDPORTEN_ACR": f"How sure the log-in must be: {ACR[0]} (default) or {ACR[1]}.",
    "PORTAL_IDPORTEN_SYNTHETIC": "1 at ID-porten's test environment: only synthetic identity numbers are good.",
    "PORTAL_ENTRA_ISSUER": "Entra ID's issuer for the municipality's own tenant.",
    "PORTAL_ENTRA_TENANT": "The id of that tenant; people of any other are refused.",
    "PORTAL_ENTRA_CLIENT_ID": "What we are registered as in Entra ID.",
    "PORTAL_ENTRA_KEY_FILE": "Our private key in Entra ID, a JSON Web Key with its kid or x5t.",
    "PORTAL_ENTRA_GROUPS_FILE": "TOML file that says which group gives which role at which office.",
}
ID_PORTEN = ("PORTAL_IDPORTEN_ISSUER", "PORTAL_IDPORTEN_CLIENT_ID", "PORTAL_IDPORTEN_KEY_FILE")
ENTRA = (
    "PORTAL_ENTRA_ISSUER",
    "PORTAL_ENTRA_TENANT",
    "PORTAL_ENTRA_CLIENT_ID",
    "PORTAL_ENTRA_KEY_FILE",
    "PORTAL_ENTRA_GROUPS_FILE",
)


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
        audit_secret=environment.get("PORTAL_AUDIT_KEY", ""),
        public_url=environment.get("PORTAL_PUBLIC_URL", "").rstrip("/"),
        identity_keys=_keys(environment),
        id_porten=_id_porten(environment),
        entra=_entra(environment),
    )


def _id_porten(environment: Mapping[str, str]) -> IdPorten | None:
    found = _all_or_none(environment, ID_PORTEN)
    if found is None:
        return None
    issuer, client_id, key_file = found
    acr = environment.get("PORTAL_IDPORTEN_ACR", ACR[0])
    synthetic = _switch(environment, "PORTAL_IDPORTEN_SYNTHETIC", default=False)
    return IdPorten(issuer, client_id, Path(key_file), acr, synthetic)


def _entra(environment: Mapping[str, str]) -> Entra | None:
    found = _all_or_none(environment, ENTRA)
    if found is None:
        return None
    issuer, tenant, client_id, key_file, groups_file = found
    return Entra(issuer, tenant, client_id, Path(key_file), Path(groups_file))


def _all_or_none(environment: Mapping[str, str], names: tuple[str, ...]) -> list[str] | None:
    """The values, or None when the provider is not connected. Half of them is a mistake that must not go unseen."""
    prefix = names[0].removesuffix("ISSUER")
    if not any(name.startswith(prefix) for name in environment):
        return None
    for name in names:
        if not environment.get(name):
            raise SettingsError(f"{name} is missing. {VARIABLES[name]}")
    return [environment[name] for name in names]


def _keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    text, file = environment.get("PORTAL_IDENTITY_KEYS"), environment.get("PORTAL_IDENTITY_KEYS_FILE")
    if text and file:
        raise SettingsError("Set PORTAL_IDENTITY_KEYS or PORTAL_IDENTITY_KEYS_FILE, not both.")
    if file:
        try:
            text = Path(file).read_text("ascii")
        except (OSError, ValueError) as error:
            raise SettingsError("PORTAL_IDENTITY_KEYS_FILE cannot be read.") from error
    return tuple(key.strip() for key in (text or "").replace("\n", ",").split(",") if key.strip())


def _address(name: str, url: str, *, demo: bool) -> None:
    """Only the demo may do without TLS, and only on this machine."""
    try:
        parts = urlsplit(url)
        plain = demo and parts.scheme == "http" and parts.hostname in LOOPBACK
        good = (
            bool(parts.hostname)
            and (parts.scheme == "https" or plain)
            and not (parts.query or parts.fragment)
        )
    except ValueError:
        good = False
    if not good:
        raise SettingsError(f"{name} must be an address that begins with https. {VARIABLES[name]}")


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
