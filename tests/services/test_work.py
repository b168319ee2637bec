"""Units of work: kept whole or not at all, told after the commit, calm when somebody else holds the lock."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.errors import Busy
from portal.domain.events import AbsenceReported
from portal.domain.live import Change
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing, open_engine
from portal.store.models import EventRow, Office
from tests.builders import RecordingBus, Village, all_rows, oslo
from tests.conftest import AUDIT_KEY


def test_pages_are_told_after_the_commit_and_not_before(
    engine: Engine, village: Village, clock: FixedClock
) -> None:
    seen: list[int] = []

    class Watching(RecordingBus):
        def publish(self, changes: Iterable[Change]) -> None:
            seen.append(len(all_rows(engine, EventRow)))

    desk = Desk(engine, clock, NorwegianHolidays(), Watching(), AUDIT_KEY)
    with desk.writing(village.participant) as work:
        work.tell(AbsenceReported(village.participant.id, village.office, "a"))
        work.session.flush()
        assert seen == []
    assert seen == [1]


def test_a_bus_is_told_nothing_by_work_that_only_reads(
    desk: Desk, village: Village, bus: RecordingBus
) -> None:
    with desk.reading(village.participant) as work:
        assert work.actor == village.participant
    assert bus.changes == []


def test_what_only_reads_keeps_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    if engine.dialect.name == "postgresql":
        return
    with desk.reading(village.participant) as work:
        work.session.execute(rows(Office).update().values(name="Endret"))
    assert "Endret" not in {row.name for row in all_rows(engine, Office)}


def test_a_lock_that_somebody_else_holds_is_told_as_busy(
    engine: Engine, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    impatient = open_engine(engine.url.render_as_string(hide_password=False), busy_seconds=0.05)
    desk = Desk(impatient, clock, NorwegianHolidays(), bus, AUDIT_KEY)
    change = rows(Office).update().values(name="Endret")
    with for_writing(engine).begin() as holder:
        holder.execute(change)
        with pytest.raises(Busy), desk.writing(village.participant) as work:
            work.session.execute(change)
        with desk.reading(village.participant) as work:
            assert work.session.scalar(rows(Office).select()) is not None
    impatient.dispose()


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-24 00:00", 24), ("2026-11-24 23:59", 24), ("2026-06-24 00:30", 24), ("2026-10-25 02:30", 25)],
)
def test_today_is_norways_date(
    desk: Desk, village: Village, clock: FixedClock, moment: str, day: int
) -> None:
    clock.moment = oslo(moment)
    with desk.reading(village.participant) as work:
        assert work.today.day == day
        assert work.now == clock.moment
