"""A gateway that remembers what it was told to send."""

from collections.abc import Callable
from threading import Lock


class Gateway:
    """Remembers what was sent. `fails` says for which telephone number the line is down."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.fails: Callable[[str], bool] = lambda _to: False
        self._lock = Lock()

    def send(self, *, reference: str, to: str, text: str) -> None:
        if self.fails(to):
            raise OSError("The line is down.")
        with self._lock:
            self.sent.append((reference, to, text))
