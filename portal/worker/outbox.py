"""The outbox: sends each due notice once, at a decent hour, and says nothing of what it is about."""

import logging
from datetime import datetime, time, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.calendar import OSLO, oslo_day, oslo_moment
from portal.domain.events import AppointmentCancelled, AppointmentMade, AppointmentMoved
from portal.domain.ports import Clock, Notices, PublicHolidays
from portal.rules.days import is_working_day, next_working_day
from portal.store import notice as store
from portal.store.base import AnyRow
from portal.store.engine import for_writing
from portal.store.notice import NoticeState
from portal.text.catalogue import Catalogues
from portal.text.locales import SOURCE
from portal.text.words import Words

log = logging.getLogger("portal.worker")

LEASE = timedelta(minutes=2)
QUIET = timedelta(minutes=30)
FROM, TO = time(9), time(17)
MOST_ATTEMPTS = 8
# An appointment may be early tomorrow, so it is told at any hour; one that is no more where it was cannot wait at all.
AT_ANY_HOUR = {kind.__name__ for kind in (AppointmentMade, AppointmentMoved, AppointmentCancelled)}
AT_ONCE = AT_ANY_HOUR - {AppointmentMade.__name__}


class Outbox:
    """Delivers notices. Several may run at once: a notice is leased to one of them at a time."""

    def __init__(
        self, engine: Engine, clock: Clock, holidays: PublicHolidays, notices: Notices, catalogues: Catalogues
    ) -> None:
        """`notices` is where they leave the portal."""
        self._engine = for_writing(engine)
        self._clock = clock
        self._holidays = holidays
        self._notices = notices
        self._catalogues = catalogues

    def deliver_due(self) -> int:
        """Deal with everything that is due. Returns how many were sent. One bad notice does not stop the others."""
        sent = 0
        while (row := self._claim()) is not None:
            try:
                sent += self._deal_with(row)
            except OSError:
                log.exception("a notice could not be sent", extra={"count": row.attempts})
                if row.attempts >= MOST_ATTEMPTS:
                    self._settle(row, NoticeState.DEAD)
        return sent

    def _claim(self) -> AnyRow | None:
        with Session(self._engine) as session:
            row = store.claim(session, self._clock.now(), LEASE)
            session.commit()
        return row

    def _deal_with(self, row: AnyRow) -> bool:
        now = self._clock.now()
        if not row.notices or not row.phone or (row.sequence is not None and row.read_up_to >= row.sequence):
            self._settle(row, NoticeState.DROPPED)
            return False
        if (later := self._not_before(row, now)) > now:
            with Session(self._engine) as session:
                store.postpone(session, row.id, later)
                session.commit()
            return False
        self._notices.send(reference=row.id, to=row.phone, text=notice_text(self._catalogues, row.locale))
        self._settle(row, NoticeState.SENT)
        return True

    def _not_before(self, row: AnyRow, now: datetime) -> datetime:
        if row.kind in AT_ONCE:
            return now
        with Session(self._engine) as session:
            last = store.last_sent(session, row.person_id)
        earliest = max(now, last + QUIET) if last else now
        return earliest if row.kind in AT_ANY_HOUR else self._decent(earliest)

    def _decent(self, moment: datetime) -> datetime:
        """The moment itself, or the next weekday morning when it lies outside nine to five."""
        day, clock = oslo_day(moment), moment.astimezone(OSLO).time()
        if is_working_day(day, self._holidays.of_year) and clock < TO:
            return max(moment, oslo_moment(day, FROM))
        return oslo_moment(next_working_day(day + timedelta(days=1), self._holidays.of_year), FROM)

    def _settle(self, row: AnyRow, state: NoticeState) -> None:
        with Session(self._engine) as session:
            store.settle(session, row.id, state, self._clock.now())
            session.commit()


def notice_text(catalogues: Catalogues, locale: str | None) -> str:
    """The one thing a notice ever says, in the person's language."""
    # NOTE: Sent as SMS. It must not say who it is from or what it is about: somebody else may read the phone.
    return Words(locale or SOURCE, catalogues).gettext("Du har en ny melding. Logg inn for å lese den.")
