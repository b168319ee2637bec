"""Every page that there is to see: who opens it, and how one gets there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.demo.world import identifier
from tests.journeys.ways import (
    EMPTY,
    GOAL,
    ILL,
    KEY,
    NEW_HELPER,
    Way,
    at,
    decision,
    first,
    helping,
    not_told,
    of_a_case,
    of_case,
    of_case_day,
    programme,
    receipt_asked,
    refusal_without_reason,
    reused,
    sent,
    taken_back,
)
from tests.journeys.windows import Window

PARTICIPANT, CASEWORKER, LEADER, TRANSLATOR = "lett-lerke", "klok-klippe", "fast-fjell", "presis-pil"
HELPER = "hyggelig-hare"
STATES = ("undrende-ugle", "villig-vik", "sprek-spire", "raus-ravn", "bestemt-bekk", "sikker-siv")
NOBODY, EARLIER = "", identifier("programme", "raus-ravn", "before")


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its name in reports, whose it is (`NOBODY`: before signing in), and the way there.

    A `variant` draws the same template as another place with other facts, so a few languages are enough for it.
    """

    name: str
    who: str
    way: Way
    variant: bool = False


PLACES = (
    Place("sign-in", NOBODY, at("/sign-in")),
    Place("sign-in-over", NOBODY, at("/sign-in?over=1"), variant=True),
    Place("languages", NOBODY, at("/languages")),
    Place("not-found-outside", NOBODY, at("/no/such/page"), variant=True),
    Place("signed-out", NOBODY, sent("/sign-in", "/messages", text="Det jeg skrev.", key=KEY)),
    Place("week", PARTICIPANT, at("/week")),
    Place("week-before", PARTICIPANT, at("/week?day=2026-11-17"), variant=True),
    Place("week-long-ago", PARTICIPANT, at("/week?day=2025-01-02"), variant=True),
    Place("day", PARTICIPANT, first("/week?day=2026-11-17", 'a[href*="/week/day"]')),
    Place("day-without-hours", PARTICIPANT, not_told),
    Place("something else", PARTICIPANT, at("/week/else")),
    Place("months", PARTICIPANT, at("/week/months")),
    Place("month", PARTICIPANT, at("/week/months?month=2026-10")),
    Place("month corrected", "rolig-rogn", at("/week/months?month=2026-10"), variant=True),
    Place("plan", PARTICIPANT, at("/plan")),
    Place("plan-history", "rolig-rogn", at("/plan/history")),
    Place("plan-earlier", "rolig-rogn", at("/plan?on=2026-10-01")),
    Place("proposal", "rolig-rogn", first("/plan/history", 'a[href^="/plan/proposals/"]')),
    Place("propose", PARTICIPANT, at("/plan/propose")),
    Place("propose-what", PARTICIPANT, first("/plan/propose", 'main a[href*="about="]'), variant=True),
    Place("propose-new", PARTICIPANT, at("/plan/propose?about=new")),
    Place("propose-free-week", PARTICIPANT, at("/plan/propose?about=free-week"), variant=True),
    Place("propose-check", PARTICIPANT, sent("/plan/propose", "/plan/propose", **GOAL)),
    Place("propose-empty", PARTICIPANT, sent("/plan/propose", "/plan/propose", **EMPTY), variant=True),
    Place("programme-steps", PARTICIPANT, at("/plan/steps")),
    Place("programme-days", PARTICIPANT, at("/plan/days")),
    Place("offers", PARTICIPANT, at("/offers")),
    Place("individual plan", PARTICIPANT, at("/plan/individual")),
    Place("individual plan written", "kvikk-kvist", at("/plan/individual?part=goals"), variant=True),
    Place("absence", PARTICIPANT, at("/absence/new")),
    Place("absence-check", PARTICIPANT, sent("/absence/new", "/absence/new", span="today", **ILL)),
    Place(
        "absence-check-other",
        PARTICIPANT,
        sent(
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
        sent(
            "/absence/new", "/absence/new", span="days", first_day="2026-12-04", last_day="2026-12-01", **ILL
        ),
        variant=True,
    ),
    Place(
        "absence-wrong-hours",
        PARTICIPANT,
        sent("/absence/new", "/absence/new", span="hours", starts="14:00", ends="12:00", **ILL),
        variant=True,
    ),
    Place("appointments", PARTICIPANT, at("/appointments")),
    Place("appointment", PARTICIPANT, first("/appointments", '#appointments a[href^="/appointments/"]')),
    Place("agreed", PARTICIPANT, at("/plan/agreed")),
    Place("agreed-one", PARTICIPANT, first("/plan/agreed", 'a[href^="/plan/agreed/"]:not([href$="new"])')),
    Place("agreed-new", PARTICIPANT, at("/plan/agreed/new")),
    Place("messages", PARTICIPANT, at("/messages")),
    Place("phrases", PARTICIPANT, at("/messages/phrases")),
    Place("phrase", PARTICIPANT, at("/messages/phrases?say=meeting.move")),
    Place("messages-older", PARTICIPANT, at("/messages?before=4"), variant=True),
    Place("message-empty", PARTICIPANT, sent("/messages", "/messages", text=" ", key=KEY)),
    Place("me", PARTICIPANT, at("/me")),
    Place("money", PARTICIPANT, at("/me/money")),
    Place("money of a month", PARTICIPANT, at("/me/money?month=2026-10")),
    Place("money of two rates", "gronn-grotte", at("/me/money"), variant=True),
    Place("money that nobody has entered", "modig-molte", at("/me/money"), variant=True),
    Place("calendar", PARTICIPANT, at("/me/calendar")),
    Place("calendar made", PARTICIPANT, sent("/me/calendar", "/me/calendar", shown="names"), variant=True),
    Place("calendar of who must not be found", "tapper-tang", at("/me/calendar"), variant=True),
    Place("notices", PARTICIPANT, at("/me/notices")),
    Place("notices of who must not be found", "tapper-tang", at("/me/notices"), variant=True),
    Place("outbox of the demo", NOBODY, at("/demo/outbox")),
    Place("plan on paper", PARTICIPANT, at("/plan/pdf")),
    Place("certificate", "bestemt-bekk", at("/plan/certificate")),
    Place("certificate not due", PARTICIPANT, at("/plan/certificate"), variant=True),
    Place("earlier programmes", "raus-ravn", at("/plan/earlier")),
    Place("earlier programme", "raus-ravn", at(f"/plan/earlier/{EARLIER}")),
    Place("earlier plan", "raus-ravn", at(f"/plan/earlier/{EARLIER}/plan")),
    Place("story", PARTICIPANT, at("/plan/story")),
    Place("page for a CV", PARTICIPANT, at("/plan/story/cv")),
    Place("receipts", PARTICIPANT, at("/me/receipts")),
    Place("receipt", PARTICIPANT, first("/me/receipts", 'a[href^="/me/receipts/"]')),
    Place("no network", NOBODY, at("/offline")),
    Place("without network", PARTICIPANT, at("/me/offline")),
    Place("is it true", NOBODY, at("/receipts/check")),
    Place("it is not true", NOBODY, receipt_asked, variant=True),
    Place("absences", PARTICIPANT, at("/me/absences")),
    Place("documentation of a day", PARTICIPANT, at("/week/documentation?day=2026-11-23")),
    Place(
        "documentation of a day handed in",
        "rolig-rogn",
        at("/week/documentation?day=2026-11-23"),
        variant=True,
    ),
    Place("helpers", PARTICIPANT, at("/me/helpers")),
    Place("helper-new", PARTICIPANT, at("/me/helpers/new")),
    Place("helper-wrong", PARTICIPANT, sent("/me/helpers/new", "/me/helpers/new", **NEW_HELPER)),
    Place(
        "helper-check",
        PARTICIPANT,
        sent(
            "/me/helpers/new", "/me/helpers/new", week="1", plan="1", absence="1", messages="1", **NEW_HELPER
        ),
    ),
    Place("helping", HELPER, at("/helping")),
    Place("helping-week", HELPER, helping("/week")),
    Place("helping-absences", HELPER, helping("/me/absences")),
    Place("helping-messages", HELPER, helping("/messages")),
    Place("helping-receipts", HELPER, helping("/helping/receipts")),
    Place("helping-closed", HELPER, helping("/plan")),
    Place("forbidden", PARTICIPANT, at("/work")),
    Place("not-found", PARTICIPANT, at("/me/receipts/unknown")),
    Place("bad-request", PARTICIPANT, sent("/week", "/week/confirm", key=KEY, monday="")),
    Place(
        "form-too-old",
        PARTICIPANT,
        sent("/week", "/messages", csrf_token="old", text="Det jeg skrev.", key=KEY),
        variant=True,
    ),
    Place("reused", PARTICIPANT, reused),
    Place("work", CASEWORKER, at("/work")),
    Place("work-today", CASEWORKER, at("/work?show=today"), variant=True),
    Place("work-late", CASEWORKER, at("/work?show=late"), variant=True),
    Place("work-absences", CASEWORKER, at("/work/absences")),
    Place("case", CASEWORKER, first("/work", 'a[href^="/work/case/"]')),
    Place("work-mine", CASEWORKER, at("/work?whose=mine&language=ar"), variant=True),
    Place("case-phrases", CASEWORKER, of_a_case("/phrases")),
    Place("case-phrase", CASEWORKER, of_a_case("/phrases?say=meeting.move"), variant=True),
    Place("away", CASEWORKER, at("/work/away")),
    Place("hand-over", CASEWORKER, of_a_case("/hand-over")),
    Place("note", CASEWORKER, of_a_case("/note")),
    Place("mistake", CASEWORKER, of_case('a[href*="/mistake?"]')),
    Place("journal", CASEWORKER, of_case('a[href*="/journal?"]')),
    Place("meetings", CASEWORKER, at("/work/appointments?show=today")),
    Place("meeting", CASEWORKER, first("/work/appointments?show=not_suiting", "#meetings .rows a")),
    Place("case-appointments", CASEWORKER, of_case('a[href$="/appointments"]')),
    Place("case-agreed", CASEWORKER, of_case('a[href$="/agreed"]')),
    Place("months to confirm", CASEWORKER, at("/work/months")),
    Place("month to confirm", CASEWORKER, first("/work/months", "#months .rows a")),
    Place("case-months", CASEWORKER, of_case('a[href$="/months"]')),
    Place("work-soon", CASEWORKER, at("/work?show=soon")),
    Place("programme", CASEWORKER, programme("")),
    Place("programme-all-days", CASEWORKER, programme("/days")),
    Place("programme-leave", CASEWORKER, programme("/step?kind=leave")),
    Place("programme-ending", CASEWORKER, programme("/step?kind=ended&ground=other"), variant=True),
    Place("programme-not-now", CASEWORKER, programme("/step?kind=resumed"), variant=True),
    Place("decision", CASEWORKER, decision),
    Place("absence taken back", CASEWORKER, taken_back),
    Place("documentation in a case", CASEWORKER, of_case_day),
    Place("proposals", CASEWORKER, at("/work/proposals")),
    Place("proposal to answer", CASEWORKER, first("/work/proposals", 'a[href^="/work/proposals/"]')),
    Place("case-plan", CASEWORKER, of_a_case("/plan")),
    Place("case-plan-history", CASEWORKER, of_a_case("/plan/history")),
    Place("case-propose", CASEWORKER, of_a_case("/plan/propose?about=new")),
    Place("decision-without-reason", CASEWORKER, refusal_without_reason),
    Place("office offers", CASEWORKER, at("/work/offers")),
    Place("office offer", CASEWORKER, first("/work/offers", 'a[href^="/work/offers/"]:not([href$="new"])')),
    Place("benefit facts", CASEWORKER, of_a_case("/benefit")),
    Place("notices that did not arrive", "ryddig-rot", at("/admin/notices")),
    Place("paydays", "klar-kyst", at("/office/paydays")),
    Place("radar", CASEWORKER, at("/work/radar")),
    Place("radar of a case", CASEWORKER, first("/work/radar", '#radar a[href$="/radar"]')),
    Place("overview", LEADER, at("/work")),
    Place("translations", TRANSLATOR, at("/translate")),
    Place("texts of a language", TRANSLATOR, at("/translate/ar?show=waiting")),
    Place("text to translate", TRANSLATOR, first("/translate/ar?show=waiting", ".texts a")),
    Place("translations for review", TRANSLATOR, at("/translate/waiting")),
    Place("questions about texts", TRANSLATOR, at("/translate/questions")),
    Place("pages of the demo", TRANSLATOR, at("/translate/pages")),
    *(Place(f"week of {who}", who, at("/week"), variant=True) for who in STATES),
    *(Place(f"plan of {who}", who, at("/plan"), variant=True) for who in STATES),
    Place("absence before the start", "sprek-spire", at("/absence/new"), variant=True),
)


def walked(
    open_window: Callable[[], Window],
    language: str,
    *,
    variants: bool = True,
    places: tuple[Place, ...] = PLACES,
) -> Iterator[tuple[Place, Window]]:
    """Go to every place in that language, each person in a window of their own."""
    windows: dict[str, Window] = {}
    spoken: dict[str, str] = {}
    for place in places:
        if place.variant and not variants:
            continue
        if place.who not in windows:
            windows[place.who] = open_window()
            if place.who:
                windows[place.who].arrive(place.who)
                spoken[place.who] = windows[place.who].portal.one(
                    "SELECT coalesce(locale, 'nb') FROM person WHERE key = ?", place.who
                )
            windows[place.who].read_in(language)
        place.way(windows[place.who])
        yield place, windows[place.who]
    for who, window in windows.items():
        # The portal keeps somebody's language; who comes here next finds them as they were.
        if who:
            window.read_in(spoken[who])
        window.close()
