"""Where a rule comes from: statutes, citations down to the sentence, and the office's own house rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statute:
    """An act or a regulation: its everyday name, its permanent number and its address at lovdata.no."""

    short_name: str
    number: str
    address: str


def _act(short_name: str, day_and_number: str) -> Statute:
    return Statute(short_name, f"LOV-{day_and_number}", f"https://lovdata.no/lov/{day_and_number}")


def _regulation(short_name: str, day_and_number: str) -> Statute:
    return Statute(short_name, f"FOR-{day_and_number}", f"https://lovdata.no/forskrift/{day_and_number}")


SOSIALTJENESTELOVEN = _act("sosialtjenesteloven", "2009-12-18-131")
KVP_FORSKRIFTEN = _regulation("forskrift om kvalifiseringsprogram og kvalifiseringsstønad", "2011-12-21-1471")
FORVALTNINGSLOVEN = _act("forvaltningsloven", "1967-02-10")
FORVALTNINGSLOVEN_2025 = _act("forvaltningsloven av 2025", "2025-06-20-81")
EFORVALTNINGSFORSKRIFTEN = _regulation("eForvaltningsforskriften", "2004-06-25-988")
DOMSTOLLOVEN = _act("domstolloven", "1915-08-13-5")
FOLKETRYGDLOVEN = _act("folketrygdloven", "1997-02-28-19")
AAP_FORSKRIFTEN = _regulation("forskrift om arbeidsavklaringspenger", "2017-12-13-2100")
KVP_LOV_2007 = _act("lov 26. oktober 2007 nr. 97", "2007-10-26-97")
PANDEMI_FORSKRIFTEN = _regulation("forskrift 8. mai 2020 nr. 966", "2020-05-08-966")
INDIVIDUELL_PLAN_FORSKRIFTEN = _regulation(
    "forskrift om individuell plan ved ytelse av velferdstjenester", "2022-06-22-1110"
)
NAV_LOVEN = _act("arbeids- og velferdsforvaltningsloven", "2006-06-16-20")
SKATTELOVEN = _act("skatteloven", "1999-03-26-14")
SKATTEBETALINGSFORSKRIFTEN = _regulation("skattebetalingsforskriften", "2007-12-21-1766")
SPRAKLOVA = _act("språklova", "2021-05-21-42")
SAMELOVEN = _act("sameloven", "1987-06-12-56")
TOLKELOVEN = _act("tolkeloven", "2021-06-11-79")
UU_FORSKRIFTEN = _regulation("forskrift om universell utforming av IKT-løsninger", "2013-06-21-732")

STATUTES = {statute.number: statute for statute in list(globals().values()) if isinstance(statute, Statute)}
"""Every statute above by its number. It stays here for ever, also when it is repealed: stored decisions point at it."""


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
