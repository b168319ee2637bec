"""What readers went without: how often each sentence was shown in another language than its reader's, and nobody's name.

Kept in this process only, and forgotten when it ends. A sentence that stands in a page by itself is counted each
time its page is made ready, the others each time they are said: enough to see where a translator is needed first.
"""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

MOST = 10_000
"""Sentences that are kept apart, of all languages together. One more is not counted: memory is worth more than it."""


class Missing:
    """Counts, from any thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._counts: Counter[tuple[str, str]] = Counter()
        self._counting = Lock()

    def note(self, locale: str, msgid: str) -> None:
        """A reader of `locale` was shown this sentence in another language."""
        with self._counting:
            if (locale, msgid) in self._counts or len(self._counts) < self._most:
                self._counts[locale, msgid] += 1

    def snapshot(self) -> Mapping[tuple[str, str], int]:
        """How often, by language and sentence, the most missed first."""
        with self._counting:
            return dict(self._counts.most_common())


MISSING = Missing()
"""Of this process."""
