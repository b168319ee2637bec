"""Why a file, or what was said about documentation, could not be handed in: a part of `portal.web.refusals`."""

from portal.text.words import N_

OF_FILES = {
    "file-missing": ("file", N_("Velg et bilde eller en fil først.")),
    "file-too-large": (
        "file",
        N_("Fila er for stor. Den kan være opptil 15 MB. Ta bildet på nytt med lavere oppløsning."),
    ),
    "file-heic": (
        "file",
        N_(
            "Dette bildet er lagret som HEIC, og det kan vi ikke lese. Ta et skjermbilde av det, og send skjermbildet."
        ),
    ),
    "file-svg": ("file", N_("Dette er en tegning som kan inneholde et program. Send et bilde eller en PDF.")),
    "file-zip": (
        "file",
        N_("Dette er en pakket fil. Pakk den ut, og send ett bilde eller én PDF om gangen."),
    ),
    "file-program": ("file", N_("Dette er et program og ikke et dokument. Send et bilde eller en PDF.")),
    "file-page": ("file", N_("Dette er en nettside og ikke et dokument. Send et bilde eller en PDF.")),
    "file-unknown": (
        "file",
        N_("Vi kjenner ikke denne typen fil. Send et bilde (JPEG, PNG eller WebP) eller en PDF."),
    ),
    "file-cut-off": ("file", N_("Bare en del av fila kom fram. Prøv å sende den på nytt.")),
    "file-broken": (
        "file",
        N_("Fila lar seg ikke åpne. Ta bildet på nytt, eller lagre PDF-en på nytt, og prøv igjen."),
    ),
    "file-too-much": (
        "file",
        N_("Fila er for innviklet til at vi kan ta imot den. Ta et bilde av papiret i stedet."),
    ),
    "file-too-many-pixels": (
        "file",
        N_("Bildet har for mange bildepunkter. Ta det på nytt med lavere oppløsning, høyst 25 megapiksler."),
    ),
    "file-too-many-pages": (
        "file",
        N_("PDF-en har for mange sider. Den kan ha opptil 30. Send de sidene som trengs."),
    ),
    "file-locked": (
        "file",
        N_("PDF-en er låst med passord. Lagre den uten passord, eller ta et bilde av papiret."),
    ),
    "file-acts": (
        "file",
        N_(
            "PDF-en inneholder et program eller en annen fil. Skriv den ut som ny PDF, eller ta et bilde av papiret."
        ),
    ),
    "file-too-many": (
        "file",
        N_(
            "Du har levert så mange filer her som vi kan ta imot. Skriv en melding hvis du trenger å sende flere."
        ),
    ),
    "message-files-many": ("text", N_("Du kan sende opptil fem filer i en melding. Send flere meldinger.")),
    "message-about": ("text", N_("Velg på nytt hva meldingen gjelder.")),
    "undo-too-late": ("text", N_("Det har gått mer enn ti sekunder. Meldingen er sendt og kan ikke angres.")),
    "file-too-many-today": (
        "file",
        N_("Du har sendt så mye som vi kan ta imot i løpet av et døgn. Prøv igjen i morgen."),
    ),
    "file-not-here": ("file", N_("Her kan du ikke sende filer ennå. Lever papiret til kontoret.")),
    "documentation-by": ("by", N_("Velg en dag fra i dag til to måneder fram.")),
    "documentation-choice": ("how", N_("Velg hvordan du vil dokumentere fraværet.")),
}
