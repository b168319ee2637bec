"""Who hears of a change, and that nothing is lost on the way."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import TYPE_CHECKING

import pytest

from portal.domain.live import Change, person_topic
from portal.live.hub import Hub

if TYPE_CHECKING:
    from tests.live.conftest import House


def test_a_page_is_greeted_first_so_that_it_fetches_its_fragments_afresh(house: type[House]) -> None:
    async def story() -> None:
        reader = await house().listen("kari")
        first, second = reader.body.decode().split("\n")[:2]
        assert 2_000 <= int(first.removeprefix("retry: ")) <= 5_000
        assert second == "event: opened"
        assert reader.status == 200
        assert reader.headers == {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
            "referrer-policy": "no-referrer",
            "server": "portal",
            "x-accel-buffering": "no",
            "x-content-type-options": "nosniff",
        }
        reader.hang_up()
        await reader.over()

    asyncio.run(story())


def test_a_change_reaches_exactly_the_streams_that_listen_to_its_topic(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", "person:1", "office:9")
        ola = await at.listen("ola", "person:2", "office:9")
        stranger = await at.listen("stranger", "person:3", "office:8")
        at.hub.publish(
            [Change("person:1", "inbox"), Change("office:9", "absences"), Change("person:404", "nobody")]
        )
        await kari.heard("absences")
        await ola.heard("absences")
        at.hub.publish([Change(f"person:{number}", "last") for number in (1, 2, 3)])
        for reader in (kari, ola, stranger):
            await reader.heard("last")
        assert kari.events == ["opened", "inbox", "absences", "last"]
        assert ola.events == ["opened", "absences", "last"]
        assert stranger.events == ["opened", "last"]

    asyncio.run(story())


def test_the_stream_carries_no_data_about_anyone(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", "person:12345678901")
        at.hub.publish([Change("person:12345678901", "inbox")])
        await kari.heard("inbox")
        lines = set(kari.body.decode().split("\n")[1:])
        places = {line for line in lines if line.startswith("id: ")}
        assert lines - places == {"event: opened", "event: inbox", "data: 1", ""}
        # Drawn by lot: they say neither who nor how often.
        assert all(re.fullmatch(r"id: [A-Za-z0-9_-]{12}", line) for line in places)

    asyncio.run(story())


def test_a_hub_that_lives_nowhere_takes_a_change_without_complaint() -> None:
    hub = Hub()
    hub.publish([Change("person:1", "inbox")])

    async def live() -> None:
        hub.attach(asyncio.get_running_loop())

    asyncio.run(live())
    hub.publish([Change("person:1", "inbox")])


def test_eight_threads_publishing_at_once_lose_nothing(house: type[House]) -> None:
    async def story() -> None:
        at = house(backlog=10_000)
        readers = [await at.listen(f"p{number}", person_topic(number)) for number in range(8)]
        start = threading.Barrier(8)

        def tell(thread: int) -> None:
            start.wait()
            for count in range(200):
                at.hub.publish([Change(person_topic(number), f"e-{thread}-{count}") for number in range(8)])

        threads = [threading.Thread(target=tell, args=(thread,)) for thread in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            await asyncio.to_thread(thread.join)
        for reader in readers:
            await reader.until(lambda reader=reader: len(reader.events) >= 1_601, 10)
            assert len(set(reader.events)) == len(reader.events) == 1_601
            for teller in range(8):
                told = [event for event in reader.events if event.startswith(f"e-{teller}-")]
                assert told == [f"e-{teller}-{count}" for count in range(200)]

    asyncio.run(story())


def test_a_page_that_has_not_been_told_yet_is_told_once_and_the_next_change_again(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", "person:1")
        at.hub.publish([Change("person:1", "inbox")] * 50)
        await kari.heard("inbox")
        at.hub.publish([Change("person:1", "inbox")])
        await kari.until(lambda: kari.events.count("inbox") >= 2)
        assert kari.events == ["opened", "inbox", "inbox"]

    asyncio.run(story())


def test_a_slow_reader_is_dropped_while_the_others_go_on(house: type[House]) -> None:
    async def story() -> None:
        at = house(backlog=8)
        slow = await at.listen("slow", "office:1")
        quick = await at.listen("quick", "office:1")
        slow.reading.clear()
        for count in range(40):
            at.hub.publish([Change("office:1", f"c-{count}")])
            await quick.heard(f"c-{count}")
        await slow.over()
        assert len(at.hub) == 1
        assert len(quick.events) == 41

    asyncio.run(story())


def test_a_reader_who_leaves_one_line_untaken_is_dropped_when_its_beat_comes_round(
    house: type[House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.live.hub._STUCK_SECONDS", 0.05)

    async def story() -> None:
        at = house(beat=0.25)
        slow = await at.listen("slow", "office:1")
        slow.reading.clear()
        at.hub.publish([Change("office:1", "inbox")])
        await slow.over()
        assert len(at.hub) == 0

    asyncio.run(story())


def test_quiet_streams_beat_one_after_the_other(house: type[House]) -> None:
    async def story() -> None:
        at = house(beat=2.5)
        readers = [await at.listen(f"p{number}") for number in range(25)]
        # By the time the last one has had its beat, each has had its own, and not all in the same moment.
        beaten = set()
        for reader in readers:
            await reader.until(lambda reader=reader: reader.body.endswith(b"\n\n:\n\n"), 10)
            beaten.add(sum(other.body.endswith(b"\n\n:\n\n") for other in readers))
        assert len(beaten) > 5

    asyncio.run(story())
