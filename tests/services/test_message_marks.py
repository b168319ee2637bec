"""Marks on a message and notes beside it: who sets them, who reads them, and when they are gone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.desk import MistakeKind
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.services import case_notes, conversations, message_marks, my_data
from portal.services.work import Desk
from portal.store.models import CaseNote, EventRow, JournalMark, Mistake, Notice
from tests.builders import Village, all_rows, at_once, key_for
from tests.services.desk_world import TODAY, answer, ask, go_away

OTHERS = (
    ("far_caseworker", NotFound),
    ("leader", NotPermitted),
    ("participant", NotPermitted),
    ("representative", NotPermitted),
    ("contact_centre", NotPermitted),
    ("auditor", NotPermitted),
)


def mistaken(desk: Desk, village: Village, place: int, by: Actor | None = None) -> None:
    with desk.writing(by or village.caseworker) as work:
        message_marks.mark_mistake(work, village.participant.id, place, MistakeKind.WRONG_FACTS)


def journalled(
    desk: Desk, village: Village, by: Actor | None = None, *, on: date | None = None, reference: str = ""
) -> None:
    with desk.writing(by or village.caseworker) as work:
        message_marks.mark_for_journal(work, village.participant.id, 1, on=on, reference=reference)


def note(desk: Desk, village: Village, text: str, days: int = 30, by: Actor | None = None) -> None:
    with desk.writing(by or village.caseworker) as work:
        case_notes.write(work, village.participant.id, key_for(text), text, days)


def notes(desk: Desk, village: Village, who: Actor) -> list[str]:
    with desk.reading(who) as work:
        return [row.text for row in case_notes.beside(work, village.participant.id).notes]


def test_both_sides_read_that_it_was_a_mistake_and_the_text_stays(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answer(desk, village.caseworker, village.participant, "Møt opp i morgen")
    # A colleague of the team may own up to it too; the first reason stands.
    at_once(4, lambda _: mistaken(desk, village, 1, village.colleague))
    with desk.reading(village.participant) as work:
        (theirs,) = conversations.own_conversation(work).messages
    with desk.reading(village.caseworker) as work:
        (ours,) = conversations.conversation_with(work, village.participant.id).messages
    for row in (theirs, ours):
        assert (row.text, row.mistake) == ("Møt opp i morgen", MistakeKind.WRONG_FACTS)
    assert len(all_rows(engine, Mistake)) == 1
    assert len([row for row in all_rows(engine, EventRow) if row.kind == "MessageMistaken"]) == 1


def test_what_they_wrote_is_no_mistake_of_ours_and_what_the_portal_said_is_nobodys(
    engine: Engine, desk: Desk, village: Village
) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    with pytest.raises(Refused, match="mistake-of-theirs"):
        mistaken(desk, village, 1)
    for place in (0, 2, 3, 10**9):
        with pytest.raises(NotFound):
            mistaken(desk, village, place)
    assert all_rows(engine, Mistake) == []


@pytest.mark.parametrize(("who", "error"), OTHERS)
def test_nobody_else_marks_or_notes_anything(
    engine: Engine, desk: Desk, village: Village, who: str, error: type[Exception]
) -> None:
    answer(desk, village.caseworker, village.participant)
    by = getattr(village, who)
    for use in (
        lambda: mistaken(desk, village, 1, by),
        lambda: journalled(desk, village, by),
        lambda: note(desk, village, "Hei", by=by),
    ):
        with pytest.raises(error):
            use()
    # A leader may be let in, and nobody has let this one in.
    with pytest.raises(NotFound if who == "leader" else error):
        notes(desk, village, by)
    assert all_rows(engine, Mistake) == all_rows(engine, JournalMark) == all_rows(engine, CaseNote) == []


def test_a_message_is_to_stand_in_the_journal_and_then_does_and_a_slip_is_put_right(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    journalled(desk, village)
    clock.move(days=2)
    for reference in ("2026/1234-5", "2026/1243-5"):
        journalled(desk, village, village.colleague, on=TODAY, reference=reference)
    (row,) = all_rows(engine, JournalMark)
    assert (row.journalled_on, row.reference, row.marked_by) == (TODAY, "2026/1243-5", village.colleague.id)
    with desk.reading(village.participant) as work:
        (told,) = my_data.own_data(work).tables["journal_mark"]
    assert (told["reference"], told["marked_by"].name) == ("2026/1243-5", "Kollega")
    assert all_rows(engine, Notice) == []


@pytest.mark.parametrize(
    ("days", "reference", "code"),
    [
        (1, "", "journal-day"),
        (-1, "", "journal-day"),
        (0, "x" * 41, "journal-reference"),
        (0, "2026/1<script>", "journal-reference"),
        (0, "\N{RIGHT-TO-LEFT OVERRIDE}2026", "journal-reference"),
        (0, "/etc", "journal-reference"),
        (None, "2026/1", "journal-reference"),
    ],
)
def test_what_stands_in_no_journal_is_refused(
    engine: Engine, desk: Desk, village: Village, days: int | None, reference: str, code: str
) -> None:
    ask(desk, village.participant)
    on = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(Refused, match=code):
        journalled(desk, village, on=on, reference=reference)
    assert all_rows(engine, JournalMark) == []


def test_a_note_leaves_the_page_after_its_last_day_and_the_participant_reads_it_in_their_data(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    note(desk, village, "Ring helst etter tolv", days=2)
    note(desk, village, "Ring helst etter tolv", days=2)
    assert len(all_rows(engine, CaseNote)) == 1
    assert notes(desk, village, village.colleague) == ["Ring helst etter tolv"]
    clock.move(days=1)
    assert notes(desk, village, village.colleague) == ["Ring helst etter tolv"]
    clock.move(days=1)
    assert notes(desk, village, village.colleague) == []
    with desk.reading(village.participant) as work:
        (told,) = my_data.own_data(work).tables["case_note"]
    assert (told["text"], told["written_by"].name) == ("Ring helst etter tolv", "Veileder")
    with desk.reading(village.neighbour) as work:
        assert my_data.own_data(work).tables["case_note"] == []


@pytest.mark.parametrize(
    ("text", "days", "code"),
    [
        ("", 30, "case-note-empty"),
        ("x" * 501, 30, "case-note-too-long"),
        ("x", 0, "case-note-days"),
        ("x", 91, "case-note-days"),
    ],
)
def test_a_note_that_cannot_stand_is_refused(
    desk: Desk, village: Village, text: str, days: int, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        note(desk, village, text, days)


def test_nothing_of_a_note_reaches_the_participants_pages(
    engine: Engine, desk: Desk, village: Village
) -> None:
    note(desk, village, "x" * 500, days=90)
    with desk.reading(village.participant) as work:
        assert conversations.own_conversation(work).messages == ()
    assert all_rows(engine, Notice) == []
