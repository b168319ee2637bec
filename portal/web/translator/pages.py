"""In context: the pages of the demo as its synthetic people see them, where each text leads to its translation.

Registered in the demo and nowhere else: a translator sees nobody's page, ever, and here nobody is real.
"""

import re
from functools import partial
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import NotFound
from portal.domain.people import Role
from portal.services import previewing, translating_reading
from portal.text.locales import LOCALES, SOURCE, TRANSLATED
from portal.web.asked import asked_text
from portal.web.guards import translators
from portal.web.headers import POLICY
from portal.web.page import page
from portal.web.seen_as import KEY, SeenAs
from portal.web.site import answer_to, is_own_page, reading, site
from portal.web.translator import texts
from portal.web.translator.marked_tongues import MarkedTongues
from portal.web.translator.rebuilt import rebuilt
from portal.web.translator.where import PLAIN_NAME, named

blueprint = Blueprint("translate_pages", __name__)

LOCALE, MINE = "locale", "mine"
FINE, LEADS_ON = 200, frozenset({302, 303})
# Who asks and through which door, as `portal.web.replaying` hands it on, but for the cookie: it is not the translator
# who is shown the page.
CARRIED = ("HTTP_HOST", "REMOTE_ADDR")
NOT_SHOWN = ("/translat", "/static", "/live", "/sign-", "/sw.js", "/demo", "/oidc", "/offline/")
"""Beginnings of addresses that are no page of anybody's."""

PAGES = {
    Role.PARTICIPANT: (
        *("/week", "/week/months", "/week/else", "/absence/new", "/appointments", "/offers"),
        *("/plan", "/plan/history", "/plan/propose", "/plan/steps", "/plan/story", "/plan/individual"),
        *("/messages", "/messages/phrases", "/me", "/me/money", "/me/absences", "/me/receipts"),
        *("/me/notices", "/me/calendar", "/me/offline", "/me/helpers"),
    ),
    Role.REPRESENTATIVE: ("/helping", "/week", "/me/absences", "/messages", "/helping/receipts"),
    Role.CASEWORKER: (
        *("/work", "/work/absences", "/work/months", "/work/appointments", "/work/proposals"),
        *("/work/offers", "/work/radar", "/work/away"),
    ),
    Role.LEADER: ("/work", "/office/paydays"),
    Role.CONTACT_CENTRE: ("/",),
    Role.ADMINISTRATOR: ("/", "/admin/notices"),
    Role.AUDITOR: ("/",),
}
"""Where one may begin; from there the links of the pages lead on."""

MOST_OF_A_ROLE = 4
PROTAGONISTS = ("rolig-rogn", "stille-strand", "kvikk-kvist", "modig-molte", "blid-bjork", "klar-kyst")
"""Who is named first: they have something on every page."""

_SHEET = re.compile(r"/static/(.+)\.[0-9a-f]{16}(\.css)")

_tongues = MarkedTongues()


@blueprint.get("/translate/pages")
@translators
def show() -> BaseResponse:
    """Whose pages can be looked at, and where to begin."""
    code = _language()
    people = sorted(site().sign_ins.synthetic_people(), key=lambda one: one.key not in PROTAGONISTS)
    by_role = {role: [one for one in people if one.role is role][:MOST_OF_A_ROLE] for role in PAGES}
    return page(
        "translator/pages.html",
        language=LOCALES[code],
        by_role={role: some for role, some in by_role.items() if some},
        pages=PAGES,
        named=named(),
    )


@blueprint.get("/translate/pages/<path:shown>")
@translators
def look(shown: str) -> BaseResponse:
    """One page of one of them, with all its texts. `shown` is the person's key and the page's own path."""
    who, _, rest = shown.partition("/")
    code, mine = _language(), MINE in request.args
    asked = {name: value for name, value in request.args.items() if PLAIN_NAME.fullmatch(name)}
    where = f"/{rest}"
    if not _is_shown(where):
        raise NotFound("That is no page to look at.")
    with reading() as work:
        sign_in = previewing.seen_by(work, who, code)
        proposed = translating_reading.proposed_by_me(work, code)
    tongue = _tongues.tongue(site().speaking.now, code, proposed if mine else {})
    answer = _drawn(where, asked, SeenAs(sign_in, tongue))
    here = f"{where}?{urlencode(asked)}" if asked else where
    link = partial(_link, here=here, who=who, code=code, mine=mine)
    if answer.status_code in LEADS_ON:
        onward = link(answer.headers.get("Location", ""))
        if onward:
            return redirect(onward, code=303)
    if answer.status_code != FINE or answer.mimetype != "text/html":
        raise NotFound("There is nothing to look at.")
    source = texts.source()
    rebuilt_page = rebuilt(answer.get_data(as_text=True), source.by_hash.__contains__, link)
    response = page(
        "translator/in_context.html",
        shown=rebuilt_page,
        sheets=[_SHEET.sub(r"\1\2", one) for one in rebuilt_page.sheets],
        pressable=[one for one in rebuilt_page.texts if not one.where],
        others=[one for one in rebuilt_page.texts if one.where],
        by_hash=source.by_hash,
        language=LOCALES[code],
        editable=code in TRANSLATED,
        address_of=texts.address_of,
        who=who,
        role=sign_in.actor.role,
        here=where,
        mine=mine,
        proposed=len(proposed),
        languages=[LOCALES[one] for one in (SOURCE, *TRANSLATED)],
        asked=asked,
    )
    # Whatever a form of the page were to try, it is sent nowhere.
    response.headers["Content-Security-Policy"] = POLICY.replace("form-action 'self'", "form-action 'none'")
    return response


def _language() -> str:
    """The language to look at pages in: the one asked for, or the first that has a catalogue."""
    asked = asked_text(LOCALE)
    return asked if asked in site().offered and not LOCALES[asked].pseudo else TRANSLATED[0]


def _is_shown(path: str) -> bool:
    return not path.startswith(NOT_SHOWN) and is_own_page(path)


def _drawn(path: str, asked: dict[str, str], seen_as: SeenAs) -> BaseResponse:
    """The portal's own answer to that person, who asks for nothing but this one page."""
    builder = EnvironBuilder(path, base_url=request.host_url, query_string=asked)
    environ = builder.get_environ()
    builder.close()
    environ |= {name: request.environ[name] for name in CARRIED if name in request.environ}
    return answer_to(environ | {KEY: seen_as})


def _address(who: str, where: str, *, code: str, mine: bool = False) -> str:
    """The address here of a page of somebody, which may have a query and a place in it."""
    parts = urlsplit(where)
    query = "&".join(filter(None, (parts.query, urlencode({LOCALE: code} | ({MINE: "1"} if mine else {})))))
    address = url_for("translate_pages.look", shown=f"{who}{parts.path}")
    return f"{address}?{query}" + (f"#{parts.fragment}" if parts.fragment else "")


def _link(href: str, *, here: str, who: str, code: str, mine: bool) -> str:
    """Where a link of the page leads to here, empty when it would lead out."""
    target = urljoin(here, href)
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not _is_shown(parts.path):
        return ""
    return _address(who, target, code=code, mine=mine)
