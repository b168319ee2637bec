"""Taking a text away: two people, every copy, and nothing else changed."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.measures import ANSWER_WITHIN, RedactionKind, SecondState
from portal.domain.people import Actor
from portal.services import conversations, my_data, redaction, second, submissions
from portal.services.archiving import case_of
from portal.services.caseload import Filter
from portal.services.work import Desk
from portal.store.case_rows import rows_of
from portal.store.engine import for_reading
from portal.store.models import METADATA, Notice, Redaction
from portal.store.retention import retention
from portal.store.vault import Vault
from tests.builders import RecordingBus, Village, all_rows, at_once, fingerprint, save
from tests.conftest import NOW

SECRET = "Naboen min heter qzhemmelig og er syk"
REASON = "Det står noe privat om naboen."
SAID_NO = "Dette handler om deltakeren selv."


def written(desk: Desk, village: Village) -> str:
    """The participant has written two messages; the id of the first one's receipt."""
    with desk.writing(village.participant) as work:
        receipt = conversations.write_to_us(work, "k" * 24, SECRET)
        conversations.write_to_us(work, "l" * 24, "Og ha en fin dag")
    return receipt.id


def proposed(desk: Desk, village: Village, by: Actor | None = None, place: int = 1) -> str:
    with desk.writing(by or village.caseworker) as work:
        return redaction.propose(work, village.participant.id, place, RedactionKind.SECRET, REASON)


def agreed(desk: Desk, by: Actor, proposal_id: str) -> None:
    with desk.writing(by) as work:
        redaction.agree(work, proposal_id)


def texts(desk: Desk, who: Actor, village: Village) -> list[tuple[str, RedactionKind | None]]:
    with desk.reading(who) as work:
        if who is village.participant or who is village.representative:
            found = conversations.own_conversation(work)
        else:
            found = conversations.conversation_with(work, village.participant.id)
    return [(row.text, row.redacted) for row in found.messages]


def places_of(engine: Engine, word: str) -> set[str]:
    """Every table and column that holds the word."""
    with engine.connect() as connection:
        return {
            f"{table.name}.{name}"
            for table in METADATA.sorted_tables
            for line in connection.execute(select(table)).mappings()
            for name, value in line.items()
            if word in str(value)
        }


def test_nothing_changes_before_a_second_person_agrees(engine: Engine, desk: Desk, village: Village) -> None:
    written(desk, village)
    proposed(desk, village)
    assert texts(desk, village.participant, village)[0] == (SECRET, None)
    assert places_of(engine, "qzhemmelig") == {"message.text", "submission.content"}


def test_then_the_text_is_gone_from_every_copy_and_sealed_in_one(
    engine: Engine, desk: Desk, village: Village
) -> None:
    receipt_id = written(desk, village)
    agreed(desk, village.colleague, proposed(desk, village))
    gone = [("", RedactionKind.SECRET), ("Og ha en fin dag", None)]
    for who in (village.participant, village.representative, village.caseworker):
        assert texts(desk, who, village) == gone
    assert places_of(engine, "qzhemmelig") == {"redaction.original"}
    with desk.reading(village.participant) as work:
        receipt = submissions.receipt_of(work, receipt_id)
        assert redaction.removed_from(receipt) == redaction.Removed(date(2026, 11, 24), RedactionKind.SECRET)
        others = [row.id for row in submissions.receipts(work) if row.id != receipt_id]
        assert [redaction.removed_from(submissions.receipt_of(work, one)) for one in others] == [None]


def test_the_inbox_shows_no_beginning_of_it(desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "k" * 24, SECRET)
    agreed(desk, village.leader, proposed(desk, village))
    with desk.reading(village.caseworker) as work:
        assert [row.beginning for row in conversations.inbox(work, Filter.WAITING)] == [""]


def test_a_message_of_the_staff_can_be_taken_away_too(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "s" * 24, SECRET)
    agreed(desk, village.colleague, proposed(desk, village))
    assert places_of(engine, "qzhemmelig") == {"redaction.original"}


def test_the_participants_export_says_that_it_is_gone_and_the_archive_gets_what_stood_there(
    engine: Engine, desk: Desk, village: Village
) -> None:
    written(desk, village)
    declined = proposed(desk, village, place=2)
    with desk.writing(village.colleague) as work:
        redaction.decline(work, declined, SAID_NO)
    agreed(desk, village.colleague, proposed(desk, village))
    with desk.reading(village.participant) as work:
        data = my_data.own_data(work)
    file = my_data.as_file(data).decode()
    for kept_back in ("qzhemmelig", REASON, SAID_NO):
        assert kept_back not in file
    assert [(row["sequence"], row["kind"]) for row in data.tables["redaction"]] == [(1, "secret")]
    with Session(for_reading(engine)) as session:
        rows = rows_of(session, retention(), village.participant.id)
        case = case_of(session, rows, village.participant.id, Vault(()))
    assert SECRET in [row["original"] for row in case.rows["redaction"]]


def test_nobody_agrees_to_their_own_in_many_windows_at_once(desk: Desk, village: Village) -> None:
    written(desk, village)
    proposal_id = proposed(desk, village)
    answers = at_once(6, lambda _: agreed(desk, village.caseworker, proposal_id))
    assert [type(one) for one in answers] == [Refused] * 6
    assert texts(desk, village.participant, village)[0] == (SECRET, None)


