"""Reviewing: the queue of what waits, and the answer to a proposal, which is kept in the file when it is a yes."""

import logging

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.translating import ProposalState, SourceText, Texts, Verdict
from portal.services import translating, translating_queue, translating_review
from portal.services.translating_review import ChangedSinceProposed
from portal.text.accepting import ChangedMeanwhile, NotWritten, write_accepted
from portal.text.locales import LOCALES, TRANSLATED, Locale
from portal.web.asked import asked_text
from portal.web.forms import clean, read
from portal.web.guards import translators
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing
from portal.web.translator import texts
from portal.web.translator.editor import (
    CHANGED,
    CLOSED,
    CONFLICT,
    KEYS,
    UNAVAILABLE,
    UNPROCESSABLE,
    UNWRITTEN,
    draw,
)
from portal.web.translator.finding import Show, Wanted, wanted
from portal.web.translator.room import told

blueprint = Blueprint("translate_review", __name__)
AGREED = "agreed"
FROM_THE_QUEUE = Wanted(Show.WAITING)
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
    """What waits in one language or in all, a page at a time: what the reader can review first."""
    sources = texts.source().by_hash
    asked = asked_text("locale")
    locale = asked if asked in TRANSLATED else None
    with reading() as work:
        counts = translating_queue.in_each(work, sources)
        found = translating_queue.waiting(work, sources, locale, number=request.args.get("page", 1, type=int))
    rows = [
        (LOCALES[one.row.locale], sources[one.row.hash], told(sources[one.row.hash], one.row.locale, one))
        for one in found
        # A language that the portal does not have any more is nobody's to review.
        if one.row.locale in LOCALES
    ]
    return page(
        "translator/waiting.html",
        rows=rows,
        leaf=found.leaf,
        chosen=locale,
        languages=[(LOCALES[code], counts[code]) for code in TRANSLATED if code in counts],
        saved=request.args.get("saved", ""),
        keys=KEYS,
        address_of=texts.address_of,
    )


@blueprint.post("/translate/<path:text>/review")
@translators
def review(text: str) -> BaseResponse:
    """Accept a proposal, or return it."""
    language, source = texts.asked_for(text)
    form = read(ReviewForm)
    if not form.validate():
        return draw(language, source, status=UNPROCESSABLE)

    def is_safe(said: Texts) -> bool:
        return texts.is_safe(source.key, language.code, said)

    def keep(said: Texts, before: Texts) -> None:
        _keep(language, source, said, before)

    texts.look_at_files()
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
        texts.look_at_files()
        return draw(language, source, filled=dict(request.form), status=CONFLICT, trouble=CHANGED)
    except Conflict:
        return draw(language, source, filled=dict(request.form), status=CONFLICT, trouble=CLOSED)
    except NotWritten as why:
        log.warning(
            "a text is not accepted, for its file cannot be written",
            extra={"language": language.code, "why": str(why)},
        )
        return draw(language, source, filled=dict(request.form), status=UNAVAILABLE, trouble=UNWRITTEN)
    if reviewed.texts:
        site().speaking.look()
    saved = AGREED if reviewed.missing else reviewed.state.value
    return _onward(language, source, saved, after=clean(form.proposal.data))


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
        return draw(language, source, status=CONFLICT, trouble=CLOSED)
    return _back(language, source, ProposalState.WITHDRAWN.value)


def _keep(language: Locale, source: SourceText, said: Texts, before: Texts) -> None:
    """Write what is being accepted into the file, where there is one to write. Raises NotWritten and ChangedMeanwhile."""
    folder = site().settings.catalogues
    if folder is not None:
        write_accepted(folder, language.code, source.key, said, instead_of=before)


def _onward(language: Locale, source: SourceText, saved: str, *, after: str) -> BaseResponse:
    """Who came from what waits goes on to the next that waits for them in the language, or back to the queue."""
    if wanted() != FROM_THE_QUEUE:
        return _back(language, source, saved)
    with reading() as work:
        found = translating_queue.next_for_reader(work, texts.source().by_hash, language.code, after=after)
    if found is None:
        return done(url_for("translate_review.queue", saved=saved))
    return done(
        url_for(
            "translate_text.show",
            text=texts.address_of(language.code, found),
            **FROM_THE_QUEUE.query,
            saved=f"{saved}-before",
            _anchor="review",
        )
    )


def _back(language: Locale, source: SourceText, saved: str) -> BaseResponse:
    address = texts.address_of(language.code, source.hash)
    return done(url_for("translate_text.show", text=address, **wanted().query, saved=saved))
