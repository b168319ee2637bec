"""The outbox: each notice once, at a decent hour, in the reader's language, and never what it is about."""

from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.notices import NoticeState
from portal.domain.people import Actor, Role
from portal.services import conversations
from portal.services.work import Desk
from portal.store.base import new_id, rows
from portal.store.models import Conversation, Notice
from portal.text.told_outside import news
from portal.worker.outbox import LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, Outbox
from tests.builders import Village, add_person, all_rows, at_once, oslo, save
from tests.worker.gateway import Gateway, fixed, outbox_of
from tests.worker.outside import shows_drafts

TEXT = "Du har en ny melding. Logg inn for å lese den."


def notice_text(locale: str | None) -> str:
    return news(fixed().words_of(locale))


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def outbox(engine: Engine, clock: FixedClock, gateway: Gateway) -> Outbox:
    return outbox_of(engine, clock, gateway)


def _queue(engine: Engine, person: Actor, due_at: datetime, **values: object) -> str:
    notice = Notice(id=new_id(), person_id=person.id, event_id=new_id(), due_at=due_at, **values)
    save(engine, notice)
    return notice.id


def _states(engine: Engine) -> list[NoticeState]:
    return [row.state for row in all_rows(engine, Notice)]


def _answer(
    desk: Desk, village: Village, clock: FixedClock, text: str = "Du har fått plass på kurset"
) -> None:
    """Write, and wait until it can be taken back no longer."""
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, f"k {text}", text)
    clock.move(seconds=11)


def test_an_answer_becomes_one_neutral_notice(
    engine: Engine, desk: Desk, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    _answer(desk, village, clock)
    assert (outbox.deliver_due(), outbox.deliver_due()) == (1, 0)
    notice = all_rows(engine, Notice)[0]
    assert gateway.sent == [(notice.id, "+4700000000", TEXT)]
    assert (notice.state, notice.sent_at, notice.attempts) == (NoticeState.SENT, clock.now(), 1)


@pytest.mark.parametrize("locale", ["nb", "nn", "en", "ar"])
def test_a_notice_speaks_the_readers_language_and_says_nothing_else(locale: str) -> None:
    text = notice_text(locale)
    assert text.strip()
    assert len(text) <= 160
    for word in ("nav", "kvp", "kvalifisering", "http", "://", "+47", "%"):
        assert word not in text.lower()


def test_a_notice_without_a_chosen_language_speaks_bokmal() -> None:
    assert notice_text(None) == notice_text("nb") == TEXT
    assert notice_text("ar") != TEXT


def test_each_person_is_told_in_their_own_language(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    shows_drafts(engine, village)
    for number, locale in enumerate(("nb", "ar", "en")):
        person = add_person(
            engine, Role.PARTICIPANT, village.office, f"Person {number}", locale=locale, phone=f"+{number}"
        )
        _queue(engine, person, clock.now())
    outbox.deliver_due()
    assert {to: text for _, to, text in gateway.sent} == {
        f"+{number}": notice_text(locale) for number, locale in enumerate(("nb", "ar", "en"))
    }


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("2026-11-24 09:00", "2026-11-24 09:00"),
        ("2026-11-24 16:59", "2026-11-24 16:59"),
        ("2026-11-24 17:00", "2026-11-25 09:00"),
        ("2026-11-24 23:30", "2026-11-25 09:00"),
        ("2026-11-25 08:59", "2026-11-25 09:00"),
        ("2026-11-27 17:30", "2026-11-30 09:00"),
        ("2026-11-28 12:00", "2026-11-30 09:00"),
        ("2026-12-23 18:00", "2026-12-24 09:00"),
        ("2026-12-25 12:00", "2026-12-28 09:00"),
        ("2027-05-17 12:00", "2027-05-18 09:00"),
        ("2027-03-26 18:00", "2027-03-30 09:00"),
        ("2026-10-23 17:30", "2026-10-26 09:00"),
    ],
)
def test_a_notice_waits_for_a_decent_hour(
    engine: Engine,
    village: Village,
    outbox: Outbox,
    gateway: Gateway,
    clock: FixedClock,
    written: str,
    sent: str,
) -> None:
    clock.moment = oslo(written)
    _queue(engine, village.participant, clock.now())
    outbox.deliver_due()
    if written != sent:
        assert gateway.sent == []
        clock.moment = oslo(sent) - timedelta(seconds=1)
        assert outbox.deliver_due() == 0
        clock.moment = oslo(sent)
        assert outbox.deliver_due() == 1
    assert len(gateway.sent) == 1


