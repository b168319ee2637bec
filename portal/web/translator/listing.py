"""The texts of one language, fifty at a time, with filters and a search."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.paging import leaf_of
from portal.web.guards import translators
from portal.web.page import page
from portal.web.site import reading
from portal.web.translator import texts
from portal.web.translator.editor import KEYS
from portal.web.translator.finding import PAGE, Show, find, wanted

blueprint = Blueprint("translate_list", __name__)


@blueprint.get("/translate/<locale>")
@translators
def show(locale: str) -> BaseResponse:
    """The wanted texts, each with where it stands."""
    language, asked = texts.language(locale), wanted()
    with reading() as work:
        found = find(work, locale, asked)
    leaf = leaf_of(len(found.rows), PAGE, request.args.get("page", 1, type=int))
    return page(
        "translator/list.html",
        language=language,
        asked=asked,
        shows=list(Show),
        counts=found.counts,
        rows=found.rows[leaf.first : leaf.first + PAGE],
        total=len(found.rows),
        leaf=leaf,
        keys=KEYS,
        address_of=texts.address_of,
    )
