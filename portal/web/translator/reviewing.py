"""Reviewing: the queue of all languages, and the answer to a proposal, which is kept in the file when it is a yes."""

import logging

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.translating import ProposalState, SourceText, Texts, Verdict
from portal.services import translating, translating_reading, translating_review
from portal.services.translating_review import Reviewed
from portal.text.accepting import NotWritten, write_accepted
from portal.text.locales import LOCALES, Locale
from portal.web.forms import clean, read
from portal.web.guards import translators
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing
from portal.web.translator import checks, texts
from portal.web.translator.editor import CONFLICT, UNPROCESSABLE, draw
from portal.web.translator.finding import wanted
from portal.web.translator.room import told

blueprint = Blueprint("translate_review", __name__)
UNWRITTEN = "unwritten"
log = logging.getLogger("portal.words")


class ReviewForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which proposal, as it was shown, and what the reviewer says."""

    proposal = StringField()
    version = IntegerField()
    verdict = RadioField(choices=[one.value for one in Verdict])
    reason = StringField()


class WithdrawForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which proposal of one's own."""

    proposal = StringField()


@blueprint.get("/translate/waiting")
@translators
def queue() -> BaseResponse:
    """Every proposal that waits, in every language: those that the reader can review first."""
    with reading() as work:
        found = translating_reading.waiting(work)
    sources = texts.source().by_hash
    rows = [
        (LOCALES[one.row.locale], sources[one.row.hash], told(sources[one.row.hash], one.row.locale, one))
        for one in found
        # A text that the source does not have any more is nobody's to review.
        if one.row.hash in sources and one.row.locale in LOCALES
    ]
    return page("translator/waiting.html", rows=rows, address_of=texts.address_of)


@blueprint.post("/translate/<path:text>/review")
@translators
def review(text: str) -> BaseResponse:
    """Accept a proposal, or return it."""
    language, source = texts.asked_for(text)
    form = read(ReviewForm)
    if not form.validate():
        return draw(language, source, status=UNPROCESSABLE)

    def is_safe(said: Texts) -> bool:
        return checks.is_safe(source, language.code, said)

    try:
        with writing() as work:
            reviewed = translating_review.review(
                work,
                source,
                language.code,
                clean(form.proposal.data),
                form.version.data or 0,
                Verdict(form.verdict.data),
                clean(form.reason.data),
                is_safe=is_safe,
            )
    except Refused as refused:
        complaints = complaint_about(refused)
        return draw(language, source, filled=dict(request.form), complaints=complaints, status=UNPROCESSABLE)
    except Conflict:
        return draw(language, source, filled=dict(request.form), status=CONFLICT)
    kept = _keep(language, source, reviewed)
    return _back(language, source, reviewed.state.value if kept else UNWRITTEN)


@blueprint.post("/translate/<path:text>/withdraw")
@translators
def withdraw(text: str) -> BaseResponse:
    """Take back one's own proposal."""
    language, source = texts.asked_for(text)
    form = read(WithdrawForm)
    try:
        with writing() as work:
            translating.withdraw(work, language.code, source.hash, clean(form.proposal.data))
    except Conflict:
        return draw(language, source, status=CONFLICT)
    return _back(language, source, ProposalState.WITHDRAWN.value)


def _keep(language: Locale, source: SourceText, reviewed: Reviewed) -> bool:
    """After an acceptance: write it into the file where there is one to write, and say it from now on.

    False when the file could not be written: then the portal goes on saying what stands there.
    """
    if not reviewed.texts:
        return True
    folder = site().settings.catalogues
    if folder is not None:
        try:
            write_accepted(folder, language.code, source.key, reviewed.texts)
        except NotWritten as why:
            log.warning(
                "an accepted text is not in its file", extra={"language": language.code, "why": str(why)}
            )
            return False
    site().speaking.look()
    return True


def _back(language: Locale, source: SourceText, saved: str) -> BaseResponse:
    address = texts.address_of(language.code, source.hash)
    return done(url_for("translate_text.show", text=address, **wanted().query, saved=saved))
