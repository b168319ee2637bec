"""The editor: one text in one language with all that helps to translate it, and the form that proposes a translation."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField

from portal.domain.errors import Conflict, KeyReused, Refused
from portal.domain.translating import SourceText, Texts
from portal.services import translating
from portal.text.locales import Locale
from portal.text.words import N_
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import translators
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing
from portal.web.translator import checks, finding, texts
from portal.web.translator.room import room

blueprint = Blueprint("translate_text", __name__)

UNPROCESSABLE, CONFLICT, UNAVAILABLE = 422, 409, 503
STALE, CHANGED, CLOSED, UNWRITTEN = "stale", "changed", "closed", "unwritten"
NEXT = "next"
KEYS = {"field": "T", "save": "S", "before": "P", "after": "N", "accept": "A", "send_back": "R"}
USED = N_("Skjemaet er sendt før med en annen tekst. Se over det du har skrevet, og foreslå en gang til.")
NOT_SAFE = N_("Teksten er ikke foreslått ennå. Rett det som står under, og prøv igjen.")


class ProposalForm(KeyedForm):
    """A text for each plural form, why, what stood there when the page was drawn, and where to go after it."""

    text_0 = StringField()
    text_1 = StringField()
    text_2 = StringField()
    text_3 = StringField()
    text_4 = StringField()
    text_5 = StringField()
    reason = StringField()
    seen = StringField()
    then = StringField()


@blueprint.get("/translate/<path:text>")
@translators
def show(text: str) -> BaseResponse:
    """The text, and what is known of it."""
    language, source = texts.asked_for(text)
    return draw(language, source, filled=draft_of(request.path))


@blueprint.post("/translate/<path:text>")
@translators
def propose(text: str) -> BaseResponse:
    """Propose a translation."""
    language, source = texts.asked_for(text)
    form = read(ProposalForm)
    form.validate()
    said = checks.read_texts(source, language.code, form.data)

    def is_safe(what: Texts) -> bool:
        return texts.is_safe(source.key, language.code, what)

    filled = dict(request.form)
    found = checks.checked(source, language.code, said)
    if found.hard:
        return draw(language, source, filled=filled, complaints={"text_0": NOT_SAFE}, status=UNPROCESSABLE)
    texts.look_at_files()
    try:
        with writing() as work:
            translating.propose(
                work,
                source,
                language.code,
                said,
                in_file=texts.in_file(language.code, source.key),
                files_rule=texts.files_rule(),
                is_safe=is_safe,
                seen=form.seen.data or "",
                reason=clean(form.reason.data),
                draft=texts.is_unseen(language.code, source.key),
                key=form.key.data,
            )
    except Refused as refused:
        complaints = complaint_about(refused)
        return draw(language, source, filled=filled, complaints=complaints, status=UNPROCESSABLE)
    except Conflict:
        return draw(language, source, filled=_anew(filled), status=CONFLICT)
    except KeyReused:
        complaints = {"text_0": USED}
        return draw(language, source, filled=_anew(filled), complaints=complaints, status=UNPROCESSABLE)
    forget_draft(request.path)
    return done(_onward(language, source, go_on=form.then.data == NEXT))


@blueprint.post("/translate/<path:text>/check")
@translators
def check(text: str) -> BaseResponse:
    """What is to say about a text that is being written; nothing is kept."""
    language, source = texts.asked_for(text)
    read(ProposalForm)
    return draw(language, source, "checks", filled=dict(request.form))


def _anew(filled: dict[str, str]) -> dict[str, str]:
    """What somebody wrote, for a form that can be sent: with a key of its own, and of what stands there now."""
    return {name: value for name, value in filled.items() if name not in {"seen", "key"}}


def _onward(language: Locale, source: SourceText, *, go_on: bool) -> str:
    """The same text, or the next one that is wanted, with a word on what was saved."""
    asked = finding.wanted()
    onward, saved = source, "proposed"
    if go_on:
        with reading() as work:
            _before, after = finding.neighbours(finding.find(work, language.code, asked), source.hash)
        onward, saved = after or source, "before" if after else "proposed"
    address = texts.address_of(language.code, onward.hash)
    return url_for("translate_text.show", text=address, **asked.query, saved=saved)


def draw(
    language: Locale,
    source: SourceText,
    block: str | None = None,
    *,
    filled: dict[str, str] | None = None,
    complaints: dict[str, str] | None = None,
    status: int = 200,
    trouble: str = "",
) -> BaseResponse:
    """The editor's page, with what somebody had written; only `block` of it when htmx asks for that.

    `trouble` is why nothing was kept: "stale", "changed", "closed" or "unwritten".
    """
    asked = finding.wanted()
    with reading() as work:
        return page(
            "translator/text.html",
            block,
            status=status,
            **room(work, language, source, asked, filled or {}, past=request.args.get("past", 1, type=int)),
            key=(filled or {}).get("key") or fresh_key(),
            complaints=complaints or {},
            trouble=trouble or (STALE if status == CONFLICT else ""),
            keys=KEYS,
            saved=request.args.get("saved", ""),
        )
