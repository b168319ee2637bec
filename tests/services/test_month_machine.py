"""Reporting, correcting and confirming, in whichever order: nothing said is lost, and what was confirmed stays what it was."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.attendance import Attendance, LookAnswer, MonthState
from portal.domain.errors import Conflict, Refused
from portal.services.month_content import fingerprint_of
from portal.services.months import Month
from portal.services.work import Desk
from portal.store.engine import open_engine
from portal.store.models import METADATA, AttendanceLook, AttendanceMonth, AttendanceReport
from tests.builders import RecordingBus, Village, all_rows, build_village
from tests.conftest import AUDIT_KEY, NOW
from tests.services.month_world import October

# How many random stories are told. More are tried by setting this.
EXAMPLES = int(os.environ.get("MONTH_EXAMPLES", "10"))
DAYS = st.sampled_from([date(2026, 10, day) for day in (12, 13, 19, 20)])
SAID = st.sampled_from([Attendance.PRESENT, Attendance.PART, Attendance.AWAY])
STAFF = st.sampled_from(["caseworker", "colleague"])
ANSWER = "Vi har spurt på kurset, og svaret står her."


@cache
def ground() -> tuple[Path, Village]:
    """A database with a village, copied for each story."""
    path = Path(tempfile.mkdtemp(prefix="portal-months-")) / "portal.db"
    engine = open_engine(f"sqlite:///{path}")
    METADATA.create_all(engine)
    village = build_village(engine)
    engine.dispose()
    return path, village


@contextmanager
def refused(*kinds: type[Exception]) -> Iterator[None]:
    """Some steps may be refused, and a story goes on."""
    try:
        yield
    except kinds:
        return


class Story(RuleBasedStateMachine):
    """One month, its participant and two caseworkers, with pages that may be old."""

    @initialize()
    def begin(self) -> None:
        """A village of its own."""
        path, village = ground()
        self.folder = tempfile.TemporaryDirectory(prefix="portal-month-")
        shutil.copy(path, Path(self.folder.name) / "portal.db")
        self.engine = open_engine(f"sqlite:///{self.folder.name}/portal.db")
        self.clock = FixedClock(NOW)
        desk = Desk(self.engine, self.clock, NorwegianHolidays(), RecordingBus(), AUDIT_KEY)
        self.october = October(self.engine, desk, village)
        self.seen: Month = self.october.month()
        self.frozen: dict[tuple[Any, ...], Any] = {}
        self.said: dict[tuple[date, int], tuple[Any, ...]] = {}

    def teardown(self) -> None:
        """Throw the village away."""
        if hasattr(self, "engine"):
            self.engine.dispose()
            self.folder.cleanup()

    @rule()
    def a_page_is_opened(self) -> None:
        """A caseworker opens the month, and may confirm it much later."""
        self.seen = self.october.month()

    @rule(day=DAYS, said=SAID, old=st.booleans())
    def somebody_reports(self, day: date, said: Attendance, old: bool) -> None:
        """The participant says how a day went, or otherwise than before."""
        self.clock.move(minutes=7)
        version = len(
            [row for row in all_rows(self.engine, AttendanceReport) if row.activity_id and row.day == day]
        )
        before = max(0, version - 1) if old else version
        with refused(Conflict):
            self.october.say(
                day, before=before, attendance=said, minutes=60 if said is Attendance.PART else 0
            )
            assert before == version
            self.said[day, version + 1] = (said, 60 if said is Attendance.PART else 0)

    @rule(minutes=st.sampled_from([30, 90]), withdraw=st.booleans())
    def something_else_is_written(self, minutes: int, withdraw: bool) -> None:
        """The participant writes an entry of their own, corrects it or takes it back."""
        own = [row for row in all_rows(self.engine, AttendanceReport, current=True) if row.entry_id]
        if own:
            self.october.write(
                entry_id=own[0].entry_id, before=own[0].version, minutes=minutes, withdraw=withdraw
            )
        else:
            self.october.write(minutes=minutes)

    @rule(who=STAFF, answer=st.sampled_from(list(LookAnswer)))
    def somebody_looks(self, who: str, answer: LookAnswer) -> None:
        """A caseworker looks at the first thing that waits on the page that is open."""
        if self.seen.waiting:
            with refused(Conflict):
                by = getattr(self.october.village, who)
                self.october.look_at(self.seen.waiting[0].last.id, answer, ANSWER, by)

    @rule(who=STAFF)
    def somebody_confirms(self, who: str) -> None:
        """A caseworker confirms the month as it stood on the page that is open."""
        before = self.october.month()
        with refused(Conflict, Refused):
            version = self.october.confirm(self.seen, getattr(self.october.village, who))
            if version > before.version:
                assert before.fingerprint == self.seen.fingerprint
                assert not before.waiting
                assert self.october.month().state is MonthState.CONFIRMED

    @invariant()
    def nothing_that_was_said_is_lost_or_changed(self) -> None:
        """Every version stands as it was said, numbered without a gap, and one of each chain is current."""
        if not hasattr(self, "engine"):
            return
        rows = all_rows(self.engine, AttendanceReport)
        for (day, version), said in self.said.items():
            (row,) = (one for one in rows if one.activity_id and (one.day, one.version) == (day, version))
            assert (row.attendance, row.minutes) == said
        chains: dict[Any, list[Any]] = {}
        for row in rows:
            chains.setdefault((row.day, row.activity_id, row.entry_id), []).append(row)
        for chain in chains.values():
            chain.sort(key=lambda row: row.version)
            assert [row.version for row in chain] == list(range(1, len(chain) + 1))
            assert [row.current for row in chain] == [False] * (len(chain) - 1) + [True]
            assert [row.reported_at for row in chain] == sorted(row.reported_at for row in chain)

    @invariant()
    def what_was_confirmed_is_what_its_fingerprint_says(self) -> None:
        """No confirmation and no answer ever changes, and each can be read back from the versions it names."""
        if not hasattr(self, "engine"):
            return
        reports = {
            (row.activity_id or row.entry_id, row.day.isoformat(), row.version): row
            for row in all_rows(self.engine, AttendanceReport)
        }
        for row in all_rows(self.engine, AttendanceMonth):
            assert fingerprint_of(row.content) == row.fingerprint
            assert self.frozen.setdefault(("month", row.version), row) == row
            for day in row.content["days"]:
                for line in (one for one in day["lines"] if "said" in one):
                    report = reports[line["about"], day["day"], line["version"]]
                    assert report.attendance.value == line["said"]
        for look in all_rows(self.engine, AttendanceLook):
            assert self.frozen.setdefault(("look", look.report_id), look) == look

    @invariant()
    def both_sides_see_the_same(self) -> None:
        """The participant's page and the caseworker's stand on the same, and a correction is marked as one."""
        if not hasattr(self, "engine"):
            return
        own, staff = self.october.own(), self.october.month()
        assert own.fingerprint == staff.fingerprint
        assert own.state is staff.state
        assert own.version == len(all_rows(self.engine, AttendanceMonth))
        for chain in own.waiting:
            assert chain.is_own or chain.is_correction


TestMonths = Story.TestCase
TestMonths.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
