"""What cannot wait in the demo world: a call for help, two messages to acknowledge, words that may mean danger, a threat."""

from datetime import date, datetime, time, timedelta
from typing import Any

from portal.demo.days import shift
from portal.demo.people import Participant
from portal.demo.texts import Line
from portal.demo.world import World, identifier
from portal.domain.alarm_events import ImportantResent, ImportantUnanswered, ThreatReported
from portal.domain.alarms import AFTER_DAYS, AlarmKind, Step
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.events import Event
from portal.services.threats import KEPT, digest_of, hash_of
from portal.store.alarm import Alarm
from portal.store.message import Message
from portal.store.message_important import MessageImportant
from portal.store.threat_report import ThreatEvidence, ThreatReport

CALLS_FOR_HELP, ASKED, TO_PHONE, THREATENED = "modig-molte", "kvikk-kvist", "dyktig-dugg", "sterk-stein"
WHAT = "Han ropte at han vet hvem jeg er, og ringte tre ganger etter denne meldingen."
NO_FOOD = Line(
    from_staff=False,
    words={
        "nb": "Jeg har ikke mat.",
        "nn": "Eg har ikkje mat.",
        "en": "I have no food.",
        "ar": "ليس لدي طعام.",
    },
)


def add_alarms(world: World, people: list[Participant]) -> None:
    """Mark what the conversations hold already; they come before."""
    by_key = {person.key: person for person in people}
    _add_call(world, by_key[CALLS_FOR_HELP])
    _add_important(world, by_key[ASKED], world.today)
    _add_important(world, by_key[TO_PHONE], world.today - timedelta(days=AFTER_DAYS[Step.CALL]))
    _add_threat(world, by_key[THREATENED])


def _messages(world: World, person: Participant, *, from_staff: bool) -> list[dict[str, Any]]:
    conversation_id = identifier("conversation", person.key)
    found = [row for row in world.waiting(Message) if row["conversation_id"] == conversation_id]
    # What the portal says by itself has no text, and nobody wrote it.
    return [row for row in found if row["from_staff"] is from_staff and row["text"]]


def _add_call(world: World, person: Participant) -> None:
    row = _messages(world, person, from_staff=False)[-1]
    place = {"conversation_id": row["conversation_id"], "sequence": row["sequence"]}
    rung = {"raised_at": row["sent_at"], "taken_by": None, "taken_at": None}
    world.add(Alarm, **place, kind=AlarmKind.FOOD, **rung)


def _add_important(world: World, person: Participant, sent_through: date) -> None:
    """The newest message of ours up to a day asks to be acknowledged, and was not; each step came on its day."""
    rows = _messages(world, person, from_staff=True)
    row = next((one for one in reversed(rows) if oslo_day(one["sent_at"]) <= sent_through), rows[0])
    place = {"conversation_id": row["conversation_id"], "sequence": row["sequence"]}
    sent_on = oslo_day(row["sent_at"])
    moments: dict[str, datetime | None] = {}
    for step, days in AFTER_DAYS.items():
        day = sent_on + timedelta(days=days)
        moments[step.value] = oslo_moment(day, time(0, 5)) if day <= world.today else None
        if day <= world.today:
            kind = ImportantUnanswered if step is Step.CALL else ImportantResent
            told: Event = kind(person.id, person.office_id, row["conversation_id"], row["sequence"])
            world.tell(told, oslo_moment(day, time(0, 5)), row["author_id"], *place.values(), step.value)
    unanswered = {"phoned_by": None, "phoned_at": None, "reached": None, "phone_note": ""}
    world.add(MessageImportant, **place, **moments, **unanswered)


def _add_threat(world: World, person: Participant) -> None:
    row = _messages(world, person, from_staff=False)[-1]
    at = oslo_moment(shift(world.today, -1), time(14, 20))
    report_id = identifier("threat", person.key)
    kept = {name: row[name] for name in KEPT}
    sha256 = hash_of(kept | {"sent_at": row["sent_at"].isoformat()})
    world.add(
        ThreatReport,
        id=report_id,
        participant_id=person.id,
        conversation_id=row["conversation_id"],
        office_id=person.office_id,
        whole=False,
        description=WHAT,
        digest=digest_of([sha256]),
        reported_by=person.team[1],
        reported_at=at,
        outcome=None,
        outcome_text="",
        closed_by=None,
        closed_at=None,
    )
    world.add(ThreatEvidence, report_id=report_id, sha256=sha256, **kept)
    world.tell(ThreatReported(person.id, person.office_id, report_id), at, person.team[1], report_id)
