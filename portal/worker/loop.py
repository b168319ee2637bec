"""The worker's loop: a thread beside the pages in one process, or a process of its own."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("portal.worker")
PAUSE = 5.0


class Loop:
    """Does a piece of work again and again until it is stopped."""

    def __init__(self, work: Callable[[], object], pause: float = PAUSE) -> None:
        """`pause` is the seconds between two rounds."""
        self._work = work
        self._pause = pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)

    def start(self) -> None:
        """Run beside whatever else the process does."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the present round and end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def run(self) -> None:
        """Work until stopped. A round that fails is logged, and the next one comes all the same."""
        while not self._stop.is_set():
            try:
                self._work()
            except Exception:
                log.exception("a round of work failed")
            self._stop.wait(self._pause)


def in_turn(*pieces: Callable[[], object]) -> Callable[[], None]:
    """One round of several pieces of work. A piece that fails keeps none of the others from being done."""

    def work() -> None:
        for piece in pieces:
            try:
                piece()
            except Exception:
                log.exception("a piece of work failed")

    return work
