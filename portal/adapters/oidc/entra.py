"""Entra ID: who a member of staff is and what they may, from claims that hold and the municipality's own table."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from portal.adapters.oidc.door import Reader
from portal.adapters.oidc.groups import Groups
from portal.domain.signing_in import Arrival, SignInRefused, StaffArrival, Visit

# `offline_access` brings the refresh token with which the groups are read again.
SCOPE = "openid profile offline_access"
OVERAGE = frozenset({"_claim_names", "_claim_sources", "hasgroups"})


def reader(tenant: str, groups: Groups) -> Reader:
    """Reads claims of that one tenant. The key is tenant and object: names and addresses of people change hands."""

    def read(claims: Mapping[str, Any], visit: Visit) -> Arrival:
        if claims.get("tid") != tenant:
            raise SignInRefused("another-tenant")
        member = _object_id(claims.get("oid"))
        # Above some two hundred groups the directory leaves them out and says where to ask. We do not ask there: an
        # account with that many is best given its role in another way, and a list we do not see may hold nothing.
        if OVERAGE & set(claims):
            raise SignInRefused("too-many-groups")
        named = claims.get("groups")
        if not isinstance(named, list):
            raise SignInRefused("no-groups")
        found = groups.first({group.lower() for group in named if isinstance(group, str)})
        if found is None:
            raise SignInRefused("no-role")
        return StaffArrival(visit, f"{tenant}/{member}", found.role, found.office)

    return read


def _object_id(value: object) -> str:
    try:
        found = str(UUID(value)) if isinstance(value, str) else ""
    except ValueError:
        found = ""
    # Other spellings of the same number would be other people to a database.
    if not found or found != value:
        raise SignInRefused("no-object-id")
    return found
