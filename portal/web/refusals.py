"""Why something could not be handed in: the field it is about, and the sentence that says what to do."""

from portal.domain.errors import Refused
from portal.text.words import N_

REFUSALS = {
    "message-empty": ("text", N_("Skriv noe før du sender.")),
    "message-too-long": ("text", N_("Meldingen er for lang. Den kan ha opptil 5000 tegn. Del den i to.")),
    "part-of-the-time": (
        "hours",
        N_("Skriv mindre tid enn aktiviteten varer. Var du der hele tiden, velger du det."),
    ),
    "note-too-long": ("note", N_("Teksten kan ha opptil 500 tegn.")),
    "absence-ends-before-it-begins": ("last_day", N_("Siste dag kan ikke være før første dag.")),
    "absence-out-of-reach": (
        "first_day",
        N_("Du kan melde fravær fra én måned tilbake til to måneder fram. Skriv en melding for andre dager."),
    ),
    "absence-without-reason": ("note", N_("Skriv kort hva som hindrer deg.")),
    "refusal-without-reason": ("text", N_("Skriv hvorfor. Deltakeren får lese det, og kan klage.")),
}


def complaint_about(refused: Refused) -> dict[str, str]:
    """The complaint as a msgid, by the name of its field."""
    field, sentence = REFUSALS[refused.code]
    return {field: sentence}
