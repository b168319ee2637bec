"""Guards: every view says who may open it; a view without a guard is not opened by anybody."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, request, session
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.errors import Busy, NotFound, NotPermitted
from portal.domain.people import CITIZENS, Role
from portal.services import mandates
from portal.web.session import BY_ITSELF, ServerSession
from portal.web.signed_out import signed_out
from portal.web.site import reading

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


def participants_or_helpers(area: Area) -> Callable[[View], View]:
    """Participants, and who helps one of them with a mandate that names this part of the case."""
    mark = open_to(Role.PARTICIPANT, Role.REPRESENTATIVE)

    def mark_both(view: View) -> View:
        view.portal_area = area  # type: ignore[attr-defined] # A view carries its guard with it.
        return mark(view)

    return mark_both


participants = open_to(Role.PARTICIPANT)
representatives = open_to(Role.REPRESENTATIVE)
citizens = open_to(*CITIZENS)
caseworkers = open_to(Role.CASEWORKER)
office_staff = open_to(Role.CASEWORKER, Role.LEADER)
leaders = open_to(Role.LEADER)
contact_centre = open_to(Role.CONTACT_CENTRE)
calendar_keepers = open_to(Role.LEADER, Role.ADMINISTRATOR)
administrators = open_to(Role.ADMINISTRATOR)
auditors = open_to(Role.AUDITOR)
translators = open_to(Role.TRANSLATOR)
answerers = open_to(Role.TRANSLATOR, Role.ADMINISTRATOR)
signed_in = open_to(*Role)


def guard_of(view: object) -> frozenset[Role] | None:
    """The view's guard, None when it has none."""
    return getattr(view, "portal_guard", None)


def area_of(view: object) -> Area | None:
    """The part of the case that a representative's mandate must name for this view, None when it is about none."""
    return getattr(view, "portal_area", None)


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
        area = area_of(app.view_functions[request.endpoint])
        if area and current_user.actor.role is Role.REPRESENTATIVE:
            with reading() as work:
                mandates.admit(work, area)
        if "\0" in request.path:
            # PostgreSQL keeps no NUL, so nothing can have such a name.
            raise NotFound("Nothing is called that.")
        return None
