"""The workbench's first page: how far each language has come, and what waits for the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.translating import Key, SourceText, Texts
from portal.services import translating_queue
from portal.text.locales import LOCALES, TRANSLATED, Locale
from portal.text.missing import MISSING
from portal.web.guards import translators
from portal.web.page import page
from portal.web.site import reading, site
from portal.web.translator import texts

blueprint = Blueprint("translate", __name__)
MOST_MISSED = 10


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one language is: `written` texts are read today, `accepted` ones people have agreed to; so for legal ones."""

    language: Locale
    total: int
    written: int
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
        return self.total - self.written


@dataclass(frozen=True, slots=True)
class Missed:
    """A text that readers of a language were shown in another one, and how often since this process began."""

    language: Locale
    source: SourceText
    times: int


@blueprint.get("/translate")
@translators
def show() -> BaseResponse:
    """A row for each language, with what waits."""
    source = texts.source().texts
    legal = [one for one in source if one.legal]
    with reading() as work:
        found = translating_queue.overview(work, texts.source().by_hash)
        stands = {code: texts.standing(work, code) for code in TRANSLATED}
        agreed = {code: texts.agreed(work, code, stands[code]) for code in TRANSLATED}
    rows = [
        Coverage(
            LOCALES[code],
            len(source),
            sum(one.key in stands[code] for one in source),
            sum(one.key in agreed[code] for one in source),
            len(legal),
            sum(one.key in agreed[code] for one in legal),
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
        broken=[(LOCALES[one.locale], one.line) for one in site().speaking.broken],
        missed=_missed(stands),
        address_of=texts.address_of,
    )


def _missed(stands: Mapping[str, Mapping[Key, Texts]]) -> list[Missed]:
    """The texts that were missed most often and are missing still."""
    by_msgid = {one.key[1]: one for one in texts.source().texts}
    found = (
        Missed(LOCALES[code], by_msgid[msgid], times)
        for (code, msgid), times in MISSING.snapshot().items()
        if code in stands and msgid in by_msgid and by_msgid[msgid].key not in stands[code]
    )
    return list(islice(found, MOST_MISSED))
