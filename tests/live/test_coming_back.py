"""A page that was away for a moment hears what it missed, and one that was away too long fetches afresh."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from portal.domain.live import Change, session_ended
from portal.live.memory import Memory

if TYPE_CHECKING:
    from tests.live.conftest import House, Reader


def _last_place(reader: Reader) -> str:
    return re.findall(r"^id: (\S+)$", reader.body.decode(), re.MULTILINE)[-1]


async def _back(at: House, name: str, place: str) -> Reader:
    reader = at.ask(name, headers={"Last-Event-ID": place})
    await reader.until(lambda: reader.body.count(b"id: "))
    return reader


async def _left(at: House, name: str, *topics: str) -> str:
    """The place of somebody who listened and went away."""
    reader = await at.listen(name, *topics)
    await reader.until(lambda: b"id: " in reader.body)
    reader.hang_up()
    await reader.over()
    return _last_place(reader)


def test_who_missed_nothing_is_told_nothing(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        place = await _left(at, "kari", "person:1")
        at.hub.publish([Change("person:2", "inbox")])
        await asyncio.sleep(0)
        again = await _back(at, "kari", place)
        assert again.events == ["opened"]

    asyncio.run(story())


def test_who_missed_something_is_told_that_each_once(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        place = await _left(at, "kari", "person:1")
        for event in ("inbox", "week", "inbox"):
            at.hub.publish([Change("person:1", event), Change("person:2", "other")])
        await asyncio.sleep(0)
        again = await _back(at, "kari", place)
        assert again.events == ["opened", "inbox", "week"]
        at.hub.publish([Change("person:1", "plan")])
        await again.heard("plan")

    asyncio.run(story())


def test_what_was_missed_is_told_by_the_rights_of_today(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        place = await _left(at, "kari", "office:1", "person:1")
        at.hub.publish([Change("office:1", "inbox"), Change("person:1", "week")])
        await asyncio.sleep(0)
        at.admit("kari", "person:1")
        again = await _back(at, "kari", place)
        assert again.events == ["opened", "week"]

    asyncio.run(story())


@pytest.mark.parametrize("place", ["0", "unknown-place", "ødelagt\x00", "a" * 5_000])
def test_a_place_that_nobody_knows_means_to_fetch_afresh(house: type[House], place: str) -> None:
    async def story() -> None:
        at = house()
        at.admit("kari", "person:1")
        reader = at.ask("kari", headers={"Last-Event-ID": place.encode().decode("latin-1")[:5_000]})
        await reader.heard("reset")
        assert reader.events == ["opened", "reset"]
        assert f"id: {place}\n".encode() not in reader.body

    asyncio.run(story())


def test_who_was_away_too_long_fetches_afresh(house: type[House]) -> None:
    async def story() -> None:
        at = house(memory=10)
        place = await _left(at, "kari", "person:1")
        for count in range(11):
            at.hub.publish([Change("person:2", f"e-{count}")])
        await asyncio.sleep(0)
        again = await _back(at, "kari", place)
        assert again.events == ["opened", "reset"]

    asyncio.run(story())


def test_more_than_may_wait_for_one_reader_is_one_reset(house: type[House]) -> None:
    async def story() -> None:
        at = house(backlog=8)
        place = await _left(at, "kari", "office:1")
        at.hub.publish([Change("office:1", f"case-{count}") for count in range(20)])
        await asyncio.sleep(0)
        again = await _back(at, "kari", place)
        assert again.events == ["opened", "reset"]

    asyncio.run(story())


def test_a_page_that_opens_hears_what_came_while_it_was_on_its_way(house: type[House]) -> None:
    """Between the answer with the page and its stream a phone on a bad line takes seconds."""

    async def story() -> None:
        at = house()
        await at.listen("other")
        place = at.hub.place
        at.hub.publish([Change("person:1", "inbox")])
        await asyncio.sleep(0)
        at.admit("kari", "person:1")
        reader = at.ask("kari", query=f"since={place}")
        await reader.heard("inbox")
        assert reader.events == ["opened", "inbox"]
        # Later the browser's own word counts, as the address of the stream stays what it was.
        again = at.ask("kari", query=f"since={place}", headers={"Last-Event-ID": at.hub.place})
        await again.heard("opened")
        assert again.events == ["opened"]

    asyncio.run(story())


def test_after_a_gap_everybody_fetches_afresh_now_or_when_they_come_back(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        place = await _left(at, "kari", "person:1")
        here = await at.listen("ola", "person:2")
        at.hub.lose_track("gap")
        await here.heard("reset")
        again = await _back(at, "kari", place)
        assert again.events == ["opened", "reset"]
        assert _last_place(again) == "gap"

    asyncio.run(story())


def test_the_end_of_a_session_is_never_repeated(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        place = await _left(at, "kari", "person:1")
        at.hub.publish([session_ended("s-ola"), session_ended("s-kari")])
        await asyncio.sleep(0)
        late = at.ask("kari", headers={"Last-Event-ID": place})
        await late.over()
        assert (late.status, late.body) == (204, b"")

    asyncio.run(story())


def test_a_page_cut_off_between_the_news_and_their_place_hears_them_again(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", "person:1")
        await kari.until(lambda: b"id: " in kari.body)
        before = _last_place(kari)
        at.hub.publish([Change("person:1", "inbox")])
        await kari.until(lambda: _last_place(kari) != before)
        news = kari.body.decode().partition(f"id: {before}\n\n")[2]
        assert news.index("event: inbox") < news.index("id: ")
        again = await _back(at, "kari", before)
        assert again.events == ["opened", "inbox"]

    asyncio.run(story())


def test_the_memory_is_bounded() -> None:
    memory = Memory(100, "begin")
    for count in range(100_000):
        memory.keep([Change("person:1", "inbox")], f"p{count}")
    assert (len(memory._kept), len(memory._places)) == (100, 101)
    assert memory.after("p99998") == (Change("person:1", "inbox"),)
    assert len(memory.after("p99899") or ()) == 100
    assert memory.after("p99898") is None
    memory.keep([], "p99999")
    assert memory.after("p99999") == ()
    memory.begin_anew("later")
    assert (memory.after("p99999"), memory.after("later")) == (None, ())
