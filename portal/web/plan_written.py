"""A proposal as it is being written: its changes, the last of which is on the screen, and what it says to all of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import abort
from werkzeug.datastructures import MultiDict

from portal.domain.plan import PlanActivity
from portal.services.plan_wish import Wish
from portal.services.plan_wishes_again import wish_from
from portal.services.proposal_meaning import MOST_CHANGES
from portal.services.proposal_reading import Shown
from portal.services.proposals import DRAFT, PARTS
from portal.web.forms import clean
from portal.web.plan_forms import ChangeForm, ProposalForm

# Said of the proposal, and not of one of its changes.
OF_ALL = ("text", "instead", "version", DRAFT)
A_CHANGE = frozenset(ChangeForm()._fields)


@dataclass(frozen=True, slots=True)
class Written:
    """Each change as the fields of its form, in their order, and the fields that are said of them all."""

    changes: tuple[dict[str, str], ...]
    of_all: dict[str, str]

    @property
    def last(self) -> int:
        """The place of the change that is on the screen."""
        return len(self.changes) - 1

    @property
    def fields(self) -> dict[str, str]:
        """All of it as the form itself would send it again; neither its key nor which button was pressed."""
        return self.changes[-1] | self.kept

    @property
    def kept(self) -> dict[str, str]:
        """What is kept besides the change on the screen."""
        more = {PARTS: json.dumps(self.changes[:-1], ensure_ascii=False)} if self.last else {}
        return self.of_all | more

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What is asked for."""
        return tuple(_wish(fields) for fields in self.changes)

    @property
    def stands_instead_of(self) -> tuple[str, int] | None:
        """The id and the version of the proposal that this one answers, or None."""
        version = self.of_all.get("version", "")
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
        instead = clean(self.of_all.get("instead"))
        return (instead, number) if instead else None

    def at(self, place: int) -> "Written":
        """The same with that change on the screen, and the one that was there before among the others."""
        if not 0 <= place <= self.last:
            abort(400)
        others = (*self.changes[:place], *self.changes[place + 1 :])
        return replace(self, changes=(*others, self.changes[place]))

    def without(self, place: int) -> "Written":
        """The same without that change. One must be left."""
        if not 0 <= place <= self.last or not self.last:
            abort(400)
        return replace(self, changes=(*self.changes[:place], *self.changes[place + 1 :]))

    def for_itself(self) -> "Written":
        """The same, standing instead of nothing."""
        return replace(
            self, of_all={name: self.of_all[name] for name in ("text", DRAFT) if name in self.of_all}
        )


def written(form: ProposalForm) -> Written:
    """What was posted. The changes before the last one have been looked at once: one that cannot be read is no accident."""
    posted = {name: str(field.data or "") for name, field in form._fields.items()}
    changes = earlier(posted)
    if changes is None:
        abort(400)
    return _of(posted, changes)


def taken_up(kept: Mapping[str, str]) -> Written:
    """What was kept for later. What we cannot read of it any more is left out."""
    return _of(kept, earlier(kept) or ())


def _of(fields: Mapping[str, str], changes: tuple[dict[str, str], ...]) -> Written:
    filled = {name: value for name, value in fields.items() if value}
    own = {name: value for name, value in filled.items() if name in A_CHANGE}
    return Written((*changes, own), {name: filled[name] for name in OF_ALL if name in filled})


def earlier(fields: Mapping[str, str]) -> tuple[dict[str, str], ...] | None:
    """The changes that were written before the one on the screen, or None for what we did not write."""
    try:
        found = json.loads(fields.get(PARTS) or "[]")
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) > MOST_CHANGES or not all(map(_is_change, found)):
        return None
    return tuple(found)


def _is_change(found: object) -> bool:
    if not isinstance(found, dict) or not all(map(_is_text, found.values())):
        return False
    return found.keys() <= A_CHANGE and bool(ChangeForm(MultiDict(found)).validate())


def _is_text(found: object) -> bool:
    # Half a sign can be written in JSON, but never kept nor drawn.
    return isinstance(found, str) and not any("\ud800" <= sign <= "\udfff" for sign in found)


def _wish(fields: Mapping[str, str]) -> Wish:
    form = ChangeForm(MultiDict(fields))
    form.validate()
    return form.wish()


def filled_from(wish: Wish) -> dict[str, str]:
    """A form that asks for that wish."""
    content: dict[str, str] = wish.as_content()
    days, minutes = content.pop("days", ""), content.pop("weekly_minutes", "")
    hours = {"weekly_hours": f"{int(minutes) / 60:g}".replace(".", ",")} if minutes else {}
    return content | {f"day{number}": "1" for number in days} | hours


def filled_again(shown: Shown, first: date) -> Written:
    """What asks for what a proposal asks for, on the plan as it is now.

    A day before `first`, from which nothing can count any more, is left open.
    """
    now = {clash.change: clash.now for clash in shown.clashes}
    forms = []
    for change in shown.changes:
        found = now.get(change)
        wish = wish_from(change, found if isinstance(found, PlanActivity) else None)
        if change.before is None and isinstance(change.after, PlanActivity):
            wish = replace(wish, like=f"{shown.row.id} {change.after.id}")
        if wish.from_day is not None and wish.from_day < first:
            wish = replace(wish, from_day=None)
        forms.append(filled_from(wish))
    return Written(tuple(forms), {"instead": shown.row.id, "version": str(shown.row.version)})
