"""`portal sign-ins`: an end to them, for the operator."""

import click

from portal.cli.database import engine


@click.group("sign-ins")
def sign_ins() -> None:
    """Who is signed in."""


@sign_ins.command("end")
@click.argument("person", required=False)
@click.option("--all", "everybody", is_flag=True, help="Everybody's, participants' too.")
def end(person: str | None, everybody: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """End every sign-in of PERSON, named by their id, or of everybody. The next click leads to the sign-in page.

    The addresses of their calendar feeds stop working, too. Pages that stand open show what they show until their stream is opened anew, within ten minutes.
    """
    from sqlalchemy.orm import Session

    from portal.adapters.clock import SystemClock
    from portal.services.staff import end_for_operator
    from portal.store.engine import for_writing

    if bool(person) is everybody:
        raise click.UsageError("Name one person, or say --all.")
    with Session(for_writing(engine())) as session:
        ended = end_for_operator(session, SystemClock().now(), person)
        session.commit()
    click.echo(f"{ended} sign-ins have ended.")
