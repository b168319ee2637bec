"""Narrowing the inbox: what a caseworker may ask it for, and how many conversations each choice would show."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from portal.services.caseload import Filter
from portal.services.permissions import Action, offices_of, within
from portal.services.work import Work
from portal.store import inbox as store
from portal.store import inbox_filters as filters
from portal.store.inbox_filters import Narrow


class Whose(StrEnum):
    """Whose conversations the list shows."""

    TEAM = "team"
    MINE = "mine"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to. `locale` is a language that participants read, as a code, or nothing.

    `covered` are whom the caseworker covers today (`portal.services.covers.covered_by_me`), by id.
    """

    whose: Whose = Whose.TEAM
    covered: frozenset[str] = frozenset()
    locale: str = ""
    interpreter: bool = False
    never_answered: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many conversations each narrowing of the list would show by itself; `languages` by code, most first."""

    team: int
    mine: int
    covered: int
    interpreter: int
    never: int
    languages: tuple[tuple[str, int], ...]

    def of(self, whose: str) -> int:
        """The figure on one choice, by its value."""
        return int(getattr(self, Whose(whose).value))


def tally(work: Work, which: Filter, covered: frozenset[str]) -> Tally:
    """How many conversations each narrowing shows, of those that are due as `which` says. Raises NotPermitted.

    `covered` are whom the caseworker covers today, by id.
    """
    due_from, due_to = due(work, which)
    found = filters.tallies(
        work.session,
        store.WAITING,
        offices_of(work, Action.WRITE_AS_STAFF),
        partial(within, work, Action.WRITE_AS_STAFF),
        me=work.actor.id,
        covered=covered,
        due_from=due_from,
        due_to=due_to,
    )
    return Tally(
        team=sum(row.all for row in found),
        mine=sum(row.mine for row in found),
        covered=sum(row.covered for row in found),
        interpreter=sum(row.interpreter for row in found),
        never=sum(row.never for row in found),
        languages=tuple((row.locale, row.all) for row in found if row.locale),
    )


def narrow_of(work: Work, asked: Asked) -> Narrow:
    """The rows that the choices stand for, for this caseworker today."""
    whose = {Whose.MINE: frozenset({work.actor.id}), Whose.COVERED: asked.covered}
    return Narrow(whose.get(asked.whose), asked.locale, asked.interpreter, asked.never_answered)


def due(work: Work, which: Filter) -> tuple[date | None, date | None]:
    """The first and the last promised day of what `which` shows; None where it has no such end."""
    due_from = work.today if which is Filter.TODAY else None
    due_to = {Filter.TODAY: work.today, Filter.LATE: work.today - timedelta(days=1)}.get(which)
    return due_from, due_to
