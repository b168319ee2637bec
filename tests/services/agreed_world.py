"""Agreements for tests: written by a caseworker, confirmed by the participant, and read."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from portal.domain.appointments import PointOf
from portal.domain.people import Actor
from portal.services import take_away_desk, take_aways
from portal.services.agreements import PointCommand, TakeAwayCommand
from portal.services.take_aways import Agreed
from portal.services.work import Desk
from portal.store.models import TakeAwayPoint
from tests.builders import (
    Village,
    all_rows,
    key_for,
)

TODAY = date(2026, 11, 24)
ME, OFFICE = PointOf.PARTICIPANT, PointOf.OFFICE


def said(text: str = "Vi prøver en uke til.") -> TakeAwayCommand:
    return TakeAwayCommand(
        text,
        (PointCommand(ME, "Ringe skolen", date(2026, 12, 1)), PointCommand(OFFICE, "Skrive til læreren")),
        TODAY,
    )


def write(desk: Desk, village: Village, command: TakeAwayCommand | None = None) -> str:
    with desk.writing(village.caseworker) as work:
        return take_away_desk.write(work, village.participant.id, command or said())


def confirm(desk: Desk, who: Actor, take_away_id: str, says: str = "", number: int = 1) -> None:
    with desk.writing(who) as work:
        take_aways.confirm_own(work, key_for(number), take_away_id, says)


def agreed(desk: Desk, who: Actor) -> Agreed:
    with desk.reading(who) as work:
        return take_aways.own_agreed(work)


def point(engine: Engine, take_away_id: str, whose: PointOf) -> Any:  # noqa: ANN401 -- A row.
    return all_rows(engine, TakeAwayPoint, take_away_id=take_away_id, whose=whose)[0]
