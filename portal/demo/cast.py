"""The cast: every made-up person, one line each, so that the mix of ages, languages and states can be read."""

from typing import Final, NamedTuple

from portal.domain.people import Role

APPLIED: Final = "applied"
PLANNED: Final = "planned"
FIRST: Final = "first"
SECOND: Final = "second"
THIRD: Final = "third"
LEAVE: Final = "leave"
SUSPENDED: Final = "suspended"
COMPLETED: Final = "completed"
ENDED: Final = "ended"


class Part(NamedTuple):
    """One participant of the cast.

    `weeks` counts from the moment that the stage is about: the application, the beginning of the decision
    period, the first day away or the last day. `sex` serves only the identity number. `locale` None has not
    chosen a language yet. `scheme` names the week in `portal.demo.schemes`.
    """

    name: str
    sex: str
    age: int
    locale: str | None
    stage: str
    weeks: int
    scheme: str = "placement"
    children: int = 0
    interpreter: str = ""
    notices: bool = True
    leave_before: bool = False


class Place(NamedTuple):
    """One office with those who work there and those it serves.

    `others` are those of its staff who see little or nothing of a case, each with their role.
    """

    key: str
    municipality: str
    number: str
    phone: str
    caseworkers: tuple[str, ...]
    leader: str | None
    parts: tuple[Part, ...]
    others: tuple[tuple[str, Role], ...] = ()


TRANSLATORS = ("Presis Pil", "Lydhør Lyng", "Nøyaktig Nype", "Grundig Gran")
# A representative, and whom she helps.
HELPER, HELPED = "Hyggelig Hare", "Rolig Rogn"

TROMSO = Place(
    "tromso",
    "Tromsø",
    "5501",
    "68 05 00 10",
    ("Blid Bjørk", "Klok Klippe", "Sindig Sjø", "Varm Vår"),
    "Klar Kyst",
    (
        Part("Rolig Rogn", "woman", 31, "nb", FIRST, 17, "norwegian", children=2),
        Part("Stille Strand", "woman", 38, "ar", SECOND, 20, "norwegian", children=3),
        Part("Kvikk Kvist", "man", 22, "nn", FIRST, 14, "youth"),
        Part("Modig Molte", "man", 29, "en", FIRST, 4, "search"),
        Part("Varsom Vidje", "woman", 45, "nb", FIRST, 48, children=1),
        Part("Myk Mose", "man", 36, "nb", SECOND, 8, "search"),
        Part("Lett Lerke", "woman", 27, "nb", FIRST, 22, children=1),
        Part("Frisk Fjord", "man", 41, "ar", FIRST, 11, "norwegian", children=4),
        Part("Sterk Stein", "man", 52, "nb", THIRD, 30, "own"),
        Part("Vennlig Vind", "woman", 33, "nb", SECOND, 40, "paid", children=2),
        Part("Rask Rype", "man", 19, "nb", FIRST, 9, "youth"),
        Part("Høflig Hassel", "man", 47, "en", FIRST, 26, "norwegian", interpreter="uk"),
        Part("Åpen Ås", "woman", 35, None, FIRST, 6, "search", children=1),
        Part("Grønn Grotte", "woman", 24, "nn", FIRST, 31, "youth", children=1),
        Part("Nysgjerrig Nøtt", "woman", 30, "nb", FIRST, 38, leave_before=True, children=2),
        Part("Dyktig Dugg", "man", 58, "nb", SECOND, 15, "own"),
        Part("Snar Snø", "woman", 26, "nb", SECOND, 33, "search"),
        Part("Ærlig Ærfugl", "man", 44, "nb", THIRD, 12, children=1),
        Part("Lys Løvetann", "woman", 39, "nb", SECOND, 26, "norwegian", interpreter="se"),
        Part("Tapper Tang", "woman", 49, "nb", THIRD, 47, "search"),
        Part("Undrende Ugle", "woman", 28, "nb", LEAVE, 5, children=1),
        Part("Villig Vik", "man", 34, "nb", SUSPENDED, 7, "search"),
        Part("Sprek Spire", "man", 23, None, PLANNED, 9, "youth"),
        Part("Kjekk Kilde", "woman", 37, "en", PLANNED, 12, "norwegian", children=2),
        Part("Raus Ravn", "woman", 42, "nb", APPLIED, 2, children=1),
        Part("Flink Flo", "man", 32, "ar", APPLIED, 5, "norwegian", children=2),
        Part("Bestemt Bekk", "woman", 46, "nb", COMPLETED, 6),
        Part("Ivrig Isfjell", "man", 25, "nn", COMPLETED, 14, "search"),
        Part("Munter Måke", "woman", 55, "nb", COMPLETED, 3, "own", notices=False),
        Part("Sikker Siv", "man", 40, "nb", ENDED, 10, "search"),
    ),
    (
        ("Nær Nordlys", Role.CONTACT_CENTRE),
        ("Ryddig Rot", Role.ADMINISTRATOR),
        ("Årvåken Åre", Role.AUDITOR),
    ),
)

