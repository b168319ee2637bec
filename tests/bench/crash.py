"""A server killed in the middle of a burst of messages, again and again: what was acknowledged must be there, once."""

import json
import random
import re
import secrets
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.client import Client
from tests.bench.servers import PORTAL, Server, demo_settings, fill, serving
from tests.bench.weight import decoded

PARTICIPANTS = ("rolig-rogn", "stille-strand", "kvikk-kvist")
CASEWORKER = "blid-bjork"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
CASE = re.compile(r'href="(/work/case/[^"?]+)"')


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the database holds after the last kill, beside what the writers were told."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    unannounced: int
    integrity: str

    @property
    def clean(self) -> bool:
        """Nothing is missing, nothing is there twice, everything is announced, and the file is whole."""
        return not (self.lost or self.doubled or self.unannounced) and self.integrity == "ok"


@dataclass
class Writer:
    """One person who writes as fast as they are answered, and sends again with the same key what was not."""

    person: str
    cookie: str = ""
    token: str = ""
    page: str = "/messages"
    acknowledged: list[str] = field(default_factory=list)
    waiting: tuple[str, str] | None = None
    refused: list[int] = field(default_factory=list)

    def sign_in(self, port: int) -> None:
        with Client(port) as client:
            client.sign_in(self.person)
            self.cookie = client.cookie
            if self.person == CASEWORKER:
                self.page = CASE.findall(_html(client, "/work"))[0]
            self.token = TOKEN.findall(_html(client, self.page))[0]

    def write_until_cut_off(self, port: int) -> None:
        """Write until the server is gone. What it answered with 303 counts as acknowledged, nothing else does."""
        try:
            with Client(port, self.cookie) as client:
                while True:
                    text, key = self.waiting or (f"burst {secrets.token_hex(8)}", secrets.token_urlsafe(18))
                    self.waiting = (text, key)
                    answer = client.post(self.page, {"csrf_token": self.token, "key": key, "text": text})
                    if answer.status == 303:
                        self.acknowledged.append(text)
                        self.waiting = None
                    else:
                        self.refused.append(answer.status)
        except (OSError, IndexError):
            # Cut off in the middle of a line or between two, which is what the kill is for.
            return


def burst(folder: Path, *, kills: int, seconds: float = 90) -> Verdict:
    """Four people write; after a random moment the server and its worker get SIGKILL; then it starts again.

    Needs some three seconds for each kill, and on a machine that is too busy for that it leaves the last ones
    out once `seconds` have passed. Raises RuntimeError when a message was refused outright.
    """
    database = folder / "portal.db"
    fill(f"sqlite:///{database}")
    settings = demo_settings(f"sqlite:///{database}", folder)
    writers = [Writer(person) for person in (*PARTICIPANTS, CASEWORKER)]
    dice = random.SystemRandom()
    deadline = time.monotonic() + seconds
    done = 0
    while done < kills and time.monotonic() < deadline:
        with serving(PORTAL, settings) as server:
            if done == 0:
                for writer in writers:
                    writer.sign_in(server.port)
            _write_and_kill(server, writers, dice.uniform(0.2, 1.2))
        done += 1
    refused = Counter(status for writer in writers for status in writer.refused)
    if refused:
        raise RuntimeError(f"Messages were refused: {dict(refused)}.")
    return _judge(database, writers, done)


def _write_and_kill(server: Server, writers: list[Writer], after: float) -> None:
    threads = [threading.Thread(target=writer.write_until_cut_off, args=[server.port]) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(after)
    server.kill()
    for thread in threads:
        thread.join()


def _judge(database: Path, writers: list[Writer], kills: int) -> Verdict:
    with closing(sqlite3.connect(database)) as connection:
        written = connection.execute(
            "select text, conversation_id, sequence, from_staff from message where text like 'burst %'"
        ).fetchall()
        events = {
            event_id: (fields["conversation_id"], int(fields["sequence"]))
            for event_id, data in connection.execute("select id, data from event where kind = 'MessageSent'")
            if (fields := json.loads(data))
        }
        noticed = {event_id for (event_id,) in connection.execute("select event_id from notice")}
        integrity = connection.execute("pragma integrity_check").fetchone()[0]
    times = Counter(text for text, *_ in written)
    announced = {place: event_id for event_id, place in events.items()}
    acknowledged = [text for writer in writers for text in writer.acknowledged]
    return Verdict(
        kills=kills,
        acknowledged=len(acknowledged),
        lost=sum(times[text] == 0 for text in acknowledged),
        doubled=sum(count > 1 for count in times.values()),
        unannounced=sum(
            (conversation, sequence) not in announced
            or bool(from_staff and announced[conversation, sequence] not in noticed)
            for _, conversation, sequence, from_staff in written
        ),
        integrity=str(integrity),
    )


def _html(client: Client, path: str) -> str:
    answer = client.get(path)
    return decoded(answer.body, answer.headers.get("content-encoding", ""))
