"""Absence of days before a programme stopped: it is the days themselves that decide whether there is something to report."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.absence import AbsenceKind
from portal.domain.errors import Refused
from portal.domain.programme import IntervalKind, ProgrammeState
from portal.domain.submission import Channel
from portal.services import absence_behalf, absences
from portal.services.absences import AbsenceCommand
from portal.services.work import Desk
from portal.store.engine import for_writing
from portal.store.models import Absence, Interval, Programme
from tests.builders import Village, all_rows, key_for, oslo

PAUSED = date(2026, 11, 18)
BEFORE = AbsenceCommand(AbsenceKind.SELF_REPORT, PAUSED - timedelta(days=1), PAUSED - timedelta(days=1))
ACROSS = AbsenceCommand(AbsenceKind.SELF_REPORT, PAUSED - timedelta(days=1), PAUSED)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """What is asked here turns on days alone."""
    return sqlite_engine


@pytest.fixture(autouse=True)
def suspended(engine: Engine, village: Village) -> None:
    """The participant's programme has been suspended for some days."""
    (programme,) = all_rows(engine, Programme, participant_id=village.participant.id)
    with Session(for_writing(engine)) as session:
        stops = update(Programme).where(Programme.id == programme.id)
        session.execute(stops.values(state=ProgrammeState.SUSPENDED))
        session.add(Interval(programme_id=programme.id, kind=IntervalKind.SUSPENSION, first_day=PAUSED))
        session.commit()


def test_a_participant_reports_a_day_from_before_the_suspension(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with desk.writing(village.participant) as work:
        assert absences.can_report(work)
        absences.report_absence(work, key_for(1), BEFORE)
    with pytest.raises(Refused, match="absence-not-running"), desk.writing(village.participant) as work:
        absences.report_absence(work, key_for(2), AbsenceCommand(BEFORE.kind, PAUSED, PAUSED))
    assert [row.first_day for row in all_rows(engine, Absence)] == [BEFORE.first_day]


def test_a_caseworker_registers_one_and_is_told_which_days_do_not_count(
    engine: Engine, desk: Desk, village: Village
) -> None:
    def register(key: str, command: AbsenceCommand) -> None:
        with desk.writing(village.caseworker) as work:
            received = oslo("2026-11-20 09:00")
            who = village.participant.id
            absence_behalf.register(work, who, key, command, Channel.PHONE, received)

    with pytest.raises(Refused, match="absence-not-running"):
        register("across", ACROSS)
    register("before", BEFORE)
    assert [row.last_day for row in all_rows(engine, Absence)] == [BEFORE.last_day]
