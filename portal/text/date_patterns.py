"""How dates are put together where CLDR has it otherwise than people here write them, and months it spells otherwise.

The patterns are CLDR's own letters: EEEE is the weekday, d the day, MMMM the month inside a date, LLLL the month
that stands alone, and y the year; what stands in quotes is said as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Patterns:
    """The dates of one language: with and without the weekday, without the year, and the month alone."""

    full: str
    short: str
    day_month: str
    month_year: str


_DAY_MONTH_YEAR = Patterns("EEEE, d MMMM y", "d MMMM y", "d MMMM", "LLLL y")

OWN: Mapping[str, Patterns] = MappingProxyType(
    {
        # CLDR has the order of computers. The Sámi Act is dated «geassemánu 12. b. 1987».
        "se": Patterns("EEEE, MMMM d. 'b'. y", "MMMM d. 'b'. y", "MMMM d. 'b'.", "LLLL y"),
        # CLDR ends dates with «р.» and «г.», which would give a sentence that ends in a date two full stops.
        "uk": _DAY_MONTH_YEAR,
        "ru": _DAY_MONTH_YEAR,
        # CLDR has the American order, in which 12 and 11 may change places in a reader's eye.
        "so": _DAY_MONTH_YEAR,
        "ti": Patterns("EEEE፣ d MMMM y", "d MMMM y", "d MMMM", "LLLL y"),
    }
)

MONTHS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        # In a date the month is in the genitive, which CLDR does not have. These await a reader of Northern Sámi.
        "se": {
            1: "ođđajagemánu",
            2: "guovvamánu",
            3: "njukčamánu",
            4: "cuoŋománu",
            5: "miessemánu",
            6: "geassemánu",
            7: "suoidnemánu",
            8: "borgemánu",
            9: "čakčamánu",
            10: "golggotmánu",
            11: "skábmamánu",
            12: "juovlamánu",
        },
        # CLDR spells it «ጉንበት»; other libraries spell it so. It awaits a reader of Tigrinya.
        "ti": {5: "ግንቦት"},
    }
)
"""Months inside a date, by number. What is not here is CLDR's."""

STANDING: Mapping[str, Mapping[int, str]] = MappingProxyType({"ti": MONTHS["ti"]})
"""Months that stand alone."""

COMMAS: Mapping[str, str] = MappingProxyType({"ar": "،", "fa": "،", "ti": "፣"})
"""What stands between a date and a time, by the language's CLDR code; elsewhere a comma as here."""
