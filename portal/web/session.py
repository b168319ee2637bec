"""The sign-in behind a cookie: Flask's session, kept on the server."""

from contextlib import suppress
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from flask_login import UserMixin
from werkzeug.datastructures import CallbackDict

from portal.domain.errors import Busy
from portal.domain.live import Bus, session_ended
from portal.domain.people import Actor
from portal.domain.signing_in import Arrival
from portal.services.signing_in import SignedIn, SignIns
from portal.web.seen_as import seen_as

# Fragments that a page fetches by itself carry this header: they are not the person's own doing, so they do not
# put off the end of an idle sign-in.
BY_ITSELF = "Portal-Live"


class User(UserMixin):  # type: ignore[misc] # Flask-Login has no types.
    """Who is signed in, as Flask-Login sees it."""

    def __init__(self, actor: Actor, sign_in: SignedIn | None = None) -> None:
        """`actor` is the person, with the language in which to answer; `sign_in` is missing while it begins."""
        self.actor = actor
        self.id = actor.id
        self.sign_in = sign_in


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What is remembered between two requests. Only signed-in people have anything to remember.

    `sign_in` is the living sign-in behind the cookie; `over` is one that has run out, kept for this request so
    that what its person had written can be saved for them. `begins_anew` is set when somebody signs in: whatever
    cookie they came with, they leave with a new one; `arrival` is how, when they came through a provider. `in_haste`
    is set when somebody leaves through the quick way out. `busy` says that the database could not be asked who it is.
    One that is not `kept` is for a page that is only looked at: nothing begins, ends or is remembered with it.
    """

    def __init__(
        self,
        sign_in: SignedIn | None = None,
        over: SignedIn | None = None,
        *,
        busy: bool = False,
        kept: bool = True,
    ) -> None:
        """Begin with what the sign-in remembers, or with nothing."""

        def changed(_session: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(sign_in.data if sign_in else {}, changed)
        self.modified = False
        self.sign_in = sign_in
        self.over = over
        self.begins_anew = False
        self.arrival: Arrival | None = None
        self.in_haste = False
        self.busy = busy
        self.kept = kept


class ServerSessions(SessionInterface):
    """Opens and closes sign-ins. Flask-Login's own key decides: with it there is a sign-in, without it there is none."""

    def __init__(self, sign_ins: SignIns, bus: Bus, *, https: bool) -> None:
        """With `https` the cookie carries the `__Host-` prefix, which no other host can set."""
        self._sign_ins = sign_ins
        self._bus = bus
        self._secure = https
        self.cookie = "__Host-portal" if https else "portal"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the sign-in behind the cookie. Pages only ask for it when they need it."""
        if (shown := seen_as(request.environ)) is not None:
            return ServerSession(shown.sign_in, kept=False)
        token = request.cookies.get(self.cookie)
        if not token or len(token) > 100 or request.path.startswith("/static/"):
            return ServerSession()
        try:
            sign_in = self._sign_ins.find(token)
        except Busy:
            # Said by the guard: a page that says so can only be drawn once there is a session.
            return ServerSession(busy=True)
        if sign_in is None:
            return ServerSession()
        if sign_in.is_over:
            return ServerSession(over=sign_in)
        if BY_ITSELF not in request.headers:
            self._sign_ins.touch(sign_in)
        return ServerSession(sign_in)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Begin a sign-in that Flask-Login has opened, end one that it has closed, keep what changed."""
        if not isinstance(session, ServerSession):
            raise TypeError("Only this interface opens sessions.")
        if not session.kept:
            return
        person_id = session.get("_user_id")
        if session.in_haste:
            self._hurry(session, response)
        elif person_id is None:
            # One that has run out keeps its cookie until somebody signs in again: what its person sends meanwhile,
            # from a page that was left open, is still known to be theirs and is kept for them.
            if session.sign_in:
                self._close(session, response)
        elif session.sign_in is None or session.begins_anew:
            self._close(session, response)
            self._begin(person_id, session, response)
        elif session.modified:
            self._sign_ins.keep(session.sign_in, dict(session))

    def _begin(self, person_id: str, session: ServerSession, response: Response) -> None:
        token = self._sign_ins.start(person_id, dict(session), session.arrival)
        response.set_cookie(
            self.cookie,
            token,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def _close(self, session: ServerSession, response: Response) -> None:
        ended = session.sign_in or session.over
        if ended:
            self._sign_ins.end(ended)
            self._bus.publish([session_ended(ended.token_hash)])
            self._forget(response)

    def _hurry(self, session: ServerSession, response: Response) -> None:
        """End the sign-in if that is possible at once; the cookie goes in any case, and nobody is kept waiting."""
        ended = session.sign_in or session.over
        if ended:
            with suppress(Busy):
                self._sign_ins.end(ended, in_haste=True)
            self._bus.publish([session_ended(ended.token_hash)])
        self._forget(response)

    def _forget(self, response: Response) -> None:
        response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="Lax")
