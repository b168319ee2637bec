"""Every writing route with a form that it would take, so that what refuses it can only be the thing under test."""

from dataclasses import dataclass, replace

from flask import Flask
from sqlalchemy import Engine

from tests.web.alarm_routes import of_alarms
from tests.web.desk_routes import of_the_desk
from tests.web.meeting_routes import of_meetings
from tests.web.notice_routes import of_notices
from tests.web.offline_routes import OF_THE_QUEUE
from tests.web.plan_routes import TOO_LATE, of_proposals
from tests.web.things import PARTICIPANT, ids_of
from tests.web.translating_routes import of_translators

CASEWORKER = "blid-bjork"
LEADER, CONTACT_CENTRE, ADMINISTRATOR = "klar-kyst", "naer-nordlys", "ryddig-rot"
KEY = "k" * 24
PHRASE = {"key": KEY, "say": "general.thanks", "version": "1", "step": "send"}
# A synthetic person whom the portal does not know.
NUMBER = "17859012582"


@dataclass(frozen=True)
class Writing:
    """A route that writes: who may, where, what, and which answers say that the form was read."""

    endpoint: str
    who: str
    path: str
    fields: dict[str, str]
    # A week that is reported already answers 409: it was asked, and not refused at the door.
    taken: frozenset[int] = frozenset({200, 204, 303, 409})


