"""Why something at the desk beside a conversation could not be done: the field, and the sentence that says what to do."""

from portal.text.words import N_

OF_THE_DESK: dict[str, tuple[str, str]] = {
    "hand-over-without-reason": ("reason", N_("Skriv kort hva kollegaen trenger å vite.")),
    "hand-over-reason-too-long": ("reason", N_("Teksten kan ha opptil 300 tegn.")),
    "hand-over-to-nobody": ("staff", N_("Velg hvem som skal svare.")),
    "hand-over-nothing-waits": ("staff", N_("Ingen venter på svar i denne samtalen nå.")),
    "hand-over-of-others": (
        "staff",
        N_("Bare den som har fått samtalen, og den som ga den bort, kan gi den tilbake."),
    ),
    "mistake-kind": ("kind", N_("Velg hva som var feil.")),
    "mistake-of-theirs": ("kind", N_("Bare meldinger fra kontoret kan merkes slik.")),
    "journal-state": ("state", N_("Velg om meldingen skal journalføres eller er journalført.")),
    "journal-day": ("day", N_("Velg en dag fra da meldingen ble sendt, til i dag.")),
    "journal-reference": (
        "reference",
        N_(
            "Bruk bare bokstavene A–Z, tall, punktum, skråstrek, bindestrek og mellomrom, med opptil 40 tegn."
        ),
    ),
    "case-note-empty": ("text", N_("Skriv notatet først.")),
    "case-note-too-long": ("text", N_("Notatet kan ha opptil 500 tegn.")),
    "case-note-days": ("days", N_("Velg hvor lenge notatet skal stå.")),
}
