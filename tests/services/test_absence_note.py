"""A doctor's note that comes late counts, and putting a report in other words does not make it late."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, AbsenceState, Documentation, HearingAbout, Proposed
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.services import absence_changes, absence_note, absence_queue, absences, self_report_right
from portal.services.absences import AbsenceCommand
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceVersion
from tests.builders import Village, all_rows, oslo
from tests.services.deciding import accept

FEAST = date(2026, 12, 9)


def _report(desk: Desk, actor: Actor, command: AbsenceCommand) -> None:
    with desk.writing(actor) as work:
        absences.report_absence(work, f"{command.first_day} {command.kind}", command)


def _ill(desk: Desk, actor: Actor, first: date, last: date) -> None:
    _report(desk, actor, AbsenceCommand(AbsenceKind.SELF_REPORT, first, last))


def _note(desk: Desk, actor: Actor, row: Absence, day: date | None) -> None:
    with desk.writing(actor) as work:
        absence_note.write_note(work, row.id, row.version, day)


def test_a_note_that_comes_late_takes_the_illness_out_of_the_count(
    engine: Engine, desk: Desk, village: Village
) -> None:
    def counted() -> int:
        with desk.reading(village.caseworker) as work:
            right = self_report_right.right_of(work, village.participant.id, HearingAbout.SELF_REPORT)
            return right.decision.value.occasions

    _ill(desk, village.participant, date(2026, 11, 9), date(2026, 11, 13))
    _ill(desk, village.participant, date(2026, 11, 23), date(2026, 11, 24))
    first, second = sorted(all_rows(engine, Absence), key=lambda row: row.first_day)
    accept(desk, village.caseworker, second)
    assert counted() == 2
    _note(desk, village.caseworker, first, date(2026, 11, 9))
    second = all_rows(engine, Absence, id=second.id)[0]
    _note(desk, village.caseworker, second, date(2026, 11, 23))
    assert counted() == 0
    assert {row.documentation for row in all_rows(engine, Absence)} == {Documentation.PAPER}
    # What was reported is kept, and what was decided stays decided.
    assert [row.doctors_note_from for row in all_rows(engine, AbsenceVersion)] == [None, None]
    assert all_rows(engine, Absence, id=second.id)[0].state is AbsenceState.ACCEPTED


def test_days_with_a_late_note_leave_the_self_report_days_for_the_next_illness(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _ill(desk, village.participant, date(2026, 11, 18), date(2026, 11, 20))
    (row,) = all_rows(engine, Absence)
    assert row.proposed is Proposed.PAID
    _note(desk, village.caseworker, row, date(2026, 11, 18))
    _ill(desk, village.participant, date(2026, 11, 24), date(2026, 11, 26))
    assert all_rows(engine, Absence, first_day=date(2026, 11, 24))[0].proposed is Proposed.PAID


def test_a_note_is_written_once_by_who_has_seen_the_absence_as_it_is(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _ill(desk, village.participant, date(2026, 11, 23), date(2026, 11, 24))
    (row,) = all_rows(engine, Absence)
    with pytest.raises(Refused, match="absence-note-after-the-end"):
        _note(desk, village.caseworker, row, date(2026, 11, 25))
    for actor in (village.far_caseworker, village.leader, village.participant):
        with pytest.raises((NotFound, NotPermitted)):
            _note(desk, actor, row, date(2026, 11, 23))
    _note(desk, village.caseworker, row, date(2026, 11, 23))
    with pytest.raises(Conflict):
        _note(desk, village.colleague, row, date(2026, 11, 24))
    assert len(all_rows(engine, AbsenceVersion)) == 1


def test_only_an_illness_that_stands_takes_a_note(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant, AbsenceCommand(AbsenceKind.OTHER, FEAST, FEAST, "Tannlege"))
    with pytest.raises(Conflict):
        _note(desk, village.caseworker, all_rows(engine, Absence)[0], FEAST)


def _change(engine: Engine, desk: Desk, actor: Actor, first: date, last: date, note: str) -> Absence:
    (row,) = all_rows(engine, Absence)
    command = AbsenceCommand(AbsenceKind.RELIGIOUS, first, last, note)
    with desk.writing(actor) as work:
        assert absences.what_it_means(work, command, changes=row.id)
        absence_changes.change_absence(work, f"change {note}", row.id, row.version, command)
    return all_rows(engine, Absence)[0]


def test_other_words_and_fewer_days_were_told_when_the_leave_was_and_more_days_today(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    last = date(2026, 12, 10)
    command = AbsenceCommand(AbsenceKind.RELIGIOUS, FEAST, last)
    _report(desk, village.participant, command)
    assert all_rows(engine, Absence)[0].proposed is Proposed.PAID
    clock.moment = oslo("2026-12-07 10:00")
    assert _change(engine, desk, village.participant, FEAST, last, "Ring meg").proposed is Proposed.PAID
    row = _change(engine, desk, village.participant, FEAST, FEAST, "Bare en dag")
    assert row.proposed is Proposed.PAID
    with desk.reading(village.participant) as work:
        assert absences.told_on(work, absences.own_absence(work, row.id)) == date(2026, 11, 24)
    with desk.writing(village.caseworker) as work:
        assert absence_queue.accept_clear(work, [(row.id, row.version)]) == ([row.id], [])
    # The second day was given up, so asking for it again is to tell it now.
    row = _change(engine, desk, village.participant, FEAST, last, "Likevel to")
    assert row.proposed is Proposed.DECIDES
