"""The sentences of the fixed phrases: meetings, absence, understanding each other, and contact. One for each version of each phrase."""

from collections.abc import Mapping

from portal.text.phrases.forms import Sentence, ngettext
from portal.text.phrases.sentences_more import MORE_SENTENCES
from portal.text.words import N_

SENTENCES: Mapping[tuple[str, int], Sentence] = {
    # NOTE: %(day)s er en hel dato med ukedag, %(clock)s et klokkeslett, %(place)s for eksempel «på kontoret».
    ("meeting.propose", 1): N_("Kan du komme til møte %(day)s %(clock)s? Sted: %(place)s."),
    ("meeting.yes", 1): N_("Ja, det passer."),
    ("meeting.no", 1): N_("Nei, det passer ikke."),
    ("meeting.other_day", 1): N_("Det passer ikke. Kan vi møtes %(day)s %(clock)s i stedet?"),
    ("meeting.ask", 1): N_("Jeg vil gjerne ha et møte med deg."),
    # NOTE: %(subject)s er ett emne fra en liste, for eksempel «planen» eller «arbeid».
    ("meeting.ask_about", 1): N_("Jeg vil gjerne snakke med deg om dette: %(subject)s."),
    ("meeting.move", 1): N_("Kan vi flytte møtet til %(day)s %(clock)s?"),
    ("meeting.new_place", 1): N_("Møtet %(day)s har fått et nytt sted: %(place)s."),
    ("meeting.agreed", 1): N_("Vi har en avtale %(day)s %(clock)s. Sted: %(place)s."),
    ("meeting.coming", 1): N_("Jeg kommer."),
    ("meeting.remember", 1): N_("Husk møtet %(day)s %(clock)s."),
    # NOTE: %(reason)s er én grunn fra en liste, for eksempel «jeg har en annen time».
    ("meeting.cannot", 1): N_("Jeg kan ikke komme %(day)s. Grunn: %(reason)s."),
    ("meeting.cancelled", 1): N_("Møtet %(day)s er avlyst. Vi finner en ny tid."),
    ("meeting.late", 1): ngettext(
        "Jeg kommer %(num)s minutt for sent.", "Jeg kommer %(num)s minutter for sent."
    ),
    ("absence.ill_today", 1): N_("Jeg er syk i dag."),
    ("absence.child_ill", 1): N_("Barnet mitt er sykt i dag."),
    ("absence.ill_until", 1): N_("Jeg er syk til og med %(day)s."),
    # NOTE: «Time» er en avtale, for eksempel hos lege. Teksten må ikke røpe at det gjelder helse.
    ("absence.appointment", 1): N_("Jeg har en time %(day)s og kan ikke komme da."),
    ("absence.interview", 1): N_("Jeg har et jobbintervju %(day)s."),
    ("absence.back", 1): N_("Jeg er tilbake %(day)s."),
    ("absence.told", 1): N_("Takk for beskjeden. God bedring."),
    # NOTE: «Meld fravær» er navnet på en side. Bruk navnet siden har på ditt språk.
    ("absence.report_it", 1): N_("Du kan melde fraværet på siden «Meld fravær»."),
    # NOTE: %(absence)s er én type fravær fra en liste. Setningen sier hva som er notert, og avgjør ingenting.
    ("absence.registered", 1): N_("Fraværet ditt %(day)s er registrert som: %(absence)s."),
    ("absence.missed_you", 1): N_("Vi savnet deg i dag. Går det bra med deg?"),
    ("help.not_understood", 1): N_("Jeg forstår ikke. Kan du forklare?"),
    ("help.simpler", 1): N_("Kan du skrive det enklere?"),
    # NOTE: %(language)s er navnet på et språk.
    ("help.interpreter", 1): N_("Jeg trenger tolk. Språk: %(language)s."),
    ("help.booked", 1): N_("Vi har bestilt tolk til møtet %(day)s. Språk: %(language)s."),
    ("help.ask_interpreter", 1): N_("Trenger du tolk?"),
    ("help.write", 1): N_("Jeg trenger hjelp til å skrive."),
    ("help.at_meeting", 1): N_("Jeg forklarer det når vi møtes."),
    ("help.clear", 1): N_("Forstår du det jeg skrev?"),
    ("help.understood", 1): N_("Jeg forstår."),
    # NOTE: %(phone)s er et telefonnummer.
    ("contact.phone_me", 1): N_("Kan du ringe meg på %(phone)s?"),
    ("contact.phone_you", 1): N_("Jeg ringer deg %(day)s %(clock)s."),
    ("contact.tried", 1): N_("Jeg prøvde å ringe deg. Når kan jeg ringe?"),
    ("contact.can_talk", 1): N_("Du kan ringe meg %(day)s %(clock)s."),
    ("contact.new_phone", 1): N_("Jeg har fått nytt telefonnummer: %(phone)s."),
    ("office.where", 1): N_("Hvor er kontoret?"),
    ("office.way", 1): N_("Ring %(phone)s, så forklarer vi veien til kontoret."),
    ("office.when_open", 1): N_("Når er kontoret åpent?"),
    ("office.open", 1): N_("Kontoret er åpent på hverdager fra %(clock)s til %(until)s."),
    **MORE_SENTENCES,
}
"""What each version of each phrase says."""
