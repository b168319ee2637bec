"""Seeding: the whole demo world in one transaction."""

from datetime import datetime

from sqlalchemy import Engine, func, select

from portal.demo.conversations import add_conversations
from portal.demo.history import add_history
from portal.demo.people import add_people
from portal.demo.plans import add_plans
from portal.demo.world import World
from portal.domain.errors import PortalError
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.office import Office


class NotEmpty(PortalError):
    """The database already knows offices; made-up people are never mixed with what is there."""


def seed(engine: Engine, *, now: datetime) -> None:
    """Fill an empty database with the demo world as it stands at `now`.

    The same `now` gives the same rows, whatever the machine. Raises NotEmpty when any office exists and
    ValueError when `now` has no time zone.
    """
    world = World(now)
    people = add_people(world)
    plans = add_plans(world, people)
    add_history(world, plans)
    add_conversations(world, people)
    with for_writing(engine).begin() as connection:
        if connection.scalar(select(func.count()).select_from(rows(Office))):
            raise NotEmpty("The database already has offices.")
        world.write(connection)
