"""Why a choice about notices could not be kept: a part of `portal.web.refusals`."""

from portal.text.words import N_

OF_NOTICES = {
    "notice-way": ("first", N_("Velg en av måtene som står på siden.")),
    "notice-without-sms": ("first", N_("Vi har ikke noe telefonnummer til deg. Legg det inn først.")),
    "notice-without-email": ("first", N_("Vi har ikke noen e-postadresse til deg. Legg den inn først.")),
    "notice-without-push": ("first", N_("Ingen telefon er lagt til. Legg til telefonen først.")),
    "notice-reserved": (
        "first",
        N_("Du har reservert deg i kontaktregisteret. Derfor kan vi ikke sende deg varsler."),
    ),
    "notice-number": (
        "sms",
        N_("Skriv et mobilnummer med åtte tall. Er det fra et annet land, begynner du med + og landkoden."),
    ),
    "notice-mailbox": (
        "email",
        N_("Sjekk e-postadressen. Det må stå en krøllalfa (@) i den, og et punktum etter krøllalfaen."),
    ),
}
