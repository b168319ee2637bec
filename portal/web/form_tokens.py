"""Form tokens: drawn and signed with SHA-256, where the libraries behind them would still use SHA-1."""

import hashlib
import secrets

from flask import Flask, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from itsdangerous import Signer

IN_SESSION = "csrf_token"


def install(app: Flask) -> CSRFProtect:
    """Protect every form. Flask-WTF lets nobody choose how its tokens are signed, and nothing else is signed so here."""
    Signer.default_digest_method = staticmethod(hashlib.sha256)
    return CSRFProtect(app)


def draw() -> None:
    """Draw what the form tokens of a new sign-in are made of, 256 random bits."""
    session[IN_SESSION] = secrets.token_urlsafe(32)


def token() -> str:
    """The token for the forms of this answer. One that belongs to no sign-in opens nothing, and is not kept either."""
    if IN_SESSION not in session:
        draw()
    return str(generate_csrf())
