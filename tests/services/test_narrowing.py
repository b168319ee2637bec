"""Narrowing the inbox: each choice by itself and together, its count, its pages, and who is never on it."""

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.people import Actor, Role
from portal.services import conversations
from portal.services.caseload import Filter
from portal.services.narrowing import Asked, Tally, Whose, tally
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import Person, Programme
from tests.builders import Village, add_person, add_programme
from tests.services.desk_world import answer, ask, go_away
from tests.staff_roles import grade


def shown(desk: Desk, who: Actor, asked: Asked, which: Filter = Filter.WAITING) -> list[str]:
    with desk.reading(who) as work:
        return [row.participant_id for row in conversations.inbox(work, which, None, asked)]


def counted(desk: Desk, who: Actor, *covered: Actor) -> Tally:
    with desk.reading(who) as work:
        return tally(work, Filter.WAITING, frozenset(one.id for one in covered))


def speak(engine: Engine, person: Actor, locale: str, interpreter: str = "") -> None:
    people, programmes = rows(Person), rows(Programme)
    with for_writing(engine).begin() as connection:
        connection.execute(update(people).where(people.c.id == person.id).values(locale=locale))
        theirs = programmes.c.participant_id == person.id
        connection.execute(update(programmes).where(theirs).values(interpreter=interpreter))


def test_each_choice_shows_what_its_count_says(engine: Engine, desk: Desk, village: Village) -> None:
    theirs = add_person(engine, Role.PARTICIPANT, village.office, "Annens Aas")
    add_programme(engine, theirs, village.colleague)
    speak(engine, village.neighbour, "ar", "ar")
    answer(desk, village.caseworker, village.participant)
    for who in (village.participant, village.neighbour, theirs):
        ask(desk, who)
    me, colleague = village.caseworker, village.colleague
    go_away(desk, village)
    everybody = {village.participant.id, village.neighbour.id, theirs.id}
    assert set(shown(desk, me, Asked())) == everybody
    assert set(shown(desk, me, Asked(Whose.MINE))) == {village.participant.id, village.neighbour.id}
    assert shown(desk, colleague, Asked(Whose.MINE)) == [theirs.id]
    covered = frozenset({me.id})
    assert set(shown(desk, colleague, Asked(Whose.COVERED, covered))) == everybody - {theirs.id}
    assert shown(desk, me, Asked(Whose.COVERED)) == []
    assert shown(desk, me, Asked(locale="ar")) == [village.neighbour.id]
    assert shown(desk, me, Asked(interpreter=True)) == [village.neighbour.id]
    # An automatic word is no answer.
    assert set(shown(desk, me, Asked(never_answered=True))) == {village.neighbour.id, theirs.id}
    assert shown(desk, me, Asked(Whose.MINE, locale="nb", never_answered=True)) == []
    assert counted(desk, me) == Tally(3, 2, 0, 1, 2, (("nb", 2), ("ar", 1)))
    assert counted(desk, colleague, me) == Tally(3, 1, 2, 1, 2, (("nb", 2), ("ar", 1)))


def test_a_row_says_who_answers_and_which_language_and_interpreter(
    engine: Engine, desk: Desk, village: Village
) -> None:
    speak(engine, village.participant, "so", "so")
    ask(desk, village.participant)
    with desk.reading(village.colleague) as work:
        (row,) = conversations.inbox(work, Filter.WAITING)
    assert (row.locale, row.interpreter, row.answers, row.hand_over_id) == ("so", "so", "Veileder", None)


def test_a_protected_person_is_on_no_list_and_in_no_count_outside_their_team(
    engine: Engine, desk: Desk, village: Village
) -> None:
    speak(engine, village.participant, "ti", "ti")
    ask(desk, village.participant)
    grade(engine, village.participant, Protection.STRICTLY_CONFIDENTIAL)
    for asked in (Asked(), Asked(Whose.MINE), Asked(locale="ti"), Asked(interpreter=True)):
        assert shown(desk, village.caseworker, asked) == []
    assert counted(desk, village.caseworker) == Tally(0, 0, 0, 0, 0, ())


def test_the_pages_of_a_narrowed_list_hold_each_row_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "INBOX_PAGE", 2)
    wanted = []
    for number in range(7):
        person = add_person(engine, Role.PARTICIPANT, village.office, f"Deltaker {number}")
        add_programme(engine, person, village.caseworker if number % 2 else village.colleague)
        ask(desk, person)
        # Every third waits since the same moment as the one before.
        clock.move(days=0 if number % 3 == 2 else 1)
        wanted += [person.id] * (number % 2)
    found: list[str] = []
    after = None
    while True:
        with desk.reading(village.caseworker) as work:
            page = conversations.inbox(work, Filter.WAITING, after, Asked(Whose.MINE))
        found += [row.participant_id for row in page]
        if len(page) < conversations.INBOX_PAGE:
            break
        after = (page[-1].answer_by, page[-1].waiting_for_us_since, page[-1].id)
    assert sorted(found) == sorted(wanted)
