"""How many questions a page asks the database: few, always the same, and no more when there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select

from portal.services.conversations import PAGE
from portal.store.absence import Absence
from portal.store.base import AnyRow, new_id, rows
from portal.store.conversation import Conversation, ReadMark
from portal.store.message import Message
from portal.store.message_more import MessageMore
from portal.store.person import Person
from portal.store.submission import Submission
from tests.browser import Browser

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
# The sign-in is one of them on every page. The week asks by itself when the programme rests, and which months are
# confirmed. The week and the page about oneself ask whether something written without network was refused, which may have
# happened while no page was open: there is nothing else that would tell. The week asks which messages must be acknowledged.
# The conversation asks by itself what its messages are about, for their files, and what one may write about.
MOST = {"/week": 11, "/plan": 11, "/messages": 10, "/me": 6}
# Staff leave a trace before they see anything: where the trail stands, its new rows, and how many cases it was lately.
# Today's work says besides whom they cover and how many months wait, and a case which safety measures count, each asked for by itself.
# Its list of conversations says how many each choice would show, and a case which notes stand beside it.
# A case asks also what stands behind a wait: who covers, what was told when the day had passed, and who said who waits.
# Today's work says what cannot wait and whom to phone, and a case which messages have set off an alarm.
MOST_FOR_STAFF = {"/work": 17, "case": 27}


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collects the statements that are sent meanwhile. Beginning a transaction asks for nothing."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for(client: Browser, engine: Engine, path: str) -> list[str]:
    with counted(engine) as statements:
        assert client.get(path).status == 200
    return statements


def case_page(engine: Engine) -> str:
    participant = select(Person.id).where(Person.key == PARTICIPANT)
    with engine.connect() as connection:
        return f"/work/case/{connection.scalar(participant)}"


def again(connection: Connection, model: type, row: AnyRow, **changed: object) -> None:
    connection.execute(insert(rows(model)), {**row._mapping, **changed})


def double(engine: Engine) -> None:
    """Give every conversation, every list of absences and every list of receipts twice as many rows."""
    with engine.begin() as connection:
        furthest = select(Message.conversation_id, func.max(Message.sequence)).group_by(
            Message.conversation_id
        )
        last = dict(connection.execute(furthest).all())
        for row in connection.execute(select(rows(Message))).all():
            again(
                connection,
                Message,
                row,
                sequence=row.sequence + last[row.conversation_id],
            )
        for row in connection.execute(select(rows(MessageMore))).all():
            again(connection, MessageMore, row, sequence=row.sequence + last[row.conversation_id])
        # Everybody has read as much of the second half as of the first, and so opens the same page.
        for row in connection.execute(select(rows(ReadMark))).all():
            connection.execute(
                rows(ReadMark)
                .update()
                .where(
                    rows(ReadMark).c.conversation_id == row.conversation_id,
                    rows(ReadMark).c.person_id == row.person_id,
                )
                .values(sequence=row.sequence + last.get(row.conversation_id, 0))
            )
        connection.execute(
            rows(Conversation).update().values(last_sequence=rows(Conversation).c.last_sequence * 2)
        )
        for model in (Absence, Submission):
            for row in connection.execute(select(rows(model))).all():
                fresh = {"key": new_id(), "number": new_id()[:12]} if model is Submission else {}
                again(connection, model, row, id=new_id(), **fresh)


@pytest.mark.parametrize(("path", "most"), MOST.items())
def test_a_participants_page_asks_few_questions(
    client: Browser, seeded_engine: Engine, path: str, most: int
) -> None:
    client.sign_in(PARTICIPANT)
    statements = asked_for(client, seeded_engine, path)
    assert len(statements) <= most, "\n".join(statements)


@pytest.mark.parametrize(("path", "most"), MOST_FOR_STAFF.items())
def test_a_caseworkers_page_asks_few_questions(
    client: Browser, seeded_engine: Engine, path: str, most: int
) -> None:
    client.sign_in(CASEWORKER)
    statements = asked_for(client, seeded_engine, case_page(seeded_engine) if path == "case" else path)
    assert len(statements) <= most, "\n".join(statements)


def test_twice_as_much_to_show_asks_no_more_questions(client: Browser, seeded_engine: Engine) -> None:
    other = client.another()
    client.sign_in(PARTICIPANT)
    other.sign_in(CASEWORKER)
    pages = [(client, path) for path in MOST]
    pages += [(other, "/work"), (other, "/work/absences"), (other, case_page(seeded_engine))]
    before = {path: asked_for(who, seeded_engine, path) for who, path in pages}
    double(seeded_engine)
    after = {path: asked_for(who, seeded_engine, path) for who, path in pages}
    assert {path: len(found) for path, found in after.items()} == {
        path: len(found) for path, found in before.items()
    }


def test_a_long_conversation_is_read_a_page_at_a_time(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    for _ in range(3):
        double(seeded_engine)
    page = client.get("/messages").page
    assert len([item for item in page.all("li") if "message" in item["class"].split()]) == PAGE
