"""The outbox: sends each due notice once, at a decent hour, and says nothing of what it is about."""

import logging
import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.alarm_events import ImportantResent
from portal.domain.calendar import OSLO, monday_of, oslo_day, oslo_moment
from portal.domain.events import AppointmentCancelled, AppointmentMade, AppointmentMoved
from portal.domain.notices import CODE_LIVES, FOR_GOOD, Channel, NoticeState, NotTold, Says, Trouble
from portal.domain.ports import Clock, Notices, PublicHolidays
from portal.rules.days import is_working_day, next_working_day
from portal.services.languages_offered import ForVisitors
from portal.services.notice_codes import code_of
from portal.store import notice as store
from portal.store import notice_wish as wishes
from portal.store.base import AnyRow
from portal.store.engine import for_writing
from portal.text.locales import LOCALES, SOURCE
from portal.text.negotiation import outside_of_pages
from portal.text.told_outside import Fixed, code, news
from portal.text.words import Words
from portal.worker.ways import Ways, ways_of

log = logging.getLogger("portal.worker")

LEASE = timedelta(minutes=2)
QUIET = timedelta(minutes=30)
FROM, TO = time(9), time(17)
# A channel that is down for a working day loses nothing: a pause grows from half a minute to ten, and what is over is
# seen within ten minutes of it.
MOST_ATTEMPTS = 60
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)
# So many attempts on one way before the next one is tried.
ON_ONE_WAY = 4
# An appointment may be early tomorrow, so it is told at any hour; one that is no more where it was cannot wait at all.
AT_ANY_HOUR = {kind.__name__ for kind in (AppointmentMade, AppointmentMoved, AppointmentCancelled)}
AT_ONCE = AT_ANY_HOUR - {AppointmentMade.__name__}
# Whoever wants one word a week still hears of these when they happen; so of a message that is important itself.
NEVER_GATHERED = AT_ANY_HOUR | {ImportantResent.__name__}


