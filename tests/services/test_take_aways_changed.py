"""What was agreed, put otherwise before both have confirmed it, and ticked after that."""

import pytest
from sqlalchemy import Engine, event

from portal.domain.errors import Conflict, NotFound
from portal.services import take_away_desk, take_aways
from portal.services.agreements import PointCommand, TakeAwayCommand
from portal.services.work import Desk
from portal.store import take_away as store
from portal.store.models import TakeAway, TakeAwayPoint
from tests.builders import (
    Village,
    all_rows,
    at_once,
    fingerprint,
    key_for,
)
from tests.services.agreed_world import ME, OFFICE, TODAY, agreed, confirm, point, said, write


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_other_words_take_the_place_of_those_before_and_lose_nothing(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = write(desk, village)
    with desk.writing(village.participant) as work:
        _, other = take_aways.change_own(work, key_for(1), made, said("Vi prøver to uker til."))
    assert [one.row.id for one in agreed(desk, village.participant).with_the_office] == [other]
    with desk.reading(village.participant) as work:
        old, after = take_aways.own_take_away(work, made)
        assert (old.row.agreed, after) == ("Vi prøver en uke til.", other)
        assert not old.may_change
    # The office's confirmation was of the other words.
    new = all_rows(engine, TakeAway, id=other)[0]
    assert (new.staff_confirmed_at, new.participant_confirmed_at is None) == (None, False)
    for refused in (made,):
        with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
            take_away_desk.change(work, refused, said("For sent."))
        with pytest.raises(Conflict):
            confirm(desk, village.participant, refused, number=2)


def test_a_change_sent_twice_is_one(engine: Engine, desk: Desk, village: Village) -> None:
    made = write(desk, village)
    changed = set()
    for _ in range(2):
        with desk.writing(village.caseworker) as work:
            changed.add(take_away_desk.change(work, made, said("Andre ord.")))
    assert len(changed) == 1
    assert len(all_rows(engine, TakeAway)) == 2


def test_nothing_is_changed_after_both_have_confirmed(engine: Engine, desk: Desk, village: Village) -> None:
    made = write(desk, village)
    confirm(desk, village.participant, made, "Uenig.")
    before = fingerprint(engine)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        take_away_desk.change(work, made, said("Noe annet."))
    with pytest.raises(Conflict), desk.writing(village.participant) as work:
        take_aways.change_own(work, key_for(2), made, said("Noe annet."))
    with pytest.raises(Conflict):
        confirm(desk, village.participant, made, "Enig likevel.", number=3)
    assert fingerprint(engine) == before


def test_each_side_ticks_its_own_points_and_can_take_the_tick_back(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = write(desk, village)
    mine, theirs = point(engine, made, ME).id, point(engine, made, OFFICE).id
    with pytest.raises(Conflict), desk.writing(village.participant) as work:
        take_aways.tick_own(work, key_for(1), made, mine, done=True)
    confirm(desk, village.participant, made)
    with desk.writing(village.participant) as work:
        take_aways.tick_own(work, key_for(2), made, mine, done=True)
    with pytest.raises(NotFound), desk.writing(village.participant) as work:
        take_aways.tick_own(work, key_for(3), made, theirs, done=True)
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        take_away_desk.tick(work, made, mine, done=True)
    with desk.writing(village.caseworker) as work:
        take_away_desk.tick(work, made, theirs, done=True)
    everything = agreed(desk, village.participant)
    assert (everything.to_do, [one.row.id for one in everything.done]) == ((), [made])
    with desk.writing(village.participant) as work:
        take_aways.tick_own(work, key_for(4), made, mine, done=False)
    assert [one.row.id for one in agreed(desk, village.participant).to_do] == [made]
    assert point(engine, made, ME).done_by is None


def test_what_is_still_to_be_done_comes_first(engine: Engine, desk: Desk, village: Village) -> None:
    points = (PointCommand(ME, "Det første"), PointCommand(ME, "Det andre"))
    made = write(desk, village, TakeAwayCommand("", points, TODAY))
    confirm(desk, village.participant, made)
    first = all_rows(engine, TakeAwayPoint, text="Det første")[0].id
    with desk.writing(village.participant) as work:
        take_aways.tick_own(work, key_for(2), made, first, done=True)
    (one,) = agreed(desk, village.participant).to_do
    assert [row.text for row in one.of("participant")] == ["Det andre", "Det første"]


def test_of_two_who_change_the_words_at_once_one_is_told_and_neither_is_lost(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = write(desk, village)

    def change(number: int) -> str:
        if number:
            with desk.writing(village.caseworker) as work:
                return take_away_desk.change(work, made, said("Kontorets ord."))
        with desk.writing(village.participant) as work:
            return take_aways.change_own(work, key_for(1), made, said("Mine ord."))[1]

    results = at_once(2, change)
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "str"]
    standing = [one for one in all_rows(engine, TakeAway) if one.replaced_at is None]
    assert len(standing) == 1


def test_the_last_of_a_long_chain_is_found_with_one_question(
    engine: Engine, desk: Desk, village: Village
) -> None:
    first = last = write(desk, village)
    for number in range(4):
        with desk.writing(village.caseworker) as work:
            last = take_away_desk.change(work, last, said(f"Ord nummer {number}."))
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with desk.reading(village.participant) as work:
        assert store.replaced_by(work.session, first) == last
        assert store.replaced_by(work.session, last) is None
    event.remove(engine, "before_cursor_execute", note)
    assert len([one for one in asked if "take_away" in one]) == 2
