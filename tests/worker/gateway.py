"""A gateway that remembers what it was told to send, and an outbox that sends by it."""

from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock

from sqlalchemy import Engine

from portal.adapters.holidays import NorwegianHolidays
from portal.domain.notices import Channel
from portal.domain.ports import Clock, Notices
from portal.resources import TRANSLATIONS
from portal.text.catalogue import Catalogues, load_catalogues
from portal.text.told_outside import Fixed
from portal.worker.outbox import Outbox

CODE_KEY = b"what codes are drawn from in the tests"


class Gateway:
    """Remembers what was sent. `fails` says for which address the line is down, or raises what it likes."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.fails: Callable[[str], bool] = lambda _to: False
        self._lock = Lock()

    def send(self, *, reference: str, to: str, text: str) -> None:
        if self.fails(to):
            raise OSError("The line is down.")
        with self._lock:
            self.sent.append((reference, to, text))


@cache
def catalogues() -> Catalogues:
    """Every language, read once."""
    return load_catalogues(TRANSLATIONS)


@cache
def fixed() -> Fixed:
    """Every text that may leave."""
    return Fixed(catalogues())


def outbox_of(
    engine: Engine, clock: Clock, gateway: Notices, more: Mapping[Channel, Notices] | None = None
) -> Outbox:
    """An outbox whose short messages go by `gateway`, and whatever else by `more`."""
    channels = {Channel.SMS: gateway, **(more or {})}
    return Outbox(engine, clock, NorwegianHolidays(), channels, fixed(), CODE_KEY)
