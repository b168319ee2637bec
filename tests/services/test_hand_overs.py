"""Handing over: to whom, who sees what of it, and how it ends."""

import pytest
from sqlalchemy import Engine

from portal.domain.access import Protection, Tie
from portal.domain.desk import HandOverEnd
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.people import Actor, Role
from portal.domain.waiting import Waits
from portal.services import case_notes, conversations, hand_overs, my_data
from portal.services.caseload import Filter
from portal.services.narrowing import Asked, Whose, tally
from portal.services.work import Desk
from portal.store.models import Disqualified, EventRow, HandOver, Notice
from tests.builders import RecordingBus, Village, add_person, all_rows, at_once, save
from tests.conftest import NOW
from tests.services.desk_world import answer, ask
from tests.staff_roles import grade, join

WHY = "Du kjenner skolen, kan du svare?"


def give(desk: Desk, village: Village, to: Actor, by: Actor | None = None, why: str = WHY) -> str:
    with desk.writing(by or village.caseworker) as work:
        return hand_overs.hand_over(work, village.participant.id, to.id, why)


def mine(desk: Desk, who: Actor) -> list[str]:
    with desk.reading(who) as work:
        rows = conversations.inbox(work, Filter.WAITING, None, Asked(Whose.MINE))
        assert tally(work, Filter.WAITING, frozenset()).mine == len(rows)
    return [row.participant_id for row in rows]


def told_participant(desk: Desk, village: Village) -> str | None:
    with desk.reading(village.participant) as work:
        found = hand_overs.own_answerer(work)
    return found.to_alias if found else None


def test_the_colleague_has_it_until_somebody_answers(engine: Engine, desk: Desk, village: Village) -> None:
    ask(desk, village.participant)
    assert mine(desk, village.caseworker) == [village.participant.id]
    give(desk, village, village.colleague)
    assert (mine(desk, village.caseworker), mine(desk, village.colleague)) == ([], [village.participant.id])
    assert told_participant(desk, village) == "Kollega"
    with desk.reading(village.colleague) as work:
        found = case_notes.beside(work, village.participant.id).handed
        assert (found.reason, found.by_name) == (WHY, "Veileder Vang")
    answer(desk, village.caseworker, village.participant)
    assert told_participant(desk, village) is None
    assert [row.ending for row in all_rows(engine, HandOver)] == [HandOverEnd.ANSWERED]
    ask(desk, village.participant, "en gang til")
    assert (mine(desk, village.caseworker), mine(desk, village.colleague)) == ([village.participant.id], [])


def test_it_is_given_back_by_who_has_it_or_gave_it_and_by_nobody_else(
    engine: Engine, desk: Desk, village: Village
) -> None:
    third = add_person(engine, Role.CASEWORKER, village.office, "Tredje Tveit")
    ask(desk, village.participant)
    give(desk, village, village.colleague)
    with pytest.raises(Refused, match="hand-over-of-others"), desk.writing(third) as work:
        hand_overs.hand_back(work, village.participant.id)
    for _ in range(2):
        with desk.writing(village.colleague) as work:
            hand_overs.hand_back(work, village.participant.id)
    assert mine(desk, village.caseworker) == [village.participant.id]
    assert [row.ending for row in all_rows(engine, HandOver)] == [HandOverEnd.GIVEN_BACK]
    # The participant waits as long as before.
    with desk.reading(village.participant) as work:
        standing = conversations.own_conversation(work).standing
    assert standing is not None
    assert standing.waits is Waits.FOR_US


def test_the_same_twice_or_at_once_is_one_and_to_another_it_is_handed_on(
    engine: Engine, desk: Desk, village: Village
) -> None:
    third = add_person(engine, Role.CASEWORKER, village.office, "Tredje Tveit")
    ask(desk, village.participant)
    made = at_once(4, lambda _: give(desk, village, village.colleague))
    assert len(set(map(str, made))) == len(all_rows(engine, HandOver)) == 1
    results = at_once(
        4, lambda number: give(desk, village, third if number % 2 else village.colleague, why=f"nr. {number}")
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert len([row for row in all_rows(engine, HandOver) if row.ended_at is None]) == 1


@pytest.mark.parametrize("to", ["far_caseworker", "leader", "participant", "caseworker", "contact_centre"])
def test_nobody_else_can_be_picked(engine: Engine, desk: Desk, village: Village, to: str) -> None:
    ask(desk, village.participant)
    with pytest.raises(Refused, match="hand-over-to-nobody"):
        give(desk, village, getattr(village, to))
    assert all_rows(engine, HandOver) == []


def test_whom_the_core_rules_keep_away_is_not_offered_and_cannot_be_picked(
    engine: Engine, desk: Desk, village: Village
) -> None:
    ask(desk, village.participant)
    grade(engine, village.participant, Protection.CONFIDENTIAL)
    join(engine, village.participant, village.caseworker)
    with desk.reading(village.caseworker) as work:
        assert hand_overs.colleagues(work, village.participant.id) == []
    with pytest.raises(Refused, match="hand-over-to-nobody"):
        give(desk, village, village.colleague)
    join(engine, village.participant, village.colleague)
    give(desk, village, village.colleague)
    # A tie that is stated later takes it out of their hands: it is the contact person's again.
    save(
        engine,
        Disqualified(
            staff_id=village.colleague.id,
            participant_id=village.participant.id,
            tie=Tie.RELATIVE,
            stated_at=NOW,
        ),
    )
    assert mine(desk, village.caseworker) == [village.participant.id]
    assert mine(desk, village.colleague) == []
    assert told_participant(desk, village) is None


def test_who_may_hand_over(desk: Desk, village: Village) -> None:
    ask(desk, village.participant)
    for who, error in (
        (village.far_caseworker, NotFound),
        (village.leader, NotPermitted),
        (village.participant, NotPermitted),
        (village.representative, NotPermitted),
        (village.contact_centre, NotPermitted),
        (village.auditor, NotPermitted),
    ):
        with pytest.raises(error):
            give(desk, village, village.colleague, by=who)
        with pytest.raises(error), desk.writing(who) as work:
            hand_overs.hand_back(work, village.participant.id)


@pytest.mark.parametrize(
    ("why", "code"), [("", "without-reason"), ("x" * 301, "reason-too-long"), ("x" * 300, "nothing-waits")]
)
def test_what_is_refused(desk: Desk, village: Village, why: str, code: str) -> None:
    answer(desk, village.caseworker, village.participant)
    with pytest.raises(Refused, match=code):
        give(desk, village, village.colleague, why=why)


def test_it_is_an_event_and_no_notice_and_the_reason_stays_with_the_staff(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    ask(desk, village.participant)
    give(desk, village, village.colleague, why="qzhemmelig mellom oss")
    assert all_rows(engine, Notice) == []
    (told,) = [row for row in all_rows(engine, EventRow) if row.kind == "ConversationHandedOver"]
    assert "qzhemmelig" not in str(told.data)
    with desk.reading(village.participant) as work:
        data = my_data.own_data(work)
    assert "qzhemmelig" not in my_data.as_file(data).decode()
    assert data.tables["hand_over"][0]["handed_to"].name == "Kollega"
    assert bus.told()
