"""Changing the key that identity numbers are sealed with."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.services.work import calmly
from portal.store import person as people
from portal.store.engine import for_writing
from portal.store.vault import Vault


def rotate(engine: Engine, vault: Vault) -> int:
    """Seal every identity number with the vault's newest key, all or none; how many there are.

    Raises VaultError when one of them cannot be opened with any key. While it runs, and until the old key is taken
    away, both the old and the new fingerprint find a person. The providers' tokens of living sign-ins are not sealed
    anew: they are gone in hours by themselves, so the old key should stay that long.
    """
    with calmly(), Session(for_writing(engine)) as session:
        found = people.with_identity(session)
        for person in found:
            number = vault.open(person.identity_sealed or "", person.id)
            person.identity_sealed = vault.seal(number, person.id)
            person.identity_fingerprint = vault.fingerprint(number)
        session.commit()
        return len(found)
