"""The names of what stands beside a conversation in my data, as msgids; a part of `portal.text.my_data_words`."""

from collections.abc import Mapping

from portal.text.words import N_

DESK_COLUMNS: Mapping[str, str] = {
    "handed_to": N_("Hvem skulle svare"),
    "handed_by": N_("Hvem ba om det"),
    "journalled_on": N_("Journalført"),
    # NOTE: Når en ansatt merket en melding.
    "marked_at": N_("Merket"),
    "marked_by": N_("Merket av"),
    # NOTE: Det et dokument heter i et annet system.
    "reference": N_("Saks- og dokumentnummer"),
}
