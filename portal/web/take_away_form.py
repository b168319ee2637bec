"""The form in which either side writes down what was agreed: the words, and up to three points of each side."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, StringField

from portal.domain.appointments import POINTS, PointOf
from portal.services.agreements import Agreement, PointCommand, TakeAwayCommand
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of

DAY_ALONE = N_("Skriv også hva som skal gjøres.")
PLACES = tuple(range(1, POINTS + 1))


class TakeAwayForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What we agreed, what you do and what I do, each with a day or none. `appointment` is the meeting, or nothing."""

    appointment = HiddenField()
    text = StringField()
    participant_1, participant_day_1 = StringField(), DayField()
    participant_2, participant_day_2 = StringField(), DayField()
    participant_3, participant_day_3 = StringField(), DayField()
    office_1, office_day_1 = StringField(), DayField()
    office_2, office_day_2 = StringField(), DayField()
    office_3, office_day_3 = StringField(), DayField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        for whose, place in _places():
            if self[f"{whose}_day_{place}"].data and not clean(self[f"{whose}_{place}"].data):
                wrong.setdefault(f"{whose}_{place}", DAY_ALONE)
        return wrong

    def command(self, day: date) -> TakeAwayCommand:
        """What the form says."""
        points = tuple(
            PointCommand(whose, text, self[f"{whose}_day_{place}"].day)
            for whose, place in _places()
            if (text := clean(self[f"{whose}_{place}"].data))
        )
        return TakeAwayCommand(clean(self.text.data), points, day, clean(self.appointment.data) or None)


def filled_from(agreement: Agreement) -> dict[str, str]:
    """The fields as they would have been filled in for this agreement."""
    filled = {"text": agreement.row.agreed}
    for whose in PointOf:
        mine = [point for point in agreement.points if point.whose is whose]
        for place, point in enumerate(mine, start=1):
            filled[f"{whose}_{place}"] = point.text
            filled[f"{whose}_day_{place}"] = point.due.isoformat() if point.due else ""
    return filled


def form_values(filled: Mapping[str, str], complaints: Mapping[str, str]) -> dict[str, Any]:
    """What `parts/take_away_fields.html` needs."""
    return {"filled": dict(filled), "complaints": dict(complaints), "places": PLACES}


def _places() -> list[tuple[PointOf, int]]:
    return [(whose, place) for whose in PointOf for place in PLACES]
