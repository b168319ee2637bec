"""Which languages an office offers: what nobody has reviewed yet is only shown where the office has said so."""

import logging
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.rules.practice import Practice
from portal.store import office as store
from portal.store.base import AnyRow
from portal.store.engine import for_reading

log = logging.getLogger("portal.languages")

DRAFTS = "languages.drafts"
"""The office's choice."""

SECONDS_KEPT = 60.0
"""How old the answer to visitors may become: an office chooses once in a year, and the front door is asked often."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is offered: `drafts` or only what people have reviewed, and the code of the language for who wants none."""

    drafts: bool
    usual: str


def of_office(practice: dict[str, object], locale: str) -> Spoken:
    """What an office offers, from its row."""
    return Spoken(Practice(practice).says_yes(DRAFTS), locale)


class ForVisitors:
    """What is offered to people of no office: who is not signed in, and who acts for others. From any thread."""

    def __init__(self, engine: Engine) -> None:
        self._reading = for_reading(engine)
        self._asking = Lock()
        self._known: Spoken | None = None
        self._known_at = 0.0

    def spoken(self, usual: str) -> Spoken:
        """Drafts where any office shows them, and the first office's own language; `usual` where there is no office.

        A visitor's page comes also when the database does not: then what was true last, or no drafts.
        """
        with self._asking:
            if self._known is None or monotonic() - self._known_at >= SECONDS_KEPT:
                try:
                    self._known = _of_all(self._offices(), usual)
                except SQLAlchemyError:
                    log.warning("which languages the offices offer could not be read")
                    return self._known or Spoken(drafts=False, usual=usual)
                self._known_at = monotonic()
            return self._known

    def of(self, row: AnyRow, usual: str) -> Spoken:
        """What is offered to the person of a row with the `practice` and the `office_locale` of their office, if any."""
        return of_office(row.practice, row.office_locale) if row.office_locale else self.spoken(usual)

    def _offices(self) -> list[AnyRow]:
        with Session(self._reading) as session:
            return store.all_offices(session)


def _of_all(offices: list[AnyRow], usual: str) -> Spoken:
    each = [of_office(row.practice, row.locale) for row in offices]
    return Spoken(any(one.drafts for one in each), each[0].usual if each else usual)