TRONDHEIM = Place(
    "trondheim",
    "Trondheim",
    "5001",
    "68 05 00 20",
    ("Trygg Tind", "Jevn Jord", "Glad Gran", "Nøktern Nype"),
    "Fast Fjell",
    (
        Part("Lun Lind", "woman", 43, "nb", THIRD, 18, "search", children=1),
        Part("Spent Selje", "man", 35, "nb", FIRST, 13, "norwegian", children=2, interpreter="so"),
        Part("Blank Bukt", "woman", 28, "en", FIRST, 19, "norwegian", interpreter="ti"),
        Part("Djerv Dal", "man", 31, "nb", FIRST, 5, "search"),
        Part("Driftig Due", "woman", 40, "ar", FIRST, 24, "norwegian", children=3),
        Part("Elskverdig Elv", "woman", 50, "nb", SECOND, 10, "own"),
        Part("Fin Furu", "woman", 23, "nb", FIRST, 12, "youth"),
        Part("Fornøyd Foss", "man", 37, "nb", FIRST, 47, "paid", children=2),
        Part("Gavmild Gress", "woman", 34, "nn", SECOND, 21, children=1),
        Part("Hjelpsom Hegg", "man", 46, "ar", SECOND, 36, "norwegian", children=2),
        Part("Jordnær Jerv", "man", 20, "nb", FIRST, 16, "youth"),
        Part("Kreativ Krokus", "woman", 32, "en", SECOND, 5, "search", children=1),
        Part("Lojal Lom", "man", 54, "nb", THIRD, 39, "own"),
        Part("Mild Måne", "woman", 29, None, FIRST, 7, "norwegian"),
        Part("Nett Nes", "woman", 26, "nb", FIRST, 29, children=1),
        Part("Oppmerksom Orre", "man", 48, "nb", SECOND, 43, "paid"),
        Part("Praktisk Prestekrage", "woman", 36, "nn", FIRST, 34, children=2, leave_before=True),
        Part("Rettfram Rein", "man", 24, "nb", SECOND, 14, "youth"),
        Part("Rund Rullestein", "man", 61, "nb", THIRD, 9, "own"),
        Part("Smidig Smyle", "woman", 33, "nb", FIRST, 41, "search", children=1),
        Part("Stolt Stær", "woman", 30, "nb", LEAVE, 4, "norwegian", children=2),
        Part("Tålmodig Tiur", "man", 39, "nb", SUSPENDED, 12, "search"),
        Part("Tydelig Topp", "woman", 21, "nb", PLANNED, 8, "youth"),
        Part("Utholdende Ur", "man", 45, "nn", PLANNED, 11, "search"),
        Part("Våken Vidde", "woman", 27, None, APPLIED, 1, children=1),
        Part("Vis Viol", "woman", 57, "nb", APPLIED, 4, "own"),
        Part("Ydmyk Yngel", "man", 38, "nb", COMPLETED, 5, children=2),
        Part("Øm Øy", "woman", 41, "nb", COMPLETED, 9, "norwegian", notices=False),
        Part("Ekte Ekorn", "woman", 35, "en", COMPLETED, 20, "search", children=1),
        Part("Grei Grend", "man", 44, "nb", ENDED, 8),
    ),
)

PLACES = (TROMSO, TRONDHEIM)
