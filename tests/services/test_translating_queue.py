"""What waits for translators, read a page at a time: in order, whole, and with no more questions to the database when there is more."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.domain.errors import NotPermitted
from portal.domain.people import Actor
from portal.domain.translating import Key, ProposalState, hash_of
from portal.services import translating_questions as questions
from portal.services import translating_queue, translating_reading
from portal.services.work import Desk
from tests.builders import Village, oslo
from tests.services.translating_many import ask_many, propose_many
from tests.services.translating_world import WEEK, WEEK_KEY, Translators, translators_of
from tests.web.test_query_counts import counted

NOON = oslo("2026-11-23 12:00")
MANY = 120


def keys(number: int) -> list[Key]:
    return [(None, f"Tekst {one}", None) for one in range(number)]


KNOWN = frozenset(hash_of(key) for key in keys(2 * MANY))


@pytest.fixture
def translators(engine: Engine) -> Translators:
    return translators_of(engine)


def page(desk: Desk, who: Actor, number: int = 1, locale: str | None = None) -> list[str]:
    with desk.reading(who) as work:
        return [one.row.msgid for one in translating_queue.waiting(work, KNOWN, locale, number=number)]


def test_a_long_queue_is_read_page_by_page_and_each_proposal_stands_on_one(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    own, others, said = keys(MANY)[:40], keys(MANY)[40:80], keys(MANY)[80:]
    propose_many(engine, translators.first.id, own, at=NOON)
    propose_many(engine, translators.third.id, said, at=NOON, said_by=translators.first.id)
    propose_many(engine, translators.second.id, others, at=NOON + timedelta(days=1))
    pages = [page(desk, translators.first, number) for number in range(1, 6)]
    assert [len(one) for one in pages] == [25, 25, 25, 25, 20]
    every = [msgid for one in pages for msgid in one]
    assert every[:40] == [key[1] for key in others]
    assert sorted(every) == sorted(key[1] for key in keys(MANY))
    assert page(desk, translators.first, 99) == pages[-1]
    assert page(desk, translators.first, -1) == pages[0]


def test_more_that_waits_is_no_more_questions_and_no_more_rows(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    def asked() -> list[str]:
        with counted(engine) as statements, desk.reading(translators.first) as work:
            found = translating_queue.waiting(work, KNOWN)
            assert len(found.rows) <= translating_queue.PAGE
            translating_queue.overview(work, KNOWN)
            translating_reading.standing_in(work, "en")
            assert len(translating_reading.history(work, "en", WEEK.hash).rows) <= translating_reading.PAGE
            assert len(translating_reading.open_for(work, "en", WEEK.hash)) <= translating_reading.MOST_OPEN
            assert len(questions.everywhere(work).rows) <= questions.PAGE
            assert len(questions.of_text(work, WEEK.hash).rows) <= questions.BESIDE_A_TEXT
        return statements

    def add(some: list[Key], at: datetime) -> None:
        propose_many(engine, translators.second.id, some, at=at, said_by=translators.third.id)
        closed = [WEEK_KEY] * MANY
        propose_many(engine, translators.second.id, closed, at=at, state=ProposalState.WITHDRAWN)
        ask_many(engine, translators.second.id, WEEK_KEY, MANY, at=at)

    add(keys(MANY), NOON)
    first = asked()
    add(keys(2 * MANY)[MANY:], NOON + timedelta(days=1))
    assert [one.partition(" IN (")[0] for one in asked()] == [one.partition(" IN (")[0] for one in first]


def test_what_the_source_does_not_have_any_more_waits_for_nobody(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    gone: Key = (None, "Sto her før", None)
    propose_many(engine, translators.second.id, [gone, keys(1)[0]], at=NOON)
    assert page(desk, translators.first) == ["Tekst 0"]
    with desk.reading(translators.first) as work:
        found = translating_queue.overview(work, KNOWN)
        assert (found.waiting, found.for_reader) == ({"en": 1}, {"en": 1})
        assert translating_queue.in_each(work, KNOWN) == {"en": 1}


def test_the_next_is_the_one_after_and_what_one_went_past_comes_again(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    ids = propose_many(engine, translators.second.id, keys(3), at=NOON)
    propose_many(engine, translators.second.id, keys(4)[3:], at=NOON, locale="nn")
    propose_many(engine, translators.first.id, keys(5)[4:], at=NOON)
    hashes = [hash_of(key) for key in keys(5)]
    with desk.reading(translators.first) as work:
        following = [
            translating_queue.next_for_reader(work, KNOWN, "en", after=one) for one in (*ids, "gone")
        ]
        assert following == [hashes[1], hashes[2], hashes[0], hashes[0]]
        assert translating_queue.next_for_reader(work, KNOWN, "nn", after=ids[0]) == hashes[3]
        assert translating_queue.next_for_reader(work, KNOWN, "so", after=ids[0]) is None
    assert page(desk, translators.first, locale="nn") == ["Tekst 3"]


def test_a_long_history_is_read_page_by_page_and_what_is_open_is_found_on_every_one(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    propose_many(engine, translators.second.id, [WEEK_KEY], at=NOON - timedelta(days=1))
    propose_many(engine, translators.first.id, [WEEK_KEY], at=NOON - timedelta(hours=1))
    closed = [WEEK_KEY] * 23
    propose_many(engine, translators.second.id, closed, at=NOON, state=ProposalState.RETURNED)
    with desk.reading(translators.first) as work:
        pages = [translating_reading.history(work, "en", WEEK.hash, number) for number in (1, 2, 3)]
        waiting = translating_reading.open_for(work, "en", WEEK.hash)
    assert [(len(one.rows), one.total, one.leaf.pages) for one in pages] == [
        (10, 25, 3),
        (10, 25, 3),
        (5, 25, 3),
    ]
    moments = [one.row.proposed_at for part in pages for one in part]
    assert moments == sorted(moments, reverse=True)
    assert [one.mine for one in waiting] == [True, False]


def test_questions_are_read_page_by_page_of_all_texts_and_of_one(
    desk: Desk, engine: Engine, translators: Translators
) -> None:
    ask_many(engine, translators.first.id, WEEK_KEY, 30, at=NOON)
    ask_many(engine, translators.first.id, keys(1)[0], 1, at=NOON)
    with desk.reading(translators.second) as work:
        assert [len(questions.everywhere(work, number=one).rows) for one in (1, 2)] == [25, 6]
        one_text = questions.everywhere(work, WEEK.hash, number=2)
        beside = questions.of_text(work, WEEK.hash)
    assert (len(one_text.rows), one_text.total) == (5, 30)
    assert (len(beside.rows), beside.total, beside.leaf.pages) == (10, 30, 3)


def test_others_read_no_queue(desk: Desk, village: Village) -> None:
    for who in (village.participant, village.caseworker, village.administrator):
        for read in (translating_queue.waiting, translating_queue.in_each):
            with pytest.raises(NotPermitted), desk.reading(who) as work:
                read(work, KNOWN)
