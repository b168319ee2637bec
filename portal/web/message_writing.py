"""What writing a message shares on both sides: sending it with its files, and what the form to write in is drawn from."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from flask import request

from portal.domain.errors import Refused
from portal.domain.messages import MOST_ENCLOSED, MessageAbout
from portal.services.enclosing import Enclosed, with_files
from portal.services.message_topics import Matter
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.web.kept import draft_of
from portal.web.message_form import MessageForm
from portal.web.refusals import complaint_about
from portal.web.sending import sending
from portal.web.site import actor, site
from portal.web.uploads import handed_in_together

Write: TypeAlias = Callable[[Work, tuple[Enclosed, ...]], Receipt]


def sent(form: MessageForm, write: Write) -> Receipt:
    """Send what the form says, with the files it brings: `write` is given them. Raises what it and `with_files` raise."""
    here = site()
    return with_files(
        here.desk,
        actor(),
        here.files,
        form.key.data,
        handed_in_together(MOST_ENCLOSED),
        write,
        sending(),
    )


def complaint_in(refused: Refused) -> str:
    """Why a message could not be sent, as a msgid: the form has one place for it, whatever it is about."""
    (sentence,) = complaint_about(refused).values()
    return sentence


def write_values(choices: Callable[[], tuple[Matter, ...]], about: MessageAbout | None) -> dict[str, Any]:
    """What `parts/write.html` needs besides. `choices` is asked only where the form is drawn."""
    return {
        "about": about.written if about else "",
        "choices": cache(choices),
        "may_enclose": site().files.open,
    }


def asked_words() -> str:
    """What was searched for last on this page, where the address asks for what was found. It holds no words itself."""
    return draft_of(request.path).get("q", "") if {"found", "before"} & request.args.keys() else ""
