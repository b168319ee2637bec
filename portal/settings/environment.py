"""Reading the settings from the environment: a variable that is unknown, missing or wrong ends with a sentence."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from portal.settings.chosen import Settings
from portal.settings.known import (
    ACR,
    ENTRA,
    ID_PORTEN,
    REGISTER,
    VARIABLES,
    Entra,
    IdPorten,
    Register,
    SettingsError,
)
from portal.settings.notices import push, sms, smtp
from portal.settings.reading import all_or_none, listed, number, one_secret, switch
from portal.settings.translation import read_translation


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
    folder = environment.get("PORTAL_DOCUMENTS_FOLDER")
    hosts = environment.get("PORTAL_HOSTS", "localhost,127.0.0.1")
    return Settings(
        database_url=environment["PORTAL_DATABASE_URL"],
        secret_key=environment["PORTAL_SECRET_KEY"],
        https=switch(environment, "PORTAL_HTTPS", default=True),
        hosts=listed(hosts),
        demo=switch(environment, "PORTAL_DEMO", default=False),
        demo_now=_moment(demo_now) if demo_now else None,
        notices_file=Path(notices) if notices else None,
        audit_secret=environment.get("PORTAL_AUDIT_KEY", ""),
        public_url=environment.get("PORTAL_PUBLIC_URL", "").rstrip("/"),
        exit_url=environment.get("PORTAL_EXIT_URL", "https://www.yr.no/"),
        proxies=number(environment, "PORTAL_PROXIES", default=0),
        limits_times=number(environment, "PORTAL_LIMITS_TIMES", default=1),
        backup_recipients=listed(environment.get("PORTAL_BACKUP_RECIPIENT", "")),
        identity_keys=_keys(environment),
        documents_folder=Path(folder) if folder else None,
        scanner=environment.get("PORTAL_SCANNER", ""),
        id_porten=_id_porten(environment),
        entra=_entra(environment),
        register=_register(environment),
        translation=read_translation(environment),
        sms=sms(environment),
        smtp=smtp(environment),
        push=push(environment),
        catalogues=_folder(environment, "PORTAL_CATALOGUES"),
        places=_folder(environment, "PORTAL_PLACES"),
    )


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name)
    if text and not Path(text).is_dir():
        raise SettingsError(f"{name} must be a folder. {VARIABLES[name]}")
    return Path(text) if text else None


def _id_porten(environment: Mapping[str, str]) -> IdPorten | None:
    found = all_or_none(environment, ID_PORTEN)
    if found is None:
        return None
    issuer, client_id, key_file = found
    acr = environment.get("PORTAL_IDPORTEN_ACR", ACR[0])
    synthetic = switch(environment, "PORTAL_IDPORTEN_SYNTHETIC", default=False)
    return IdPorten(issuer, client_id, Path(key_file), acr, synthetic)


def _entra(environment: Mapping[str, str]) -> Entra | None:
    found = all_or_none(environment, ENTRA)
    if found is None:
        return None
    issuer, tenant, client_id, key_file, groups_file = found
    return Entra(issuer, tenant, client_id, Path(key_file), Path(groups_file))


def _register(environment: Mapping[str, str]) -> Register | None:
    found = all_or_none(environment, REGISTER)
    if found is None:
        return None
    url, token_file = found
    return Register(url, one_secret("PORTAL_REGISTER_TOKEN_FILE", token_file))


def _keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    text, file = environment.get("PORTAL_IDENTITY_KEYS"), environment.get("PORTAL_IDENTITY_KEYS_FILE")
    if text and file:
        raise SettingsError("Set PORTAL_IDENTITY_KEYS or PORTAL_IDENTITY_KEYS_FILE, not both.")
    if file:
        try:
            text = Path(file).read_text("ascii")
        except (OSError, ValueError) as error:
            raise SettingsError("PORTAL_IDENTITY_KEYS_FILE cannot be read.") from error
    return listed((text or "").replace("\n", ","))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError("PORTAL_DEMO_NOW must look like 2026-11-24T08:00:00+00:00.") from error
    if moment.tzinfo is None:
        raise SettingsError("PORTAL_DEMO_NOW needs a time zone, for instance +00:00.")
    return moment
