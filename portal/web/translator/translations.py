"""How far each language has come, and what the loader refused to show."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.resources import TRANSLATIONS
from portal.text.locales import LOCALES
from portal.text.sync import coverage
from portal.web.guards import translators
from portal.web.page import page
from portal.web.site import site

blueprint = Blueprint("translations", __name__)


@blueprint.get("/translations")
@translators
def show() -> BaseResponse:
    """A line for each language: how many texts there are, and how many fell back."""
    return page(
        "translator/translations.html",
        rows=[(LOCALES[row.locale], row) for row in coverage(TRANSLATIONS)],
        refused=site().catalogues.refused,
    )
