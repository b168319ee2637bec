"""The tongues that translators' pages of the demo are drawn with: few, made when they are asked for, and forgotten soon."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import cast

from portal.domain.translating import Key, Texts
from portal.text.catalogue import with_accepted
from portal.text.marked import MarkedWords
from portal.web.site import Tongue
from portal.web.tongues import Speech

MOST = 6
"""Each holds the templates of the pages that were drawn with it, some megabytes."""


class MarkedTongues:
    """The last few that were asked for, whoever asked. From any thread."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[object, ...], tuple[Speech, Tongue]] = OrderedDict()
        self._making = Lock()

    def tongue(self, speech: Speech, code: str, proposed: Mapping[Key, Texts]) -> Tongue:
        """The tongue of a language over what the portal says now, with proposed texts in the place of those that stand.

        A proposal passes the same checks as a text that was accepted: one that is not safe to show is not shown.
        """
        # The speech is kept beside its tongue, so that no other can ever come to have its number.
        key = (id(speech), code, frozenset(proposed.items()))
        with self._making:
            if key not in self._made:
                catalogues = speech.catalogues
                if proposed and code in catalogues:
                    catalogues = catalogues.but({code: with_accepted(catalogues[code], proposed)})
                self._made[key] = speech, speech.tongues.marked(code, catalogues)
                while len(self._made) > MOST:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key][1]


def words_of(tongue: Tongue) -> MarkedWords:
    """The words of such a tongue."""
    return cast("MarkedWords", tongue.words)
