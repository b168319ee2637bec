"""The ways on which notices leave: an SMS gateway, a mail server and the push services; none of them half set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from portal.domain.push import is_good_host
from portal.settings.known import LOOPBACK, VARIABLES, SettingsError
from portal.settings.reading import all_or_none, listed, number, one_secret

SMS = ("PORTAL_SMS_URL", "PORTAL_SMS_TOKEN_FILE")
SMTP = ("PORTAL_SMTP_HOST", "PORTAL_SMTP_FROM")
PUSH = ("PORTAL_PUSH_KEY_FILE", "PORTAL_PUSH_CONTACT")
SIGN_IN = ("PORTAL_SMTP_USER", "PORTAL_SMTP_PASSWORD_FILE")
STARTTLS, TLS, NONE = "starttls", "tls", "none"
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9a-fA-F:]+", re.ASCII)
FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}", re.ASCII)
FEWEST_FIELDS, MOST_FIELDS = 2, 3
LAST_PORT = 65_535
# Whoever reads the phone over a shoulder reads who sent it, too.
TELLING = re.compile(r"kvp|kvalifisering|(?:^|[^a-z])nav(?:[^a-z]|$)|sosial", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Smtp:
    """The server that takes our e-mail. `security`: starttls, tls from the first byte on, or none on this machine."""

    host: str
    port: int
    sender: str
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sms:
    """The gateway that sends short messages. `fields`: what it calls the number, the text and perhaps our reference."""

    url: str
    token: str = field(repr=False)
    fields: tuple[str, ...] = ("to", "text", "reference")


@dataclass(frozen=True, slots=True)
class Push:
    """Our key at the push services, as PEM, and whom they may write to about us. `hosts`: services besides the known ones."""

    key: str = field(repr=False)
    contact: str
    hosts: tuple[str, ...] = ()


def sms(environment: Mapping[str, str]) -> Sms | None:
    """The gateway, or None. Raises SettingsError."""
    found = all_or_none(environment, SMS)
    if found is None:
        return None
    url, token_file = found
    fields = listed(environment.get("PORTAL_SMS_FIELDS", "to,text,reference"))
    return Sms(url, one_secret("PORTAL_SMS_TOKEN_FILE", token_file), fields)


def smtp(environment: Mapping[str, str]) -> Smtp | None:
    """The mail server, or None. Raises SettingsError."""
    found = all_or_none(environment, SMTP)
    if found is None:
        return None
    host, sender = found
    port = number(environment, "PORTAL_SMTP_PORT", default=587)
    security = environment.get("PORTAL_SMTP_SECURITY", STARTTLS)
    user, file = (environment.get(name, "") for name in SIGN_IN)
    if bool(user) != bool(file):
        missing = SIGN_IN[1] if user else SIGN_IN[0]
        raise SettingsError(f"{missing} is missing. {VARIABLES[missing]}")
    password = one_secret("PORTAL_SMTP_PASSWORD_FILE", file) if file else ""
    return Smtp(host, port, sender, security, user, password)


def push(environment: Mapping[str, str]) -> Push | None:
    """Our key at the push services, or None. Raises SettingsError."""
    found = all_or_none(environment, PUSH)
    if found is None:
        return None
    key_file, contact = found
    try:
        key = Path(key_file).read_text("ascii")
    except (OSError, ValueError) as error:
        raise SettingsError("PORTAL_PUSH_KEY_FILE cannot be read.") from error
    return Push(key, contact, listed(environment.get("PORTAL_PUSH_HOSTS", "")))


def check_sms(one: Sms) -> None:
    """Raise SettingsError for names that no gateway has. Its address is looked at where all addresses are."""
    good = FEWEST_FIELDS <= len(one.fields) <= MOST_FIELDS and len(set(one.fields)) == len(one.fields)
    if not good or not all(FIELD.fullmatch(name) for name in one.fields):
        raise SettingsError(f"PORTAL_SMS_FIELDS cannot be used. {VARIABLES['PORTAL_SMS_FIELDS']}")


def check_smtp(one: Smtp) -> None:
    """Raise SettingsError for a server that would get our e-mail in the open, or a sender that says too much."""
    if not HOST.fullmatch(one.host):
        raise SettingsError(f"PORTAL_SMTP_HOST cannot be used. {VARIABLES['PORTAL_SMTP_HOST']}")
    if not 0 < one.port <= LAST_PORT:
        raise SettingsError(f"PORTAL_SMTP_PORT must be a port. {VARIABLES['PORTAL_SMTP_PORT']}")
    if not MAILBOX.fullmatch(one.sender):
        raise SettingsError("PORTAL_SMTP_FROM must be one plain address, without a name.")
    if TELLING.search(one.sender):
        raise SettingsError(
            "PORTAL_SMTP_FROM must say nothing of the programme: others see it on the phone, too."
        )
    if one.security not in {STARTTLS, TLS} and not (one.security == NONE and one.host in LOOPBACK):
        raise SettingsError(f"PORTAL_SMTP_SECURITY cannot be used. {VARIABLES['PORTAL_SMTP_SECURITY']}")


def check_push(one: Push) -> None:
    """Raise SettingsError for a key that is none, nobody to write to, or a host that could be anywhere."""
    if "PRIVATE KEY-----" not in one.key:
        raise SettingsError(f"PORTAL_PUSH_KEY_FILE holds no private key. {VARIABLES['PORTAL_PUSH_KEY_FILE']}")
    parts = urlsplit(one.contact)
    mail = parts.scheme == "mailto" and MAILBOX.fullmatch(parts.path)
    if not mail and not (parts.scheme == "https" and parts.hostname):
        raise SettingsError(f"PORTAL_PUSH_CONTACT cannot be used. {VARIABLES['PORTAL_PUSH_CONTACT']}")
    if not all(is_good_host(host) for host in one.hosts):
        raise SettingsError(
            "PORTAL_PUSH_HOSTS must hold whole host names, or a point and the end of one; no numbers."
        )
