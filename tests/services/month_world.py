"""A course in October and the two sides of it, for the tests of months."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from portal.domain.attendance import Attendance, LookAnswer
from portal.domain.people import Actor
from portal.services import month_desk, months, own_entries, weeks
from portal.services.months import Month
from portal.services.own_entries import OwnEntry
from portal.services.submissions import Receipt
from portal.services.weeks import Report
from portal.services.work import Desk
from tests.builders import Village, add_activity, key_for

OCTOBER = date(2026, 10, 1)
A_MONDAY = date(2026, 10, 12)
A_TUESDAY = date(2026, 10, 13)


class October:
    """Norwegian on Mondays and Tuesdays, three hours each, from 12 to 20 October."""

    def __init__(self, engine: Engine, desk: Desk, village: Village) -> None:
        """Write the course."""
        self.desk, self.village = desk, village
        self.course = add_activity(
            engine,
            village.participant,
            weekdays=(0, 1),
            first_day=date(2026, 10, 12),
            last_day=date(2026, 10, 20),
        )
        self._keys = 0

    def _key(self) -> str:
        self._keys += 1
        return key_for(self._keys)

    def say(self, day: date = A_MONDAY, *, before: int = 0, key: str = "", **said: Any) -> Receipt:  # noqa: ANN401
        """The participant says how a day went."""
        values: dict[str, Any] = {"attendance": Attendance.PRESENT} | said
        with self.desk.writing(self.village.participant) as work:
            return weeks.report_day(
                work, key or self._key(), Report(self.course, day, before=before, **values)
            )

    def write(self, **said: Any) -> Receipt:  # noqa: ANN401
        """The participant writes down something of their own."""
        values: dict[str, Any] = {"title": "Foreldremøte", "day": A_TUESDAY, "minutes": 90} | said
        with self.desk.writing(self.village.participant) as work:
            return own_entries.write_entry(work, self._key(), OwnEntry(**values))

    def month(self, month: date = OCTOBER) -> Month:
        """The month as a caseworker sees it."""
        with self.desk.reading(self.village.caseworker) as work:
            return months.month_in_case(work, self.village.participant.id, month).months[0]

    def own(self, month: date = OCTOBER) -> Month:
        """The month as the participant sees it."""
        with self.desk.reading(self.village.participant) as work:
            return months.own_month(work, month)

    def confirm(self, seen: Month | None = None, by: Actor | None = None) -> int:
        """A caseworker confirms the month as it was seen, or as it stands."""
        seen = seen or self.month()
        with self.desk.writing(by or self.village.caseworker) as work:
            return month_desk.confirm(
                work, self.village.participant.id, seen.month, seen.version, seen.fingerprint
            )

    def look(self, answer: LookAnswer = LookAnswer.COUNTED, text: str = "", by: Actor | None = None) -> None:
        """A caseworker looks at the first thing that waits."""
        report = self.month().waiting[0].last.id
        self.look_at(report, answer, text, by)

    def look_at(
        self, report: str, answer: LookAnswer = LookAnswer.COUNTED, text: str = "", by: Actor | None = None
    ) -> None:
        """A caseworker looks at one version."""
        with self.desk.writing(by or self.village.caseworker) as work:
            month_desk.look(work, self.village.participant.id, report, answer, text)
