"""The two tenants of the demo: who can log in at each, with the claims that the real ones would give."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from joserfc.jwk import RSAKey
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.demo.identity import TENANT, VAULT, group_id
from portal.domain.people import Role
from portal.store.models import Office, Person

ACR = "idporten-loa-substantial"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in. `what` stands below the name on the provider's page."""

    key: str
    name: str
    what: str
    claims: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tenant:
    """One provider, as `provider.mjs` wants it. `pushes`: takes pushed requests. `refreshes`: gives refresh tokens."""

    name: str
    title: str
    like: str
    port: int
    issuer: str
    client_id: str
    callback: str
    after_logout: str
    back_channel: str
    front_channel: str
    client_key: dict[str, Any]
    claims: list[str]
    acr: str
    pushes: bool
    refreshes: bool
    people: list[Account] = field(default_factory=list)


def id_porten(portal: str, port: int, key: dict[str, Any], people: list[Account]) -> Tenant:
    """ID-porten as its documentation describes it: identity number, security level, session, pushed requests."""
    return Tenant(
        title="Prøveinnlogging for deltakere",
        like="ID-porten",
        claims=["pid", "acr", "amr"],
        acr=ACR,
        pushes=True,
        refreshes=False,
        **_common("id-porten", portal, port, key, people),
    )


def entra(portal: str, port: int, key: dict[str, Any], people: list[Account]) -> Tenant:
    """Entra ID as its documentation describes it: tenant, object and groups; neither pushed requests nor levels."""
    return Tenant(
        title="Prøveinnlogging for ansatte",
        like="Entra ID",
        claims=["tid", "oid", "groups", "_claim_names", "hasgroups"],
        acr="",
        pushes=False,
        refreshes=True,
        **_common("entra", portal, port, key, people),
    )


def _common(name: str, portal: str, port: int, key: dict[str, Any], people: list[Account]) -> dict[str, Any]:
    return {
        "name": name,
        "port": port,
        "issuer": f"http://127.0.0.1:{port}",
        "client_id": f"portal-{name}",
        "callback": f"{portal}/sign-in/{name}/back",
        "after_logout": f"{portal}/signed-out",
        "back_channel": f"{portal}/sign-out/{name}/back",
        "front_channel": f"{portal}/sign-out/{name}",
        "client_key": key,
        "people": people,
    }


def participants(engine: Engine) -> list[Account]:
    """Everybody with a synthetic identity number, and one who is nobody to the portal."""
    query = select(Person).where(Person.identity_sealed.is_not(None)).order_by(Person.name)
    with Session(engine) as session:
        known = [
            Account(
                one.key or "", one.name, "deltaker", {"pid": VAULT.open(one.identity_sealed or "", one.id)}
            )
            for one in session.scalars(query)
        ]
    return [*known, Account("ukjent", "Ukjent Ur", "ikke i programmet", {"pid": "17859012582"})]


def staff(engine: Engine) -> list[Account]:
    """Everybody in the made-up directory, one with too many groups, and one with none."""
    with Session(engine) as session:
        numbers = dict(session.execute(select(Office.id, Office.municipality_number)).tuples().all())
        query = select(Person).where(Person.directory_key.is_not(None)).order_by(Person.name)
        known = [_member(one, numbers.get(one.office_id or "", "")) for one in session.scalars(query)]
    first = known[0].claims
    over = {"tid": TENANT, "oid": first["oid"], "_claim_names": {"groups": "src1"}}
    none = {"tid": TENANT, "oid": first["oid"], "groups": []}
    return [
        *known,
        Account("for-mange", "Full Flokk", "med i for mange grupper", over),
        Account("ingen", "Ensom Einer", "ikke med i noen gruppe", none),
    ]


def _member(person: Person, number: str) -> Account:
    oid = (person.directory_key or "").partition("/")[2]
    claims = {"tid": TENANT, "oid": oid, "groups": [group_id(person.role, number)]}
    return Account(person.key or "", person.name, person.role, claims)


def groups_toml(engine: Engine) -> str:
    """The municipality's table: which group gives which role at which office."""
    with Session(engine) as session:
        numbers = list(
            session.scalars(select(Office.municipality_number).order_by(Office.municipality_number))
        )
    entries = [(role, number) for role in (Role.LEADER, Role.CASEWORKER) for number in numbers]
    return "\n".join(_entry(role, number) for role, number in [*entries, (Role.TRANSLATOR, "")])


def _entry(role: Role, number: str) -> str:
    office = f'office = "{number}"\n' if number else ""
    return f'[[group]]\nid = "{group_id(role, number)}"\nrole = "{role}"\n{office}'


def client_key(path: Path) -> dict[str, Any]:
    """Make a private key for the portal, write it where the settings point, and return the public half."""
    key = RSAKey.generate_key(3072, {"kid": path.stem, "use": "sig"}, private=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(key.as_dict(private=True)), "utf-8")
    return dict(key.as_dict(private=False))


def write(path: Path, tenants: Iterable[Tenant]) -> None:
    """Write the settings of the providers."""
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(tenant) for tenant in tenants]), "utf-8")
