"""What the matrix expects: for each visitor and each page the answer, from the view's guard and from whose the thing is."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from portal.domain.people import Role
from portal.web.guards import EVERYBODY, area_of, guard_of
from tests.architecture.cast import OF_TRANSLATORS, TRANSLATORS, Cast, Thing, Visitor
from tests.architecture.paths import address, kind_in, rules

# What an open page may answer: itself, or where to go on.
LEADS_ON = {"sign_in.home": 303, "static": 404, "calendar.feed": 404}

# Sign-ins note when they were last used, and so does nobody else.
NOTED = ("sign_in.seen_at", "sign_in.data")

# The forms as a browser would send them, without the token. Those that hand something in carry a key.
KEY = "k" * 24
MEETING = {
    "title": "Samtale",
    "day": "2026-12-17",
    "starts": "13:00",
    "ends": "14:00",
    "how": "in_person",
    "place": "Rom 2",
}
FORMS: dict[str, dict[str, str]] = {
    "documents.hand_in": {"key": KEY, "how": "paper", "version": "1"},
    "documents.hand_in_for_day": {"key": KEY, "day": "2026-11-24"},
    "absence.check": {"key": KEY, "kind": "other", "span": "today"},
    "absence.send": {"key": KEY, "kind": "other", "span": "today"},
    "appointments.answer": {"key": KEY, "sequence": "0", "answer": "coming"},
    "appointment_desk.cancel": {"version": "1", "reason": "Jeg er syk i dag."},
    "appointment_desk.change": {"version": "1", **MEETING},
    "appointment_desk.make": MEETING,
    "appointment_desk.take": {"version": "1", "place": "1"},
    "take_aways.change": {"key": KEY, "text": "Vi prøver en uke til."},
    "take_aways.confirm": {"key": KEY, "note": ""},
    "take_aways.tick": {"key": KEY, "point": "nobody's", "done": "1"},
    "take_aways.write": {"key": KEY, "text": "Vi prøver en uke til."},
    "take_away_desk.change": {"text": "Vi prøver en uke til."},
    "take_away_desk.confirm": {},
    "take_away_desk.tick": {"point": "nobody's", "done": "1"},
    "take_away_desk.write": {"text": "Vi prøver en uke til."},
    "absence_decision.decide": {"answer": "accept", "version": "1"},
    "absence_queue.accept": {"pick0": "nobodys:1"},
    "absence_behalf.register": {
        "key": KEY,
        "kind": "other",
        "span": "days",
        "first_day": "2026-11-24",
        "channel": "phone",
        "received_day": "2026-11-24",
        "received_clock": "08:00",
    },
    "own_absences.withdraw": {"key": KEY, "version": "0"},
    "absence_withdraw.withdraw": {
        "key": KEY,
        "version": "0",
        "channel": "phone",
        "received_day": "2026-11-24",
        "received_clock": "08:00",
    },
    "own_absences.answer": {"key": KEY, "text": "Jeg var syk."},
    "self_report.decide": {"answer": "notice", "about": "self-report", "text": "Kort."},
    "case_months.confirm": {"month": "2026-10", "version": "0", "seen": "-", "read_at": ""},
    "case_months.look": {"month": "2026-10", "report": "nobody's", "answer": "counted", "text": ""},
    "own_entry.send": {"key": KEY, "title": "Dugnad", "day": "2026-11-24", "hours": "2", "before": "0"},
    "case.answer": {"key": KEY, "text": "Hei"},
    "case_phrases.send": {"key": KEY, "say": "general.thanks", "version": "1", "step": "send"},
    "phrases.send": {"key": KEY, "say": "general.thanks", "version": "1", "step": "send"},
    "alarms.take_away": {"message": "1"},
    "alarms.phoned": {"message": "1", "reached": "yes", "note": ""},
    "threat.report": {"whole": "1", "text": "Han skriver at han vet hvor jeg bor."},
    "threats.close": {"outcome": "talked", "text": "Vi har snakket sammen om det."},
    "important.acknowledge": {"sequence": "1"},
    "help_now.send": {"key": KEY, "need": "food"},
    "case.mark_read": {"sequence": "1"},
    "case.set_waiting": {"sequence": "99999", "waits": "nobody"},
    "case_messages.undo": {"message": "1"},
    "case_messages.find": {"q": "leie"},
    "case_messages.keep_draft": {"key": KEY, "text": "Hei", "about": ""},
    "access.end": {"grant": "nobody's"},
    "access.give": {"number": "1", "staff": "nobody", "reason": "-", "last_day": "2026-11-24"},
    "admin.end": {"person": "nobody"},
    "case_plan.answer": {"key": KEY, "answer": "yes", "version": "1"},
    "case_plan.decide": {"key": KEY, "answer": "yes", "version": "1"},
    "case_plan.send": {"key": KEY, "step": "send", "about": "goal", "how": "other", "goal": "Fast jobb."},
    "case_plan.withdraw": {"key": KEY},
    "centre.find": {"number": "1"},
    "away.end": {"cover": "nobody's"},
    "away.plan": {"by": "2", "first_day": "2026-11-24", "last_day": "2026-11-24"},
    "case_note.write": {"key": KEY, "text": "Ring helst etter tolv.", "days": "30"},
    "hand_over.give": {"staff": "nobody", "reason": "Kan du svare om skolen?"},
    "hand_over.back": {},
    "message_marks.mark_mistake": {"message": "1", "kind": "wrong_person"},
    "message_marks.mark_journal": {"message": "1", "state": "waiting", "day": "", "reference": ""},
    "cover.end": {"cover": "nobody's"},
    "cover.make": {"staff": "1", "by": "2", "first_day": "2026-11-24", "last_day": "2026-11-24"},
    "emergency.end": {"grant": "nobody's"},
    "emergency.open_case": {"number": "1", "reason": "-", "hours": "1"},
    "measures.propose": {"kind": "two_staff", "reason": "Truet en ansatt i går.", "last_day": "2026-12-24"},
    "case_individual_plan.offer": {},
    "case_individual_plan.write": {"part": "goals", "text": "Fast jobb.", "version": "0"},
    "individual_plan.answer": {"key": KEY, "answer": "not_now", "share_with": ""},
    "individual_plan.write": {"key": KEY, "part": "goals", "text": "Fast jobb.", "version": "0"},
    "office_offers.change": {"version": "0", "title": "Jobbhuset", "first_day": "2026-11-24"},
    "office_offers.close": {},
    "office_offers.make": {"title": "Jobbhuset", "first_day": "2026-11-24"},
    "benefit_facts.enter": {"from_day": "2026-11-01", "children": "1", "hours": "7,5", "seen": "0"},
    "benefit_facts.take_back": {"from_day": "2026-11-01", "seen": "0"},
    "paydays.enter": {"month": "2026-11", "day": "2026-12-10", "version": "0"},
    "offers.add": {"key": KEY, "offer": "nobody's"},
    "offers.remove": {"key": KEY, "offer": "nobody's"},
    "programme_life.take": {
        "stage": "check",
        "kind": "leave",
        "version": "1",
        "text": "Det har vi snakket om.",
    },
    "move.check": {"number": "1", "office": "nowhere"},
    "move.send": {"participant": "nobody", "office": "nowhere"},
    "openings.seen": {"grant": "nobody's"},
    "calendar.make": {"shown": "neutral"},
    "calendar.revoke": {},
    "demo.pick": {"person": "nobody-at-all"},
    "mandates.check": {"key": KEY, "name": "Kari", "number": "", "week": "1", "last_day": "2026-12-24"},
    "mandates.end": {"mandate": "0"},
    "mandates.send": {"key": KEY, "name": "Kari", "number": "", "week": "1", "last_day": "2026-12-24"},
    "helping.start": {"participant": "0"},
    "helping.stop": {},
    "leaving.leave_now": {},
    "leaving.share": {"shared": "1"},
    "messages.mark_read": {"sequence": "1"},
    "own_messages.undo": {"message": "1"},
    "own_messages.find": {"q": "leie"},
    "own_messages.keep_draft": {"key": KEY, "text": "Hei", "about": ""},
    "messages.send": {"key": KEY, "text": "Hei"},
    "notices.choose": {"first": "none", "second": "none", "often": "each"},
    "notices.address": {"channel": "email", "address": "nobody@example.org"},
    "notices.code": {"channel": "email", "code": "000000"},
    "notices.forget_email": {},
    "notices.add_phone": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/nobody"},
    "notices.end_phones": {},
    "undelivered.change": {"says": "news", "channel": "sms", "trouble": "down", "what": "drop"},
    "offline.flush": {"key": KEY, "sealed": "nobody's"},
    "offline_use.decide": {"id": "nobody's", "step": "drop"},
    "receipts.check": {"number": "ABCD-2345", "code": "0" * 64},
    "proposals.answer": {"key": KEY, "answer": "yes", "version": "1"},
    "proposals.send": {"key": KEY, "step": "send", "about": "goal", "how": "other", "goal": "Fast jobb."},
    "proposals.withdraw": {"key": KEY},
    "redaction.propose": {"message": "1", "kind": "secret", "reason": "Noe privat om en annen."},
    "rights.send_complaint": {
        "key": KEY,
        "step": "send",
        "letter": "programme",
        "wanted": "Jeg vil ha stønaden.",
    },
    "rights.send_correction": {"key": KEY, "text": "Adressen min er feil."},
    "rights.send_service": {"key": KEY, "text": "Jeg måtte vente lenge."},
    "rights.set_notices": {"key": KEY, "wanted": "0"},
    "rights.withdraw": {"key": KEY},
    "rights_desk.answer": {"version": "1", "answer": "corrected", "text": "Vi har rettet det nå."},
    "second.answer_measure": {"answer": "agree"},
    "second.answer_message": {"answer": "agree"},
    "second.end_measure": {"reason": "Det har vært rolig lenge nå."},
    "sign_in.language": {"language": "tlh"},
    "sign_in.leave": {},
    "sign_in.stay": {},
    "translate_text.propose": {"key": KEY, "text_0": "Noe annet", "seen": "x", "then": "stay"},
    "translate_text.check": {"text_0": "Noe annet"},
    "translate_review.review": {"proposal": "nobody's", "version": "1", "verdict": "accepted"},
    "translate_review.withdraw": {"proposal": "nobody's"},
    "translate_questions.ask": {"words": "Hva betyr dette?"},
    "translate_questions.answer": {"words": "Det betyr dette."},
    "week.confirm": {"key": KEY, "monday": "2026-11-23"},
    "week.report_day": {"key": KEY, "day": "2026-11-24", "attendance": "present", "before": "0"},
}


def within_reach(visitor: Visitor, thing: Thing) -> bool:
    """Whether the thing is the visitor's own, of whom they help, or about a participant of the caseworker's own office."""
    if thing.kind in OF_TRANSLATORS:
        # The portal's own sentences are every translator's, and questions about them an administrator's, too.
        keeper = thing.kind == "question_id" and visitor.role is Role.ADMINISTRATOR
        return thing.owner == TRANSLATORS and (visitor.role is Role.TRANSLATOR or keeper)
    if visitor.role is Role.PARTICIPANT:
        return thing.owner == visitor.id
    if visitor.role is Role.REPRESENTATIVE:
        # Days and absences of whom they help; of the receipts only those of what they sent themselves.
        theirs = thing.owner == visitor.acts_for != ""
        return theirs and (thing.kind != "receipt_id" or thing.more.get("by") == visitor.id)
    # A leader may be the second person for a proposal, and sees no case otherwise.
    second = visitor.role is Role.LEADER and thing.kind in {"measure_id", "redaction_id", "threat_id"}
    return (visitor.role is Role.CASEWORKER or second) and thing.office == visitor.office != ""


def lets_in(app: Flask, visitor: Visitor, endpoint: str) -> bool:
    """Whether the visitor's role may open the view, and for a representative whether the mandate names its part."""
    view = app.view_functions[endpoint]
    if visitor.role is None or visitor.role not in (guard_of(view) or ()):
        return False
    area = area_of(view)
    return visitor.role is not Role.REPRESENTATIVE or area is None or area in visitor.areas


def expected(app: Flask, visitor: Visitor, rule: Rule, thing: Thing | None) -> int:
    """The status of a GET, from the guard and from whose the thing is."""
    guard = guard_of(app.view_functions[rule.endpoint])
    assert guard is not None
    if guard == EVERYBODY:
        return LEADS_ON.get(rule.endpoint, 200)
    if visitor.role is None:
        return 303
    if not lets_in(app, visitor, rule.endpoint):
        return 403
    return 200 if thing is None or within_reach(visitor, thing) else 404


def journeys(app: Flask, cast: Cast, method: str) -> Iterator[tuple[Rule, Thing | None, str]]:
    """Every address of every page, with every thing it could be about."""
    for rule in rules(app, method):
        kind = kind_in(rule)
        some: tuple[Thing | None, ...] = (
            cast.things.get(kind, (Thing(kind, "no-such-file.css"),)) if kind else (None,)
        )
        yield from ((rule, thing, address(rule, thing)) for thing in some)
