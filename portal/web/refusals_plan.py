"""Why a change of the plan could not be sent or answered: a part of `portal.web.refusals`."""

from portal.text.words import N_

OF_A_PLAN = {
    "plan-closed": ("text", N_("Programmet er over, så planen kan ikke endres.")),
    "plan-gone": ("how", N_("Dette står ikke i planen lenger. Velg på nytt. Det du skrev, er tatt vare på.")),
    "plan-same-as-before": (
        "how",
        N_("Dette er likt det som står i planen nå. Skriv hva som skal bli annerledes."),
    ),
    "plan-unread": (
        "text",
        N_("Dette gjelder noe som bare deltakeren og kontaktpersonen leser. En av dem må gjøre det."),
    ),
    "plan-too-many-open": (
        "how",
        N_(
            "Det venter allerede mange forslag fra din side. Vent på svar, eller trekk tilbake noen av dem. Det du skrev, er tatt vare på."
        ),
    ),
    "plan-too-many-changes": (
        "how",
        N_("Et forslag kan ha opptil 15 endringer. Send disse først, og resten i et nytt forslag."),
    ),
    "plan-changed-twice": (
        "how",
        N_("Forslaget endrer allerede det samme. Gjør om den endringen, eller send denne for seg."),
    ),
    "plan-why-too-long": ("why", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "plan-goal-too-long": ("goal", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "plan-place-too-long": ("place", N_("Navn og sted kan ha opptil 120 tegn.")),
    "plan-provider-too-long": ("provider", N_("Navn og sted kan ha opptil 120 tegn.")),
    "plan-once-without-day": ("from_day", N_("Velg hvilken dag det er.")),
    "plan-hours-beside-times": (
        "weekly_hours",
        N_("Velg enten faste dager og tider, eller timer i uka. Ikke begge deler."),
    ),
    "plan-words-too-long": ("what", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "plan-name-too-long": ("title", N_("Navn og sted kan ha opptil 120 tegn.")),
    "plan-reason-too-long": ("text", N_("Teksten er for lang. Den kan ha opptil 2000 tegn.")),
    "plan-no-without-reason": ("text", N_("Skriv hvorfor, så den andre forstår. Det kan være kort.")),
    "plan-goal-empty": ("goal", N_("Skriv målet med dine egne ord.")),
    "plan-day-to-come": ("day", N_("Velg en dag som kommer.")),
    "plan-day-taken": ("day", N_("Den står i planen allerede. Velg en annen.")),
    "plan-week-to-come": ("day", N_("Velg en dag i ei uke som ikke har begynt.")),
    "plan-title-empty": ("title", N_("Skriv hva det heter.")),
    "plan-times": ("starts", N_("Skriv fra når og til når.")),
    "plan-days-empty": ("days", N_("Velg hvilke dager det er.")),
    "plan-slot-empty": ("weekday", N_("Velg hvilken dag det skal være.")),
    "plan-slot-taken": ("weekday", N_("Aktiviteten har allerede en tid da. Velg en annen.")),
    "plan-from-tomorrow": ("from_day", N_("Velg en dag fra i morgen og framover.")),
    "plan-ends-before-it-begins": ("last_day", N_("Siste dag kan ikke være før endringen begynner.")),
}
