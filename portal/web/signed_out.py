"""The sign-in has run out: say so calmly, and keep what was being written."""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Role
from portal.store.draft import LONGEST_PAGE
from portal.web.kept import draft_page, kept_fields, written
from portal.web.page import htmx, page
from portal.web.session import ServerSession
from portal.web.site import site

# Where the form stands whose answer goes to an address that has no page of its own.
FORM_PAGES = {
    "/absence": "/absence/new",
    "/me/helpers": "/me/helpers/new",
    "/week/day": "/week",
    "/week/confirm": "/week",
    "/work/emergency/end": "/work",
    "/work/openings/seen": "/work",
    "/work/access/end": "/work/access",
    "/work/cover/end": "/work/cover",
    "/work/away/end": "/work/away",
    "/admin/end": "/admin",
}


def signed_out(roles: frozenset[Role]) -> BaseResponse:
    """Where a person without a living sign-in goes: to the sign-in page, or to one that keeps their words.

    `roles` are those who may open what was asked for; what anybody else had written there is kept by nobody.
    """
    over = session.over if isinstance(session, ServerSession) else None
    if request.method == "GET":
        where = url_for("sign_in.choose", next=request.path, over=1 if over else None)
        if htmx:
            response = BaseResponse(status=204)
            response.headers["HX-Redirect"] = where
            return response
        return redirect(where, code=303)
    fields = kept_fields()
    name = draft_page(over.actor, request.path) if over else request.path
    saved = bool(over and over.actor.role in roles and fields and len(name) <= LONGEST_PAGE)
    if over and saved:
        site().sign_ins.keep_draft(over.actor.id, name, fields)
    return page(
        "errors/signed_out.html",
        status=401,
        back=FORM_PAGES.get(request.path, request.path),
        written=written(fields),
        saved=saved,
    )
