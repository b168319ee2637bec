"""The audit trail: written before anything is shown, whoever is refused too, and nobody touches it unseen."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Delete, Engine, Update, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.audit import Looked
from portal.domain.errors import NotFound, NotPermitted
from portal.services import absences, audit, conversations, plans
from portal.services.audit import Anchor, Seen
from portal.services.work import Desk
from portal.store.audit import as_cef
from portal.store.base import rows
from portal.store.models import AuditRow
from tests.builders import Village, all_rows
from tests.conftest import AUDIT_KEY

TAMPERS = 2000


def trail(engine: Engine) -> list[Any]:
    return sorted(all_rows(engine, AuditRow), key=lambda row: row.sequence)


def verdict(engine: Engine, *anchors: Anchor) -> str:
    with Session(engine) as session:
        return audit.verify(session, AUDIT_KEY, anchors).wrong


def look_often(desk: Desk, village: Village, clock: FixedClock, times: int) -> None:
    for number in range(times):
        clock.move(minutes=number)
        with desk.reading(village.caseworker if number % 3 else village.colleague) as work:
            plans.plan_of(work, (village.participant if number % 2 else village.neighbour).id)


def test_a_look_is_written_down_with_who_whom_what_and_why(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    with desk.reading(village.caseworker) as work:
        plans.plan_of(work, village.participant.id)
        absences.absences_of(work, village.participant.id)
        conversations.conversation_with(work, village.participant.id)
    assert [(row.sequence, row.what, row.granted) for row in trail(engine)] == [
        (1, "case", True),
        (2, "messages", True),
    ]
    row = trail(engine)[0]
    assert (row.actor_id, row.actor_role, row.office_id) == (
        village.caseworker.id,
        "caseworker",
        village.office,
    )
    assert (row.participant_id, row.why, row.at) == (village.participant.id, "office", clock.now())


def test_a_refused_look_is_written_down_too(engine: Engine, desk: Desk, village: Village) -> None:
    with pytest.raises(NotFound), desk.reading(village.caseworker) as work:
        plans.plan_of(work, village.stranger.id)
    with pytest.raises(NotFound), desk.reading(village.leader) as work:
        plans.plan_of(work, village.participant.id)
    with pytest.raises(NotPermitted), desk.reading(village.auditor) as work:
        plans.plan_of(work, village.participant.id)
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        conversations.answer(work, village.stranger.id, "k" * 20, "Hei")
    with pytest.raises(NotFound), desk.reading(village.caseworker) as work:
        plans.plan_of(work, "x" * 500)
    found = [(row.participant_id, row.actor_id, row.granted) for row in trail(engine)]
    assert found == [
        (village.stranger.id, village.caseworker.id, False),
        (village.participant.id, village.leader.id, False),
        (village.participant.id, village.auditor.id, False),
        (village.stranger.id, village.caseworker.id, False),
        (None, village.caseworker.id, False),
    ]


def test_what_somebody_does_in_a_case_is_a_look_too(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "k" * 20, "Hei")
    assert [(row.what, row.participant_id) for row in trail(engine)] == [("messages", village.participant.id)]


def test_a_participant_leaves_no_trace_in_the_own_case(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.reading(village.participant) as work:
        plans.own_plan(work)
        conversations.own_conversation(work)
    assert trail(engine) == []


def test_what_cannot_be_written_down_is_not_shown(engine: Engine, desk: Desk, village: Village) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit"))

    def shown() -> str:
        with desk.reading(village.caseworker) as work:
            plans.plan_of(work, village.participant.id)
            return "a page about somebody"

    with pytest.raises(DBAPIError):
        shown()


def test_who_has_seen_a_case_is_told_by_alias_and_day(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    for _ in range(3):
        with desk.reading(village.caseworker) as work:
            plans.plan_of(work, village.participant.id)
            plans.plan_of(work, village.neighbour.id)
        clock.move(minutes=5)
    clock.move(days=1)
    with desk.reading(village.colleague) as work:
        conversations.conversation_with(work, village.participant.id)
    with pytest.raises(NotFound), desk.reading(village.far_caseworker) as work:
        plans.plan_of(work, village.participant.id)
    with desk.reading(village.participant) as work:
        seen = audit.who_has_seen(work).seen
    assert [(one.day, one.what) for one in seen] == [
        (date(2026, 11, 25), Looked.MESSAGES),
        (date(2026, 11, 24), Looked.CASE),
    ]
    assert all(isinstance(one, Seen) and one.alias for one in seen)
    names = {village.caseworker.name, village.colleague.name}
    assert not names & {one.alias for one in seen}
    with pytest.raises(NotPermitted), desk.reading(village.caseworker) as work:
        audit.who_has_seen(work)


@pytest.mark.parametrize(("looks", "more"), [(3, False), (4, True)])
def test_a_list_that_is_cut_says_that_there_is_more(
    desk: Desk, village: Village, monkeypatch: pytest.MonkeyPatch, clock: FixedClock, looks: int, more: bool
) -> None:
    monkeypatch.setattr(audit, "MOST", 3)
    for _ in range(looks):
        clock.move(days=1)
        with desk.reading(village.caseworker) as work:
            plans.plan_of(work, village.participant.id)
    with desk.reading(village.participant) as work:
        found = audit.who_has_seen(work)
    assert (len(found.seen), found.more) == (3, more)


@pytest.mark.parametrize("change", [update(rows(AuditRow)).values(why="nothing"), delete(rows(AuditRow))])
def test_the_database_itself_changes_and_removes_no_row(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, change: Update | Delete
) -> None:
    look_often(desk, village, clock, 2)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(change)
    assert len(trail(engine)) == 2
    assert verdict(engine) == ""


def _edit(dice: random.Random, found: list[dict[str, Any]]) -> None:
    row = dice.choice(found)
    name = dice.choice(["actor_id", "participant_id", "what", "why", "actor_role", "office_id"])
    row[name] = f"{row[name]}x"


def _regrant(dice: random.Random, found: list[dict[str, Any]]) -> None:
    row = dice.choice(found)
    row["granted"] = not row["granted"]


def _move_in_time(dice: random.Random, found: list[dict[str, Any]]) -> None:
    row = dice.choice(found)
    row["at"] += timedelta(microseconds=dice.choice([-1, 1]) * dice.randint(1, 10**9))


def _drop(dice: random.Random, found: list[dict[str, Any]]) -> None:
    del found[dice.randrange(len(found))]


def _cut(dice: random.Random, found: list[dict[str, Any]]) -> None:
    del found[dice.randrange(len(found)) :]


def _swap(dice: random.Random, found: list[dict[str, Any]]) -> None:
    one, other = dice.sample(range(len(found)), 2)
    found[one]["sequence"], found[other]["sequence"] = found[other]["sequence"], found[one]["sequence"]


def _renumber(dice: random.Random, found: list[dict[str, Any]]) -> None:
    """Take a row out and close the gap."""
    gone = dice.randrange(len(found) - 1)
    del found[gone]
    for row in found[gone:]:
        row["sequence"] -= 1


def _reseal(dice: random.Random, found: list[dict[str, Any]]) -> None:
    """Change a row and seal all the rows after it anew, with a key that somebody guessed."""
    from portal.store.audit import FIRST, sealed

    start = dice.randrange(len(found))
    found[start]["why"] = "nothing"
    before = found[start - 1]["seal"] if start else FIRST
    for row in found[start:]:
        row["seal"] = before = sealed(b"a guess", before, row)


KINDS: list[Callable[[random.Random, list[dict[str, Any]]], None]] = [
    _edit,
    _regrant,
    _move_in_time,
    _drop,
    _cut,
    _swap,
    _renumber,
    _reseal,
]


def test_two_thousand_tampers_are_all_found(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    """T11 of the faults: with an anchor kept elsewhere, nothing is changed, removed, added or cut off unseen."""
    look_often(desk, village, clock, 40)
    with Session(engine) as session:
        kept = audit.anchor(session)
    clean = [row._asdict() for row in trail_rows(engine)]
    assert verdict_of(clean, kept) == ""
    dice = random.Random(20261122)  # noqa: S311 -- A seed makes the same tampers each time.
    missed = []
    for number in range(TAMPERS):
        found = [dict(row) for row in clean]
        KINDS[number % len(KINDS)](dice, found)
        if not verdict_of(found, kept):
            missed.append(KINDS[number % len(KINDS)].__name__)
    assert missed == []


def test_without_an_anchor_rows_cut_off_at_the_end_cannot_be_missed(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    look_often(desk, village, clock, 5)
    with Session(engine) as session:
        kept = audit.anchor(session)
    short = [row._asdict() for row in trail_rows(engine)][:3]
    assert verdict_of(short) == ""
    assert verdict_of(short, kept) == "row 5 was anchored and is gone"


def test_a_row_is_exported_as_one_line_whatever_it_holds(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    look_often(desk, village, clock, 1)
    row = trail_rows(engine)[0]
    assert as_cef(row).startswith("CEF:0|KVP portal|portal|1|look|look|3|rt=")
    table = rows(AuditRow)
    with engine.begin() as connection:
        values = row._asdict() | {"sequence": 2, "why": "a=b|c\\d\ne", "granted": False}
        connection.execute(insert(table).values(values))
        line = as_cef(connection.execute(select(table).where(table.c.sequence == 2)).one())
    assert "\n" not in line
    assert "reason=a\\=b|c\\\\d\\ne outcome=failure" in line


def trail_rows(engine: Engine) -> list[Any]:
    table = rows(AuditRow)
    with engine.connect() as connection:
        return list(connection.execute(select(table).order_by(table.c.sequence)))


class _Row(dict[str, Any]):
    """A row that is read from no database."""

    __getattr__ = dict.__getitem__

    def _asdict(self) -> dict[str, Any]:
        return dict(self)


def verdict_of(found: list[dict[str, Any]], *anchors: Anchor) -> str:
    """What the verification says of these rows."""
    with pytest.MonkeyPatch.context() as patch:
        ordered = [_Row(row) for row in sorted(found, key=lambda row: row["sequence"])]
        patch.setattr("portal.store.audit.all_rows", lambda _session: iter(ordered))
        return audit.verify(None, AUDIT_KEY, anchors).wrong  # type: ignore[arg-type]
