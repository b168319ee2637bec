"""The sentences of the fixed phrases: documents, the plan, money, housing, and what is said about anything."""

from collections.abc import Mapping

from portal.text.phrases.forms import Sentence, ngettext
from portal.text.words import N_

MORE_SENTENCES: Mapping[tuple[str, int], Sentence] = {
    # NOTE: %(document)s er én type dokument fra en liste.
    ("document.send", 1): N_("Husk å sende dette innen %(day)s: %(document)s."),
    ("document.sent", 1): N_("Jeg har sendt dette: %(document)s."),
    ("document.will_send", 1): N_("Jeg sender det innen %(day)s."),
    ("document.have_not", 1): N_("Jeg har det ikke. Hva kan jeg gjøre?"),
    ("document.received", 1): N_("Takk. Jeg har fått dette: %(document)s."),
    ("document.missing", 1): N_("Jeg mangler fortsatt dette: %(document)s."),
    ("document.how", 1): N_("Hvordan sender jeg et dokument?"),
    ("document.photo", 1): N_("Ta et bilde av dokumentet og legg det ved når du skriver en melding."),
    ("plan.question", 1): N_("Jeg har et spørsmål om planen min."),
    ("plan.change", 1): N_("Jeg vil gjerne endre noe i planen min."),
    # NOTE: «Plan» er navnet på en side. Bruk navnet siden har på ditt språk.
    ("plan.propose", 1): N_("Du kan foreslå endringer på siden «Plan»."),
    ("plan.course_when", 1): N_("Når begynner kurset?"),
    ("plan.course_begins", 1): N_("Kurset begynner %(day)s %(clock)s."),
    ("plan.no_course", 1): N_("Det er ikke noe kurs %(day)s."),
    ("plan.how_is_it", 1): N_("Hvordan går det?"),
    ("plan.good", 1): N_("Det går bra."),
    ("plan.hard", 1): N_("Det er vanskelig nå. Kan vi snakke sammen?"),
    ("plan.write_week", 1): N_("Husk å skrive hva du har gjort denne uka."),
    ("money.when", 1): N_("Når kommer pengene?"),
    ("money.unclear", 1): N_("Jeg forstår ikke beløpet. Kan du forklare?"),
    # NOTE: «Pengene mine» er navnet på en side. Bruk navnet siden har på ditt språk. Setningen lover ingenting.
    ("money.page", 1): N_("Se siden «Pengene mine». Der står dagen for utbetaling og hva vi har regnet med."),
    ("money.bills", 1): N_("Jeg klarer ikke å betale regningene. Kan vi snakke sammen?"),
    ("housing.question", 1): N_("Jeg har et spørsmål om bolig."),
    ("housing.moving", 1): N_("Jeg flytter %(day)s."),
    ("housing.talk", 1): N_("Vi kan snakke om bolig når vi møtes."),
    ("hello.hi", 1): N_("Hei!"),
    ("hello.welcome", 1): N_("Hei! Jeg er kontaktpersonen din. Du kan skrive til meg her."),
    ("general.thanks", 1): N_("Takk for hjelpen."),
    ("general.thanks_told", 1): N_("Takk for beskjeden."),
    ("general.fine", 1): N_("Det er greit."),
    ("general.yes", 1): N_("Ja."),
    ("general.no", 1): N_("Nei."),
    ("general.received", 1): N_("Jeg har lest meldingen din."),
    ("general.answer_in", 1): ngettext(
        "Jeg har lest meldingen din. Du får svar innen %(num)s dag.",
        "Jeg har lest meldingen din. Du får svar innen %(num)s dager.",
    ),
    ("general.answer_by", 1): N_("Jeg svarer innen %(day)s."),
    ("portal.how", 1): N_("Hvordan bruker jeg denne tjenesten?"),
    ("portal.show_you", 1): N_("Jeg viser deg hvordan tjenesten virker når vi møtes."),
    # NOTE: %(page)s er navnet på en side i denne tjenesten.
    ("portal.page", 1): N_("Se på denne siden: %(page)s."),
}
