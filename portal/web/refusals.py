"""Why something could not be handed in: the field it is about, and the sentence that says what to do."""

from portal.domain.errors import Refused
from portal.domain.programme_steps import TESTS
from portal.text.words import N_
from portal.web.refusals_desk import OF_THE_DESK
from portal.web.refusals_files import OF_FILES
from portal.web.refusals_notices import OF_NOTICES
from portal.web.refusals_plan import OF_A_PLAN
from portal.web.refusals_translating import OF_TRANSLATING

REFUSALS: dict[str, tuple[str, str]] = {
    "wish-missing": ("wish", N_("Skriv minst én tid som passer, eller be oss ringe.")),
    "wish-past": ("wish", N_("Velg tider som kommer, innen ett år.")),
    "appointment-untitled": ("title", N_("Skriv hva avtalen er, med opptil 120 tegn.")),
    "appointment-past": ("day", N_("Velg en tid som kommer.")),
    "appointment-far": ("day", N_("Velg en tid innen ett år.")),
    "appointment-ends": ("ends", N_("Skriv når avtalen slutter. Den kan vare opptil åtte timer.")),
    "appointment-placeless": ("place", N_("Skriv hvor dere møtes.")),
    "appointment-link": ("link", N_("Lenken må begynne med https:// og kan ikke ha mellomrom.")),
    "appointment-telephone": ("telephone", N_("Skriv telefonnummeret med bare tall.")),
    "appointment-language": ("interpreter", N_("Skriv hvilket språk, med opptil 40 tegn.")),
    "appointment-about": ("about", N_("Teksten kan ha opptil 500 tegn.")),
    "cancel-without-reason": ("reason", N_("Skriv hvorfor, kort. Deltakeren får lese det.")),
    "agreed-empty": ("text", N_("Skriv hva dere avtalte, eller minst én ting som skal gjøres.")),
    "agreed-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "point-text": ("points", N_("Skriv hver ting som skal gjøres, med opptil 200 tegn.")),
    "says-too-long": ("note", N_("Teksten kan ha opptil 500 tegn.")),
    **OF_A_PLAN,
    **OF_THE_DESK,
    **OF_NOTICES,
    **OF_TRANSLATING,
    "message-empty": ("text", N_("Skriv noe før du sender.")),
    "message-too-long": ("text", N_("Meldingen er for lang. Den kan ha opptil 5000 tegn. Del den i to.")),
    "part-of-the-time": (
        "hours",
        N_("Skriv mindre tid enn aktiviteten varer. Var du der hele tiden, velger du det."),
    ),
    "entry-day": ("day", N_("Velg en dag i programmet, i dag eller før.")),
    "entry-title": ("title", N_("Skriv hva du gjorde, med opptil 120 tegn.")),
    "entry-hours": ("hours", N_("Skriv hvor mange timer det tok.")),
    "entry-day-full": (
        "hours",
        N_("Det blir mer enn 24 timer på én dag, sammen med det andre du har skrevet om dagen."),
    ),
    "month-not-over": ("month", N_("Måneden varer ennå. Du kan bekrefte den når den er over.")),
    "month-not-looked-at": ("month", N_("Noe i måneden må avgjøres eller sees på først. Det står under.")),
    "look-without-text": ("text", N_("Skriv et svar som forklarer. Deltakeren får lese det.")),
    "look-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "note-too-long": ("note", N_("Teksten kan ha opptil 500 tegn.")),
    "calendar-though-hidden": (
        "though_hidden",
        N_("Kryss av hvis du har lest dette og vil ha kalenderen likevel."),
    ),
    "helper-number": (
        "number",
        N_(
            "Skriv fødselsnummeret eller D-nummeret til den som hjelper deg, 11 siffer. Sjekk at alle er riktige."
        ),
    ),
    "helper-is-oneself": ("number", N_("Dette er ditt eget nummer. Skriv nummeret til den som hjelper deg.")),
    "helper-name": ("name", N_("Skriv hva du kaller den som hjelper deg, med opptil 60 tegn.")),
    "helper-without-parts": ("week", N_("Velg minst én ting du vil ha hjelp til.")),
    "helper-until": ("last_day", N_("Velg en dag fra i dag til ett år fram.")),
    "absence-ends-before-it-begins": ("last_day", N_("Siste dag kan ikke være før første dag.")),
    "absence-out-of-reach": (
        "first_day",
        N_("Du kan melde fravær fra én måned tilbake til to måneder fram. Skriv en melding for andre dager."),
    ),
    **OF_FILES,
    "absence-not-running": (
        "first_day",
        N_(
            "Programmet var ikke i gang alle disse dagene. Velg bare dager da det var i gang, eller skriv en melding til "
            "kontaktpersonen."
        ),
    ),
    "absence-before-the-start": ("first_day", N_("Velg dager etter at programmet begynte.")),
    "absence-note-after-the-end": (
        "note_from",
        N_("Legeerklæringen må gjelde fra en dag i fraværet. Velg en annen dag."),
    ),
    "absence-not-before-due": (
        "due",
        N_("Permisjonen må slutte før termindagen. Endre dagene eller termindagen."),
    ),
    "absence-before-the-birth": ("born", N_("Permisjonen kan ikke begynne før fødselen. Endre dagene.")),
    "absence-child-unborn": ("children_born", N_("Skriv fødselsåret til barna, for eksempel 2019.")),
    "absence-not-changeable": (
        "version",
        N_("Dette fraværet kan ikke endres lenger. Skriv en melding hvis noe er feil."),
    ),
    "documentation-without-day": ("documentation_by", N_("Velg når du leverer dokumentasjonen.")),
    "documentation-day": ("documentation_by", N_("Velg en dag fra i dag og framover.")),
    "hearing-empty": ("text", N_("Skriv hva du mener. Det kan være kort.")),
    "absence-not-told-first": (
        "text",
        N_("Send forhåndsvarsel først. Ingen skal få dette uten å bli hørt."),
    ),
    "absence-not-heard-yet": (
        "text",
        N_("Deltakeren har fortsatt tid til å svare på varselet. Vent til fristen er ute."),
    ),
    "granted-outside": ("granted_from", N_("Velg noen av dagene i fraværet, men ikke alle.")),
    "loss-without-ground": ("text", N_("Reglene gir ikke grunn til dette nå.")),
    "loss-until": ("until", N_("Velg en dag fra i dag til dagen da det må vurderes på nytt.")),
    "registered-without-channel": ("channel", N_("Velg hvordan det kom.")),
    "received-at": (
        "received_day",
        N_("Skriv når det kom. Det kan ikke være fram i tid eller for lenge siden."),
    ),
    "absence-without-reason": ("note", N_("Skriv kort hva som hindrer deg.")),
    "request-empty": ("text", N_("Skriv hva det gjelder.")),
    "request-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 5000 tegn.")),
    "request-addition-too-long": ("wanted", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "complaint-without-letter": ("letter", N_("Velg hvilket brev klagen gjelder.")),
    "complaint-without-wish": ("wanted", N_("Skriv hva du vil ha endret. Det kan være kort.")),
    "letter-day-too-early": (
        "letter_day",
        N_("Så gammelt kan brevet ikke være. Se på datoen i brevet én gang til."),
    ),
    "letter-day-ahead": ("letter_day", N_("Datoen kan ikke være fram i tid.")),
    "answer-without-reason": ("text", N_("Skriv et svar som forklarer. Deltakeren får lese det.")),
    "answer-of-another-kind": ("answer", N_("Velg hva svaret er.")),
    "sent-on-ahead": ("sent_on", N_("Datoen kan ikke være fram i tid.")),
    "access-without-reason": (
        "reason",
        N_("Skriv hvorfor, med minst 15 bokstaver. Andre skal kunne forstå det senere."),
    ),
    "access-reason-too-long": ("reason", N_("Begrunnelsen kan ha opptil 500 tegn.")),
    "emergency-too-long": ("hours", N_("Velg hvor lenge du trenger tilgangen.")),
    "access-for-nobody": ("staff", N_("Velg hvem som skal få tilgang.")),
    "access-too-long": ("last_day", N_("Velg en dag fra i dag til 92 dager fram.")),
    "cover-for-nobody": ("staff", N_("Velg hvem som er borte.")),
    "cover-by-nobody": ("by", N_("Velg hvem som dekker.")),
    "cover-for-oneself": ("by", N_("Velg en annen enn den som er borte.")),
    "cover-ends-before-it-begins": (
        "last_day",
        N_("Siste dag kan ikke være før første dag, og ikke før i dag."),
    ),
    "cover-too-long": ("last_day", N_("Velg høyst et år om gangen.")),
    "phone-note-too-long": ("note", N_("Teksten kan ha opptil 300 tegn.")),
    "message-frozen": (
        "reason",
        N_(
            "Meldingen er sikret etter en melding om trussel. Teksten kan fjernes når lederen har lukket den."
        ),
    ),
    "threat-without-messages": ("picked", N_("Velg minst én melding, eller hele samtalen.")),
    "threat-without-words": ("text", N_("Skriv kort hva det gjelder, med minst 15 bokstaver.")),
    "threat-too-long": ("text", N_("Teksten kan ha opptil 1000 tegn.")),
    "move-with-open-alarm": (
        "office",
        N_(
            "Saken kan ikke flyttes ennå. Noen har bedt om hjelp eller skal ringes, eller en melding om trussel er ikke lukket. Følg det opp først, og prøv igjen."
        ),
    ),
    "measure-kind": ("kind", N_("Velg hva tiltaket er.")),
    "measure-too-long": ("last_day", N_("Velg en dag fra i dag til seks måneder fram.")),
    "redaction-kind": ("kind", N_("Velg hvorfor teksten skal fjernes.")),
    "redaction-asked-already": (
        "kind",
        N_("Noen har allerede foreslått å fjerne denne teksten. Forslaget venter på en til."),
    ),
    "redacted-already": ("kind", N_("Teksten er allerede fjernet.")),
    "second-is-author": ("reason", N_("Du skrev denne meldingen selv. To andre må ta stilling til det.")),
    "second-is-oneself": ("reason", N_("Du foreslo dette selv. En annen må ta stilling til det.")),
    "move-nowhere": ("office", N_("Velg et annet kontor enn det deltakeren hører til.")),
    "move-without-team": (
        "office",
        N_(
            "Saken kan ikke flyttes ennå. Få først på plass hvem ved det nye kontoret som skal ha den. Den som drifter portalen, kan gjøre det."
        ),
    ),
    "agreed-ahead": (
        "text",
        N_("Avtalen har ikke vært ennå. Dere kan skrive hva dere avtalte fra den dagen dere møtes."),
    ),
    "move-with-open-work": (
        "office",
        N_(
            "Saken kan ikke flyttes ennå. Noe venter på svar: en melding, et fravær eller et krav. Svar på det først, og prøv igjen."
        ),
    ),
    "move-with-open-months": (
        "office",
        N_(
            "Saken kan ikke flyttes ennå. En måned er ikke bekreftet, eller noe deltakeren har meldt, er ikke sett på. Be en veileder om å gjøre det under «Månedene» i saken, og prøv igjen."
        ),
    ),
    "offer-title": ("title", N_("Skriv et navn på opptil 120 tegn.")),
    "offer-place": ("place", N_("Stedet kan ha opptil 120 tegn.")),
    "offer-too-long": ("what", N_("Tekstene kan ha opptil 1000 tegn hver.")),
    "offer-ends-before-it-begins": ("last_day", N_("Siste dag kan ikke være før første dag.")),
    "offer-without-times": ("times", N_("Skriv når det er åpent, minst én dag i uka.")),
    "offer-times": ("times", N_("Det må stenge etter at det åpner.")),
    "sharing-too-long": ("share_with", N_("Teksten kan ha opptil 500 tegn.")),
    "plan-part-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 4000 tegn.")),
    "step-out-of-reach": ("on", N_("Velg en dag fra 2019 til noen år fram.")),
    "step-ahead": ("on", N_("Dette skrives ned den dagen det skjer. Velg i dag eller en dag som har vært.")),
    "step-beyond-period": (
        "on",
        N_("Dagen er etter perioden som er bestemt. Velg en dag i perioden, eller forleng først."),
    ),
    "step-reaches-back": (
        "on",
        N_("Dette kan tidligst gjelde fra dagen du bestemmer det. Velg i dag eller en senere dag."),
    ),
    "step-too-early": ("on", N_("Dagen kan ikke være før søknaden kom inn eller før programmet begynte.")),
    "step-out-of-order": ("on", N_("Dagen må være etter det som allerede er bestemt.")),
    "step-ends-before-it-begins": ("until", N_("Siste dag kan ikke være før første dag.")),
    "step-without-end": ("until", N_("Velg hvor lenge det gjelder.")),
    "step-without-period": (
        "step",
        N_("Programmet har ingen vedtaksperiode. Da er det ikke noe å forlenge."),
    ),
    "step-without-reason": ("text", N_("Skriv hvorfor. Deltakeren får lese det, og kan klage.")),
    "step-without-afterwards": ("afterwards", N_("Velg minst én ting. Vet du det ikke, velger du ukjent.")),
    "step-without-income": (
        "main_income",
        N_("Velg den viktigste inntekten. Vet du det ikke, velger du ukjent."),
    ),
    "ending-without-ground": ("ground", N_("Velg hvorfor programmet blir avsluttet.")),
    "ending-not-suspended": ("ground", N_("Programmet er ikke avbrutt, så dette kan ikke være grunnen.")),
    "protected-ahead": ("protected_from", N_("Fraværet må ha begynt før programmet blir avsluttet.")),
    "agreed-without-words": ("heard", N_("Skriv hva deltakeren har sagt om det dere er enige om.")),
    "not-told-first": (
        "heard",
        N_("Skriv hva deltakeren har sagt, eller varsle først. Ingen skal få dette uten å bli hørt."),
    ),
    "not-heard-yet": (
        "heard",
        N_("Deltakeren har fortsatt tid til å svare på varselet. Vent, eller skriv hva deltakeren har sagt."),
    ),
    **{
        f"test-{name}": (f"{name}_words", N_("Svar på dette, og skriv hvorfor med minst ti bokstaver."))
        for name in TESTS
    },
    "benefit-day": ("from_day", N_("Velg en dag fra 2010 til ett år fram.")),
    "benefit-before": ("from_day", N_("Dagen er før dette programmet. Velg dagen vedtaket gjelder fra.")),
    "benefit-children": ("children", N_("Skriv et tall fra 0 til 20.")),
    "benefit-hours": ("hours", N_("Skriv timer i uka fra 0 til 60, for eksempel 7,5.")),
    "payday-month": ("month", N_("Velg en måned fra kalenderen.")),
    "payday-day": ("day", N_("Velg en dag i måneden eller de to neste.")),
    "refusal-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 5000 tegn.")),
    "refusal-without-reason": ("text", N_("Skriv hvorfor. Deltakeren får lese det, og kan klage.")),
}


def complaint_about(refused: Refused) -> dict[str, str]:
    """The complaint as a msgid, by the name of its field."""
    field, sentence = REFUSALS[refused.code]
    return {field: sentence}
