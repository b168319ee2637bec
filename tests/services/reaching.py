"""The world in which it is tried who reaches what: every way to a case has somebody at its end."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import Engine, update

from portal.domain.access import GrantKind
from portal.domain.people import STAFF, Actor, Role
from portal.services.permissions import TABLE, Action
from portal.services.reach import Scope
from portal.store.base import new_id
from portal.store.models import Cover, Grant, Person, Programme
from tests.builders import Village, add_person, add_programme, all_rows, save
from tests.conftest import NOW

TODAY = date(2026, 11, 24)

TARGETS = ("own", "represented", "same office", "other office", "covered", "granted", "nobody")
OFFICE = frozenset({"same office"})
TEAM = frozenset({"same office", "covered"})
OWN, REPRESENTED = frozenset({"own"}), frozenset({"represented"})
# Written out here a second time on purpose: what the table says must be what we meant.
MEANT: Mapping[tuple[Action, Role], frozenset[str]] = {
    (Action.USE_OWN_CASE, Role.PARTICIPANT): OWN,
    (Action.USE_OWN_WEEK, Role.PARTICIPANT): OWN,
    (Action.USE_OWN_WEEK, Role.REPRESENTATIVE): REPRESENTED,
    (Action.USE_OWN_PLAN, Role.PARTICIPANT): OWN,
    (Action.USE_OWN_PLAN, Role.REPRESENTATIVE): REPRESENTED,
    (Action.USE_OWN_ABSENCES, Role.PARTICIPANT): OWN,
    (Action.USE_OWN_ABSENCES, Role.REPRESENTATIVE): REPRESENTED,
    (Action.USE_OWN_MESSAGES, Role.PARTICIPANT): OWN,
    (Action.USE_OWN_MESSAGES, Role.REPRESENTATIVE): REPRESENTED,
    (Action.SEE_CASE, Role.CASEWORKER): frozenset({"same office", "covered", "granted"}),
    (Action.SEE_CASE, Role.LEADER): frozenset({"granted"}),
    (Action.WRITE_AS_STAFF, Role.CASEWORKER): TEAM,
    (Action.DECIDE_ABSENCE, Role.CASEWORKER): TEAM,
    (Action.REGISTER_ABSENCE, Role.CASEWORKER): TEAM,
    (Action.CONFIRM_MONTH, Role.CASEWORKER): TEAM,
    (Action.DECIDE_PROGRAMME, Role.CASEWORKER): TEAM,
    (Action.CHANGE_PLAN, Role.CASEWORKER): TEAM,
    (Action.ANSWER_REQUEST, Role.CASEWORKER): TEAM,
    (Action.ANSWER_REQUEST, Role.LEADER): OFFICE,
    (Action.PROPOSE_MEASURE, Role.CASEWORKER): TEAM,
    (Action.AGREE_TO_MEASURE, Role.CASEWORKER): OFFICE,
    (Action.AGREE_TO_MEASURE, Role.LEADER): OFFICE,
    (Action.REPORT_THREAT, Role.CASEWORKER): TEAM,
    (Action.CLOSE_THREAT, Role.LEADER): OFFICE,
    (Action.SEE_SUMMARY, Role.CONTACT_CENTRE): OFFICE,
    (Action.SEE_COUNTS, Role.CASEWORKER): TEAM,
    (Action.SEE_COUNTS, Role.LEADER): OFFICE,
    (Action.OPEN_IN_EMERGENCY, Role.CASEWORKER): frozenset(
        {"same office", "other office", "covered", "granted"}
    ),
    (Action.OPEN_IN_EMERGENCY, Role.LEADER): OFFICE,
    (Action.GIVE_ACCESS, Role.LEADER): OFFICE,
    (Action.MOVE_CASE, Role.LEADER): OFFICE,
    (Action.MANAGE_COVER, Role.LEADER): frozenset(),
    (Action.PLAN_OWN_ABSENCE, Role.CASEWORKER): frozenset(),
    (Action.MANAGE_OFFERS, Role.CASEWORKER): frozenset(),
    (Action.ENTER_BENEFIT_FACTS, Role.CASEWORKER): TEAM,
    (Action.MANAGE_PAYDAYS, Role.LEADER): frozenset(),
    (Action.MANAGE_PAYDAYS, Role.ADMINISTRATOR): frozenset(),
    (Action.MANAGE_STAFF, Role.ADMINISTRATOR): frozenset(),
    (Action.MIND_NOTICES, Role.ADMINISTRATOR): OFFICE,
    (Action.SEE_TRAIL, Role.AUDITOR): frozenset(),
    (Action.SEE_TRANSLATIONS, Role.TRANSLATOR): frozenset(),
    (Action.TRANSLATE, Role.TRANSLATOR): frozenset(),
    (Action.ANSWER_TRANSLATORS, Role.TRANSLATOR): frozenset(),
    (Action.ANSWER_TRANSLATORS, Role.ADMINISTRATOR): frozenset(),
}
LINES = [(action, role) for action, roles in TABLE.items() for role in roles]


def with_ways(engine: Engine, village: Village) -> Village:
    """The village, where each of the staff covers somebody elsewhere and has been given a case elsewhere."""
    for name in ("covered", "granted"):
        add_programme(engine, elsewhere(engine, village, name), village.far_caseworker)
    absent = add_person(engine, Role.CASEWORKER, village.other_office, "Borte Bakk")
    with engine.begin() as connection:
        connection.execute(
            update(Programme)
            .where(Programme.participant_id == named(engine, "covered"))
            .values(contact_person_id=absent.id)
        )
    for role in STAFF:
        staff = actor_of(village, role)
        save(
            engine,
            Cover(
                staff_id=absent.id,
                by_id=staff.id,
                first_day=TODAY,
                last_day=TODAY,
                made_by=village.far_leader.id,
                made_at=NOW,
            ),
            Grant(
                staff_id=staff.id,
                participant_id=named(engine, "granted"),
                office_id=village.other_office,
                kind=GrantKind.ASSIGNED,
                reason="Skal være med i et møte om bolig.",
                begins_at=NOW,
                ends_at=NOW + timedelta(days=1),
                made_by=village.far_leader.id,
            ),
        )
    return village


def elsewhere(engine: Engine, village: Village, name: str) -> Actor:
    return add_person(engine, Role.PARTICIPANT, village.other_office, name)


def named(engine: Engine, name: str) -> str:
    return str(all_rows(engine, Person, name=name)[0].id)


def actor_of(village: Village, role: Role) -> Actor:
    actor: Actor = getattr(village, role.value)
    return actor


def target_of(village: Village, actor: Actor, target: str, engine: Engine) -> str:
    if target in ("covered", "granted"):
        return named(engine, target)
    return {
        "own": actor.id,
        "represented": village.participant.id if actor.acts_for else new_id(),
        "same office": village.neighbour.id,
        "other office": village.stranger.id,
        "nobody": new_id(),
    }[target]


def without(line: tuple[Action, Role]) -> Mapping[Action, Mapping[Role, tuple[Scope, ...]]]:
    return MappingProxyType(
        {
            action: {role: scopes for role, scopes in roles.items() if (action, role) != line}
            for action, roles in TABLE.items()
        }
    )
