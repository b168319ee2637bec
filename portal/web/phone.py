"""A phone that several people use: nothing of its last reader stays on it, not even their language."""

from flask import request
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from portal.web.language import cookie, wanted
from portal.web.site import site


def on_shared_phone() -> bool:
    """Whether who is signed in shares this phone with others."""
    sign_in = current_user.sign_in if current_user.is_authenticated else None
    return bool(sign_in and sign_in.shared)


def settled(person_id: str, response: BaseResponse) -> BaseResponse:
    """On the way in: the language that was read until now is the person's, and no longer the phone's."""
    if cookie() in request.cookies:
        site().sign_ins.settle_language(person_id, wanted(None))
    return leave_no_language(response)


def leave_no_language(response: BaseResponse) -> BaseResponse:
    """Take the language off the phone, if it is there."""
    if cookie() in request.cookies:
        response.delete_cookie(
            cookie(), path="/", secure=site().settings.https, httponly=True, samesite="Lax"
        )
    return response
