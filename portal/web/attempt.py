"""Trying what a form says: it is done, or it comes back as it was filled in, with what stands against it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import request

from portal.domain.errors import Conflict, Refused
from portal.services.appointment_desk import Doubts
from portal.services.making_appointments import Doubtful
from portal.services.work import Work
from portal.web.refusals import complaint_about
from portal.web.site import writing

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that is drawn: as somebody filled it in, or for the first time.

    `complaints` are msgids by field, `doubts` what speaks against a time without forbidding it, and `stale` says that
    somebody else was first.
    """

    filled: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)
    doubts: Doubts = field(default_factory=Doubts)
    stale: bool = False

    @property
    def status(self) -> int:
        """What HTTP calls it."""
        if self.stale:
            return 409
        return 422 if self.complaints or self.doubts else 200


def attempt(complaints: dict[str, str], act: Callable[[Work], Done]) -> Done | Unsent:
    """Do it, unless the form itself has `complaints`; nothing of a form that comes back has been done."""
    filled = dict(request.form)
    if complaints:
        return Unsent(filled, complaints)
    try:
        with writing() as work:
            return act(work)
    except Refused as refused:
        return Unsent(filled, complaint_about(refused))
    except Doubtful as doubtful:
        return Unsent(filled, doubts=doubtful.doubts)
    except Conflict:
        return Unsent(filled, stale=True)
