"""What the participant is told of important messages, and of those whose text was taken away."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.store.told import INNER, SEALED, STAFF_OWN, Told
from portal.store.told import back as _back

ABOUT_THE_IMPORTANT: Mapping[str, Told] = MappingProxyType(
    {
        "message_important": Told(
            (
                *("conversation_id", "sequence", "resent_first_at", "resent_second_at"),
                *("reached", "phone_note"),
            ),
            people=("phoned_by",),
            days=("phoned_at",),
            kept_back=_back(STAFF_OWN, "call_since"),
        ),
        "message_acknowledgement": Told(
            ("conversation_id", "sequence", "at"),
            people=("person_id",),
        ),
        "redaction": Told(
            ("conversation_id", "sequence", "kind"),
            days=("agreed_at",),
            kept_back=_back(INNER, "id")
            | _back(SEALED, "original")
            | _back(STAFF_OWN, "reason", "proposed_by", "proposed_at", "agreed_by")
            | _back(STAFF_OWN, "declined_by", "declined_at", "decline_reason"),
        ),
    }
)
NOTHING_OF_ALARMS: Mapping[str, str] = MappingProxyType(
    {
        "alarm": "It sorts the list of the staff; what set it off is told as the message that it is.",
        "threat_report": "It is about the safety of the staff, and who reads it could get round it.",
        "threat_evidence": "It is about the safety of the staff; the messages themselves are told.",
    }
)
