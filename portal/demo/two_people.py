"""What takes two people: a safety measure that counts, one that waits, and a text that somebody wants taken away."""

from datetime import datetime, time, timedelta
from typing import Any

from portal.demo.days import DAY, shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.events import MeasureChanged, RedactionAsked
from portal.domain.measures import MeasureKind, RedactionKind, latest_day
from portal.store.redaction import Redaction
from portal.store.safety_measure import SafetyMeasure

IN_FORCE, WAITING, WRONG_PERSON = "sterk-stein", "myk-mose", "rask-rype"
REASON = "Han slo i bordet og ropte i to møter. Vi er to til det har roet seg."
OTHER_REASON = "Han kom utenom avtale flere ganger og ble sint da vi ba ham gå."
WRONG_REASON = "Meldingen var skrevet til en annen, og navnet hennes står i den."
LASTS = timedelta(days=60)


def add_proposals(world: World, people: list[Participant]) -> None:
    """Add them. The second caseworker of the team proposes, so that the first of them can be the other person."""
    by_key = {person.key: person for person in people}
    day = shift(world.today, -1)
    before = oslo_moment(shift(world.today, -9), time(13, 40))
    _add_measure(world, by_key[IN_FORCE], MeasureKind.TWO_STAFF, REASON, before, agreed=before + DAY)
    _add_measure(
        world, by_key[WAITING], MeasureKind.OFFICE_ONLY, OTHER_REASON, oslo_moment(day, time(10, 15))
    )
    person, at = by_key[WRONG_PERSON], oslo_moment(day, time(14, 5))
    proposal_id = identifier("redaction", person.key)
    world.add(
        Redaction,
        id=proposal_id,
        conversation_id=identifier("conversation", person.key),
        sequence=1,
        kind=RedactionKind.WRONG_PERSON,
        reason=WRONG_REASON,
        original=None,
        **_by(person, at),
    )
    told = RedactionAsked(person.id, person.office_id, proposal_id)
    world.tell(told, at, person.team[1], proposal_id)


def _add_measure(
    world: World,
    person: Participant,
    kind: MeasureKind,
    reason: str,
    at: datetime,
    agreed: datetime | None = None,
) -> None:
    measure_id = identifier("measure", person.key)
    world.add(
        SafetyMeasure,
        id=measure_id,
        participant_id=person.id,
        office_id=person.office_id,
        kind=kind,
        reason=reason,
        last_day=min(world.today + LASTS, latest_day(world.today)),
        ended_by=None,
        ended_at=None,
        end_reason="",
        **_by(person, at, agreed),
    )
    told = MeasureChanged(person.id, person.office_id, measure_id)
    world.tell(told, at, person.team[1], measure_id)


def _by(person: Participant, at: datetime, agreed: datetime | None = None) -> dict[str, Any]:
    return {
        "proposed_by": person.team[1],
        "proposed_at": at,
        "agreed_by": person.team[0] if agreed else None,
        "agreed_at": agreed,
        "declined_by": None,
        "declined_at": None,
        "decline_reason": "",
    }
