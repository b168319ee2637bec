"""The automatic word: said once while the contact person is away, answering nothing, and no text of its own."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.desk import AutomaticKind
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.live import person_topic
from portal.services import conversations, covers
from portal.services.caseload import Filter, counts
from portal.services.permissions import TABLE, Action
from portal.services.work import Desk
from portal.store.models import AutomaticWord, Conversation, Cover, EventRow, Message, Notice
from tests.builders import RecordingBus, Village, all_rows, at_once
from tests.services.desk_world import FRIDAY, TODAY, answer, ask, go_away
from tests.staff_roles import grade


def words_to(engine: Engine, participant_id: str) -> list[AutomaticWord]:
    talk = {row.id for row in all_rows(engine, Conversation) if row.participant_id == participant_id}
    return [row for row in all_rows(engine, AutomaticWord) if row.conversation_id in talk]


def test_who_writes_while_the_contact_person_is_away_is_told_so_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    cover = go_away(desk, village)
    ask(desk, village.participant, "en")
    clock.move(days=1)
    ask(desk, village.participant, "to")
    (word,) = words_to(engine, village.participant.id)
    assert (word.sequence, word.kind, word.until, word.cover_id) == (2, AutomaticKind.AWAY, FRIDAY, cover)
    with desk.reading(village.participant) as work:
        found = conversations.own_conversation(work)
    assert [(row.text, row.automatic) for row in found.messages] == [
        ("en", None),
        ("", AutomaticKind.AWAY),
        ("to", None),
    ]
    # The days that were said are those of the promise.
    assert found.standing is not None
    assert found.messages[1].answer_by == found.standing.answer_by == date(2026, 11, 27)


def test_it_answers_nothing_and_sends_no_notice(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    (row,) = all_rows(engine, Conversation)
    assert row.waiting_for_us_since is not None
    assert row.answer_by is not None
    assert all_rows(engine, Notice) == []
    assert [one.kind for one in all_rows(engine, EventRow) if one.kind == "MessageSent"] == ["MessageSent"]
    with desk.reading(village.colleague) as work:
        assert counts(work).waiting == 1
        # What waits is what they wrote, and not what the portal said after it.
        assert [one.beginning for one in conversations.inbox(work, Filter.WAITING)] == ["Hei"]
    assert (person_topic(village.participant.id), "messages") in bus.told()


def test_of_many_messages_at_once_one_hears_it(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    done = at_once(5, lambda number: ask(desk, village.participant, f"nr. {number}"))
    assert not [one for one in done if isinstance(one, Exception)]
    assert len(words_to(engine, village.participant.id)) == 1
    assert len(all_rows(engine, Message)) == 6
    assert sorted(row.sequence for row in all_rows(engine, Message)) == [1, 2, 3, 4, 5, 6]


def test_the_same_form_twice_says_it_once_and_so_does_another_cover_of_the_same_days(
    engine: Engine, desk: Desk, village: Village
) -> None:
    go_away(desk, village)
    for _ in range(2):
        ask(desk, village.participant, "igjen")
    with desk.writing(village.leader) as work:
        covers.cover(
            work, village.caseworker.id, village.far_caseworker.id, TODAY, FRIDAY + timedelta(days=3)
        )
    ask(desk, village.participant, "og mer")
    assert len(words_to(engine, village.participant.id)) == 1


def test_the_next_absence_is_told_anew(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    go_away(desk, village)
    ask(desk, village.participant, "en")
    clock.move(days=20)
    ask(desk, village.participant, "to")
    assert len(words_to(engine, village.participant.id)) == 1
    go_away(desk, village, first=TODAY + timedelta(days=20), last=TODAY + timedelta(days=25))
    ask(desk, village.participant, "tre")
    assert len(words_to(engine, village.participant.id)) == 2


@pytest.mark.parametrize("days", [-1, 11])
def test_before_and_after_nothing_is_said(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, days: int
) -> None:
    first = TODAY + timedelta(days=1)
    go_away(desk, village, first=first, last=FRIDAY)
    clock.move(days=1 + days)
    ask(desk, village.participant)
    assert words_to(engine, village.participant.id) == []


def test_only_the_participants_of_who_is_away_hear_it_and_an_ended_absence_is_over(
    engine: Engine, desk: Desk, village: Village
) -> None:
    cover = go_away(desk, village)
    ask(desk, village.stranger)
    assert words_to(engine, village.stranger.id) == []
    with desk.writing(village.caseworker) as work:
        covers.end_own_absence(work, cover)
    ask(desk, village.participant)
    assert words_to(engine, village.participant.id) == []


def test_what_the_staff_write_says_nothing_by_itself(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    answer(desk, village.colleague, village.participant)
    assert all_rows(engine, AutomaticWord) == []


def test_of_who_must_not_be_found_no_name_stands_beside_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    go_away(desk, village)
    grade(engine, village.participant, Protection.STRICTLY_CONFIDENTIAL)
    hidden = type(village.participant)(
        village.participant.id,
        village.participant.role,
        village.participant.office_id,
        village.participant.name,
        "nb",
        hidden=True,
    )
    ask(desk, hidden)
    with desk.reading(hidden) as work:
        assert [row.alias for row in conversations.own_conversation(work).messages] == ["", ""]


# Planning one's own absence.


def test_only_a_caseworker_plans_it_and_only_with_a_colleague_of_the_office(
    engine: Engine, desk: Desk, village: Village
) -> None:
    assert set(TABLE[Action.PLAN_OWN_ABSENCE]) == {village.caseworker.role}
    with desk.reading(village.caseworker) as work:
        assert [row.name for row in covers.own_colleagues(work)] == ["Kollega Krok"]
    for who in (village.caseworker, village.far_caseworker, village.leader, village.participant):
        with pytest.raises(Refused, match="cover-by-nobody"), desk.writing(village.caseworker) as work:
            covers.plan_own_absence(work, who.id, TODAY, FRIDAY)
    for who in (village.leader, village.contact_centre, village.participant, village.translator):
        with pytest.raises(NotPermitted), desk.writing(who) as work:
            covers.plan_own_absence(work, village.colleague.id, TODAY, FRIDAY)
    for days in ((FRIDAY, TODAY), (TODAY - timedelta(days=9), TODAY - timedelta(days=1))):
        with pytest.raises(Refused, match="cover-ends"), desk.writing(village.caseworker) as work:
            covers.plan_own_absence(work, village.colleague.id, *days)
    assert all_rows(engine, Cover) == []


def test_the_same_absence_twice_or_at_once_is_one_and_only_ones_own_is_ended(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = at_once(4, lambda _: go_away(desk, village))
    assert len(set(map(str, made))) == len(all_rows(engine, Cover)) == 1
    with desk.writing(village.leader) as work:
        by_leader = covers.cover(work, village.caseworker.id, village.far_caseworker.id, TODAY, FRIDAY)
    for who, which in ((village.colleague, str(made[0])), (village.caseworker, by_leader)):
        with pytest.raises(NotFound), desk.writing(who) as work:
            covers.end_own_absence(work, which)
    with desk.writing(village.caseworker) as work:
        assert len(covers.own_absences(work)) == 2
        covers.end_own_absence(work, str(made[0]))
        covers.end_own_absence(work, str(made[0]))
        assert [row.id for row in covers.own_absences(work)] == [by_leader]
