"""What was agreed: written by either side, confirmed by both, never changed after that, and never without disagreement heard."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, update

from portal.domain.access import Area
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.services import take_away_desk, take_aways
from portal.services.agreements import PointCommand, TakeAwayCommand
from portal.services.work import Desk
from portal.store.models import Notice, Person, Submission, TakeAway
from tests.builders import (
    RecordingBus,
    Village,
    add_mandate,
    add_person,
    all_rows,
    fingerprint,
    key_for,
)
from tests.services.agreed_world import ME, TODAY, agreed, confirm, said, write


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_what_the_office_writes_waits_for_the_participant_and_then_stands(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    made = write(desk, village)
    (waiting,) = agreed(desk, village.participant).to_confirm
    assert (waiting.row.id, waiting.stands, waiting.row.agreed) == (made, False, "Vi prøver en uke til.")
    assert (f"person:{village.participant.id}", "plan") in bus.told()
    assert len(all_rows(engine, Notice)) == 1
    confirm(desk, village.participant, made)
    (stands,) = agreed(desk, village.participant).to_do
    assert stands.stands
    assert [one.text for one in stands.of("participant")] == ["Ringe skolen"]
    assert [one.kind for one in all_rows(engine, Submission)] == ["take_away"]


def test_confirming_with_a_sentence_of_disagreement_is_confirming_that_it_was_said(
    desk: Desk, village: Village
) -> None:
    made = write(desk, village)
    confirm(desk, village.participant, made, "Jeg sa to dager, ikke tre.")
    with desk.reading(village.caseworker) as work:
        (one,) = take_away_desk.of_case(work, village.participant.id).agreements
        assert one.stands
        assert one.row.participant_says == "Jeg sa to dager, ikke tre."


def test_what_the_participant_writes_waits_for_the_office(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with desk.writing(village.participant) as work:
        _, made = take_aways.write_own(work, key_for(1), said())
    assert [one.row.id for one in agreed(desk, village.participant).with_the_office] == [made]
    for _ in range(2):
        with desk.writing(village.caseworker) as work:
            take_away_desk.confirm(work, made)
    assert agreed(desk, village.participant).to_do[0].stands
    assert len(all_rows(engine, Notice)) == 1


def test_the_same_words_written_twice_are_one(engine: Engine, desk: Desk, village: Village) -> None:
    assert write(desk, village) == write(desk, village)
    for _ in range(2):
        with desk.writing(village.participant) as work:
            take_aways.write_own(work, key_for(1), said("Mine ord."))
    assert len(all_rows(engine, TakeAway)) == 2


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (TakeAwayCommand("", (), TODAY), "agreed-empty"),
        (TakeAwayCommand("x" * 2001, (), TODAY), "agreed-too-long"),
        (TakeAwayCommand("x", (PointCommand(ME, ""),), TODAY), "point-text"),
        (TakeAwayCommand("x", (PointCommand(ME, "x" * 201),), TODAY), "point-text"),
        (TakeAwayCommand("x", (PointCommand(ME, "x"),) * 4, TODAY), "point-text"),
    ],
)
def test_what_cannot_be_kept_is_refused_on_both_sides(
    engine: Engine, desk: Desk, village: Village, command: TakeAwayCommand, code: str
) -> None:
    before = fingerprint(engine)
    with pytest.raises(Refused) as refused:
        write(desk, village, command)
    assert refused.value.code == code
    with pytest.raises(Refused), desk.writing(village.participant) as work:
        take_aways.write_own(work, key_for(1), command)
    assert fingerprint(engine) == before


def test_a_disagreement_that_is_too_long_confirms_nothing(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = write(desk, village)
    with pytest.raises(Refused):
        confirm(desk, village.participant, made, "x" * 501)
    assert all_rows(engine, TakeAway)[0].participant_confirmed_at is None


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_reaches_anothers_agreement(engine: Engine, desk: Desk, village: Village, who: str) -> None:
    made = write(desk, village)
    before, actor = fingerprint(engine), getattr(village, who)
    for use in (
        lambda work: take_aways.own_take_away(work, made),
        lambda work: take_aways.confirm_own(work, key_for(1), made, ""),
        lambda work: take_aways.change_own(work, key_for(1), made, said()),
        lambda work: take_aways.tick_own(work, key_for(1), made, "x", done=True),
    ):
        with pytest.raises(NotFound), desk.writing(actor) as work:
            use(work)
    assert fingerprint(engine) == before
    assert not agreed(desk, actor)


@pytest.mark.parametrize("who", ["participant", "far_caseworker", "leader", "contact_centre", "auditor"])
def test_nobody_else_of_the_staff_reads_or_confirms(
    engine: Engine, desk: Desk, village: Village, who: str
) -> None:
    made, actor = write(desk, village), getattr(village, who)
    before = fingerprint(engine)
    for use in (
        lambda work: take_away_desk.take_away_of(work, made),
        lambda work: take_away_desk.confirm(work, made),
        lambda work: take_away_desk.change(work, made, said("Andre ord.")),
        lambda work: take_away_desk.tick(work, made, "x", done=True),
    ):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
            use(work)
    assert fingerprint(engine) == before


def test_a_representative_needs_a_mandate_for_the_plan(engine: Engine, desk: Desk, village: Village) -> None:
    made = write(desk, village)
    other = add_person(engine, village.representative.role, None, "Annen Aas")
    add_mandate(engine, village.participant, other, Area.WEEK)
    with pytest.raises(NotPermitted):
        confirm(desk, replace(other, acts_for=village.participant.id), made)
    confirm(desk, village.representative, made, number=2)
    assert all_rows(engine, TakeAway)[0].participant_confirmed_by == village.representative.id


def test_after_a_move_the_old_offices_agreement_is_read_and_nothing_more(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = write(desk, village)
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(office_id=village.other_office))
    moved = replace(village.participant, office_id=village.other_office)
    everything = agreed(desk, moved)
    assert (everything.to_confirm, [one.row.id for one in everything.done]) == ((), [made])
    with pytest.raises(Conflict):
        confirm(desk, moved, made)
    for actor in (village.caseworker, village.far_caseworker):
        with pytest.raises(NotFound), desk.reading(actor) as work:
            take_away_desk.take_away_of(work, made)


def test_another_participants_meeting_is_no_meeting_of_ones_own(desk: Desk, village: Village) -> None:
    strange = replace(said(), appointment_id="0" * 36)
    with pytest.raises(NotFound):
        write(desk, village, strange)
    with pytest.raises(NotFound), desk.writing(village.participant) as work:
        take_aways.write_own(work, key_for(1), strange)
