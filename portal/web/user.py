"""Who is signed in, found from the sign-in that the session has opened."""

from dataclasses import replace

from flask import session
from flask_login import LoginManager, login_user

from portal.domain.people import Actor, Role
from portal.domain.signing_in import Arrival
from portal.services.signing_in import SHARED
from portal.web import form_tokens
from portal.web.language import wanted
from portal.web.session import ServerSession, User


class Logins(LoginManager):  # type: ignore[misc] # Flask-Login has no types.
    """Flask-Login without its "remember me": a cookie that anybody can write is not read at all."""

    def _load_user_from_remember_cookie(self, _cookie: str) -> None:
        return None


def load_user(person_id: str) -> User | None:
    """The person behind this request's sign-in, with the language in which to answer them."""
    sign_in = session.sign_in if isinstance(session, ServerSession) else None
    if sign_in is None or sign_in.actor.id != person_id:
        return None
    spoken = wanted(sign_in.actor.locale or None, sign_in)
    return User(replace(sign_in.actor, locale=spoken), sign_in)


def welcome(person_id: str, arrival: Arrival | None = None, *, shared: bool = False) -> None:
    """Sign somebody in: whatever the browser came with is left behind, and the answer carries a new token.

    `shared`: they say that others use this phone too, which holds for this sign-in.
    """
    session.clear()
    if shared:
        session[SHARED] = True
    if isinstance(session, ServerSession):
        session.begins_anew = True
        session.arrival = arrival
    # Flask-Login only needs the id now; the next request reads who it is from the database.
    login_user(User(Actor(person_id, Role.PARTICIPANT, None, "", "nb")))
    form_tokens.draw()
