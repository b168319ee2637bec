"""What of the desk beside a conversation the participant is told; a part of `portal.store.disclosure`."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.store.told import ELSEWHERE, INNER, STAFF_OWN, Told
from portal.store.told import back as _back

BESIDE_MESSAGES: Mapping[str, Told] = MappingProxyType(
    {
        "automatic_word": Told(
            ("conversation_id", "sequence", "kind", "until", "answer_by"),
            kept_back=_back(INNER, "wording") | _back(ELSEWHERE, "cover_id"),
        ),
        "message_mistake": Told(
            ("conversation_id", "sequence", "kind"), people=("marked_by",), days=("marked_at",)
        ),
        "journal_mark": Told(
            ("conversation_id", "sequence", "journalled_on", "reference"),
            people=("marked_by",),
            days=("marked_at",),
        ),
        "case_note": Told(
            ("conversation_id", "text", "locale", "last_day"),
            people=("written_by",),
            days=("written_at",),
            kept_back=_back(INNER, "id", "key"),
        ),
        "hand_over": Told(
            ("conversation_id",),
            people=("handed_to", "handed_by"),
            days=("made_at", "ended_at"),
            kept_back=_back(INNER, "id", "ending") | _back(STAFF_OWN, "reason"),
        ),
    }
)
