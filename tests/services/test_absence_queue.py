"""The queue: what is clear, accepting several together, changing what was reported, and registering for somebody."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, AbsenceState, Documentation, Proposed
from portal.domain.errors import Conflict, KeyReused, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.domain.submission import Channel
from portal.services import absence_behalf, absence_changes, absence_queue, absences, submissions
from portal.services.absence_queue import Which
from portal.services.absences import AbsenceCommand, Overlaps
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceVersion, Submission
from tests.builders import Village, all_rows, at_once, fingerprint, key_for
from tests.services.deciding import accept, announce, refuse

DAY = date(2026, 11, 23)
LATER = {"documentation": Documentation.LATER, "documentation_by": date(2026, 12, 1)}


def _report(
    desk: Desk, actor: Actor, day: date = DAY, kind: AbsenceKind = AbsenceKind.SELF_REPORT, **more: object
) -> None:
    command = AbsenceCommand(kind, day, day, "Noe", **more)  # type: ignore[arg-type]
    with desk.writing(actor) as work:
        absences.report_absence(work, key_for((actor.id, command)), command)


def _accept(desk: Desk, actor: Actor, *chosen: Absence) -> tuple[list[str], list[str]]:
    with desk.writing(actor) as work:
        return absence_queue.accept_clear(work, [(row.id, row.version) for row in chosen])


def _rows(engine: Engine) -> list[Absence]:
    return sorted(all_rows(engine, Absence), key=lambda row: (row.participant_id, row.first_day))


def test_the_filters_part_what_is_clear_from_what_is_not(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    _report(desk, village.participant, date(2026, 12, 21), **LATER)
    _report(desk, village.neighbour, kind=AbsenceKind.OTHER)
    other = all_rows(engine, Absence, kind=AbsenceKind.OTHER)[0]
    announce(engine, desk, village.caseworker, other.id)
    with desk.reading(village.caseworker) as work:
        waiting = absence_queue.waiting(work)
    shown = {which: sorted(one.row.first_day for one in waiting if one.among(which)) for which in Which}
    assert shown[Which.ALL] == [DAY, DAY, date(2026, 12, 21)]
    assert shown[Which.CLEAR] == [DAY]
    assert shown[Which.JUDGE] == shown[Which.PAPERS] == [date(2026, 12, 21)]
    assert shown[Which.HEARING] == [DAY]
    # Only what began before it counts, not what lies ahead, nor itself.
    assert {one.row.first_day: one.earlier for one in waiting if one.row.kind is AbsenceKind.SELF_REPORT} == {
        DAY: 0,
        date(2026, 12, 21): 1,
    }


def test_clear_ones_are_accepted_together_and_nothing_else_is(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    _report(desk, village.neighbour)
    _report(desk, village.participant, date(2026, 11, 20), AbsenceKind.OTHER)
    _report(desk, village.neighbour, date(2026, 12, 21), **LATER)
    _report(desk, village.stranger)
    accepted, left = _accept(desk, village.caseworker, *_rows(engine))
    assert len(accepted) == 2
    states = {row.id: row.state for row in _rows(engine)}
    assert {states[one] for one in accepted} == {AbsenceState.ACCEPTED}
    assert {states[one] for one in left} == {AbsenceState.REPORTED}
    assert len(left) == 3


def test_one_that_was_changed_meanwhile_is_left_out_and_said(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    _report(desk, village.neighbour)
    seen = _rows(engine)
    mine = all_rows(engine, Absence, participant_id=village.participant.id)[0]
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, DAY, date(2026, 11, 24))
        absence_changes.change_absence(work, "changed", mine.id, mine.version, command)
    accepted, left = _accept(desk, village.caseworker, *seen)
    assert left == [mine.id]
    assert len(accepted) == 1


def test_two_who_accept_the_same_at_once_accept_each_once(
    engine: Engine, desk: Desk, village: Village
) -> None:
    for number in range(4):
        _report(desk, village.participant, DAY - timedelta(days=number), AbsenceKind.ANTENATAL)
    seen = _rows(engine)
    answers = at_once(
        4, lambda number: _accept(desk, (village.caseworker, village.colleague)[number % 2], *seen)
    )
    accepted = [one for answer in answers if isinstance(answer, tuple) for one in answer[0]]
    assert sorted(accepted) == sorted(row.id for row in seen), answers


@pytest.mark.parametrize("who", ["participant", "far_caseworker", "leader", "translator"])
def test_who_may_not_decide_accepts_nothing(engine: Engine, desk: Desk, village: Village, who: str) -> None:
    _report(desk, village.participant)
    accepted, left = _accept(desk, getattr(village, who), *_rows(engine))
    assert (accepted, len(left)) == ([], 1)
    assert _rows(engine)[0].state is AbsenceState.REPORTED


# Changing and taking back.


def test_every_version_of_a_changed_absence_is_kept_with_what_was_decided(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    accept(desk, village.caseworker, _rows(engine)[0])
    row = _rows(engine)[0]
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, DAY, date(2026, 11, 24))
        absence_changes.change_absence(work, "changed", row.id, row.version, command)
    now, before = _rows(engine)[0], all_rows(engine, AbsenceVersion)[0]
    assert (now.state, now.decided_by, now.last_day) == (AbsenceState.REPORTED, None, date(2026, 11, 24))
    assert (before.number, before.state, before.decided_by) == (
        1,
        AbsenceState.ACCEPTED,
        village.caseworker.id,
    )
    assert (before.last_day, before.submission_id) == (DAY, row.submission_id)
    with desk.reading(village.participant) as work:
        old = absences.absence_of_receipt(work, row.submission_id or "")
        assert old is not None
        assert old.last_day == DAY


def test_what_is_taken_back_no_longer_stands_and_the_day_is_free(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    row = _rows(engine)[0]
    for _ in range(2):
        with desk.writing(village.participant) as work:
            absence_changes.withdraw_absence(work, "back", row.id, row.version)
    assert _rows(engine)[0].state is AbsenceState.WITHDRAWN
    assert len(all_rows(engine, AbsenceVersion)) == 1
    _report(desk, village.participant, kind=AbsenceKind.OTHER)
    with desk.reading(village.caseworker) as work:
        assert [one.row.kind for one in absence_queue.waiting(work)] == [AbsenceKind.OTHER]


def test_a_refused_absence_is_not_changed_but_complained_over(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    refuse(engine, desk, village.participant, village.caseworker, _rows(engine)[0].id)
    row = _rows(engine)[0]
    with pytest.raises(Refused, match="absence-not-changeable"), desk.writing(village.participant) as work:
        absence_changes.withdraw_absence(work, "back", row.id, row.version)


def test_a_change_meets_a_decision_and_another_day_as_a_new_report_does(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    _report(desk, village.participant, date(2026, 11, 26))
    first = all_rows(engine, Absence, first_day=DAY)[0]
    command = AbsenceCommand(AbsenceKind.SELF_REPORT, DAY, date(2026, 11, 26))
    with pytest.raises(Overlaps), desk.writing(village.participant) as work:
        absence_changes.change_absence(work, "over", first.id, first.version, command)
    accept(desk, village.caseworker, first)
    with pytest.raises(Conflict), desk.writing(village.participant) as work:
        absence_changes.withdraw_absence(work, "late", first.id, first.version)
    for other in (village.neighbour, village.stranger):
        before = fingerprint(engine)
        with pytest.raises(NotFound), desk.writing(other) as work:
            absence_changes.withdraw_absence(work, "not mine", first.id, first.version)
        assert fingerprint(engine) == before


# Registering for somebody.


def _register(
    desk: Desk, actor: Actor, whose: Actor, clock: FixedClock, back: float = 1, key: str = "call"
) -> str:
    command = AbsenceCommand(AbsenceKind.SELF_REPORT, DAY, DAY, "Ringte")
    at = clock.now() - timedelta(hours=back)
    with desk.writing(actor) as work:
        return absence_behalf.register(work, whose.id, key, command, Channel.PHONE, at)


def test_what_is_registered_is_the_participants_with_the_time_it_was_received(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    absence_id = _register(desk, village.caseworker, village.participant, clock)
    assert _register(desk, village.caseworker, village.participant, clock) == absence_id
    row, receipt = _rows(engine)[0], all_rows(engine, Submission)[0]
    assert (row.participant_id, row.proposed) == (village.participant.id, Proposed.PAID)
    assert row.reported_at == receipt.received_at == clock.now() - timedelta(hours=1)
    assert (receipt.registered_by_id, receipt.channel) == (village.caseworker.id, Channel.PHONE)
    with desk.reading(village.participant) as work:
        assert submissions.receipt_of(work, receipt.id).number == receipt.number
        assert row.id == absence_id
        own = absences.own_absence(work, row.id)
        said = absences.registered(work, own)
        assert said is not None
        assert (said.by, said.channel) == (village.caseworker.name.split()[0], Channel.PHONE)


@pytest.mark.parametrize("back", [-1, 24 * 63])
def test_nothing_is_received_before_it_came_or_long_ago(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, back: float
) -> None:
    with pytest.raises(Refused, match="received-at"):
        _register(desk, village.caseworker, village.participant, clock, back)
    assert all_rows(engine, Absence) == all_rows(engine, Submission) == []


@pytest.mark.parametrize("who", ["far_caseworker", "leader", "neighbour", "participant", "contact_centre"])
def test_only_the_offices_caseworkers_register_for_somebody(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, who: str
) -> None:
    with pytest.raises((NotFound, NotPermitted)):
        _register(desk, getattr(village, who), village.participant, clock)
    assert all_rows(engine, Absence) == []


def test_a_colleague_with_the_same_key_does_not_pass_for_the_first(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    _register(desk, village.caseworker, village.participant, clock)
    with pytest.raises(KeyReused):
        _register(desk, village.colleague, village.participant, clock)
