"""Where a rule comes from: statutes, citations down to the sentence, and the office's own house rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statute:
    """An act or a regulation: its everyday name, its permanent number and its address at lovdata.no."""

    short_name: str
    number: str
    address: str


SOSIALTJENESTELOVEN = Statute(
    "sosialtjenesteloven", "LOV-2009-12-18-131", "https://lovdata.no/lov/2009-12-18-131"
)
KVP_FORSKRIFTEN = Statute(
    "forskrift om kvalifiseringsprogram og kvalifiseringsstønad",
    "FOR-2011-12-21-1471",
    "https://lovdata.no/forskrift/2011-12-21-1471",
)
FORVALTNINGSLOVEN = Statute("forvaltningsloven", "LOV-1967-02-10", "https://lovdata.no/lov/1967-02-10")
DOMSTOLLOVEN = Statute("domstolloven", "LOV-1915-08-13-5", "https://lovdata.no/lov/1915-08-13-5")

# A statute stays here for ever, also when it is repealed: stored decisions point at its number.
STATUTES = {s.number: s for s in (SOSIALTJENESTELOVEN, KVP_FORSKRIFTEN, FORVALTNINGSLOVEN, DOMSTOLLOVEN)}


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a statute, as exact as the rule needs.

    `paragraf` is a text, because there are numbers such as "43 a". `ledd` and `punktum` count from 1.
    `wording_since` is the day from which these words have stood there, and None where nobody has
    checked it: a guessed date would look like knowledge.
    """

    statute: Statute
    paragraf: str
    ledd: int | None = None
    punktum: int | None = None
    bokstav: str | None = None
    wording_since: date | None = None

    @property
    def address(self) -> str:
        """The official address of the paragraf; lovdata.no has none for a single ledd."""
        return f"{self.statute.address}/§{self.paragraf.replace(' ', '')}"

    @property
    def key(self) -> str:
        """The place in compact form, such as "LOV-2009-12-18-131/36/1/2"; "-" stands for a part left out."""
        parts = [str(part or "-") for part in (self.ledd, self.punktum, self.bokstav)]
        while parts and parts[-1] == "-":
            parts.pop()
        return "/".join([self.statute.number, self.paragraf, *parts])


def citation_of(key: str, wording_since: date | None = None) -> Citation:
    """Read back what `Citation.key` wrote. Raises ValueError when the key names no statute or place we know."""
    number, *parts = key.split("/")
    if number not in STATUTES or not 1 <= len(parts) <= 4:
        raise ValueError(f"no citation: {key!r}")
    paragraf, ledd, punktum, bokstav = (None if p == "-" else p for p in [*parts, "-", "-", "-"][:4])
    if not paragraf:
        raise ValueError(f"no paragraf in {key!r}")
    return Citation(
        STATUTES[number],
        paragraf,
        int(ledd) if ledd else None,
        int(punktum) if punktum else None,
        bokstav,
        wording_since,
    )


@dataclass(frozen=True, slots=True)
class HouseRule:
    """What the office or this portal chose itself, or a reading of the law that can be overruled.

    It is never shown as law. `code` is permanent; `note` says to developers what was chosen and why.
    """

    code: str
    note: str


Basis = Citation | HouseRule
