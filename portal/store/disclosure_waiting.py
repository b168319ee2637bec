"""What the participant is told of waits and promises: a part of `portal.store.disclosure`."""

from collections.abc import Mapping

from portal.store.told import INNER, Told
from portal.store.told import back as _back

ABOUT_WAITING: Mapping[str, Told] = {
    "answer_rung": Told(
        ("conversation_id", "since", "rung", "at", "answer_by", "new_answer_by", "promise"),
    ),
    "waiting_mark": Told(
        ("conversation_id", "waits"),
        people=("set_by",),
        # A day is enough: nobody of the staff is followed by when they work.
        days=("at",),
        kept_back=_back(INNER, "id"),
    ),
}
