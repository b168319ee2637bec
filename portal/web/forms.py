"""Reading forms: only the fields we asked for, each once, in the shape we asked for."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TypeVar, cast
from unicodedata import decimal

from flask import abort, request
from wtforms import Form, HiddenField, StringField, ValidationError
from wtforms.fields import Field

from portal.text.words import N_
from portal.web import requests_log
from portal.web.asked import EARLIEST, LATEST

# Sent by every form of ours, whatever else it asks.
COMMON = frozenset({"csrf_token", "key", "sent_at", "offline"})
KEY = re.compile(r"[A-Za-z0-9_.-]{24}")
HOURS_IN_A_DAY = 24
HOURS_IN_A_WEEK = 168

AnyForm = TypeVar("AnyForm", bound=Form)


class KeyedForm(Form):  # type: ignore[misc] # WTForms has no types.
    """A form that is handed in exactly once: its key was drawn with the page."""

    key = HiddenField()

    def validate_key(self, field: Field) -> None:
        """A key that we did not draw is no accident of the person who fills in the form."""
        if not KEY.fullmatch(field.data or ""):
            abort(400)


def read(form: type[AnyForm]) -> AnyForm:
    """The posted form. A field that it does not know, or that comes twice, is an attack or a bug: the answer is 400.

    Of two values one program would read the first and another the last, and only one of them was looked at.
    """
    filled = form(request.form)
    if set(request.form) - set(filled._fields) - COMMON:
        requests_log.because("strange-field")
        abort(400)
    if any(len(values) > 1 for _, values in request.form.lists()):
        requests_log.because("field-twice")
        abort(400)
    return cast("AnyForm", filled)


def errors_of(form: Form) -> dict[str, str]:
    """The first complaint about each field, as a msgid."""
    return {name: str(complaints[0]) for name, complaints in form.errors.items() if complaints}


class DayField(StringField):  # type: ignore[misc] # WTForms has no types.
    """A day as browsers send it, 2026-11-23, in a year that people live in."""

    day: date | None = None

    def post_validate(self, form: Form, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms' own signature.
        """Read the day, or say how to write it."""
        text = (self.data or "").strip()
        if not text or validation_stopped:
            return
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(N_("Skriv datoen slik: 2026-11-23.")) from error
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(N_("Sjekk årstallet. Det må være mellom 1900 og 2199."))
        self.day = day


class ClockField(StringField):  # type: ignore[misc] # WTForms has no types.
    """A time of day as browsers send it, 09:30."""

    clock: time | None = None

    def post_validate(self, form: Form, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms' own signature.
        """Read the time, or say how to write it."""
        text = (self.data or "").strip()
        if not text or validation_stopped:
            return
        try:
            self.clock = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 -- A clock on a wall has no time zone.
        except ValueError as error:
            raise ValidationError(N_("Skriv klokkeslettet slik: 09:30.")) from error


class HalfHoursField(StringField):  # type: ignore[misc] # WTForms has no types.
    """Hours in steps of a half, written as people write them: 2,5 or 2.5, in any digits."""

    minutes: int | None = None
    most = HOURS_IN_A_DAY

    def post_validate(self, form: Form, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms' own signature.
        """Read the hours as minutes, or say how to write them."""
        text = (self.data or "").strip().replace(",", ".").replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
        if not text or validation_stopped:
            return
        try:
            hours = Decimal(text)
        except InvalidOperation:
            hours = Decimal(0)
        if not hours.is_finite() or not Decimal("0.5") <= hours <= self.most or hours * 2 % 1:
            raise ValidationError(N_("Skriv antall timer, for eksempel 2,5."))
        self.minutes = int(hours * 60)


class WeekHoursField(StringField):  # type: ignore[misc] # WTForms has no types.
    """Hours in a week with at most two decimals, 0 for none, written as people write them: 7,5 or 7.5, in any digits."""

    hours: Decimal | None = None

    def post_validate(self, form: Form, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms' own signature.
        """Read the hours, or say how to write them."""
        text = (self.data or "").strip().replace(",", ".").replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
        if not text or validation_stopped:
            return
        try:
            hours = Decimal(text)
        except InvalidOperation:
            hours = Decimal("NaN")
        if not hours.is_finite() or not 0 <= hours <= HOURS_IN_A_WEEK or hours != round(hours, 2):
            raise ValidationError(N_("Skriv timer i uka, for eksempel 7,5. Skriv 0 for ingen."))
        self.hours = round(hours, 2)


def plain_digits(text: str) -> str:
    """A number as people write it, in any digits and with spaces, points or hyphens, as digits alone.

    Anything else in it stays, so that what is no number does not become one.
    """
    kept = (sign for sign in clean(text) if not (sign.isspace() or sign in ".-"))
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in kept)


def clean(text: str | None) -> str:
    """A person's text as we keep it: line ends as one sign, no space around, no NUL. Nothing else is touched."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
