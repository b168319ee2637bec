"""Who is signed in, found from the sign-in that the session has opened."""

from dataclasses import replace

from flask import session
from flask_login import LoginManager

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
    spoken = wanted(sign_in.actor.locale or None)
    return User(replace(sign_in.actor, locale=spoken))
