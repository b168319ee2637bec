"""Which language a request is answered in."""

from flask import request
from flask_login import current_user

from portal.domain.people import Role
from portal.services.languages_offered import Spoken
from portal.services.signing_in import SignedIn
from portal.text.locales import LOCALES, SOURCE, Locale
from portal.text.negotiation import negotiate, offered_where
from portal.text.words import Words
from portal.web.seen_as import seen_as
from portal.web.site import Tongue, site


def cookie() -> str:
    """The name of the cookie that remembers a language. Behind TLS no other host can set one of that name."""
    return "__Host-language" if site().settings.https else "language"


def _spoken(sign_in: SignedIn | None) -> Spoken:
    if sign_in and sign_in.actor.role is Role.TRANSLATOR:
        # Whoever works on a draft must see what it looks like.
        return Spoken(drafts=True, usual=SOURCE)
    return sign_in.spoken if sign_in and sign_in.spoken else site().for_visitors.spoken(SOURCE)


def _offered(spoken: Spoken) -> tuple[str, ...]:
    return offered_where(spoken, site().offered)


def offered() -> tuple[str, ...]:
    """The codes of the languages that whoever asks now may choose: drafts only where their office shows them."""
    return _offered(_spoken(current_user.sign_in if current_user.is_authenticated else None))


def wanted(saved: str | None, sign_in: SignedIn | None = None) -> str:
    """The language to answer in: the saved one, the cookie's, the browser's, then the office's own."""
    spoken = _spoken(sign_in)
    return negotiate(
        saved=saved,
        explicit=None,
        cookie=request.cookies.get(cookie()),
        accept_language=request.headers.get("Accept-Language"),
        default=spoken.usual,
        offered=_offered(spoken),
    )


def locale_code() -> str:
    """The language of this request."""
    return str(current_user.actor.locale) if current_user.is_authenticated else wanted(None)


def locale() -> Locale:
    """The locale of this request."""
    return LOCALES[locale_code()]


def tongue() -> Tongue:
    """Words, dates and templates of this request's language."""
    shown = seen_as(request.environ)
    return shown.tongue if shown else site().tongues[locale_code()]


def words() -> Words:
    """The words of this request's language."""
    return tongue().words
