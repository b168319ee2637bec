"""The workbench's first page: how far each language has come, and what waits for the reader."""

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import translating_reading
from portal.text.locales import LOCALES, TRANSLATED, Locale
from portal.web.guards import translators
from portal.web.page import page
from portal.web.site import reading, site
from portal.web.translator import texts

blueprint = Blueprint("translate", __name__)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one language is, counted in texts that somebody reads today: all of them, and those of legal weight."""

    language: Locale
    total: int
    accepted: int
    legal: int
    legal_accepted: int
    refused: int
    waiting: int
    for_reader: int
    returned: int

    @property
    def missing(self) -> int:
        """How many texts readers get in another language."""
        return self.total - self.accepted


@blueprint.get("/translate")
@translators
def show() -> BaseResponse:
    """A row for each language, with what waits."""
    source = texts.source().texts
    legal = [one for one in source if one.legal]
    with reading() as work:
        found = translating_reading.overview(work)
        stands = {code: texts.standing(work, code) for code in TRANSLATED}
    rows = [
        Coverage(
            LOCALES[code],
            len(source),
            sum(one.key in stands[code] for one in source),
            len(legal),
            sum(one.key in stands[code] for one in legal),
            len({one.msgid for one in site().catalogues[code].refused}),
            found.waiting.get(code, 0),
            found.for_reader.get(code, 0),
            found.returned.get(code, 0),
        )
        for code in TRANSLATED
    ]
    return page(
        "translator/overview.html",
        rows=rows,
        for_reader=sum(found.for_reader.values()),
        returned=sum(found.returned.values()),
        unanswered=found.unanswered,
        broken=site().speaking.broken,
    )
