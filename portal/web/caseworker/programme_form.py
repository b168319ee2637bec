"""The form of a step in a programme's life: what each step asks for, and the command that the answers make."""

from collections.abc import Mapping
from datetime import date, timedelta

from wtforms import Form, IntegerField, StringField

from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import (
    TESTS,
    EndingGround,
    Finding,
    StepKind,
)
from portal.rules.duration import decision_period_end
from portal.rules.ending import PROTECTED
from portal.services.programme_answers import StepCommand
from portal.services.programme_case import Case
from portal.text.words import N_
from portal.web.forms import DayField, clean

USUAL_WAIT = timedelta(days=14)
ACTIONS: Mapping[StepKind, str] = {
    StepKind.APPLIED: N_("Registrer en søknad"),
    StepKind.GRANTED: N_("Innvilg programmet"),
    StepKind.REFUSED: N_("Avslå søknaden"),
    StepKind.WITHDRAWN: N_("Deltakeren trekker søknaden"),
    StepKind.STARTED: N_("Registrer at programmet har begynt"),
    StepKind.EXTENDED: N_("Forleng programmet"),
    StepKind.EXTENDED_SPECIAL: N_("Forleng av særlige grunner"),
    StepKind.LEAVE: N_("Gi permisjon"),
    StepKind.NOTIFIED: N_("Varsle før avbrudd eller avslutning"),
    StepKind.SUSPENDED: N_("Avbryt for en periode"),
    StepKind.RESUMED: N_("La programmet gå videre"),
    StepKind.COMPLETED: N_("Fullfør programmet"),
    StepKind.ENDED: N_("Avslutt programmet"),
    StepKind.RECALLED: N_("Ta tilbake det som er bestemt"),
}
FIRST_DAY: Mapping[StepKind, str] = {
    StepKind.APPLIED: N_("Dagen søknaden kom inn"),
    StepKind.GRANTED: N_("Programmet begynner"),
    StepKind.REFUSED: N_("Dagen for avslaget"),
    StepKind.WITHDRAWN: N_("Dagen søknaden ble trukket"),
    StepKind.STARTED: N_("Første dag i programmet"),
    StepKind.LEAVE: N_("Første dag i permisjonen"),
    StepKind.SUSPENDED: N_("Avbrutt fra"),
    StepKind.RESUMED: N_("Med igjen fra"),
    StepKind.COMPLETED: N_("Siste dag i programmet"),
    StepKind.ENDED: N_("Siste dag i programmet"),
}
"""Steps whose day is asked for. An extension follows the period, and a notice is given today."""
LAST_DAY: Mapping[StepKind, str] = {
    StepKind.GRANTED: N_("Innvilget til og med"),
    StepKind.EXTENDED: N_("Forlenget til og med"),
    StepKind.EXTENDED_SPECIAL: N_("Forlenget til og med"),
    StepKind.LEAVE: N_("Siste dag, hvis den er kjent"),
}
QUESTIONS: Mapping[str, str] = {
    "necessary": N_("Er en forlengelse nødvendig for å nå målet om arbeid?"),
    "progress": N_("Har deltakeren kommet nærmere arbeid i programmet?"),
    "motivation": N_("Hvordan er motivasjonen til deltakeren vurdert?"),
    "likely": N_("Er det sannsynlig at deltakeren kommer i arbeid innen programmet er slutt?"),
    "market": N_("Hvordan er situasjonen på arbeidsmarkedet vurdert?"),
}
"""The five tests of KVP-forskriften § 2 ledd 2 as questions."""


class StepForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Every field that any step may need. `stage` says whether it is to be looked over, changed or taken."""

    stage = StringField()
    kind = StringField()
    version = IntegerField()
    on = DayField()
    until = DayField()
    text = StringField()
    heard = StringField()
    ground = StringField()
    protected_from = DayField()
    protected_kind = StringField()
    main_income = StringField()
    agreed = StringField()


for _name in TESTS:
    setattr(StepForm, _name, StringField())
    setattr(StepForm, f"{_name}_words", StringField())
for _one in Afterwards:
    setattr(StepForm, f"after_{_one.value}", StringField())


def fields_of(form: StepForm) -> dict[str, str]:
    """What was said, as text, without stage, kind and version."""
    names = (name for name in form._fields if name not in {"stage", "kind", "version"})
    return {name: clean(form[name].data) for name in names}


def command_of(form: StepForm, kind: StepKind, today: date) -> StepCommand:
    """The command that the validated form makes. What is no choice of ours is left out, and then asked for again."""
    said = fields_of(form)
    ground, income = said["ground"], said["main_income"]
    protected = said["protected_kind"]
    return StepCommand(
        kind,
        form.on.day or today,
        form.until.day,
        said["text"],
        said["heard"],
        EndingGround(ground) if ground in set(EndingGround) else None,
        form.protected_from.day,
        protected if protected in PROTECTED else None,
        {name: (_finding(said[name]), said[f"{name}_words"]) for name in TESTS}
        if kind is StepKind.EXTENDED_SPECIAL
        else {},
        tuple(one for one in Afterwards if said[f"after_{one.value}"]),
        MainIncome(income) if income in set(MainIncome) else None,
        agreed=kind is StepKind.COMPLETED and bool(said["agreed"]),
    )


def _finding(text: str) -> Finding | None:
    return Finding(text) if text in set(Finding) else None


def usual(case: Case, kind: StepKind) -> dict[str, str]:
    """The days that are suggested when nothing has been said yet."""
    at, today = case.standing, case.today
    on = today
    until: date | None = None
    if kind is StepKind.GRANTED:
        on = today + USUAL_WAIT
        start_by = case.start_by()
        if start_by is not None and today <= start_by.value < on:
            on = start_by.value
        until = decision_period_end(on).value
    elif kind is StepKind.STARTED and at is not None and at.period_from is not None:
        on = min(at.period_from, today)
    elif kind in {StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL}:
        ends = case.period_end()
        until = ends.value.extend_to if ends is not None else None
    return {"on": on.isoformat(), "until": until.isoformat() if until else ""}
