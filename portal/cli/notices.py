"""`portal notices`: what was given up, who is reserved, and the key for web push."""

import click

from portal.cli.database import engine, keeping


@click.group()
def notices() -> None:
    """What leaves the portal to say that something is new."""


@notices.command("given-up")
def given_up() -> None:
    """Print how many notices were given up, by way and reason, protected people's too; and nobody's name."""
    from sqlalchemy.orm import Session

    from portal.services.undelivered import for_operator

    with Session(engine()) as session:
        for row in for_operator(session):
            way, why = row.channel or "-", row.trouble or "-"
            click.echo(f"{row.count:6}  {row.says:<5} {way:<6} {why:<8} since {row.since:%Y-%m-%d %H:%M} UTC")


@notices.command("send-again")
def send_again() -> None:
    """Try everything again that was given up."""
    from portal.services.undelivered import again_for_operator

    with keeping() as (session, now):
        count = again_for_operator(session, now)
    click.echo(f"{count} notices are back in the outbox.")


@notices.command("reserve")
@click.argument("person")
@click.option("--end", is_flag=True, help="They are reserved no longer.")
def reserve(person: str, end: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Keep that PERSON, named by their id, has reserved themselves in the contact register: no notice goes to them."""
    from portal.services.undelivered import reserve

    with keeping() as (session, now):
        reserve(session, person, now, reserved=not end)
    click.echo("It is kept.")


@notices.command("new-push-key")
def new_push_key() -> None:
    """Print a new private key for web push. Keep it in the file of PORTAL_PUSH_KEY_FILE; with another one, every phone has to be added anew."""
    from portal.adapters.push import new_key

    click.echo(new_key(), nl=False)
