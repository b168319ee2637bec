"""Plain words: what our own sentences should not say, with what to say instead, and how heavy a sentence is.

Each of these makes every translation harder too. Nothing here is more than a warning.
"""

import re

from portal.text.findings import Problem
from portal.text.markup import TAG
from portal.text.placeholders import SLOT

HEAVY = 45
"""LIX above which a long sentence is worth another look: 30 to 40 is easy, above 60 is the language of offices."""

_MANY_WORDS = 15
_LONG_WORD = 6

# The word with its endings, and what to write instead.
_PLAINER = (
    ("vedrørende|angående", "om"),
    ("herunder", "også, for eksempel"),
    ("fattes?|fattet", "bestemmer: «kontoret bestemmer», ikke «vedtak fattes»"),
    ("ytes?|ytet", "gir, betaler"),
    (r"jf\.?|jamfør", "se"),
    ("bistand|bistå|bistår", "hjelp, hjelper"),
    ("innehar?|inneha", "har"),
    ("påser?|påse", "passer på"),
    ("iverksettes?|iverksatt", "setter i gang"),
    ("livsopphold", "det du trenger for å leve"),
    ("anmodes?|anmodet|anmodning", "ber om"),
    ("erholdes?|erholdt", "får"),
    ("foreliggende?|foreligger", "finnes, er her"),
    ("forefinnes|forefinner", "finnes"),
    ("fremkommer|framkommer", "står"),
    ("hvorvidt", "om"),
    ("idet", "fordi, når"),
    ("ifm|i forbindelse med", "når, ved"),
    ("i henhold til|ihht|henhold", "etter"),
    ("i tilfelle av", "hvis"),
    ("ikke desto mindre", "likevel"),
    ("imidlertid", "men"),
    ("kun", "bare"),
    ("likeledes", "også"),
    ("medfører|medføre", "fører til, gjør at"),
    ("nedenstående|ovenstående|ovennevnte|nedenfor", "under, over"),
    ("nødvendiggjør", "gjør at du må"),
    ("oppebærer?|oppebære", "får"),
    ("på bakgrunn av|på grunnlag av", "fordi, ut fra"),
    ("samt", "og"),
    ("snarest", "så fort du kan, eller en dato"),
    ("såfremt|dersom", "hvis"),
    ("tilstås|tilstå", "får"),
    ("tilsvarende gjelder", "det samme gjelder"),
    ("utarbeides?|utarbeidet|utarbeide", "lager, skriver"),
    ("vederlag", "betaling"),
    ("vedlagt", "ved siden av, lagt ved"),
    ("vedkommende", "personen, hen"),
    ("ved hjelp av", "med"),
    ("viderefører?|videreføres", "fortsetter"),
    ("besørger?|besørge", "ordner"),
    ("effektueres?|effektuere", "gjør, betaler"),
    ("hensyntatt|hensynta", "tatt hensyn til"),
    ("kontaktes|kontakte", "ring, skriv til"),
)
_WORDS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), instead) for words, instead in _PLAINER
)
_LETTERS = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?:]+(?=\s|$|[»”])")


def plainness(ids: tuple[str, ...]) -> tuple[Problem, ...]:
    """What is heavy in a source sentence, or in its forms: kinds "plain word", "name" and "heavy". Never raises."""
    found: list[Problem] = []
    for one in ids:
        text = _bare(one)
        for words, instead in _WORDS:
            if match := words.search(text):
                found.append(
                    Problem("plain word", f"«{match[0]}» is the language of offices; write: {instead}")
                )
        if re.search(r"\bNAV\b", text):
            found.append(Problem("name", "the name is written Nav"))
        weight = lix(text)
        if len(_LETTERS.findall(text)) > _MANY_WORDS and weight > HEAVY:
            found.append(
                Problem("heavy", f"LIX {weight:.0f}: use shorter words, or make two sentences of it")
            )
    return tuple(dict.fromkeys(found))


def lix(text: str) -> float:
    """The readability of a bokmål text: words in a sentence, and a hundred times the share of words above six letters."""
    words = _LETTERS.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text)) + (not _END.search(text.rstrip()[-2:])))
    return len(words) / sentences + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words)


def lix_of_all(sentences: tuple[str, ...]) -> float:
    """The readability of the sentences of a portal together; labels without a mark at the end are left out."""
    whole = " ".join(text for one in sentences if _END.search((text := _bare(one))[-2:]))
    return lix(whole)


def _bare(text: str) -> str:
    return " ".join(SLOT.sub("x", TAG.sub("", text)).split())
