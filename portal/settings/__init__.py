"""Settings: every variable the portal reads from its environment, named once."""

from portal.settings.chosen import Settings
from portal.settings.environment import from_environment
from portal.settings.known import (
    ENTRA,
    ID_PORTEN,
    SYNTHETIC_KEY,
    VARIABLES,
    Entra,
    IdPorten,
    Register,
    SettingsError,
)
from portal.settings.notices import Push, Sms, Smtp
from portal.settings.translation import Translation

__all__ = [
    "ENTRA",
    "ID_PORTEN",
    "SYNTHETIC_KEY",
    "VARIABLES",
    "Entra",
    "IdPorten",
    "Push",
    "Register",
    "Settings",
    "SettingsError",
    "Sms",
    "Smtp",
    "Translation",
    "from_environment",
]
