"""Advice on a translation: what a person should look at once more, though it would do no harm to show it."""

import re
from collections.abc import Iterator

from portal.text.findings import Problem, in_form, problem
from portal.text.glossary import EMPTY, Glossary
from portal.text.locales import LOCALES
from portal.text.markup import TAG
from portal.text.placeholders import SLOT

LEGAL = "legal term"
"""The kind of the one advice that must be followed: a wrong word for a term that rights depend on."""

_ARABIC_SCRIPT = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur"})
_ETHIOPIC = frozenset({"ti", "am"})
_SIGNS = {
    **{code: {"?": "؟", ",": "،", ";": "؛"} for code in _ARABIC_SCRIPT},
    **{code: {".": "።", ",": "፣", ";": "፤"} for code in _ETHIOPIC},
}
_SAME_SIGN = {"؟": "?", "؛": ";", "።": ".", "፧": "?", "፤": ";", "፦": ":", "፥": ":"}
_LOOSE_SIGN = re.compile(r"(?<=[^\W\d_])[?,;.](?=\s|$)")
_FINAL = frozenset(".?!:…")
_AFTER_FINAL = ")]}»”\"'’"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAME_EVERYWHERE = frozenset({"nav", "kvp", "sms", "pdf", "id", "porten", "altinn", "telefon", "e-post"})
_BOKMAL_ONLY = frozenset(
    re.findall(
        r"\w+",
        "ikke jeg hva hvor hvem hvordan hvorfor hvis fra noe noen være mye mer uke uker fravær hjem annen gjøre"
        " vite sykdom navn selv",
    )
)
_LABEL = 30
_LONGEST_WORD = 40


def advice(
    ids: tuple[str, ...], strings: tuple[str, ...], *, locale: str, glossary: Glossary = EMPTY
) -> tuple[Problem, ...]:
    """What to look at again in a translation that is whole and safe; nothing is an empty tuple. Never raises.

    `ids` is the sentence, or the sentence for one and for many; `strings` the translation, or its plural
    forms in order. All of it is advice, except what has the kind `LEGAL`. Kinds: "glossary", LEGAL,
    "punctuation", "unchanged", "long".
    """
    if not ids or not any(strings):
        return ()
    found = [*_terms(ids, strings, locale, glossary)]
    bare = [_bare(text) for text in strings]
    sources = [_bare(one) for one in ids]
    for number, text in enumerate(bare):
        for check in (
            _marks(sources[-1], text, locale),
            _unchanged(sources, text, locale),
            _long(sources, text),
        ):
            found += [in_form(one, number, len(bare)) for one in check]
    return tuple(dict.fromkeys(found))


def _bare(text: str) -> str:
    return SLOT.sub("\ufffc", TAG.sub("", text)).replace("%%", "%").strip()


def _terms(
    ids: tuple[str, ...], strings: tuple[str, ...], locale: str, glossary: Glossary
) -> Iterator[Problem]:
    said = " ".join(strings)
    for term in glossary.hits(ids[-1], locale):
        if wrong := term.wrong_in(said):
            yield problem(
                "legal-wrong" if term.legal else "term-wrong",
                source=term.source,
                wrong=wrong[0],
                term=term.term,
            )
        elif not term.used_in(said):
            yield problem("legal-other" if term.legal else "term-other", source=term.source, term=term.term)


def _final(text: str) -> str:
    plain = text.rstrip(_AFTER_FINAL + " \u200e\u200f")
    if plain.endswith("..."):
        return "…"
    last = plain[-1:]
    last = _SAME_SIGN.get(last, last)
    return last if last in _FINAL else ""


def _marks(source: str, text: str, locale: str) -> Iterator[Problem]:
    ours = _SIGNS.get(locale, {})
    if wrong := sorted(
        {found for found in _LOOSE_SIGN.findall(text) if found in ours and _foreign(text, found)}
    ):
        pairs = ", ".join(f"{ours[one]} for {one}" for one in wrong)
        yield problem("signs", pairs=pairs, signs=" ".join(ours[one] for one in wrong), wrong=" ".join(wrong))
    wanted, have = _final(source), _final(text)
    if wanted == have:
        return
    sign = {"?": "؟"} if locale in _ARABIC_SCRIPT else {".": "።"} if locale in _ETHIOPIC else {}
    if wanted:
        yield problem("end", wanted=wanted, sign=sign.get(wanted, wanted))
    else:
        yield problem("end-none", have=have, sign=sign.get(have, have))


def _foreign(text: str, sign: str) -> bool:
    """Whether a sign stands after a letter of the language's own script, and not after a name in ours."""
    return re.search(rf"[^\W\d_a-zA-ZæøåÆØÅ]{re.escape(sign)}(?=\s|$)", text) is not None


def _unchanged(sources: list[str], text: str, locale: str) -> Iterator[Problem]:
    if text.casefold() not in {one.casefold() for one in sources}:
        return
    words = [word.casefold() for word in _WORD.findall(text) if not word.isupper()]
    telling = [word for word in words if word not in _SAME_EVERYWHERE]
    if locale == "nn":
        # Much is spelled alike in the two written forms; only a word that is bokmål and nothing else tells.
        expected = not _BOKMAL_ONLY.isdisjoint(telling)
    elif any(letter in text.casefold() for letter in "æøå") or sum(len(word) > 2 for word in telling) > 1:
        expected = locale in LOCALES
    else:
        expected = locale in (_ARABIC_SCRIPT | _ETHIOPIC | {"uk", "ru"}) and any(
            len(one) > 3 for one in telling
        )
    if expected:
        yield problem("unchanged")


def _long(sources: list[str], text: str) -> Iterator[Problem]:
    longest = max(map(len, sources))
    if longest <= _LABEL and len(text) > 2 * longest + 12:
        yield problem("label", have=len(text), most=longest)
    word = max((found for found in re.split(r"[\s\ufffc]+", text)), key=len)
    if len(word) > max(_LONGEST_WORD, *(len(one) for source in sources for one in re.split(r"\s+", source))):
        yield problem("word", length=len(word), word=word)
