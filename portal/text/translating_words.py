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

FOUND: Mapping[str, str] = {
    "forms": N_("Språket har %(need)s former, og her er det %(have)s. Skriv én tekst for hver form."),
    "forms-none": N_("Kilden har bare én form. Skriv bare én tekst."),
    "empty": N_("Alle feltene må fylles ut."),
    "length": N_("Teksten er mye lengre enn kilden. Den kan ha opptil %(most)s tegn."),
    "width": N_("Et ord er for langt. Del det. Ingen ord kan ha flere enn %(most)s tegn."),
    "newline": N_("Teksten har et linjeskift som kilden ikke har. Ta det bort."),
    "bidi": N_("Teksten har et skjult tegn som snur skriveretningen. Skriv den på nytt uten å lime inn."),
    "kashida": N_("Teksten har en bokstav som er strukket ut. Ta bort forlengelsen."),
    "invisible": N_("Teksten har et usynlig tegn. Skriv den på nytt uten å lime inn."),
    "control": N_("Teksten har et tegn som ikke kan vises. Skriv den på nytt uten å lime inn."),
    "digits": N_("Skriv tall med sifrene 0–9, ikke %(digits)s."),
    "composition": N_("En bokstav og aksenten må være ett tegn. Skriv bokstaven på nytt."),
    "template": N_("%(sign)s er kode. Kode kan ikke stå i en tekst. Ta det bort."),
    "accents": N_("En bokstav har så mange aksenter at de dekker andre linjer. Ta bort noen."),
    "homoglyph": N_("Ordet %(word)s blander bokstaver fra ulike alfabeter. Skriv det med ett alfabet."),
    "slot-uncounted": N_(
        "%(slot)s mangler i feltet for tallene %(numbers)s. Skriv det akkurat som i kilden."
    ),
    "slot-none": N_("%(slot)s står ikke i kilden. Ta det bort."),
    "slot-strange": N_("%(slot)s står ikke i kilden. Ta det bort."),
    "slot-often": N_("%(slot)s står flere ganger enn i kilden. Ta bort det som er for mye."),
    "slot-missing": N_("%(slot)s mangler. Skriv det akkurat som i kilden."),
    "percent": N_("Et prosenttegn står feil. Skriv plassholdere som i kilden, og %(sign)s for prosent."),
    "tag-none": N_("Kodene i vinkelparentes må være de samme som i kilden. Ta bort %(tag)s."),
    "tag-missing": N_("%(tag)s mangler. Skriv koden akkurat som i kilden."),
    "tag-strange": N_("%(tag)s står ikke slik i kilden. Ta koden bort."),
    "tag-alone": N_("%(tag)s hører ikke til en kode fra kilden. Ta det bort."),
    "tag-order": N_("Kodene i vinkelparentes står i feil rekkefølge. Sett dem som i kilden."),
    "entity": N_("%(entity)s er en tegnkode som kilden ikke har. Skriv selve tegnet."),
    "address": N_("Adressen %(address)s står ikke i kilden. Ta den bort."),
    "number": N_("Tallet %(number)s står ikke i kilden. Skriv tallene som der."),
    "number-long": N_("Tallet %(number)s er ikke som i kilden. Kopier tallet derfra."),
    "legal-wrong": N_("«%(source)s» har rettslig betydning. Skriv %(term)s, ikke %(wrong)s."),
    "legal-other": N_("«%(source)s» har rettslig betydning. Skriv %(term)s."),
    "term-wrong": N_("«%(source)s» heter ikke %(wrong)s i ordlista. Skriv %(term)s."),
    "term-other": N_("«%(source)s» heter %(term)s i ordlista. Bruk det ordet."),
    "signs": N_("Språket har egne tegn. Skriv %(signs)s, ikke %(wrong)s."),
    "end": N_("Slutt med «%(sign)s», som kilden."),
    "end-none": N_("Kilden har ikke noe tegn til slutt. Ta bort «%(sign)s»."),
    "unchanged": N_("Teksten er den samme som på norsk. Oversett den."),
    "label": N_("Teksten har %(have)s tegn, og kilden har %(most)s. Si det kortere."),
    "word": N_("%(word)s får ikke plass på en liten skjerm. Del ordet."),
}
"""What each code of `portal.text.findings.SENTENCES` means, and what to do, for people who do not program."""

IN_FORM = N_("For tallene %(numbers)s: %(finding)s")
"""A finding with the field that it is in, named by the first numbers that take it."""