def writing_routes(engine: Engine) -> list[Writing]:
    """All of them. `unlisted` tells when one is missing here."""
    ids = ids_of(engine)
    case, absence = f"/work/case/{ids['participant_id']}", f"/work/absence/{ids['absence_id']}"
    away = {
        "kind": "self-report",
        "span": "days",
        "first_day": "2026-12-07",
        "last_day": "2026-12-07",
        "key": KEY,
    }
    day = {
        "activity": ids["activity"],
        "day": "2026-11-23",
        "attendance": "present",
        "before": "0",
        "key": KEY,
    }
    entry = {"title": "Dugnad", "day": "2026-11-23", "hours": "2", "key": KEY}
    month, look = {"month": "2026-10"}, {"report": "nobody's", "answer": "counted", "text": ""}
    helper = {"name": "Kari", "number": NUMBER, "week": "1", "last_day": "2026-12-24", "key": KEY}
    me = ids["participant_id"]
    return [
        Writing("messages.send", PARTICIPANT, "/messages", {"text": "Hei", "key": KEY}),
        Writing("phrases.send", PARTICIPANT, "/messages/phrases", PHRASE),
        Writing(
            "own_messages.keep_draft",
            PARTICIPANT,
            "/messages/draft",
            {"text": "Hei", "about": "", "key": KEY},
        ),
        # Nobody has just sent anything, and that is said.
        Writing("own_messages.undo", PARTICIPANT, "/messages/undo", {"message": "1"}, frozenset({404, 422})),
        Writing(
            "case_messages.keep_draft", CASEWORKER, f"{case}/draft", {"text": "Hei", "about": "", "key": KEY}
        ),
        Writing("case_messages.undo", CASEWORKER, f"{case}/undo", {"message": "1"}, frozenset({404, 422})),
        Writing("own_messages.find", PARTICIPANT, "/messages/search", {"q": "leie"}),
        Writing("case_messages.find", CASEWORKER, f"{case}/search", {"q": "leie"}),
        Writing("messages.mark_read", PARTICIPANT, "/messages/read", {"sequence": ids["last"]}),
        Writing("week.confirm", PARTICIPANT, "/week/confirm", {"monday": "2026-11-23", "key": KEY}),
        Writing("week.report_day", PARTICIPANT, "/week/day", day),
        Writing("own_entry.send", PARTICIPANT, "/week/else", entry),
        Writing("case_months.confirm", CASEWORKER, f"{case}/months", month | {"version": "0", "seen": "-"}),
        # Whether there is anything to look at is another question.
        Writing("case_months.look", CASEWORKER, f"{case}/months/look", month | look, frozenset({404})),
        Writing(
            "documents.hand_in",
            PARTICIPANT,
            f"/absences/{ids['own_absence']}/documentation",
            {"how": "paper", "version": "1", "key": KEY},
        ),
        # Without a file there is nothing to take, and that is said.
        Writing(
            "documents.hand_in_for_day",
            PARTICIPANT,
            "/week/documentation",
            {"day": "2026-11-23", "key": KEY},
            frozenset({422}),
        ),
        Writing("absence.check", PARTICIPANT, "/absence/new", away),
        Writing("absence.send", PARTICIPANT, "/absence", away),
        Writing("case.answer", CASEWORKER, case, {"text": "Svar", "key": KEY}),
        Writing("case_phrases.send", CASEWORKER, f"{case}/phrases", PHRASE),
        Writing("case.mark_read", CASEWORKER, f"{case}/read", {"sequence": ids["last"]}),
        Writing("case.set_waiting", CASEWORKER, f"{case}/waiting", {"sequence": "99999", "waits": "them"}),
        Writing("absence_decision.decide", CASEWORKER, absence, {"answer": "accept", "version": "1"}),
        Writing("absence_queue.accept", CASEWORKER, "/work/absences", {"pick0": "nobodys:1"}),
        Writing(
            "absence_behalf.register",
            CASEWORKER,
            f"{case}/absence/new",
            away | {"channel": "phone", "received_day": "2026-11-24", "received_clock": "08:00"},
        ),
        Writing(
            "absence_withdraw.withdraw",
            CASEWORKER,
            f"{absence}/withdraw",
            {"key": KEY, "version": "0", "channel": "phone"}
            | {"received_day": "2026-11-24", "received_clock": "08:00"},
        ),
        Writing(
            "own_absences.withdraw",
            PARTICIPANT,
            f"/absences/{ids['own_absence']}/withdraw",
            {"key": KEY, "version": ids["own_version"]},
        ),
        # What is closed already answers 409.
        Writing(
            "own_absences.answer",
            PARTICIPANT,
            f"/absences/notice/{ids['hearing_id']}",
            {"key": KEY, "text": "Jeg var syk."},
        ),
        # Without a ground nobody is warned, and that is said.
        Writing(
            "self_report.decide",
            CASEWORKER,
            f"{case}/self-report",
            {"answer": "notice", "about": "self-report", "text": "Vi ser at du er ofte syk."},
            frozenset({200, 303, 409, 422}),
        ),
        Writing("mandates.check", PARTICIPANT, "/me/helpers/new", helper),
        Writing("mandates.send", PARTICIPANT, "/me/helpers", helper),
        Writing("mandates.end", PARTICIPANT, "/me/helpers/end", {"mandate": ids["mandate"]}),
        # Nobody has given a mandate to oneself.
        Writing("helping.start", PARTICIPANT, "/helping/start", {"participant": me}, frozenset({404})),
        Writing("helping.stop", PARTICIPANT, "/helping/done", {}),
        *(Writing(name, PARTICIPANT, path, sent, taken) for name, path, sent, taken in OF_THE_QUEUE),
        # Before the phone is said to be shared, which takes no notices.
        *(Writing(*one, frozenset({303, 422})) for one in of_notices(PARTICIPANT, ADMINISTRATOR)),
        Writing("leaving.leave_now", PARTICIPANT, "/leave-now", {}),
        Writing("leaving.share", PARTICIPANT, "/me/phone", {"shared": "1"}),
        *_of_ones_rights(ids["request_id"]),
        *of_meetings(Writing, ids, CASEWORKER, KEY),
        *(Writing(*one, taken=TOO_LATE) for one in of_proposals(ids, PARTICIPANT, CASEWORKER, KEY)),
        *_of_the_staff(),
        *_of_two_people(ids),
        *(
            Writing(name, CASEWORKER, path, sent, frozenset({303, 404, 422}))
            for name, path, sent in of_the_desk(ids, KEY)
        ),
        *_of_offers_and_individual_plans(ids),
        *(Writing(*one, taken=frozenset({200, 303, 404, 409, 422})) for one in of_translators(engine)),
        *_of_money(case),
        Writing("calendar.make", PARTICIPANT, "/me/calendar", {"shown": "names"}),
        Writing("calendar.revoke", PARTICIPANT, "/me/calendar/revoke", {}),
        Writing("sign_in.leave", PARTICIPANT, "/sign-out", {}),
        Writing("sign_in.stay", PARTICIPANT, "/stay", {}),
        Writing("sign_in.language", PARTICIPANT, "/language", {"language": "nn"}),
        Writing("demo.pick", PARTICIPANT, "/sign-in/demo", {"person": "modig-molte"}),
    ]


