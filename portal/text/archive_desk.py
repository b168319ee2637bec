"""The archive's own words for what stands beside a message, in bokmål: a part of `portal.text.archive_words`."""

from collections.abc import Mapping

DESK_FIELDS: Mapping[str, str] = {
    "wording": "Ordlyd nummer",
    "cover_id": "Fravær hos kontaktpersonen",
    "journalled_on": "Journalført",
    "reference": "Saks- og dokumentnummer",
    "marked_at": "Merket",
    "marked_by": "Merket av",
}
DESK_VALUES: Mapping[str, Mapping[str, str]] = {
    "automatic_word.kind": {"away": "kontaktpersonen er borte, og en kollega svarer"},
    "message_mistake.kind": {
        "wrong_person": "den var til en annen",
        "wrong_facts": "noe i den var ikke riktig",
        "not_finished": "den var ikke ferdig",
        "other": "en annen feil hos kontoret",
    },
}