class Outbox:
    """Delivers notices. Several may run at once: a notice is leased to one of them at a time."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        holidays: PublicHolidays,
        channels: Mapping[Channel, Notices],
        fixed: Fixed,
        code_key: bytes,
    ) -> None:
        """`channels` are the ways on which notices leave the portal, `fixed` what may be said, `code_key` what codes are drawn from."""
        self._engine = for_writing(engine)
        self._clock = clock
        self._holidays = holidays
        self._ways = Ways(channels, clock)
        self._fixed = fixed
        self._visitors = ForVisitors(engine)
        self._code_key = code_key
        # Many that failed together must not all come back together.
        self._dice = random.Random()  # noqa: S311 -- Spreads load, and guards nothing.

    def deliver_due(self) -> int:
        """Deal with everything that is due. Returns how many were sent. One bad notice does not stop the others."""
        sent = 0
        while (row := self._claim()) is not None:
            sent += self._deal_with(row)
        return sent

    def _claim(self) -> AnyRow | None:
        with Session(self._engine) as session:
            row = store.claim(session, self._clock.now(), LEASE)
            session.commit()
        return row

    def _deal_with(self, row: AnyRow) -> bool:
        if row.says is Says.CODE:
            return self._send_code(row)
        now = self._clock.now()
        read = row.sequence is not None and row.read_up_to >= row.sequence
        if not row.notices or row.reserved or row.over or read:
            self._settle(row, NoticeState.DROPPED)
            return False
        with Session(self._engine) as session:
            addresses = ways_of(session, row, self._ways.open)
        if not addresses:
            self._settle(row, NoticeState.DROPPED, trouble=Trouble.NO_WAY)
            return False
        if (later := self._not_before(row, now)) > now:
            self._postpone(row, later)
            return False
        turn = (row.attempts - 1) // ON_ONE_WAY % len(addresses)
        in_turn = [*addresses[turn:], *addresses[:turn]]
        text = news(self._words_of(row))
        return self._send(row, in_turn, text)

    def _send(self, row: AnyRow, in_turn: list[tuple[Channel, list[str]]], text: str) -> bool:
        """Try the first way. One that takes nothing for good is passed over, and the next one tried at once."""
        for channel, addresses in in_turn:
            if (until := self._ways.resting(channel)) is not None:
                self._postpone(row, until)
                return False
            try:
                gone = self._ways.send(channel, addresses, row.id, text)
            except NotTold as failed:
                log.warning("a notice could not be sent", extra={"kind": f"{channel} {failed.trouble}"})
                self._forget(failed.trouble, channel, addresses)
                trouble = failed.trouble
                if trouble not in FOR_GOOD:
                    self._again(row, channel, trouble)
                    return False
            else:
                self._forget(Trouble.REFUSED, channel, gone)
                self._told(row, channel)
                return True
        self._settle(row, NoticeState.DEAD, channel, trouble)
        return False

    def _send_code(self, row: AnyRow) -> bool:
        """A code goes to the address that it is to prove, at once, and to no other. One that is too old goes nowhere."""
        with Session(self._engine) as session:
            check = wishes.check_of(session, row.person_id, row.channel)
        if check is None or check.asked_at + CODE_LIVES <= self._clock.now():
            self._settle(row, NoticeState.DROPPED)
            return False
        number = code_of(self._code_key, check.person_id, check.channel, check.address, check.asked_at)
        text = code(self._words_of(row), number)
        if row.channel not in self._ways.open:
            self._settle(row, NoticeState.DROPPED, trouble=Trouble.NO_WAY)
            return False
        return self._send(row, [(row.channel, [check.address])], text)

    def _words_of(self, row: AnyRow) -> Words:
        """The words of the language that pages would come in: of a draft only where the person's office shows it."""
        spoken = self._visitors.of(row, SOURCE)
        return self._fixed.words_of(outside_of_pages(row.locale, spoken, LOCALES))

    def _told(self, row: AnyRow, channel: Channel) -> None:
        now = self._clock.now()
        with Session(self._engine) as session:
            store.settle(session, row.id, NoticeState.SENT, now, channel)
            if self._gathered(row):
                store.told_with(session, row.id, row.person_id, now, AT_ANY_HOUR)
            session.commit()

    def _again(self, row: AnyRow, channel: Channel, trouble: Trouble) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            self._settle(row, NoticeState.DEAD, channel, trouble)
            return
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts - 1, 10))
        until = self._clock.now() + pause * self._dice.uniform(0.7, 1.0)
        with Session(self._engine) as session:
            store.retry(session, row.id, until, channel, trouble)
            session.commit()

    def _forget(self, trouble: Trouble, channel: Channel, endpoints: list[str]) -> None:
        """A phone that has ended its subscription is not knocked at again."""
        if trouble is not Trouble.REFUSED or channel is not Channel.PUSH or not endpoints:
            return
        with Session(self._engine) as session:
            for endpoint in endpoints:
                wishes.forget_endpoint(session, wishes.hash_of(endpoint))
            session.commit()

    def _not_before(self, row: AnyRow, now: datetime) -> datetime:
        if row.kind in AT_ONCE:
            return now
        with Session(self._engine) as session:
            last = store.last_sent(session, row.person_id)
        earliest = max(now, last + QUIET) if last else now
        if row.kind in AT_ANY_HOUR:
            return earliest
        if self._gathered(row) and row.happened_at:
            earliest = max(earliest, self._week_begins(row.happened_at))
        return self._decent(earliest)

    @staticmethod
    def _gathered(row: AnyRow) -> bool:
        """Whether it is one of those that one word a week tells of."""
        gathered = row.weekly and row.says is Says.NEWS and not row.important
        return bool(gathered) and row.kind not in NEVER_GATHERED

    def _week_begins(self, happened_at: datetime) -> datetime:
        """Nine o'clock on the first Monday that was not over when it happened; a holiday gives way in `_decent`."""
        monday = monday_of(oslo_day(happened_at))
        this, following = oslo_moment(monday, FROM), oslo_moment(monday + timedelta(days=7), FROM)
        return this if happened_at <= this else following

    def _decent(self, moment: datetime) -> datetime:
        """The moment itself, or the next weekday morning when it lies outside nine to five."""
        day, clock = oslo_day(moment), moment.astimezone(OSLO).time()
        if is_working_day(day, self._holidays.of_year) and clock < TO:
            return max(moment, oslo_moment(day, FROM))
        return oslo_moment(next_working_day(day + timedelta(days=1), self._holidays.of_year), FROM)

    def _postpone(self, row: AnyRow, until: datetime) -> None:
        with Session(self._engine) as session:
            store.postpone(session, row.id, until)
            session.commit()

    def _settle(
        self,
        row: AnyRow,
        state: NoticeState,
        channel: Channel | None = None,
        trouble: Trouble | None = None,
    ) -> None:
        with Session(self._engine) as session:
            store.settle(session, row.id, state, self._clock.now(), channel, trouble)
            session.commit()
