"""The words of the workbench: what became of a proposal, and what a check has found, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.translating import ProposalState, Verdict
from portal.text.words import N_

TRANSLATING_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ProposalState: {
        ProposalState.PROPOSED: N_("Venter på gjennomsyn"),
        ProposalState.ACCEPTED: N_("Godtatt"),
        ProposalState.RETURNED: N_("Sendt tilbake"),
        ProposalState.WITHDRAWN: N_("Trukket"),
        ProposalState.OVERTAKEN: N_("En annen tekst ble godtatt"),
    },
    Verdict: {
        Verdict.ACCEPTED: N_("Godtok"),
        Verdict.RETURNED: N_("Sendte tilbake"),
    },
}

# By the kinds of `portal.text.safety.problems` and `portal.text.advice.advice`.
FOUND: Mapping[str, str] = {
    "forms": N_("Antallet bøyninger stemmer ikke med språket."),
    "empty": N_("Alle feltene må fylles ut."),
    "length": N_("Teksten er mye lengre enn kilden."),
    "newline": N_("Teksten har et linjeskift som kilden ikke har."),
    "bidi": N_("Teksten har et skjult tegn som snur skriveretningen."),
    "kashida": N_("Teksten har en bokstav som er strukket ut."),
    "invisible": N_("Teksten har et usynlig tegn."),
    "control": N_("Teksten har et tegn som ikke er en bokstav."),
    "digits": N_("Skriv tall med sifrene 0–9."),
    "composition": N_("En bokstav og aksenten må være ett tegn."),
    "homoglyph": N_("Et ord blander bokstaver fra ulike alfabeter."),
    "placeholder": N_("Plassholderne må være de samme som i kilden."),
    "format": N_("Etter et prosenttegn kan det bare stå en plassholder fra kilden eller et prosenttegn til."),
    "markup": N_("Kodene i vinkelparentes må være de samme som i kilden."),
    "entity": N_("Teksten har en tegnkode som kilden ikke har."),
    "address": N_("Teksten har en adresse som kilden ikke har."),
    "number": N_("Teksten har et tall som kilden ikke har."),
    "legal term": N_("Et ord med rettslig betydning må hete det ordlista sier."),
    "glossary": N_("Ordlista har et annet ord."),
    "punctuation": N_("Se på tegnsettingen."),
    "unchanged": N_("Teksten er den samme som på norsk."),
    "long": N_("Teksten er lang for plassen."),
}
