"""What leaves the portal as a notice: a handful of fixed sentences in each language, and the test for being one of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from portal.domain.notices import Channel
from portal.text.catalogue import Catalogues
from portal.text.drafted import DRAFT_WORD, draft_said
from portal.text.locales import LOCALES, SOURCE
from portal.text.words import Words

CODE = re.compile(r"\b[0-9]{6}\b", re.ASCII)
ANY_CODE = "000000"
LONGEST = 160
# What one short message holds: 160 signs of the telephone's own alphabet, or 70 when it needs another.
PLAIN, WIDE = 160, 70
ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€")


class NotFixed(ValueError):
    """Somebody tried to send words of their own out of the portal. The words are not repeated here."""


def news(words: Words) -> str:
    """That something is new, and nothing of what or from whom."""
    # NOTE: Blir sendt på SMS. Teksten må ikke røpe hvem den er fra eller hva den gjelder: Andre kan lese på telefonen.
    return words.gettext("Du har en ny melding. Logg inn for å lese den.")


def code(words: Words, number: str) -> str:
    """The six digits that show that an address is the person's own."""
    # NOTE: Blir sendt på SMS eller e-post for å sjekke en adresse. Høyst 70 tegn. Teksten må ikke røpe hvem den er fra.
    return words.gettext("Koden er %(code)s. Den virker i 15 minutter.", code=number)


def headline(words: Words) -> str:
    """What stands over an e-mail, and on top of a word on a locked screen."""
    # NOTE: Emnet i en e-post. Teksten må ikke røpe hvem den er fra eller hva den gjelder.
    return words.gettext("Ny melding")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text as it goes out: the language's code, the headline and the text.

    `draft_word` and `draft` say in a word and in a sentence that nobody has reviewed the language, and are empty where
    somebody has.
    """

    locale: str
    headline: str
    text: str
    draft_word: str = ""
    draft: str = ""

    def on(self, channel: Channel) -> str:
        """The text as one way carries it, where a language that nobody has reviewed says so.

        A letter has room for the sentence that stands on pages. A short message has not: with the sentence, most
        drafts would take two. It stays in its reader's language with the one word behind it. In the office's own, which
        people have reviewed, many could not read even that something is waiting for them, and no right hangs on these
        words: what they lead to says at length what a draft is.
        """
        if not self.draft:
            return self.text
        return (
            f"{self.text}\n\n{self.draft}" if channel is Channel.EMAIL else f"{self.text} ({self.draft_word})"
        )


class Fixed:
    """Every text that may leave, in every language. For one thread."""

    def __init__(self, catalogues: Catalogues) -> None:
        """The catalogues have been checked when they were loaded."""
        self._take(catalogues)

    def renew(self, catalogues: Catalogues) -> None:
        """Say from now on what the catalogues say now."""
        if catalogues is not self._catalogues:
            self._take(catalogues)

    def _take(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues
        source = Words(SOURCE, catalogues)
        self._words: Mapping[str, Words] = MappingProxyType(
            {locale: _short(Words(locale, catalogues), source) for locale in LOCALES}
        )
        spoken = [
            Spoken(locale, headline(words), text, *_of_a_draft(words))
            for locale, words in self._words.items()
            for text in (news(words), code(words, ANY_CODE))
        ]
        # Two languages may say the same; either one's headline is then good.
        self._by_text: Mapping[str, Spoken] = MappingProxyType({one.text: one for one in reversed(spoken)})

    @property
    def texts(self) -> frozenset[str]:
        """All of them, with zeros where a code stands."""
        return frozenset(self._by_text)

    def words_of(self, locale: str | None) -> Words:
        """The words of a person's language, the source's when they have chosen none."""
        return self._words.get(locale or SOURCE, self._words[SOURCE])

    def spoken(self, text: str) -> Spoken:
        """The text with its language and headline. Raises NotFixed for whatever is not one of ours."""
        found = self._by_text.get(text) or self._by_text.get(CODE.sub(ANY_CODE, text, count=1))
        if found is None:
            raise NotFixed("Only a fixed text may leave the portal.")
        return replace(found, text=text)


def _of_a_draft(words: Words) -> tuple[str, str]:
    return (words.gettext(DRAFT_WORD), draft_said(words)) if words.locale.draft else ("", "")


def _short(words: Words, source: Words) -> Words:
    """The words, or the source's where a translator has taken more room than a notice has."""
    drafted = _of_a_draft(words)
    texts = (Spoken("", "", text, *drafted).on(Channel.SMS) for text in (news(words), code(words, ANY_CODE)))
    return words if all(len(text) <= LONGEST for text in (headline(words), *texts)) else source


def parts_as_sms(text: str) -> int:
    """How many short messages a text is."""
    if all(sign in ALPHABET or sign in DOUBLE for sign in text):
        length, each, several = sum(2 if sign in DOUBLE else 1 for sign in text), PLAIN, 153
    else:
        length, each, several = len(text.encode("utf-16-be")) // 2, WIDE, 67
    return 1 if length <= each else -(-length // several)
