"""The settings as one thing that cannot change, checked before anything is served."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from portal.settings.database import check_database
from portal.settings.known import (
    ACR,
    FEWEST_SIGNS,
    LOOPBACK,
    MOST_PROXIES,
    MOST_TIMES,
    MOST_TIMES_IN_THE_DEMO,
    SYNTHETIC_KEY,
    VARIABLES,
    Entra,
    IdPorten,
    Register,
    SettingsError,
)
from portal.settings.notices import Push, Sms, Smtp, check_push, check_sms, check_smtp
from portal.settings.translation import Translation


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
    `idle_shared`: how long a sign-in lasts without a request on a shared phone. `exit_url`: where the quick way out
    leads, a page that has nothing to do with us and that anybody could be reading. `proxies`: how many proxies of
    ours stand before the portal, whose word on who comes is believed. `limits_times`: how many times as much as is
    usual anybody may send. `register`: where the population register is asked how people are protected; without it
    the municipality says so itself (`portal protection`). `backup_recipients`: the public keys that backups are sealed
    for; the private ones are never on this machine. `documents_folder`: where handed-in files are kept, sealed with
    `identity_keys`; without it files cannot be handed in. `scanner`: where clamd is asked about each of them; without
    it a file is shown as not scanned. `translation`: who could be asked to translate; nobody is, in this release.
    `sms`, `smtp`, `push`: the ways on which notices leave; what is not connected
    is nobody's to choose. `catalogues`: a folder of catalogues that is read instead of the portal's own, and that
    accepted translations are written into. `places`: a folder with pictures that say where each text is shown.
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
    register: Register | None = None
    roles: timedelta = timedelta(minutes=15)
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(minutes=120)
    absolute_staff: timedelta = timedelta(hours=10)
    idle_shared: timedelta = timedelta(minutes=10)
    exit_url: str = "https://www.yr.no/"
    busy_seconds: float = 5.0
    proxies: int = 0
    limits_times: int = 1
    backup_recipients: tuple[str, ...] = ()
    documents_folder: Path | None = None
    scanner: str = ""
    translation: Translation | None = None
    sms: Sms | None = None
    smtp: Smtp | None = None
    push: Push | None = None
    catalogues: Path | None = None
    places: Path | None = None

    @property
    def audit_key(self) -> bytes:
        """What seals the audit trail: a key of its own, or one drawn from the secret key."""
        if self.audit_secret:
            return self.audit_secret.encode()
        return hmac.new(self.secret_key.encode(), b"audit", hashlib.sha256).digest()

    @property
    def code_key(self) -> bytes:
        """What the codes are drawn from that prove an address."""
        return hmac.new(self.secret_key.encode(), b"codes", hashlib.sha256).digest()

    @property
    def address_key(self) -> bytes:
        """What network addresses are hashed with."""
        return hmac.new(self.secret_key.encode(), b"addresses", hashlib.sha256).digest()

    def __post_init__(self) -> None:
        """Raise SettingsError for what would start an unsafe portal."""
        self._check_secret("PORTAL_SECRET_KEY", self.secret_key)
        if self.audit_secret:
            self._check_secret("PORTAL_AUDIT_KEY", self.audit_secret)
        check_database(self.database_url, demo=self.demo)
        if not self.hosts:
            raise SettingsError("PORTAL_HOSTS must name at least one host.")
        if self.demo_now and not self.demo:
            raise SettingsError("PORTAL_DEMO_NOW only makes sense together with PORTAL_DEMO=1.")
        if not self.demo and not self.https:
            raise SettingsError("Without TLS (PORTAL_HTTPS=0) the portal runs in demo mode only.")
        if not self.https and set(self.hosts) - LOOPBACK:
            raise SettingsError("Without TLS (PORTAL_HTTPS=0) PORTAL_HOSTS may name this machine only.")
        _within("PORTAL_PROXIES", self.proxies, 0, MOST_PROXIES)
        _within(
            "PORTAL_LIMITS_TIMES", self.limits_times, 1, MOST_TIMES_IN_THE_DEMO if self.demo else MOST_TIMES
        )
        if not self.demo and SYNTHETIC_KEY in self.identity_keys:
            raise SettingsError("PORTAL_IDENTITY_KEYS holds the demo's key, which everybody knows.")
        if not all(re.fullmatch("age1[0-9a-z]+", one) for one in self.backup_recipients):
            # What stands there may be the private key, so it is not repeated.
            raise SettingsError("PORTAL_BACKUP_RECIPIENT must hold public keys, which begin with age1.")
        _address("PORTAL_EXIT_URL", self.exit_url, demo=self.demo)
        self._check_outside()

    @property
    def picking(self) -> bool:
        """Whether one signs in by picking a synthetic person: in the demo, while no provider is connected."""
        return self.demo and not self.id_porten and not self.entra

    def _check_secret(self, name: str, secret: str) -> None:
        if len(secret) < 32:
            raise SettingsError(f"{name} must have at least 32 characters.")
        if not self.demo and len(set(secret)) < FEWEST_SIGNS:
            raise SettingsError(f"{name} must be random. {VARIABLES[name]}")

    def _check_outside(self) -> None:
        if self.documents_folder and not self.identity_keys:
            raise SettingsError("PORTAL_IDENTITY_KEYS is missing; handed-in files are sealed with them.")
        if self.documents_folder and not self.documents_folder.is_absolute():
            raise SettingsError("PORTAL_DOCUMENTS_FOLDER must be a whole path, from the root.")
        if self.scanner:
            _scanner(self.scanner)
        if self.id_porten or self.entra:
            self._check_providers()
        if self.sms:
            _address("PORTAL_SMS_URL", self.sms.url, demo=self.demo)
            check_sms(self.sms)
        if self.smtp:
            check_smtp(self.smtp)
        if self.push:
            check_push(self.push)
        if self.register:
            _address("PORTAL_REGISTER_URL", self.register.url, demo=self.demo)
            if not self.identity_keys:
                raise SettingsError(
                    "PORTAL_IDENTITY_KEYS is missing; the register is asked by identity number."
                )

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


def _scanner(address: str) -> None:
    """A host with a port, or a socket's whole path."""
    try:
        parts = urlsplit(address)
        good = (parts.scheme == "tcp" and bool(parts.hostname) and bool(parts.port) and not parts.path) or (
            parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
        )
    except ValueError:
        good = False
    if not good:
        raise SettingsError(f"PORTAL_SCANNER cannot be used. {VARIABLES['PORTAL_SCANNER']}")


def _within(name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise SettingsError(f"{name} must be a number from {least} to {most}.")
