"""Who may ever be asked to translate what people write: nobody but a service of the municipality's own, by agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.settings.known import LOOPBACK, VARIABLES, SettingsError

TRANSLATION = (
    "PORTAL_TRANSLATION_PROVIDER",
    "PORTAL_TRANSLATION_URL",
    "PORTAL_TRANSLATION_LOCAL",
    "PORTAL_TRANSLATION_AGREEMENT",
)
LOCAL = "1"


@dataclass(frozen=True, slots=True)
class Translation:
    """A provider: its name, where it answers, that it runs in the municipality's own installation, and the agreement's
    reference in the municipality's archive. Nothing is built in that asks it.
    """

    provider: str
    url: str
    local: bool
    agreement: str

    def __post_init__(self) -> None:
        """Raise SettingsError unless what people write would stay where it is, by an agreement."""
        if not self.local:
            raise SettingsError(
                "PORTAL_TRANSLATION_LOCAL must be 1: what people write never leaves the municipality's own installation."
            )
        if not self.agreement.strip():
            raise SettingsError(
                "PORTAL_TRANSLATION_AGREEMENT is missing: no provider may be asked without a data-processing agreement."
            )
        if not self.provider.strip():
            raise SettingsError(
                f"PORTAL_TRANSLATION_PROVIDER is missing. {VARIABLES['PORTAL_TRANSLATION_PROVIDER']}"
            )
        if not _is_address(self.url):
            raise SettingsError(
                f"PORTAL_TRANSLATION_URL must be an address. {VARIABLES['PORTAL_TRANSLATION_URL']}"
            )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        return bool(parts.hostname) and (parts.scheme == "https" or plain) and not parts.username
    except ValueError:
        return False


def read_translation(environment: Mapping[str, str]) -> Translation | None:
    """The provider, or None when nothing of one is set. Raises SettingsError for half of one."""
    found = {name: environment.get(name, "") for name in TRANSLATION}
    if not any(name in environment for name in TRANSLATION):
        return None
    provider, url, local, agreement = found.values()
    return Translation(provider, url, local == LOCAL, agreement)
