"""Notices to the outside: what every way out has in common, and the file that stands in while none is connected."""

import json
import os
from abc import ABC, abstractmethod
from pathlib import Path

from portal.domain.notices import Channel
from portal.text.told_outside import Fixed, Spoken


class WayOut(ABC):
    """A way out of the portal. Whatever is sent on it is one of the fixed texts, or is not sent."""

    def __init__(self, fixed: Fixed) -> None:
        """`fixed` are the texts that may leave."""
        self._fixed = fixed

    def send(self, *, reference: str, to: str, text: str) -> None:
        """Deliver. Raises NotFixed for any other text, NotTold when it did not arrive, OSError for a fault here."""
        self.deliver(reference, to, self._fixed.spoken(text))

    @abstractmethod
    def deliver(self, reference: str, to: str, spoken: Spoken) -> None:
        """Carry a text that has been looked at. Raises NotTold and OSError."""


class NoticesToFile(WayOut):
    """Writes each notice as one JSON line. It stands in for a channel honestly: nothing is said to be delivered further."""

    def __init__(self, path: Path, fixed: Fixed, channel: Channel = Channel.SMS) -> None:
        """`path` is created with the first notice, for its owner alone: it holds telephone numbers."""
        super().__init__(fixed)
        self._path = path
        self._channel = channel

    def deliver(self, reference: str, to: str, spoken: Spoken) -> None:
        """Append the notice. Raises OSError when the disk refuses, and the outbox tries again."""
        said = {
            "reference": reference,
            "channel": self._channel.value,
            "to": to,
            "text": spoken.on(self._channel),
        }
        with open(self._path, "a", encoding="utf-8", opener=_for_us_alone) as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
