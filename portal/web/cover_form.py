"""The forms about who answers while somebody is away, for the leader and for whoever is away."""

from wtforms import Form, StringField

from portal.text.words import N_
from portal.web.forms import DayField, clean

NO_DAY = N_("Velg en dag.")


class AwayForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Who answers, from when, to when."""

    by = StringField()
    first_day = DayField()
    last_day = DayField()

    @property
    def said(self) -> dict[str, str]:
        """Every field as it was filled in, to be shown again."""
        return {name: clean(field.data) for name, field in self._fields.items()}

    @property
    def without_day(self) -> dict[str, str]:
        """What to say of each day that is missing."""
        days = {"first_day": self.first_day.day, "last_day": self.last_day.day}
        return {name: NO_DAY for name, day in days.items() if day is None}


class CoverForm(AwayForm):
    """Who is away besides."""

    staff = StringField()


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which cover is over."""

    cover = StringField()
