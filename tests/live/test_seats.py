"""Who gets a stream, how many, and for how long."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from portal.domain.live import Change, session_ended

if TYPE_CHECKING:
    from tests.live.conftest import House


def test_the_fourth_stream_of_one_person_ends_the_first_and_harms_nobody_else(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        other = await at.listen("other", "person:2")
        mine = [await at.listen(f"tab{number}", "person:1", person="kari") for number in range(4)]
        await mine[0].over()
        assert mine[0].events == ["opened", "displaced"]
        assert b"retry: 60000\nevent: displaced" in mine[0].body
        at.hub.publish([Change("person:1", "inbox"), Change("person:2", "inbox")])
        for reader in (*mine[1:], other):
            await reader.heard("inbox")
        assert len(at.hub) == 4

    asyncio.run(story())


def test_a_full_house_says_when_to_come_back_and_does_not_ask_the_database(house: type[House]) -> None:
    async def story() -> None:
        at = house(capacity=2)
        first = await at.listen("a")
        await at.listen("b")
        at.admit("c")
        refused = at.ask("c")
        await refused.over()
        assert (refused.status, refused.headers["retry-after"], at.asked) == (503, "30", 2)
        first.hang_up()
        await first.over()
        await at.listen("c")

    asyncio.run(story())


def test_a_rush_for_the_last_seat_never_overfills_the_house(house: type[House]) -> None:
    async def story() -> None:
        at = house(capacity=5)
        for number in range(20):
            at.admit(f"p{number}")
        readers = [at.ask(f"p{number}") for number in range(20)]
        for reader in readers:
            await reader.until(lambda reader=reader: reader.status)
        assert sorted(reader.status for reader in readers) == [200] * 5 + [503] * 15
        assert len(at.hub) == 5

    asyncio.run(story())


def test_the_end_of_a_session_ends_its_streams_and_only_its(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", "person:1")
        phone = await at.listen("kari-phone", "person:1")
        at.hub.publish([session_ended("s-kari")])
        await kari.over()
        assert kari.events == ["opened", "expired"]
        at.hub.publish([Change("person:1", "inbox")])
        await phone.heard("inbox")
        assert len(at.hub) == 1

    asyncio.run(story())


def test_a_session_that_ends_while_its_stream_is_opened_gets_none(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        await at.listen("other")
        at.admit("kari")
        at.hub.publish([session_ended("s-kari")])
        late = at.ask("kari")
        await late.over()
        assert (late.status, len(at.hub)) == (204, 1)

    asyncio.run(story())


def test_a_session_whose_time_is_up_is_told_so(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", seconds_left=0.1)
        at.visitors.clear()
        await kari.over()
        assert kari.events == ["opened", "expired"]

    asyncio.run(story())


def test_a_session_that_was_prolonged_elsewhere_is_not_told_that_it_is_over(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        kari = await at.listen("kari", seconds_left=0.1)
        await kari.over()
        assert kari.events == ["opened"]

    asyncio.run(story())


def test_an_old_stream_just_closes_and_the_browser_comes_back(house: type[House]) -> None:
    async def story() -> None:
        at = house(life=0.1)
        kari = await at.listen("kari")
        at.visitors.clear()
        await kari.over()
        assert (kari.events, len(at.hub), at.asked) == (["opened"], 0, 1)

    asyncio.run(story())


@pytest.mark.parametrize("person", [None, "nobody"])
def test_without_a_session_the_browser_is_told_to_stop_asking(house: type[House], person: str | None) -> None:
    async def story() -> None:
        reader = house().ask(person)
        await reader.over()
        assert (reader.status, reader.body) == (204, b"")

    asyncio.run(story())


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_the_stream_is_for_reading_only(house: type[House], method: str) -> None:
    async def story() -> None:
        at = house()
        at.admit("kari")
        reader = at.ask("kari", method=method)
        await reader.over()
        assert (reader.status, reader.headers["allow"], at.asked) == (405, "GET", 0)

    asyncio.run(story())


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_a_foreign_page_gets_no_stream(house: type[House], site: str, status: int) -> None:
    async def story() -> None:
        at = house()
        at.admit("kari")
        reader = at.ask("kari", headers={"Sec-Fetch-Site": site})
        await reader.until(lambda: reader.status)
        assert (reader.status, at.asked) == (status, int(status == 200))

    asyncio.run(story())


def test_a_database_that_is_down_means_try_later_and_not_signed_out(
    house: type[House], caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        at = house()
        at.down = True
        reader = at.ask("kari")
        await reader.over()
        assert (reader.status, reader.headers["retry-after"]) == (503, "30")
        assert "could not be found out" in caplog.text

    asyncio.run(story())


def test_every_other_path_is_a_page(house: type[House]) -> None:
    async def story() -> None:
        reader = house().ask("kari", path="/live/more")
        await reader.over()
        assert reader.body == b"a page"

    asyncio.run(story())


def test_readers_who_left_leave_nothing_behind(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        readers = [await at.listen(f"p{number}", f"person:{number}", "office:1") for number in range(20)]
        for reader in readers:
            reader.hang_up()
            await reader.over()
        assert (len(at.hub), at.hub._topics, at.hub._persons, any(at.hub._buckets)) == (0, {}, {}, False)

    asyncio.run(story())


def test_a_hub_that_closes_ends_all_streams_and_takes_no_more(house: type[House]) -> None:
    async def story() -> None:
        at = house()
        reader = await at.listen("kari")
        at.hub.close()
        await reader.over()
        late = at.ask("kari")
        await late.over()
        assert (reader.events, late.status) == (["opened"], 503)

    asyncio.run(story())
