"""Guards: every view says who may open it; a view without a guard is not opened by anybody."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, request, session
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Busy, NotFound, NotPermitted
from portal.domain.people import Role
from portal.web.session import BY_ITSELF, ServerSession
from portal.web.signed_out import signed_out

View = TypeVar("View", bound=Callable[..., object])

EVERYBODY: frozenset[Role] = frozenset()


def open_to(*roles: Role) -> Callable[[View], View]:
    """Only signed-in people with one of these roles."""

    def mark(view: View) -> View:
        view.portal_guard = frozenset(roles)  # type: ignore[attr-defined] # A view carries its guard with it.
        return view

    return mark


def everybody(view: View) -> View:
    """Whoever comes, signed in or not."""
    view.portal_guard = EVERYBODY  # type: ignore[attr-defined] # A view carries its guard with it.
    return view


participants = open_to(Role.PARTICIPANT)
caseworkers = open_to(Role.CASEWORKER)
office_staff = open_to(Role.CASEWORKER, Role.LEADER)
translators = open_to(Role.TRANSLATOR)
signed_in = open_to(*Role)


def guard_of(view: object) -> frozenset[Role] | None:
    """The view's guard, None when it has none."""
    return getattr(view, "portal_guard", None)


def install(app: Flask) -> None:
    """Ask the guard before every view."""

    @app.before_request
    def ask_the_guard() -> BaseResponse | None:
        if request.endpoint is None:
            return None
        guard = guard_of(app.view_functions[request.endpoint])
        if guard is None:
            abort(500, "This page has no guard.")
        if guard == EVERYBODY:
            return None
        if isinstance(session, ServerSession) and session.busy:
            raise Busy("Who is signed in cannot be seen just now.")
        if not current_user.is_authenticated:
            return BaseResponse(status=204) if BY_ITSELF in request.headers else signed_out(guard)
        if current_user.actor.role not in guard:
            raise NotPermitted("This page is for others.")
        if "\0" in request.path:
            # PostgreSQL keeps no NUL, so nothing can have such a name.
            raise NotFound("Nothing is called that.")
        return None
