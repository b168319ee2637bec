"""What somebody had written: carried along when a page must say no."""

from flask import request
from werkzeug.exceptions import HTTPException

from portal.domain.people import Actor
from portal.web.site import actor, site

# Never carried along: the token belongs to the page that is gone, the time to that attempt, and an identity number must be nowhere.
# Who belongs to a church is answered on one page and written down nowhere.
NOT_KEPT = frozenset({"csrf_token", "number", "sent_at", "offline", "in_church"})
LONGEST = 64 * 1024
# Fields that hold a person's own sentences; the others are choices and go along unseen.
WRITTEN = ("goal", "what", "text", "wanted", "why_late", "reason", "note")


def kept_fields() -> dict[str, str]:
    """Every posted field but the form token and an identity number, so that the same form can be sent again; nothing of a body that cannot be read."""
    try:
        posted = request.form
    except HTTPException:
        return {}
    return {name: value[:LONGEST] for name, value in posted.items() if name not in NOT_KEPT}


def draft_of(page: str) -> dict[str, str]:
    """What the signed-in person had written on that page when an earlier sign-in ran out."""
    return site().sign_ins.draft(actor().id, draft_page(actor(), page))


def forget_draft(page: str) -> None:
    """The form was sent, so the draft has done its work."""
    site().sign_ins.forget_draft(actor().id, draft_page(actor(), page))


def draft_page(who: Actor, page: str) -> str:
    """Under which name a draft is kept: what was written for somebody else is not among one's own."""
    return f"{who.acts_for} {page}" if who.acts_for else page


def written(fields: dict[str, str]) -> str:
    """The person's own sentences among the fields."""
    return "\n\n".join(fields[name] for name in WRITTEN if fields.get(name))
