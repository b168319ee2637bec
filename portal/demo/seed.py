"""Seeding: the whole demo world in one transaction."""

from datetime import datetime

from sqlalchemy import Engine, func, select

from portal.demo.alarms import add_alarms
from portal.demo.appointments import add_appointments
from portal.demo.conversations import add_conversations
from portal.demo.desk import add_desk
from portal.demo.documents import add_documents
from portal.demo.history import add_history
from portal.demo.individual_plans import add_individual_plans
from portal.demo.money import add_money
from portal.demo.months import add_months
from portal.demo.notices import add_notices
from portal.demo.offers import add_offers
from portal.demo.people import add_people
from portal.demo.plan_versions import add_versions
from portal.demo.plans import add_plans
from portal.demo.programme_steps import add_steps
from portal.demo.rights import add_rights
from portal.demo.take_aways import add_take_aways
from portal.demo.translations import add_translations
from portal.demo.two_people import add_proposals
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
    add_steps(world, people)
    plans = add_plans(world, people)
    add_versions(world, plans)
    add_appointments(world, people)
    add_take_aways(world, people)
    add_history(world, plans)
    add_documents(world, people)
    add_conversations(world, people)
    add_alarms(world, people)
    add_desk(world, people)
    add_notices(world, people)
    add_rights(world, people)
    add_offers(world, people)
    add_individual_plans(world, people)
    add_proposals(world, people)
    add_money(world, people)
    add_translations(world)
    with for_writing(engine).begin() as connection:
        if connection.scalar(select(func.count()).select_from(rows(Office))):
            raise NotEmpty("The database already has offices.")
        world.write(connection)
        add_months(world, plans, connection)
