"""Which language a request is answered in."""

from flask import request
from flask_login import current_user

from portal.text.locales import LOCALES, SOURCE, Locale
from portal.text.negotiation import negotiate
from portal.text.words import Words
from portal.web.site import Tongue, site


def cookie() -> str:
    """The name of the cookie that remembers a language. Behind TLS no other host can set one of that name."""
    return "__Host-language" if site().settings.https else "language"


def wanted(saved: str | None) -> str:
    """The language to answer in: the saved one, the cookie's, the browser's, then bokmål."""
    return negotiate(
        saved=saved,
        explicit=None,
        cookie=request.cookies.get(cookie()),
        accept_language=request.headers.get("Accept-Language"),
        default=SOURCE,
        offered=site().offered,
    )


def locale_code() -> str:
    """The language of this request."""
    return str(current_user.actor.locale) if current_user.is_authenticated else wanted(None)


def locale() -> Locale:
    """The locale of this request."""
    return LOCALES[locale_code()]


def tongue() -> Tongue:
    """Words, dates and templates of this request's language."""
    return site().tongues[locale_code()]


def words() -> Words:
    """The words of this request's language."""
    return tongue().words
