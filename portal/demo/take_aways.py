"""What was agreed in meetings: some that both have confirmed, one that waits for the participant, one for the office."""

from dataclasses import dataclass
from datetime import time

from portal.demo.days import shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.appointments import PointOf
from portal.domain.calendar import oslo_moment
from portal.domain.events import TakeAwayConfirmed, TakeAwayWritten
from portal.store.take_away import TakeAway, TakeAwayPoint


@dataclass(frozen=True, slots=True)
class _Agreed:
    """One agreement: whose, how many working days ago, its words, and who has confirmed it.

    Each point is whose, what, within how many working days from today (None for no day), and whether it is done.
    """

    key: str
    days_ago: int
    text: str
    points: tuple[tuple[PointOf, str, int | None, bool], ...]
    by_staff: bool = True
    other_confirmed: bool = True
    says: str = ""


ME, OFFICE = PointOf.PARTICIPANT, PointOf.OFFICE
AGREED = (
    _Agreed(
        "rolig-rogn",
        12,
        "Vi så på uka. Norskkurset fungerer, men morgenene er travle.",
        (
            (ME, "Spørre læreren om å begynne en halvtime senere", None, True),
            (ME, "Skrive ferdig CV-en", 6, False),
            (OFFICE, "Ringe barnehagen om åpningstiden", None, True),
        ),
    ),
    _Agreed(
        "rolig-rogn",
        1,
        "Vi snakket om praksis i en butikk etter jul.",
        (
            (ME, "Tenke på hvilken butikk du vil prøve", 8, False),
            (OFFICE, "Spørre butikken på hjørnet", 5, False),
        ),
        other_confirmed=False,
    ),
    _Agreed(
        "stille-strand",
        2,
        "اتفقنا على أن أبدأ دورة اللغة يومين في الأسبوع.",
        ((ME, "التسجيل في الدورة", 4, False), (OFFICE, "إرسال العنوان", 2, False)),
        by_staff=False,
        other_confirmed=False,
    ),
    _Agreed(
        "lun-lind",
        20,
        "Vi ble enige om å øke til tre dager i praksis.",
        ((ME, "Snakke med sjefen om tre dager", 10, False), (OFFICE, "Skrive ny avtale", None, False)),
        says="Jeg synes tre dager er mye nå. Jeg sa to.",
    ),
    _Agreed(
        "lun-lind",
        3,
        "Vi ble enige om at jeg prøver tre dager til jul.",
        ((ME, "Si fra hvis det blir for mye", None, False),),
        by_staff=False,
        other_confirmed=False,
    ),
    _Agreed(
        "lett-lerke",
        2,
        "Vi ser på barnepassen sammen neste gang.",
        ((OFFICE, "Finne ut når barnehagen er stengt", 4, False),),
        other_confirmed=False,
    ),
    _Agreed("tapper-tang", 9, "Vi snakkes på telefon hver uke.", ((OFFICE, "Ringe på torsdag", 3, False),)),
    _Agreed("grei-grend", 9, "Vi prøver kurset én uke til.", ((ME, "Gå på kurset", None, False),)),
)


def add_take_aways(world: World, people: list[Participant]) -> None:
    """Add them."""
    by_key = {person.key: person for person in people}
    for number, agreed in enumerate(AGREED):
        _add(world, by_key[agreed.key], agreed, number)


def _add(world: World, person: Participant, agreed: _Agreed, number: int) -> None:
    day = shift(world.today, -agreed.days_ago)
    written_at, confirmed_at = oslo_moment(day, time(14, 30)), oslo_moment(day, time(19, 10))
    take_away_id = identifier("take-away", person.key, number)
    staff = agreed.by_staff or agreed.other_confirmed
    participant = not agreed.by_staff or agreed.other_confirmed
    world.add(
        TakeAway,
        id=take_away_id,
        participant_id=person.id,
        office_id=person.office_id,
        appointment_id=None,
        day=day,
        agreed=agreed.text,
        locale="nb" if agreed.by_staff else person.locale,
        written_by=person.contact_id if agreed.by_staff else person.id,
        written_at=written_at,
        staff_confirmed_by=person.contact_id if staff else None,
        staff_confirmed_at=(written_at if agreed.by_staff else confirmed_at) if staff else None,
        participant_confirmed_by=person.id if participant else None,
        participant_confirmed_at=(confirmed_at if agreed.by_staff else written_at) if participant else None,
        participant_says=agreed.says,
        replaces_id=None,
        replaced_at=None,
        submission_id=None,
        version=1,
    )
    for place, (whose, text, within, done) in enumerate(agreed.points):
        world.add(
            TakeAwayPoint,
            id=identifier("point", take_away_id, place),
            take_away_id=take_away_id,
            place=place,
            whose=whose,
            text=text,
            due=shift(world.today, within) if within else None,
            done_at=oslo_moment(shift(world.today, -2), time(11)) if done else None,
            done_by=(person.id if whose is ME else person.contact_id) if done else None,
        )
    about = (person.id, person.office_id, take_away_id)
    writer = person.contact_id if agreed.by_staff else person.id
    world.tell(TakeAwayWritten(*about, agreed.by_staff), written_at, writer, take_away_id)
    if agreed.other_confirmed:
        world.tell(TakeAwayConfirmed(*about, from_staff=False), confirmed_at, person.id, take_away_id)