def _of_ones_rights(request: str) -> list[Writing]:
    """Asking, answering and taking back; what was answered cannot be taken back any more."""
    wish = {"step": "send", "letter": "programme", "wanted": "Jeg vil ha hele stønaden.", "key": KEY}
    answer = {"version": "1", "answer": "corrected", "text": "Vi har rettet det nå."}
    own = "/me/rights"
    return [
        Writing("rights.send_complaint", PARTICIPANT, f"{own}/complaint", wish),
        Writing("rights.send_correction", PARTICIPANT, f"{own}/correction", {"text": "Feil.", "key": KEY}),
        Writing("rights.send_service", PARTICIPANT, f"{own}/service", {"text": "Ventet.", "key": KEY}),
        Writing("rights.set_notices", PARTICIPANT, f"{own}/notices", {"wanted": "0", "key": KEY}),
        Writing("rights_desk.answer", CASEWORKER, f"/work/requests/{request}", answer),
        Writing("rights.withdraw", PARTICIPANT, f"{own}/{request}/withdraw", {"key": KEY}),
    ]


def _of_the_staff() -> list[Writing]:
    """Those that open, give, cover and end something for the staff. Nobody has the number, and nothing these names."""
    number, reason = {"number": "30908398709"}, {"reason": "Barnevernet ringer om en akutt sak."}
    until = {"last_day": "2026-12-01"}
    asked = [
        Writing("emergency.open_case", CASEWORKER, "/work/emergency", number | reason | {"hours": "1"}),
        Writing("emergency.end", CASEWORKER, "/work/emergency/end", {"grant": "nobody's"}),
        Writing("openings.seen", LEADER, "/work/openings/seen", {"grant": "nobody's"}),
        Writing("access.give", LEADER, "/work/access", number | reason | until | {"staff": "nobody"}),
        Writing("access.end", LEADER, "/work/access/end", {"grant": "nobody's"}),
        Writing(
            "cover.make", LEADER, "/work/cover", until | {"first_day": "2026-11-24", "staff": "", "by": ""}
        ),
        Writing("cover.end", LEADER, "/work/cover/end", {"cover": "nobody's"}),
        Writing("centre.find", CONTACT_CENTRE, "/centre", number),
        Writing("admin.end", ADMINISTRATOR, "/admin/end", {"person": "nobody"}),
    ]
    return [replace(one, taken=frozenset({404, 422})) for one in asked]


