"""The legal questions in words: what each one asks, and which part of the law it belongs to."""

from collections.abc import Mapping

from portal.text.words import N_, Words

PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "content",
        N_("Innholdet i programmet"),
        (
            "full-time",
            "work-directed",
            "work-hours",
            "job-search",
            "start-date",
            "evaluation-dates",
            "certificate",
            "proposal",
        ),
    ),
    (
        "duration",
        N_("Når programmet starter, og hvor lenge det varer"),
        ("start-by", "decision-period", "programme-end", "period-ends", "special-extension"),
    ),
    ("interruption", N_("Avbrudd og avslutning"), ("suspension", "may-end")),
    (
        "absence",
        N_("Når du er syk eller borte"),
        (
            "self-report",
            "self-report-loss",
            "doctors-note",
            "written-confirmation",
            "hours-to-deduct",
        ),
    ),
    ("sick-child", N_("Når barnet eller barnepasseren er syk"), ("sick-child", "sick-child-report")),
    (
        "birth",
        N_("Graviditet, fødsel og små barn"),
        ("antenatal", "before-birth", "after-birth", "other-parent", "breastfeeding", "parental-leave"),
    ),
    (
        "leave",
        N_("Fridager, permisjon og ferie"),
        ("welfare-leave", "religious-days", "free-day", "holiday-balance"),
    ),
    (
        "benefit",
        N_("Kvalifiseringsstønaden"),
        (
            "benefit-rates",
            "benefit-month",
            "paid-work-reduction",
            "absence-reduction",
            "back-pay",
            "payday",
            "child-supplement",
            "child-abroad",
        ),
    ),
    (
        "case",
        N_("Svar, varsel og klage"),
        (
            "answer-due",
            "preliminary-answer",
            "advance-notice",
            "second-alert",
            "complaint-deadline",
            "late-complaint",
            "complaint-body",
            "cost-claim",
            "add-deadline",
        ),
    ),
    ("language", N_("Språk og tolk"), ("reply-language", "interpreter")),
)
"""The parts of the law in the order a reader meets them: a permanent name, a heading, and the questions in it."""

TITLES: Mapping[str, str] = {
    "full-time": N_("Er uka på full tid?"),
    "work-directed": N_("Er det meste av programmet rettet mot arbeid?"),
    "work-hours": N_("Hvor mye lønnet arbeid kan du ha ved siden av?"),
    "job-search": N_("Når skal jobbsøking være med?"),
    "evaluation-dates": N_("Når skal dere se på programmet sammen?"),
    "proposal": N_("Hvor lenge kan et forslag til planen besvares?"),
    "start-date": N_("Står det i programmet når det starter?"),
    "certificate": N_("Når får du deltakerbevis?"),
    "start-by": N_("Når må programmet senest starte?"),
    "decision-period": N_("Hvor lenge gjelder én avgjørelse?"),
    "programme-end": N_("Hvor lenge kan programmet vare?"),
    "period-ends": N_("Hva må kommunen avgjøre når perioden går ut?"),
    "special-extension": N_("Når kan programmet forlenges utover to år?"),
    "suspension": N_("Hvor lenge kan programmet være avbrutt?"),
    "may-end": N_("Når kan kommunen avslutte programmet?"),
    "self-report": N_("Er egenmelding nok?"),
    "self-report-loss": N_("Kan retten til egenmelding falle bort?"),
    "doctors-note": N_("Hva betyr legeerklæringen?"),
    "written-confirmation": N_("Må du bekrefte en muntlig egenmelding?"),
    "hours-to-deduct": N_("Hvilke timer trekkes fra stønaden?"),
    "sick-child": N_("Hvor mange dager har du når barnet er sykt?"),
    "sick-child-report": N_("Er egenmelding nok når barnet er sykt?"),
    "antenatal": N_("Kan du gå til svangerskapskontroll i programtiden?"),
    "before-birth": N_("Hvor mye fri kan du ta før termin?"),
    "after-birth": N_("Hvor lenge har du permisjon etter fødselen?"),
    "other-parent": N_("Hvor mye fri har den andre forelderen ved fødsel?"),
    "breastfeeding": N_("Hvor mye fri har du når du ammer?"),
    "parental-leave": N_("Hva skjer med programmet i en lengre foreldrepermisjon?"),
    "welfare-leave": N_("Kan du få velferdspermisjon?"),
    "religious-days": N_("Kan du få fri på religiøse høytider?"),
    "free-day": N_("Er det fridag?"),
    "holiday-balance": N_("Hvor mye ferie har du igjen i år?"),
    "benefit-rates": N_("Hva er satsene for stønaden?"),
    "benefit-month": N_("Hvor mye stønad er det for en måned?"),
    "paid-work-reduction": N_("Hvor mye settes stønaden ned når du jobber?"),
    "absence-reduction": N_("Hvor mye settes stønaden ned når du er borte uten lov?"),
    "back-pay": N_("Hvor mye får du etterbetalt når grunnbeløpet øker?"),
    "payday": N_("Hvilken dag kommer pengene?"),
    "child-supplement": N_("Får du barnetillegg for barnet?"),
    "child-abroad": N_("Hvor lenge kan barnet være i utlandet?"),
    "answer-due": N_("Når svarer kontoret på en melding?"),
    "preliminary-answer": N_("Når må kommunen gi et foreløpig svar?"),
    "advance-notice": N_("Må kommunen varsle deg først?"),
    "second-alert": N_("Når får du en ny påminnelse?"),
    "complaint-deadline": N_("Når er siste dag for å klage?"),
    "late-complaint": N_("Hva skjer med en klage som kommer for sent?"),
    "complaint-body": N_("Hvem behandler klagen?"),
    "cost-claim": N_("Når må du be om å få dekket utgifter til klagen?"),
    "add-deadline": N_("Når går en frist ut?"),
    "reply-language": N_("Hvilket språk svarer kontoret på?"),
    "interpreter": N_("Når skal kontoret bruke tolk?"),
}


def title(words: Words, name: str) -> str:
    """What the question asks, in the reader's language. Raises KeyError for a name that is no question."""
    return words.gettext(TITLES[name])