def test_two_who_agree_at_once_take_it_away_once(engine: Engine, desk: Desk, village: Village) -> None:
    written(desk, village)
    proposal_id = proposed(desk, village)
    seconds = (village.colleague, village.leader)
    answers = at_once(4, lambda number: agreed(desk, seconds[number % 2], proposal_id))
    assert {type(one) for one in answers} <= {type(None), Conflict}
    assert [row.original for row in all_rows(engine, Redaction)] == [SECRET]


def test_two_proposals_for_one_message_never_take_it_away_twice(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Asking twice is refused; and where two stand all the same, the second finds that it is done."""
    written(desk, village)
    first = proposed(desk, village)
    assert proposed(desk, village) == first
    with pytest.raises(Refused, match="redaction-asked-already"):
        proposed(desk, village, by=village.colleague)
    row = next(iter(all_rows(engine, Redaction)))
    twin = dict(row._mapping) | {"id": "twin", "proposed_by": village.colleague.id}
    save(engine, Redaction(**twin))
    answers = at_once(2, lambda number: agreed(desk, village.leader, (first, "twin")[number]))
    assert sorted(type(one) is Conflict for one in answers) == [False, True]
    with desk.reading(village.leader) as work:
        assert second.waiting(work) == []
    with pytest.raises(Refused, match="redacted-already"):
        proposed(desk, village)
    assert len(texts(desk, village.participant, village)) == 2


def test_a_form_sent_again_after_that_is_still_one(engine: Engine, desk: Desk, village: Village) -> None:
    written(desk, village)
    agreed(desk, village.colleague, proposed(desk, village))
    with desk.writing(village.participant) as work:
        assert conversations.write_to_us(work, "k" * 24, SECRET).again
    assert places_of(engine, "qzhemmelig") == {"redaction.original"}


def test_declined_or_forgotten_it_stays_and_can_be_proposed_anew(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    written(desk, village)
    first = proposed(desk, village)
    with desk.writing(village.leader) as work:
        redaction.decline(work, first, SAID_NO)
    with desk.reading(village.leader) as work:
        assert redaction.proposal_of(work, first).state is SecondState.DECLINED
    again = proposed(desk, village)
    clock.moment = NOW + ANSWER_WITHIN
    with pytest.raises(Conflict):
        agreed(desk, village.colleague, again)
    assert texts(desk, village.participant, village)[0] == (SECRET, None)
    assert proposed(desk, village) != again


def test_open_pages_of_both_hear_of_it_only_when_it_is_done(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    written(desk, village)
    bus.changes.clear()
    proposal_id = proposed(desk, village)
    office, person = f"office:{village.office}", f"person:{village.participant.id}"
    assert {topic for topic, _ in bus.told()} == {office}
    notices = len(all_rows(engine, Notice))
    agreed(desk, village.colleague, proposal_id)
    assert {(person, "messages"), (office, f"case-{village.participant.id}"), (office, "inbox")} <= bus.told()
    assert len(all_rows(engine, Notice)) == notices


@pytest.mark.parametrize(
    "name",
    [
        "participant",
        "representative",
        "neighbour",
        "far_caseworker",
        "far_leader",
        "contact_centre",
        "auditor",
    ],
)
def test_nobody_else_proposes_sees_or_answers(
    engine: Engine, desk: Desk, village: Village, name: str
) -> None:
    written(desk, village)
    proposal_id = proposed(desk, village)
    who: Actor = getattr(village, name)
    before = fingerprint(engine)
    with pytest.raises((NotFound, NotPermitted)):
        proposed(desk, village, by=who, place=2)
    for use in (redaction.agree, redaction.proposal_of):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(who) as work:
            use(work, proposal_id)
    with pytest.raises((NotFound, NotPermitted)), desk.writing(who) as work:
        redaction.decline(work, proposal_id, SAID_NO)
    assert fingerprint(engine) == before


def test_a_leader_answers_and_does_not_propose(desk: Desk, village: Village) -> None:
    written(desk, village)
    with pytest.raises(NotPermitted):
        proposed(desk, village, by=village.leader)


def test_a_message_that_is_not_there_and_a_reason_that_is_none_are_refused(
    desk: Desk, village: Village
) -> None:
    with pytest.raises(NotFound):
        proposed(desk, village)
    written(desk, village)
    with pytest.raises(NotFound):
        proposed(desk, village, place=3)
    with pytest.raises(Refused), desk.writing(village.caseworker) as work:
        redaction.propose(work, village.participant.id, 1, RedactionKind.OTHER, "fordi")


def test_the_list_holds_only_what_still_waits(desk: Desk, village: Village) -> None:
    written(desk, village)
    agreed(desk, village.colleague, proposed(desk, village))
    waiting = proposed(desk, village, place=2)
    with desk.reading(village.leader) as work:
        assert [(row.what, row.id) for row in second.waiting(work)] == [("message", waiting)]
        assert second.count_waiting(work) == 1


def test_who_wrote_a_message_is_not_the_second_person_for_it(desk: Desk, village: Village) -> None:
    """Words of the staff must not vanish by the hand that wrote them."""
    written(desk, village)
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "s" * 24, "Et svar vi angrer på")
    proposal = proposed(desk, village, village.colleague, place=3)
    with pytest.raises(Refused, match="second-is-author"):
        agreed(desk, village.caseworker, proposal)
    agreed(desk, village.leader, proposal)
    assert texts(desk, village.participant, village)[2][0] == ""