def test_a_night_of_waiting_is_no_failed_attempt(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    clock.moment = oslo("2026-11-27 17:30")
    _queue(engine, village.participant, clock.now())
    outbox.deliver_due()
    clock.moment = oslo("2026-11-30 09:00")
    gateway.fails = lambda _to: True
    for _ in range(MOST_ATTEMPTS - 1):
        outbox.deliver_due()
        clock.move(minutes=LONGEST_PAUSE.total_seconds() / 60)
        if clock.now() > oslo("2026-11-30 16:00"):
            clock.moment = oslo("2026-12-01 09:00")
    assert _states(engine) == [NoticeState.QUEUED]


def test_what_was_read_in_the_meantime_is_not_announced(
    engine: Engine, desk: Desk, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    _answer(desk, village, clock)
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, 1)
    assert outbox.deliver_due() == 0
    assert (gateway.sent, _states(engine)) == ([], [NoticeState.DROPPED])


def test_what_somebody_else_has_read_is_still_announced(
    desk: Desk, village: Village, outbox: Outbox, clock: FixedClock
) -> None:
    _answer(desk, village, clock)
    with desk.writing(village.colleague) as work:
        conversations.mark_read(work, village.participant.id, 1)
    assert outbox.deliver_due() == 1


@pytest.mark.parametrize("wish", [{"notices": False}, {"phone": ""}])
def test_who_wants_no_notice_gets_none(
    engine: Engine,
    village: Village,
    outbox: Outbox,
    gateway: Gateway,
    clock: FixedClock,
    wish: dict[str, str],
) -> None:
    person = add_person(engine, Role.PARTICIPANT, village.office, "Stille Stund", **wish)  # type: ignore[arg-type]
    _queue(engine, person, clock.now())
    outbox.deliver_due()
    assert (gateway.sent, _states(engine)) == ([], [NoticeState.DROPPED])


def test_nobody_is_told_twice_within_thirty_minutes(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    for _ in range(3):
        _queue(engine, village.participant, clock.now())
    _queue(engine, village.neighbour, clock.now())
    assert outbox.deliver_due() == 2
    clock.move(minutes=29, seconds=59)
    assert outbox.deliver_due() == 0
    clock.move(seconds=1)
    assert outbox.deliver_due() == 1
    assert len(gateway.sent) == 3


def test_a_line_that_is_down_for_an_hour_loses_nothing(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    notice_id = _queue(engine, village.participant, clock.now())
    gateway.fails = lambda _to: True
    assert outbox.deliver_due() == 0
    gateway.fails = lambda _to: False
    clock.move(minutes=60)
    assert outbox.deliver_due() == 1
    assert [reference for reference, _, _ in gateway.sent] == [notice_id]


def test_a_notice_that_always_fails_dies_and_holds_nobody_up(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    poison = add_person(engine, Role.PARTICIPANT, village.office, "Feil Nummer", phone="+000")
    bad = _queue(engine, poison, clock.now() - timedelta(hours=1))
    good = _queue(engine, village.participant, clock.now())
    gateway.fails = lambda to: to == "+000"
    assert outbox.deliver_due() == 1
    assert [reference for reference, _, _ in gateway.sent] == [good]
    for _ in range(MOST_ATTEMPTS * 4):
        clock.move(minutes=12)
        outbox.deliver_due()
    dead = all_rows(engine, Notice, id=bad)[0]
    assert (dead.state, dead.attempts) == (NoticeState.DEAD, MOST_ATTEMPTS)


def test_two_workers_never_send_one_notice_twice(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    for number in range(12):
        person = add_person(engine, Role.PARTICIPANT, village.office, f"Person {number}", phone=f"+{number}")
        _queue(engine, person, clock.now())
    answers = at_once(4, lambda _number: outbox.deliver_due())
    assert all(isinstance(answer, int) for answer in answers), answers
    # A worker that met another's row may have gone home early; the next round finds what is left.
    outbox.deliver_due()
    assert sorted(to for _, to, _ in gateway.sent) == sorted(f"+{number}" for number in range(12))
    assert set(_states(engine)) == {NoticeState.SENT}


def test_two_workers_do_not_tell_one_person_twice_at_once(
    engine: Engine, village: Village, clock: FixedClock
) -> None:
    meeting = Barrier(2, timeout=0.5)

    class Slow(Gateway):
        def send(self, *, reference: str, to: str, text: str) -> None:
            try:
                meeting.wait()
            except Exception:  # noqa: BLE001 -- Nobody else is sending, which is what should be.
                meeting.reset()
            super().send(reference=reference, to=to, text=text)

    slow = Slow()
    for _ in range(2):
        _queue(engine, village.participant, clock.now())
    outboxes = [outbox_of(engine, clock, slow) for _ in range(2)]
    at_once(2, lambda number: outboxes[number].deliver_due())
    assert len(slow.sent) == 1


def test_a_worker_that_dies_while_sending_gives_its_notice_back(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    _queue(engine, village.participant, clock.now())

    class PowerCut(BaseException):
        pass

    def power_cut(_to: str) -> bool:
        raise PowerCut

    gateway.fails = power_cut
    with pytest.raises(PowerCut):
        outbox.deliver_due()
    gateway.fails = lambda _to: False
    clock.move(seconds=LEASE.total_seconds() - 1)
    assert outbox.deliver_due() == 0
    clock.move(seconds=1)
    assert outbox.deliver_due() == 1


def test_a_notice_that_is_not_due_stays(
    engine: Engine, village: Village, outbox: Outbox, gateway: Gateway, clock: FixedClock
) -> None:
    _queue(engine, village.participant, clock.now() + timedelta(seconds=1))
    assert outbox.deliver_due() == 0
    assert gateway.sent == []


def test_a_message_that_goes_away_takes_no_other_with_it(
    engine: Engine, desk: Desk, village: Village, outbox: Outbox, clock: FixedClock
) -> None:
    _answer(desk, village, clock)
    with engine.begin() as connection:
        connection.execute(update(rows(Conversation)).values(last_sequence=99))
    assert outbox.deliver_due() == 1
