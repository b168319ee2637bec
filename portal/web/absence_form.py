"""The form of an absence for both sides: when, why, what that kind needs, and papers; and which page comes next."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from portal.domain.absence import AbsenceKind, BirthPart, Documentation
from portal.domain.absence_details import Details
from portal.rules.days import Holidays, next_working_day
from portal.services.absence_command import LONGEST_NOTE, AbsenceCommand
from portal.services.absence_kinds import GROUNDS, MEMBER, MUST, ROLES, asked_of
from portal.text.words import N_
from portal.web.forms import ClockField, DayField, HalfHoursField, KeyedForm, clean, errors_of, plain_digits

YES, NO = "yes", "no"
YEARS = re.compile(r"[^\W_]+")
FIRST_YEAR, MOST_CHILDREN, MOST_TRAVEL = 1990, 12, 10
WHEN = frozenset({"kind", "span", "first_day", "last_day", "starts", "ends"})
NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "ground": N_("Velg det som passer."),
        "outside_possible": N_("Velg ja eller nei."),
        MEMBER: N_("Velg ja eller nei."),
        "children_born": N_("Skriv fødselsåret til hvert barn, for eksempel 2017, 2019."),
        "together": N_("Velg ja eller nei."),
        "birth": N_("Velg det som passer."),
        "role": N_("Velg det som passer."),
        "due": N_("Skriv termindagen."),
        "born": N_("Skriv dagen barnet ble født."),
        "hours": N_("Skriv antall timer, for eksempel 2,5."),
    }
)
"""What is said about a field that must be filled in and is not."""


class Step(StrEnum):
    """The pages of a report, in their order."""

    WHEN = "when"
    BIRTH = "birth"
    NEEDS = "needs"
    CHECK = "check"


class AbsenceForm(KeyedForm):
    """When, why, and what the kind asks. Which day fields count is said by `span`: today, several days, or hours.

    `step` is the page that it came from. `changes` and `version` name the absence that it stands instead of.
    """

    by_staff = False
    kind = RadioField(
        choices=[member.value for member in AbsenceKind],
        validators=[InputRequired(N_("Velg hvorfor du er borte."))],
    )
    span = RadioField(choices=["today", "days", "hours"], default="today")
    first_day = DayField()
    last_day = DayField()
    starts = ClockField()
    ends = ClockField()
    step = StringField(validators=[Optional(), AnyOf(list(Step))])
    changes = HiddenField()
    version = HiddenField()
    ground = StringField()
    children_born = StringField(validators=[Length(max=100)])
    chronic_born = StringField(validators=[Length(max=100)])
    alone = StringField()
    travel_days = StringField()
    outside_possible = StringField(validators=[Optional(), AnyOf([YES, NO])])
    in_church = StringField(validators=[Optional(), AnyOf([YES, NO])])
    birth = StringField(validators=[Optional(), AnyOf(list(BirthPart))])
    due = DayField()
    born = DayField()
    certificate = StringField()
    role = StringField(validators=[Optional(), AnyOf(list(ROLES))])
    together = StringField(validators=[Optional(), AnyOf([YES, NO])])
    hours = HalfHoursField()
    adoption = StringField()
    note_from = DayField()
    documentation = StringField(validators=[Optional(), AnyOf(list(Documentation))])
    documentation_by = DayField()
    note = StringField(validators=[Length(max=LONGEST_NOTE, message=N_("Teksten kan ha opptil 500 tegn."))])

    def complaints(self, today: date) -> dict[str, str]:
        """What must be put right before the rules can be asked, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if wrong:
            return wrong
        asked = self.command(today)
        if self.span.data == "hours" and not (asked.starts and asked.ends and asked.starts < asked.ends):
            return {"starts": N_("Skriv fra når og til når du er borte.")}
        return self._years() | self._travel()

    def missing(self) -> dict[str, str]:
        """What the kind must know and was not answered, as msgids by field."""
        # The answer about the church goes no further than the page that asks it, so no later page can bring it.
        asks_now = self.step.data == Step.NEEDS
        must = MUST if asks_now else MUST - {MEMBER}
        return {name: NEEDED[name] for name in self.asked() if name in must and not self._answered(name)}

    def asked(self) -> tuple[str, ...]:
        """The names of what the kind asks beside the days."""
        return asked_of(AbsenceKind(self.kind.data), self._birth(), by_staff=self.by_staff)

    def is_for_others(self) -> bool:
        """Whether the answer says that this kind of leave is not theirs, so that another one is offered."""
        return MEMBER in self.asked() and self.in_church.data == YES

    def next_step(self) -> Step:
        """Which page comes now. A kind that needs nothing more goes straight to what it means."""
        if self.kind.data == AbsenceKind.BIRTH and self._birth() is None:
            return Step.BIRTH
        was_asked = self.step.data in {Step.NEEDS, Step.CHECK}
        if self.missing() or self.is_for_others() or (self.asked() and not was_asked):
            return Step.NEEDS
        return Step.CHECK

    def command(self, today: date) -> AbsenceCommand:
        """What the form says. Fields that the chosen span and kind do not ask for are left out."""
        span, kind = self.span.data, AbsenceKind(self.kind.data)
        first = today if span == "today" else self.first_day.day or today
        last = (self.last_day.day or first) if span == "days" else first
        starts: time | None = self.starts.clock if span == "hours" else None
        ends: time | None = self.ends.clock if span == "hours" else None
        documentation = Documentation(self.documentation.data or Documentation.NONE)
        later = documentation is Documentation.LATER
        ill = kind in {AbsenceKind.SELF_REPORT, AbsenceKind.SICK_CHILD}
        breastfeeding = kind is AbsenceKind.BIRTH and self._birth() is BirthPart.BREASTFEEDING
        return AbsenceCommand(
            kind,
            first,
            last,
            clean(self.note.data),
            starts,
            ends,
            self._details(),
            self.note_from.day if ill else None,
            self.hours.minutes if breastfeeding else None,
            documentation,
            self.documentation_by.day if later else None,
        )

    def hidden(self, command: AbsenceCommand) -> dict[str, str]:
        """The fields that a later page carries along. The days are written out, so that a report sent after midnight
        still means the day that was shown.
        """
        asked = {name: self[name].data or "" for name in ("birth", *self.asked()) if name != MEMBER}
        span = "hours" if command.starts else "days"
        content = {
            "kind": command.kind.value,
            "span": span,
            "first_day": command.first_day.isoformat(),
            "last_day": command.last_day.isoformat(),
            "starts": command.starts.isoformat("minutes") if command.starts else "",
            "ends": command.ends.isoformat("minutes") if command.ends else "",
            "changes": self.changes.data or "",
            "version": self.version.data or "",
        }
        return {name: value for name, value in (content | asked).items() if value}

    def _birth(self) -> BirthPart | None:
        said = self.birth.data
        return BirthPart(said) if said in set(BirthPart) else None

    def _answered(self, name: str) -> bool:
        if name in {"due", "born"}:
            return self[name].day is not None
        if name == "hours":
            return self.hours.minutes is not None
        if name == "ground":
            return self.ground.data in GROUNDS.get(AbsenceKind(self.kind.data), ())
        return bool(self[name].data)

    def _details(self) -> Details:
        asked = {"birth", *self.asked()} if self.kind.data == AbsenceKind.BIRTH else set(self.asked())
        asked.discard(MEMBER)
        answers: dict[str, object] = {
            "ground": self.ground.data if self._answered("ground") else None,
            "children_born": _years(self.children_born.data),
            "chronic_born": _years(self.chronic_born.data),
            "alone": self.alone.data == YES,
            "travel_days": _number(self.travel_days.data) or 0,
            "outside_possible": _yes_no(self.outside_possible.data),
            "birth": self._birth(),
            "due": self.due.day,
            "born": self.born.day,
            "certificate": self.certificate.data == YES,
            "role": self.role.data or None,
            "together": _yes_no(self.together.data),
            "adoption": self.adoption.data == YES,
        }
        return Details(**{name: value for name, value in answers.items() if name in asked})  # type: ignore[arg-type] # Each under its own name.

    def _years(self) -> dict[str, str]:
        return {
            name: N_("Skriv fødselsåret til hvert barn, for eksempel 2017, 2019.")
            for name in ("children_born", "chronic_born")
            if name in self.asked() and not _are_years(self[name].data)
        }

    def _travel(self) -> dict[str, str]:
        text = (self.travel_days.data or "").strip()
        if "travel_days" not in self.asked() or not text:
            return {}
        number = _number(text)
        if number is None or number > MOST_TRAVEL:
            return {"travel_days": N_("Skriv antall dager med tall, for eksempel 1.")}
        return {}


def usual_day(today: date, holidays: Holidays) -> date:
    """When papers that come later are usually there: in a week, on a working day."""
    return next_working_day(today + timedelta(days=7), holidays)


def _yes_no(said: str | None) -> bool | None:
    return said == YES if said in {YES, NO} else None


def _number(text: str | None) -> int | None:
    digits = plain_digits(text or "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 3 else None


def _years(text: str | None) -> tuple[int, ...]:
    words = (plain_digits(word) for word in YEARS.findall(text or ""))
    return tuple(
        sorted(int(word) for word in words if word.isascii() and word.isdecimal() and len(word) == 4)
    )


def _are_years(text: str | None) -> bool:
    words, years = YEARS.findall(text or ""), _years(text)
    return len(words) == len(years) <= MOST_CHILDREN and all(year >= FIRST_YEAR for year in years)
