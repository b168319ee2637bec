"""What can be set: every variable of the environment by name, and what is outside that the portal talks to."""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

# The demo's numbers belong to nobody, so they are sealed with a key that everybody knows, and that is refused for others.
SYNTHETIC_KEY = base64.urlsafe_b64encode(hashlib.sha256(b"synthetic people only").digest()).decode("ascii")
ACR = ("idporten-loa-substantial", "idporten-loa-high")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Thirty-two random characters of any alphabet have more different ones among them; what somebody typed has not.
FEWEST_SIGNS = 10
MOST_PROXIES = 5
MOST_TIMES, MOST_TIMES_IN_THE_DEMO = 10, 100_000


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
class Register:
    """Where the population register is asked, and what the platform there knows us by."""

    url: str
    token: str = field(repr=False)


VARIABLES = {
    "PORTAL_DATABASE_URL": "Address of the database, sqlite:///… or postgresql+psycopg://…",
    "PORTAL_SECRET_KEY": "At least 32 random characters; signs form tokens.",
    "PORTAL_AUDIT_KEY": "At least 32 random characters; seals the audit trail, and never changes.",
    "PORTAL_HTTPS": "1 (default) behind TLS; 0 only in demo mode.",
    "PORTAL_HOSTS": "Host names the portal answers to, with commas between.",
    "PORTAL_DEMO": "1 turns on the demo: synthetic people, sign-in by picking one.",
    "PORTAL_DEMO_NOW": "Demo only: the moment at which the demo's clock starts, ISO 8601 in UTC.",
    "PORTAL_NOTICES_FILE": "File that notices to the outside are written to while no gateway is connected.",
    "PORTAL_SMS_URL": "Where the gateway for short messages takes a POST with JSON.",
    "PORTAL_SMS_TOKEN_FILE": "File with the token that the gateway knows us by.",
    "PORTAL_SMS_FIELDS": "What it calls the number, the text and the reference: to,text,reference (default); the last may be left out.",
    "PORTAL_SMTP_HOST": "The server that takes our e-mail.",
    "PORTAL_SMTP_PORT": "Its port: 587 (default), or 465 with tls.",
    "PORTAL_SMTP_FROM": "The address that e-mail comes from; it must say nothing of the programme.",
    "PORTAL_SMTP_SECURITY": "starttls (default), tls, or none for a server on this machine.",
    "PORTAL_SMTP_USER": "The name we sign in with there, if it asks.",
    "PORTAL_SMTP_PASSWORD_FILE": "File with the password for it.",
    "PORTAL_PUSH_KEY_FILE": "Our private key for web push (VAPID), a PEM file; portal notices new-push-key makes one.",
    "PORTAL_PUSH_CONTACT": "Whom push services write to about us, mailto:… or https://….",
    "PORTAL_PUSH_HOSTS": "Push services besides the known ones, with commas between.",
    "PORTAL_PUBLIC_URL": "The origin that people see, for instance https://program.kommune.example.",
    "PORTAL_EXIT_URL": "Where the quick way out leads: a neutral page of others, https://www.yr.no/ (default).",
    "PORTAL_PROXIES": "How many proxies stand before the portal and say who comes: 0 (default) to 5.",
    "PORTAL_LIMITS_TIMES": "How many times as much as is usual anybody may send: 1 (default) to 10.",
    "PORTAL_BACKUP_RECIPIENT": "Public keys of age that backups are sealed for, with commas between.",
    "PORTAL_DOCUMENTS_FOLDER": "Folder where handed-in files are kept, sealed; outside what any web server serves.",
    "PORTAL_SCANNER": "Address of clamd, tcp://host:3310 or unix:///run/clamav/clamd.ctl.",
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
    "PORTAL_REGISTER_URL": "Where the population register is asked how people are protected.",
    "PORTAL_REGISTER_TOKEN_FILE": "File with the token that the platform there knows us by.",
    "PORTAL_TRANSLATION_PROVIDER": "Name of a translation provider. None is built in, so that nothing is translated.",
    "PORTAL_TRANSLATION_URL": "Where that provider answers, https or this machine.",
    "PORTAL_TRANSLATION_LOCAL": "1 says that it runs in the municipality's own installation; refused without.",
    "PORTAL_TRANSLATION_AGREEMENT": "Reference of the data-processing agreement with it; refused without.",
    "PORTAL_CATALOGUES": "Folder of catalogues that is read instead of our own, and written when a text is accepted.",
    "PORTAL_PLACES": "Folder with places.json and pictures, which show translators where a text stands.",
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
REGISTER = ("PORTAL_REGISTER_URL", "PORTAL_REGISTER_TOKEN_FILE")
