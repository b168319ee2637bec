"""Questions about the source: asked beside a text, answered there or in the list of all of them."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Refused
from portal.domain.people import Role
from portal.domain.translating import LONGEST_QUESTION
from portal.services import translating_questions
from portal.text.locales import LOCALES
from portal.web.forms import clean, read
from portal.web.guards import answerers, translators
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import actor, reading, writing
from portal.web.translator import texts
from portal.web.translator.editor import UNPROCESSABLE, draw

blueprint = Blueprint("translate_questions", __name__)


class QuestionForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What somebody asks or answers, and from which text they came."""

    words = StringField()
    text = StringField()


@blueprint.get("/translate/questions")
@answerers
def show() -> BaseResponse:
    """The questions to all texts, or to one, a page at a time: those without an answer first."""
    return _list()


@blueprint.post("/translate/<path:text>/ask")
@translators
def ask(text: str) -> BaseResponse:
    """Ask about a text."""
    language, source = texts.asked_for(text)
    form = read(QuestionForm)
    try:
        with writing() as work:
            translating_questions.ask(work, source, language.code, clean(form.words.data))
    except Refused as refused:
        complaints = complaint_about(refused)
        return draw(language, source, filled=dict(request.form), complaints=complaints, status=UNPROCESSABLE)
    return done(url_for("translate_text.show", text=text, saved="asked", _anchor="questions"))


@blueprint.post("/translate/questions/<question_id>/answer")
@answerers
def answer(question_id: str) -> BaseResponse:
    """Answer a question."""
    form = read(QuestionForm)
    try:
        with writing() as work:
            translating_questions.answer(work, question_id, clean(form.words.data))
    except Refused as refused:
        return _list(question_id, complaint_about(refused), UNPROCESSABLE, clean(form.words.data))
    if form.text.data and actor().role is Role.TRANSLATOR:
        language, source = texts.asked_for(form.text.data)
        text = texts.address_of(language.code, source.hash)
        return done(url_for("translate_text.show", text=text, saved="answered", _anchor="questions"))
    return done(url_for("translate_questions.show", **_place(*_asked()), saved=1))


def _asked() -> tuple[str | None, int]:
    """The text that the list is about, None for all of them, and which page of it."""
    text = request.args.get("of", "")
    return text if text in texts.source().by_hash else None, request.args.get("page", 1, type=int)


def _list(
    about: str = "", complaints: dict[str, str] | None = None, status: int = 200, words: str = ""
) -> BaseResponse:
    text, number = _asked()
    with reading() as work:
        found = translating_questions.everywhere(work, text, number=number)
    sources = texts.source().by_hash
    here = _place(text, found.leaf.number)
    return page(
        "translator/questions.html",
        status=status,
        questions=[(one, sources.get(one.row.hash), LOCALES.get(one.row.locale)) for one in found],
        leaf=found.leaf,
        of=text,
        here=here,
        about=about,
        complaints=complaints or {},
        words=words,
        saved="saved" in request.args,
        longest={"words": LONGEST_QUESTION},
        address_of=texts.address_of,
    )


def _place(text: str | None, number: int) -> dict[str, Any]:
    """The same page of the list for an address, without what is usual."""
    return ({"of": text} if text else {}) | ({"page": number} if number > 1 else {})
