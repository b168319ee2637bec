"""What somebody had written: carried along when a page must say no."""

from flask import request
from werkzeug.exceptions import HTTPException

from portal.web.site import actor, site

# Never carried along: they belong to the page that is gone.
NOT_KEPT = frozenset({"csrf_token"})
LONGEST = 64 * 1024
# Fields that hold a person's own sentences; the others are choices and go along unseen.
WRITTEN = ("text", "note")


def kept_fields() -> dict[str, str]:
    """Every posted field but the form token, so that the same form can be sent again; nothing of a body that cannot be read."""
    try:
        posted = request.form
    except HTTPException:
        return {}
    return {name: value[:LONGEST] for name, value in posted.items() if name not in NOT_KEPT}


def draft_of(page: str) -> dict[str, str]:
    """What the signed-in person had written on that page when an earlier sign-in ran out."""
    return site().sign_ins.draft(actor().id, page)


def forget_draft(page: str) -> None:
    """The form was sent, so the draft has done its work."""
    site().sign_ins.forget_draft(actor().id, page)


def written(fields: dict[str, str]) -> str:
    """The person's own sentences among the fields."""
    return "\n\n".join(fields[name] for name in WRITTEN if fields.get(name))
