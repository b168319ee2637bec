"""Reviewing: the queue of all languages, and the answer to a proposal, which is kept in the file when it is a yes."""

import logging

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.translating import ProposalState, SourceText, Texts, Verdict
from portal.services import translating, translating_reading, translating_review
from portal.services.translating_review import ChangedSinceProposed
from portal.text.accepting import ChangedMeanwhile, NotWritten, write_accepted
from portal.text.locales import LOCALES, Locale
from portal.web.forms import clean, read
from portal.web.guards import translators
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing
from portal.web.translator import checks, texts
from portal.web.translator.editor import CHANGED, CONFLICT, UNAVAILABLE, UNPROCESSABLE, UNWRITTEN, draw
from portal.web.translator.finding import wanted
from portal.web.translator.room import told

blueprint = Blueprint("translate_review", __name__)
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

    def keep(said: Texts, before: Texts) -> None:
        _keep(language, source, said, before)

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
                in_file=texts.in_file(language.code, source.key),
                files_rule=texts.files_rule(),
                is_safe=is_safe,
                keep=keep,
            )
    except Refused as refused:
        complaints = complaint_about(refused)
        return draw(language, source, filled=dict(request.form), complaints=complaints, status=UNPROCESSABLE)
    except (ChangedSinceProposed, ChangedMeanwhile):
        site().speaking.look()
        return draw(language, source, filled=dict(request.form), status=CONFLICT, trouble=CHANGED)
    except Conflict:
        return draw(language, source, filled=dict(request.form), status=CONFLICT)
    except NotWritten as why:
        log.warning(
            "a text is not accepted, for its file cannot be written",
            extra={"language": language.code, "why": str(why)},
        )
        return draw(language, source, filled=dict(request.form), status=UNAVAILABLE, trouble=UNWRITTEN)
    if reviewed.texts:
        site().speaking.look()
    return _back(language, source, reviewed.state.value)


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


def _keep(language: Locale, source: SourceText, said: Texts, before: Texts) -> None:
    """Write what is being accepted into the file, where there is one to write. Raises NotWritten and ChangedMeanwhile."""
    folder = site().settings.catalogues
    if folder is not None:
        write_accepted(folder, language.code, source.key, said, instead_of=before)


def _back(language: Locale, source: SourceText, saved: str) -> BaseResponse:
    address = texts.address_of(language.code, source.hash)
    return done(url_for("translate_text.show", text=address, **wanted().query, saved=saved))
