"""The forms of the participant's rights: what is sent, saved for later, or only looked at."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, Form, StringField
from wtforms.validators import AnyOf

from portal.domain.rights import OWN_LETTERS, Letter, RightsKind
from portal.services.rights import RightsCommand
from portal.web.forms import DayField, KeyedForm, clean, errors_of

SEND, SAVE, CHECK, EDIT = "send", "save", "check", "edit"
# Which letter a complaint is over is one choice among absences and kinds of letters.
ONE_ABSENCE = "absence-"
LOSSES = frozenset({Letter.SELF_REPORT, Letter.SICK_CHILD})
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class AskForm(KeyedForm):
    """What it is about, in one's own words, and what would be right."""

    step = StringField(default=SEND, validators=[AnyOf([SEND, SAVE])])
    text = StringField()
    wanted = StringField()

    def command(self, kind: RightsKind) -> RightsCommand:
        """What the form asks for."""
        return RightsCommand(kind, text=clean(self.text.data), wanted=clean(self.wanted.data))


class ComplaintForm(KeyedForm):
    """Over which letter, what should be otherwise, and why; on the second page why it comes late."""

    step = StringField(default=CHECK, validators=[AnyOf([SEND, SAVE, CHECK, EDIT])])
    letter = StringField()
    letter_day = DayField()
    text = StringField()
    wanted = StringField()
    deferred = BooleanField()
    why_late = StringField()

    def complaints(self) -> dict[str, str]:
        """What cannot be read, as msgids by field. What must not be empty is for the use case to say."""
        return {} if self.validate() else errors_of(self)

    def command(self) -> RightsCommand:
        """What the form asks for. The day that is written counts only for a letter that is none of our own."""
        chosen = self.letter.data or ""
        absence_id = chosen.removeprefix(ONE_ABSENCE) if chosen.startswith(ONE_ABSENCE) else None
        loss = _loss(chosen)
        letter, day = loss or (Letter.ABSENCE if absence_id else _letter(chosen), self.letter_day.day)
        return RightsCommand(
            RightsKind.COMPLAINT,
            text=clean(self.text.data),
            wanted=clean(self.wanted.data),
            letter=letter,
            absence_id=absence_id,
            letter_day=None if absence_id else day,
            deferred=bool(self.deferred.data),
            why_late=clean(self.why_late.data),
        )


class WithdrawForm(KeyedForm):
    """Take it back."""


class NoticesForm(KeyedForm):
    """Be sent notices, or not."""

    wanted = StringField(validators=[AnyOf(["0", "1"])])


def fields_of(form: Form) -> dict[str, str]:
    """What was written, as the form itself would send it again; neither its key nor which button was pressed."""
    kept: dict[str, Any] = {name: field.data for name, field in form._fields.items()}
    kept |= {name: "1" if value else "" for name, value in kept.items() if isinstance(value, bool)}
    return {name: str(value or "") for name, value in kept.items() if name not in {"key", "step"}}


def _letter(chosen: str) -> Letter | None:
    some = {one.value: one for one in Letter if one not in OWN_LETTERS}
    return some.get(chosen)


def loss_choice(letter: Letter, day: date) -> str:
    """How the form names one decision about the right to self-report."""
    return f"{letter.value}.{day.isoformat()}"


def _loss(chosen: str) -> tuple[Letter, date] | None:
    letter, _, day = chosen.partition(".")
    if letter not in LOSSES or not DAY.fullmatch(day):
        return None
    try:
        return Letter(letter), date.fromisoformat(day)
    except ValueError:
        return None