def _of_two_people(ids: dict[str, str]) -> list[Writing]:
    """What a second person must agree to, and moving a case, which a form of its own checks first."""
    case, second, why = f"/work/case/{ids['participant_id']}", "/work/second", "Truet en ansatt i går kveld."
    measure, message = f"{second}/measure/{ids['measure_id']}", f"{second}/message/{ids['redaction_id']}"
    measured = {"kind": "two_staff", "reason": why, "last_day": "2026-12-24"}
    redacted = {"message": ids["last"], "kind": "secret", "reason": "Noe privat om en annen."}
    nowhere = {"office": "nowhere"}
    asked = [
        Writing(
            "programme_life.take",
            CASEWORKER,
            f"{case}/programme/step",
            {"stage": "take", "kind": "notified", "version": "1", "text": "Vi vil gjerne høre hva du mener."},
        ),
        Writing("measures.propose", CASEWORKER, f"{case}/measures", measured),
        Writing("redaction.propose", CASEWORKER, f"{case}/redact", redacted),
        Writing("second.answer_measure", CASEWORKER, measure, {"answer": "agree"}),
        Writing("second.end_measure", CASEWORKER, f"{measure}/end", {"reason": why}),
        Writing("second.answer_message", CASEWORKER, message, {"answer": "agree"}),
        Writing("move.check", LEADER, "/work/move", {"number": "30908398709"} | nowhere),
        Writing("move.send", LEADER, "/work/move/send", {"participant": "nobody"} | nowhere),
    ]
    # Who proposed it, or wrote it, or comes too late hears so: the form was read.
    read = [replace(one, taken=one.taken | {404, 422}) for one in asked]
    return read + of_alarms(Writing, ids, CASEWORKER, LEADER)


def _of_money(case: str) -> list[Writing]:
    """What is entered from a decision and taken back, and the office's days of payment."""
    facts = {"from_day": "2026-11-01", "children": "1", "hours": "7,5"}
    paid = {"month": "2027-03", "day": "2027-04-12", "version": "0"}
    return [
        Writing("benefit_facts.enter", CASEWORKER, f"{case}/benefit", facts | {"seen": "2"}),
        # Whether anything was entered for that day is another question.
        Writing(
            "benefit_facts.take_back",
            CASEWORKER,
            f"{case}/benefit/take-back",
            {"from_day": "2026-11-01", "seen": "3"},
            frozenset({303, 404, 409}),
        ),
        Writing("paydays.enter", LEADER, "/office/paydays", paid),
    ]


def _of_offers_and_individual_plans(ids: dict[str, str]) -> list[Writing]:
    """Open offers, whoever keeps them and whoever takes one, and the individual plan of both sides."""
    office, case = "/work/offers", f"/work/case/{ids['participant_id']}/individual-plan"
    offer = {"title": "Kafé", "first_day": "2026-11-24", "starts_0": "10:00", "ends_0": "12:00"}
    mine = {"offer": ids["offer_id"], "key": KEY}
    goals = {"part": "goals", "text": "Fast jobb.", "version": "0"}
    # Without a consent nobody can write yet: the form was read.
    unasked = frozenset({200, 303, 404, 409})
    return [
        Writing("offers.add", PARTICIPANT, "/offers/add", mine),
        Writing("offers.remove", PARTICIPANT, "/offers/remove", mine),
        Writing("office_offers.make", CASEWORKER, f"{office}/new", offer | {"version": "0"}),
        Writing("office_offers.change", CASEWORKER, f"{office}/{ids['offer_id']}", offer | {"version": "1"}),
        Writing("office_offers.close", CASEWORKER, f"{office}/{ids['offer_id']}/close", {}),
        Writing("case_individual_plan.offer", CASEWORKER, f"{case}/offer", {}),
        Writing(
            "individual_plan.answer",
            PARTICIPANT,
            "/plan/individual/answer",
            {"answer": "wanted", "share_with": "Fastlegen min", "key": KEY},
        ),
        Writing("individual_plan.write", PARTICIPANT, "/plan/individual", goals | {"key": KEY}, unasked),
        Writing("case_individual_plan.write", CASEWORKER, case, goals, unasked),
    ]


def unlisted(app: Flask, engine: Engine) -> set[str]:
    """Writing routes of the portal that nobody has listed above."""
    rules = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "DELETE", "PATCH"}
    }
    return rules ^ {route.endpoint for route in writing_routes(engine)}
