"""The forms of the plan for both sides: what is proposed, and how the other side answers."""

import re
from enum import StrEnum
from typing import TypeVar

from wtforms import Form, StringField
from wtforms.validators import AnyOf, Optional, Regexp

from portal.domain.plan import PartOfLife
from portal.domain.programme import ActivityKind, Responsible
from portal.services.plan_wish import Wish
from portal.services.proposals import DRAFTS
from portal.web.forms import ClockField, DayField, HalfHoursField, KeyedForm, clean, errors_of

SEND, SAVE, CHECK, EDIT, MORE = "send", "save", "check", "edit", "more"
# Of one of the changes: write it again, or leave it out.
AGAIN, DROP = "edit-", "drop-"
STEPS = re.compile(rf"(?:{SEND}|{SAVE}|{CHECK}|{EDIT}|{MORE}|(?:{AGAIN}|{DROP})[0-9]{{1,2}})\Z")
WEEKDAYS = range(7)
Kind = TypeVar("Kind", bound=StrEnum)


class WeeklyHoursField(HalfHoursField):
    """Hours of a whole week in steps of a half."""

    most = 60


class ChangeForm(Form):  # type: ignore[misc] # WTForms has no types.
    """One change as it is filled in."""

    about = StringField()
    how = StringField()
    title = StringField()
    what = StringField()
    why = StringField()
    place = StringField()
    provider = StringField()
    kind = StringField(validators=[Optional(), AnyOf(["", *ActivityKind])])
    serves = StringField(validators=[Optional(), AnyOf(["", *PartOfLife])])
    responsible = StringField(validators=[Optional(), AnyOf(["", *Responsible])])
    slot = StringField()
    weekday = StringField(validators=[Optional(), AnyOf(["", *map(str, WEEKDAYS)])])
    starts = ClockField()
    ends = ClockField()
    day0 = StringField()
    day1 = StringField()
    day2 = StringField()
    day3 = StringField()
    day4 = StringField()
    day5 = StringField()
    day6 = StringField()
    once = StringField()
    weekly_hours = WeeklyHoursField()
    from_day = DayField()
    last_day = DayField()
    goal = StringField()
    day = DayField()
    old_day = DayField()
    like = StringField()

    def wish(self) -> Wish:
        """What the form asks for."""
        return Wish(
            about=clean(self.about.data),
            how=clean(self.how.data),
            title=clean(self.title.data),
            what=clean(self.what.data),
            why=clean(self.why.data),
            place=clean(self.place.data),
            provider=clean(self.provider.data),
            kind=_member(ActivityKind, self.kind.data),
            serves=_member(PartOfLife, self.serves.data),
            responsible=_member(Responsible, self.responsible.data),
            slot=clean(self.slot.data),
            weekday=int(self.weekday.data) if self.weekday.data else None,
            starts=self.starts.clock,
            ends=self.ends.clock,
            days=frozenset(number for number in WEEKDAYS if self[f"day{number}"].data),
            once=bool(self.once.data),
            weekly_minutes=self.weekly_hours.minutes or 0,
            from_day=self.from_day.day,
            last_day=self.last_day.day,
            goal=clean(self.goal.data),
            day=self.day.day,
            old_day=self.old_day.day,
            like=clean(self.like.data),
        )


class ProposalForm(ChangeForm, KeyedForm):
    """What is proposed, step by step: one change, and those that were written before it.

    `more` are those. `instead` and `version` name the proposal that this one stands instead of, and `draft` says which
    draft it was taken up from, if any.
    """

    step = StringField(default=CHECK, validators=[Regexp(STEPS)])
    instead = StringField()
    version = StringField()
    more = StringField()
    draft = StringField(validators=[Optional(), AnyOf(["", *DRAFTS])])
    text = StringField()

    def complaints(self) -> dict[str, str]:
        """What cannot be read, as msgids by field. What must be there is for the use case to say."""
        return {} if self.validate() else errors_of(self)


class AnswerForm(KeyedForm):
    """Yes, or no because. `version` is the one that was on the screen."""

    answer = StringField(validators=[AnyOf(["yes", "no"])])
    version = StringField()
    text = StringField()

    @property
    def yes(self) -> bool:
        """Whether it is a yes."""
        return bool(self.answer.data == "yes")

    @property
    def number(self) -> int:
        """The version as a number, 0 for what is none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


class WithdrawForm(KeyedForm):
    """Take it back."""


def _member(kind: type[Kind], value: str | None) -> Kind | None:
    return kind(value) if value else None
