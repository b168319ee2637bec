"""Weeks as plans have them: the activities of the demo world and the hours at which they take place."""

from datetime import time
from typing import NamedTuple

from portal.domain.programme import ActivityKind, Responsible


class Offer(NamedTuple):
    """Something that a plan can hold. `place` may name the municipality."""

    title: str
    kind: ActivityKind
    provider: str
    place: str
    why: str
    responsible: Responsible


class Hours(NamedTuple):
    """One time of the week. `weekday` 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    drop_in: bool

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


OFFERS = {
    "placement": Offer(
        "Arbeidspraksis",
        ActivityKind.WORK_DIRECTED,
        "Butikken på hjørnet (oppdiktet)",
        "Butikken på hjørnet, {municipality}",
        "Du får erfaring med kunder og kasse, og en arbeidsgiver som kan anbefale deg.",
        Responsible.STATE,
    ),
    "workshop": Offer(
        "Arbeidstrening på verkstedet",
        ActivityKind.WORK_DIRECTED,
        "Kommunens verksted",
        "Verkstedet, inngang C, {municipality}",
        "Du prøver ulike oppgaver og finner ut hva du trives med.",
        Responsible.MUNICIPALITY,
    ),
    "beginning": Offer(
        "Veien til jobb",
        ActivityKind.WORK_DIRECTED,
        "Kommunens kurssenter",
        "Kurssenteret, rom 3, {municipality}",
        "Du blir kjent med mulighetene dine, og dere lager planen videre.",
        Responsible.MUNICIPALITY,
    ),
    "norwegian": Offer(
        "Norskkurs",
        ActivityKind.SUPPORTING,
        "Voksenopplæringen",
        "Voksenopplæringen, rom 12, {municipality}",
        "Du øver på norsk som du trenger på jobb.",
        Responsible.MUNICIPALITY,
    ),
    "search": Offer(
        "Jobbsøkerkurs",
        ActivityKind.JOB_SEARCH,
        "Nav {municipality}",
        "Nav {municipality}, kursrommet",
        "Du skriver CV og søknader sammen med en veileder.",
        Responsible.STATE,
    ),
    "square": Offer(
        "Ungdomstorget",
        ActivityKind.SUPPORTING,
        "Ungdomstorget",
        "Ungdomstorget, {municipality}",
        "Du kan komme når det passer deg, få hjelp med det du står i, og treffe andre.",
        Responsible.MUNICIPALITY,
    ),
    "own": Offer(
        "Egen aktivitet",
        ActivityKind.OWN_ACTIVITY,
        "",
        "",
        "Du bruker tid på det dere har avtalt, for eksempel lekser, trening eller ærend.",
        Responsible.OTHER,
    ),
    "meeting": Offer(
        "Avtale",
        ActivityKind.HEALTH,
        "",
        "",
        "Dette er en fast avtale som du har valgt å ha med i planen.",
        Responsible.OTHER,
    ),
    "follow_up": Offer(
        "Samtale om uka",
        ActivityKind.FOLLOW_UP,
        "Nav {municipality}",
        "Nav {municipality}, møterom 2",
        "Dere går gjennom uka, og du sier hva du trenger.",
        Responsible.MUNICIPALITY,
    ),
    "paid": Offer(
        "Deltidsjobb",
        ActivityKind.PAID_WORK,
        "Kafeen ved torget (oppdiktet)",
        "Kafeen ved torget, {municipality}",
        "Du har lønnet arbeid ved siden av programmet. Målet er å øke stillingen.",
        Responsible.OTHER,
    ),
}

# Weekdays as digits, then the hours; an asterisk marks a drop-in. Nothing lies on Saturday or Sunday.
_WEEKS = {
    "placement": {
        "placement": "012 0830-1600",
        "search": "3 0830-1500",
        "own": "4 0900-1400",
        "meeting": "3 1500-1600",
    },
    "norwegian": {
        "norwegian": "0124 0830-1200",
        "workshop": "0134 1230-1600; 3 0830-1200",
        "own": "2 1230-1600",
        "follow_up": "4 1600-1630",
    },
    "search": {
        "search": "13 0830-1500",
        "workshop": "02 0830-1600",
        "meeting": "4 0900-1000",
        "own": "4 1000-1600",
    },
    "youth": {
        "workshop": "02 0830-1600",
        "square": "13 1000-1400*",
        "search": "4 0900-1400",
    },
    "own": {
        "workshop": "13 0900-1430",
        "own": "0 1000-1500",
        "meeting": "2 1000-1200",
    },
    "paid": {
        "paid": "024 0900-1500",
        "search": "1 0830-1500",
        "norwegian": "3 0900-1500",
        "own": "1 1500-1600",
    },
}


def week_of(scheme: str) -> dict[str, list[Hours]]:
    """The hours of each activity of that scheme, by the activity's name in `OFFERS`."""
    return {
        name: [hours for piece in text.split("; ") for hours in _read(piece)]
        for name, text in _WEEKS[scheme].items()
    }


def _read(piece: str) -> list[Hours]:
    days, hours = piece.split()
    starts, ends = hours.rstrip("*").split("-")
    return [Hours(int(day), _clock(starts), _clock(ends), hours.endswith("*")) for day in days]


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))
