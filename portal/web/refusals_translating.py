"""Why a translation, a review or a question cannot be taken."""

from portal.text.words import N_

OF_TRANSLATING: dict[str, tuple[str, str]] = {
    "translation-empty": ("text_0", N_("Skriv en oversettelse i alle feltene.")),
    "translation-as-it-stands": ("text_0", N_("Dette står der allerede. Endre noe før du foreslår det.")),
    "translation-unsafe": (
        "verdict",
        N_("Teksten kan ikke vises slik den er. Send den tilbake med en grunn, eller foreslå en annen."),
    ),
    "translation-own": ("verdict", N_("En annen må se over det du selv har foreslått.")),
    "translation-return-without-reason": ("reason", N_("Skriv hvorfor, så den andre vet hva som må endres.")),
    "translation-reason-too-long": ("reason", N_("Teksten kan ha opptil 1000 tegn.")),
    "translation-question-empty": ("words", N_("Skriv noe før du sender.")),
    "translation-question-too-long": ("words", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
}
