"""The settings become doors: keys and tables are read here, once, and what is wrong with them is said before we start."""

from portal.adapters.oidc import entra, id_porten
from portal.adapters.oidc.assertion import BadKey, ClientKey
from portal.adapters.oidc.door import Client, OpenIdDoor
from portal.adapters.oidc.groups import BadGroups, read_groups
from portal.domain.ports import Clock
from portal.domain.signing_in import Door
from portal.settings import Entra, IdPorten, Settings, SettingsError
from portal.store.vault import Vault, VaultError

ID_PORTEN, ENTRA = "id-porten", "entra"


def connect(settings: Settings, clock: Clock) -> tuple[Vault, tuple[Door, ...]]:
    """The vault and the doors that are set up. Raises SettingsError for a key or a table that cannot be used."""
    try:
        vault = Vault(settings.identity_keys)
    except VaultError as error:
        raise SettingsError(
            "PORTAL_IDENTITY_KEYS must hold keys of 32 bytes, each written in base64."
        ) from error
    doors: list[Door] = []
    if settings.id_porten:
        doors.append(_id_porten(settings, settings.id_porten, clock))
    if settings.entra:
        doors.append(_entra(settings, settings.entra, clock))
    return vault, tuple(doors)


def _id_porten(settings: Settings, here: IdPorten, clock: Clock) -> Door:
    try:
        key = ClientKey(here.key_file)
    except BadKey as error:
        raise SettingsError(f"PORTAL_IDPORTEN_KEY_FILE cannot be used. {error}") from error
    client = Client(here.client_id, key, _callback(settings, ID_PORTEN), id_porten.SCOPE, acr_values=here.acr)
    read = id_porten.reader(here.acr, synthetic=here.synthetic)
    return OpenIdDoor(ID_PORTEN, here.issuer, client, read, clock)


def _entra(settings: Settings, here: Entra, clock: Clock) -> Door:
    try:
        key = ClientKey(here.key_file)
    except BadKey as error:
        raise SettingsError(f"PORTAL_ENTRA_KEY_FILE cannot be used. {error}") from error
    try:
        groups = read_groups(here.groups_file)
    except BadGroups as error:
        raise SettingsError(f"PORTAL_ENTRA_GROUPS_FILE cannot be used. {error}") from error
    client = Client(here.client_id, key, _callback(settings, ENTRA), entra.SCOPE, audience_is_token_url=True)
    return OpenIdDoor(ENTRA, here.issuer, client, entra.reader(here.tenant, groups), clock)


def _callback(settings: Settings, name: str) -> str:
    # One address for each provider, so that an answer of one can never be taken for an answer of the other.
    return f"{settings.public_url}/sign-in/{name}/back"
