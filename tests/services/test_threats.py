"""Threats: what was written is kept as it stood, the leader closes it, and the participant notices nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, update

from portal.adapters.clock import FixedClock
from portal.domain.alarms import ThreatOutcome
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.measures import RedactionKind
from portal.domain.people import Actor, Role
from portal.services import alarms, conversations, redaction, threats
from portal.services.moving import move
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.case_rows import open_because, rows_of
from portal.store.engine import for_writing
from portal.store.models import AuditRow, EventRow, Message, Notice, ThreatEvidence, ThreatReport
from portal.store.retention import retention
from tests.builders import RecordingBus, Village, all_rows, at_once

THREAT = "Jeg vet hvor du bor, kanariord."
WHAT = "Han skriver at han vet hvor jeg bor."
DONE = "Anmeldt, og vakt er bestilt ut måneden."


@pytest.fixture
def places(desk: Desk, village: Village) -> list[int]:
    """A threat between two other messages."""
    for number, text in enumerate(("Hei", THREAT, "Ha det")):
        with desk.writing(village.participant) as work:
            conversations.write_to_us(work, f"key {number}", text)
    return [1, 2, 3]


def reported(
    desk: Desk, village: Village, by: Actor, places: list[int], what: str = WHAT, *, whole: bool = False
) -> str:
    with desk.writing(by) as work:
        return threats.report(work, village.participant.id, places, what, whole=whole)


def opened(desk: Desk, who: Actor, report_id: str) -> threats.Opened:
    with desk.reading(who) as work:
        return threats.opened(work, report_id)


def closed(desk: Desk, who: Actor, report_id: str, text: str = DONE) -> None:
    with desk.writing(who) as work:
        threats.close(work, report_id, ThreatOutcome.POLICE, text)


@pytest.mark.usefixtures("places")
def test_the_chosen_messages_are_kept_as_they_stood_and_the_leader_sees_them_alone(
    desk: Desk, village: Village
) -> None:
    report_id = reported(desk, village, village.caseworker, [2])
    found = opened(desk, village.leader, report_id)
    assert [(row.sequence, row.text, row.author) for row in found.evidence] == [(2, THREAT, "Deltaker Dal")]
    assert (found.intact, found.row.description, found.row.closed_at) == (True, WHAT, None)
    with desk.reading(village.leader) as work:
        assert [row.name for row in threats.listed(work)] == ["Deltaker Dal"]
        assert threats.count_open(work) == 1


def test_the_whole_conversation_is_kept_as_it_stands(desk: Desk, village: Village, places: list[int]) -> None:
    report_id = reported(desk, village, village.caseworker, [], whole=True)
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "later", "Enda en")
    assert [row.sequence for row in opened(desk, village.leader, report_id).evidence] == places


@pytest.mark.usefixtures("places")
def test_the_same_report_sent_twice_and_at_once_is_one(engine: Engine, desk: Desk, village: Village) -> None:
    done = at_once(4, lambda _: reported(desk, village, village.caseworker, [2]))
    assert len(set(done)) == 1, done
    assert len(all_rows(engine, ThreatReport)) == len(all_rows(engine, ThreatEvidence)) == 1


@pytest.mark.usefixtures("places")
def test_a_report_needs_messages_and_words(engine: Engine, desk: Desk, village: Village) -> None:
    for given, what, code in (
        ([], WHAT, "threat-without-messages"),
        ([2], "Kort", "threat-without-words"),
        ([2], "x" * 1001, "threat-too-long"),
    ):
        with pytest.raises(Refused, match=code):
            reported(desk, village, village.caseworker, given, what)
    with pytest.raises(NotFound):
        reported(desk, village, village.caseworker, [2, 99])
    assert all_rows(engine, ThreatReport) == []


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("far_caseworker", NotFound),
        ("leader", NotPermitted),
        ("far_leader", NotPermitted),
        ("participant", NotPermitted),
        ("representative", NotPermitted),
        ("contact_centre", NotPermitted),
        ("administrator", NotPermitted),
        ("auditor", NotPermitted),
        ("translator", NotPermitted),
    ],
)
def test_only_who_works_with_the_case_reports(
    desk: Desk, village: Village, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        reported(desk, village, getattr(village, who), [2])


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("far_leader", NotFound),
        ("caseworker", NotPermitted),
        ("participant", NotPermitted),
        ("representative", NotPermitted),
        ("contact_centre", NotPermitted),
        ("administrator", NotPermitted),
        ("auditor", NotPermitted),
        ("translator", NotPermitted),
    ],
)
def test_nobody_but_the_leader_of_the_office_opens_or_closes_it(
    desk: Desk, village: Village, who: str, refusal: type[Exception]
) -> None:
    report_id = reported(desk, village, village.caseworker, [2])
    with pytest.raises(refusal):
        opened(desk, getattr(village, who), report_id)
    with pytest.raises(refusal):
        closed(desk, getattr(village, who), report_id)
    assert opened(desk, village.leader, report_id).row.closed_at is None


@pytest.mark.usefixtures("places")
def test_another_offices_leader_has_an_empty_list(desk: Desk, village: Village) -> None:
    reported(desk, village, village.caseworker, [2])
    with desk.reading(village.far_leader) as work:
        assert (threats.listed(work), threats.count_open(work)) == ([], 0)


@pytest.mark.usefixtures("places")
def test_a_leader_closes_it_once(engine: Engine, desk: Desk, village: Village) -> None:
    report_id = reported(desk, village, village.caseworker, [2])
    with pytest.raises(Refused, match="threat-without-words"):
        closed(desk, village.leader, report_id, "Kort")
    closed(desk, village.leader, report_id)
    closed(desk, village.leader, report_id)
    row = all_rows(engine, ThreatReport)[0]
    assert (row.closed_by, row.outcome, row.outcome_text) == (village.leader.id, ThreatOutcome.POLICE, DONE)
    assert len(all_rows(engine, EventRow, kind="ThreatClosed")) == 1
    other = replace(village.leader, id=village.colleague.id, role=Role.LEADER)
    with pytest.raises(Conflict):
        closed(desk, other, report_id)
    with desk.reading(village.caseworker) as work:
        assert threats.of_case(work, village.participant.id).reports[0].closer == "Leder Lund"


@pytest.mark.usefixtures("places")
def test_while_it_is_open_no_text_of_it_is_taken_away(engine: Engine, desk: Desk, village: Village) -> None:
    why = "Truer en ansatt, og skal ikke stå her."
    with desk.writing(village.caseworker) as work:
        asked = redaction.propose(work, village.participant.id, 2, RedactionKind.THREAT, why)
    report_id = reported(desk, village, village.caseworker, [2])
    with pytest.raises(Refused, match="message-frozen"), desk.writing(village.colleague) as work:
        redaction.agree(work, asked)
    with desk.writing(village.caseworker) as work:
        redaction.propose(work, village.participant.id, 1, RedactionKind.THREAT, why)
    assert [row.text for row in all_rows(engine, Message, sequence=2)] == [THREAT]
    closed(desk, village.leader, report_id)
    with desk.writing(village.colleague) as work:
        redaction.agree(work, asked)
    assert [row.text for row in all_rows(engine, Message, sequence=2)] == [""]
    # What was kept stays as it stood.
    assert [row.text for row in opened(desk, village.leader, report_id).evidence] == [THREAT]


@pytest.mark.usefixtures("places")
def test_an_open_report_keeps_the_case_from_being_purged(desk: Desk, village: Village) -> None:
    report_id = reported(desk, village, village.caseworker, [2])

    def opens() -> bool:
        with desk.reading(village.leader) as work:
            found = dict(rows_of(work.session, retention(), village.participant.id))
            # The programme itself and the messages that wait are another matter.
            found["conversation"] = []
            found["programme"] = [
                {**row, "state": "completed", "closed_on": "2026-01-01"} for row in found["programme"]
            ]
            return "threat_report" in open_because(retention(), found)

    assert opens()
    closed(desk, village.leader, report_id)
    assert not opens()


@pytest.mark.usefixtures("places")
def test_a_case_with_an_open_report_does_not_leave_the_office(desk: Desk, village: Village) -> None:
    report_id = reported(desk, village, village.caseworker, [2])
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "a", "Vi snakkes.")
    with desk.writing(village.caseworker) as work:
        alarms.take_away(work, village.participant.id, 2)
    with pytest.raises(Refused, match="move-with-open-alarm"), desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)
    closed(desk, village.leader, report_id)
    with desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)
    # What was kept stays behind the lock of the office that was left.
    for who in (village.leader, village.far_leader):
        with pytest.raises(NotFound):
            opened(desk, who, report_id)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    "change",
    [
        lambda table: update(table).values(text="Noe annet"),
        lambda table: update(table).values(from_staff=True),
        lambda table: update(table).where(table.c.sequence == 2).values(sent_at=None),
        lambda table: delete(table).where(table.c.sequence == 3),
    ],
    ids=["text", "author", "time", "missing"],
)
def test_whoever_changes_the_evidence_is_found(
    engine: Engine, desk: Desk, village: Village, change: object
) -> None:
    report_id = reported(desk, village, village.caseworker, [2, 3])
    table = rows(ThreatEvidence)
    query = change(table)  # type: ignore[operator]
    if "sent_at" in str(query):
        query = (
            update(table)
            .where(table.c.sequence == 2)
            .values(sent_at=all_rows(engine, ThreatEvidence)[0].sent_at + timedelta(seconds=1))
        )
    with for_writing(engine).begin() as connection:
        connection.execute(query)
    assert not opened(desk, village.leader, report_id).intact


@pytest.mark.usefixtures("places")
def test_the_file_holds_the_evidence_and_how_to_check_it(desk: Desk, village: Village) -> None:
    report_id = reported(desk, village, village.caseworker, [1, 2])
    found = opened(desk, village.leader, report_id)
    with desk.reading(village.leader) as work:
        told = json.loads(json.dumps(threats.as_export(found, work.now), ensure_ascii=False))
    assert [one["message"]["text"] for one in told["messages"]] == ["Hei", THREAT]
    hashes = [threats.hash_of(one["message"]) for one in told["messages"]]
    assert hashes == [one["sha256"] for one in told["messages"]]
    assert threats.digest_of(hashes) == told["digest"]


@pytest.mark.usefixtures("places")
def test_the_participant_goes_on_as_before_and_hears_nothing(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    bus.changes.clear()
    before = len(all_rows(engine, Notice))
    closed(desk, village.leader, reported(desk, village, village.caseworker, [2]))
    assert bus.told()
    assert not [topic for topic, _ in bus.told() if village.participant.id in topic]
    assert len(all_rows(engine, Notice)) == before
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "after", "Hei igjen")
    with desk.reading(village.participant) as work:
        assert [row.text for row in conversations.own_conversation(work).messages][1] == THREAT


@pytest.mark.usefixtures("places")
def test_every_look_at_it_is_written_down(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    report_id = reported(desk, village, village.caseworker, [2])
    clock.move(minutes=1)
    opened(desk, village.leader, report_id)
    looks = [row for row in all_rows(engine, AuditRow) if row.actor_id == village.leader.id]
    assert [(row.participant_id, row.what, row.granted) for row in looks] == [
        (village.participant.id, "messages", True)
    ]
    with pytest.raises(NotFound):
        opened(desk, village.far_leader, report_id)
    refused = [row for row in all_rows(engine, AuditRow) if row.actor_id == village.far_leader.id]
    assert [row.granted for row in refused] == [False]
