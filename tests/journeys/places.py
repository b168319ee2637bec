"""Every page that there is to see: who opens it, and how one gets there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.journeys.windows import Window

PARTICIPANT, CASEWORKER, LEADER, TRANSLATOR = "lett-lerke", "klok-klippe", "fast-fjell", "presis-pil"
STATES = ("undrende-ugle", "villig-vik", "sprek-spire", "raus-ravn", "bestemt-bekk", "sikker-siv")
NOBODY = ""

Way = Callable[[Window], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its name in reports, whose it is (`NOBODY`: before signing in), and the way there.

    A `variant` draws the same template as another place with other facts, so a few languages are enough for it.
    """

    name: str
    who: str
    way: Way
    variant: bool = False


def _at(path: str) -> Way:
    return lambda window: window.open(path)


def _first(start: str, link: str) -> Way:
    """Open `start`, then where its first such link leads."""

    def go(window: Window) -> None:
        window.open(start)
        address = window.page.locator(link).first.get_attribute("href")
        assert address, f"{start} has no {link}"
        window.open(address)

    return go


def _sent(start: str, path: str, **fields: str) -> Way:
    """Open `start`, then send a form by hand."""

    def go(window: Window) -> None:
        window.open(start)
        window.post(path, **fields)

    return go


KEY = "k" * 24
_ILL = {"key": KEY, "kind": "self-report"}


def _not_told(window: Window) -> None:
    """The form for a day, sent without the hours that it needs."""
    _first("/week?day=2026-11-17", 'a[href*="/week/day"]')(window)
    fields = window.form_fields('form[action="/week/day"]')
    window.post("/week/day", **(fields | {"attendance": "part", "hours": "", "note": "Litt trøtt."}))


def _reused(window: Window) -> None:
    """Two different messages under one key."""
    window.open("/messages")
    fields = window.form_fields("#write")
    window.post("/messages", **(fields | {"text": "Den første."}))
    window.post("/messages", **(fields | {"text": "Den andre."}))


def _decision(window: Window) -> None:
    _first("/work?show=absences", 'a[href^="/work/absence/"]')(window)


def _refusal_without_reason(window: Window) -> None:
    _decision(window)
    path = window.page.url.removeprefix(window.portal.address)
    fields = window.form_fields("form.stack")
    window.post(path, **(fields | {"answer": "refuse", "text": ""}))


PLACES = (
    Place("sign-in", NOBODY, _at("/sign-in")),
    Place("sign-in-over", NOBODY, _at("/sign-in?over=1"), variant=True),
    Place("languages", NOBODY, _at("/languages")),
    Place("not-found-outside", NOBODY, _at("/no/such/page"), variant=True),
    Place("signed-out", NOBODY, _sent("/sign-in", "/messages", text="Det jeg skrev.", key=KEY)),
    Place("week", PARTICIPANT, _at("/week")),
    Place("week-before", PARTICIPANT, _at("/week?day=2026-11-17"), variant=True),
    Place("week-long-ago", PARTICIPANT, _at("/week?day=2025-01-02"), variant=True),
    Place("day", PARTICIPANT, _first("/week?day=2026-11-17", 'a[href*="/week/day"]')),
    Place("day-without-hours", PARTICIPANT, _not_told),
    Place("plan", PARTICIPANT, _at("/plan")),
    Place("absence", PARTICIPANT, _at("/absence/new")),
    Place("absence-check", PARTICIPANT, _sent("/absence/new", "/absence/new", span="today", **_ILL)),
    Place(
        "absence-check-other",
        PARTICIPANT,
        _sent(
            "/absence/new",
            "/absence/new",
            key=KEY,
            kind="other",
            span="days",
            first_day="2026-12-01",
            last_day="2026-12-04",
        ),
        variant=True,
    ),
    Place(
        "absence-wrong-days",
        PARTICIPANT,
        _sent(
            "/absence/new", "/absence/new", span="days", first_day="2026-12-04", last_day="2026-12-01", **_ILL
        ),
        variant=True,
    ),
    Place(
        "absence-wrong-hours",
        PARTICIPANT,
        _sent("/absence/new", "/absence/new", span="hours", starts="14:00", ends="12:00", **_ILL),
        variant=True,
    ),
    Place("messages", PARTICIPANT, _at("/messages")),
    Place("messages-older", PARTICIPANT, _at("/messages?before=4"), variant=True),
    Place("message-empty", PARTICIPANT, _sent("/messages", "/messages", text=" ", key=KEY)),
    Place("me", PARTICIPANT, _at("/me")),
    Place("receipts", PARTICIPANT, _at("/me/receipts")),
    Place("receipt", PARTICIPANT, _first("/me/receipts", 'a[href^="/me/receipts/"]')),
    Place("absences", PARTICIPANT, _at("/me/absences")),
    Place("forbidden", PARTICIPANT, _at("/work")),
    Place("not-found", PARTICIPANT, _at("/me/receipts/unknown")),
    Place("bad-request", PARTICIPANT, _sent("/week", "/week/confirm", key=KEY, monday="")),
    Place(
        "form-too-old",
        PARTICIPANT,
        _sent("/week", "/messages", csrf_token="old", text="Det jeg skrev.", key=KEY),
        variant=True,
    ),
    Place("reused", PARTICIPANT, _reused),
    Place("work", CASEWORKER, _at("/work")),
    Place("work-today", CASEWORKER, _at("/work?show=today"), variant=True),
    Place("work-late", CASEWORKER, _at("/work?show=late"), variant=True),
    Place("work-absences", CASEWORKER, _at("/work?show=absences")),
    Place("case", CASEWORKER, _first("/work", 'a[href^="/work/case/"]')),
    Place("decision", CASEWORKER, _decision),
    Place("decision-without-reason", CASEWORKER, _refusal_without_reason),
    Place("overview", LEADER, _at("/work")),
    Place("translations", TRANSLATOR, _at("/translations")),
    *(Place(f"week of {who}", who, _at("/week"), variant=True) for who in STATES),
    *(Place(f"plan of {who}", who, _at("/plan"), variant=True) for who in STATES),
    Place("absence before the start", "sprek-spire", _at("/absence/new"), variant=True),
)


def walked(
    open_window: Callable[[], Window], language: str, *, variants: bool = True
) -> Iterator[tuple[Place, Window]]:
    """Go to every place in that language, each person in a window of their own."""
    windows: dict[str, Window] = {}
    for place in PLACES:
        if place.variant and not variants:
            continue
        if place.who not in windows:
            windows[place.who] = open_window()
            if place.who:
                windows[place.who].arrive(place.who)
            windows[place.who].read_in(language)
        place.way(windows[place.who])
        yield place, windows[place.who]
    for window in windows.values():
        window.close()
