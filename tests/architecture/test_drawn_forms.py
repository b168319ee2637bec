"""Forms, as they are drawn: each carries its token, and what is handed in carries its key."""

from flask import Flask

from portal.domain.people import Role
from portal.web.forms import KeyedForm
from portal.web.guards import EVERYBODY, guard_of
from tests.architecture.cast import Cast
from tests.architecture.matrix import expected, journeys
from tests.page_review import Page

# These stand on a page that checks what is sent, which only another form leads to, or where a message was picked first.
CHECKED = {"programme_life.take", "absence.send", "mandates.send", "move.send", "redaction.propose"}
CHECKED |= {"message_marks.mark_mistake", "message_marks.mark_journal"}
# The others stand only where somebody has opened, given or covered something: tests/web/test_staff_roles.py and
# tests/web/test_emergency.py send them as drawn.
ELSEWHERE = CHECKED | {
    "emergency.end",
    "openings.seen",
    "access.end",
    "away.end",
    "hand_over.back",
}
# A part of a plan is open for writing when its reader asked for it: tests/web/test_individual_plan.py sends them as drawn.
ELSEWHERE |= {"individual_plan.write", "case_individual_plan.write"}
# Proposing begins with what it is about, and a decision with two yeses: tests/web/test_plan_pages.py sends them as drawn.
ELSEWHERE |= {"proposals.send", "case_plan.send", "case_plan.decide"}
# Stands only where somebody has a calendar: tests/web/test_calendar.py sends it as drawn.
ELSEWHERE |= {"calendar.revoke"}
# Asked for a code, with an e-mail address or a phone added: tests/web/test_notices.py sends them as drawn.
ELSEWHERE |= {"notices.code", "notices.forget_email", "notices.end_phones"}
# The worker sends what waited, and what could not be taken stands only after that: tests/web/test_offline.py.
ELSEWHERE |= {"offline.flush", "offline_use.decide"}
# A month is picked first: tests/web/test_months.py sends them as drawn.
ELSEWHERE |= {"case_months.confirm", "case_months.look"}

# What the office thinks of deciding can be answered only while it waits: tests/web/test_absences.py sends it as drawn.
ELSEWHERE |= {"own_absences.answer"}
# A fixed phrase is picked first: tests/web/test_phrases.py sends them as drawn.
ELSEWHERE |= {"phrases.send", "case_phrases.send"}
# Stands only where somebody has not acknowledged: tests/web/test_alarms.py sends it as drawn.
ELSEWHERE |= {"important.acknowledge"}

# What was sent can be taken back for ten seconds: tests/web/test_message_more.py sends it as drawn.
ELSEWHERE |= {"case_messages.undo"}
# What is being written is sent by the field that it is written in.
ELSEWHERE |= {"own_messages.keep_draft", "case_messages.keep_draft"}

# A button of the form that proposes a translation sends it there, too.
ELSEWHERE |= {"translate_text.check"}

DAYS_WORK = ("/work/case/", "/work/absence/")


def takes_key(view: object) -> bool:
    """Whether a view hands something in: it reads a form that carries a key."""
    inner = getattr(view, "__code__", None)
    names = inner.co_names if inner else ()
    kinds = [getattr(view, "__globals__", {}).get(name) for name in names]
    return any(isinstance(kind, type) and issubclass(kind, KeyedForm) for kind in kinds)


def test_every_form_that_is_drawn_carries_what_its_page_asks_for(standing: Flask, cast: Cast) -> None:
    """A token in each form, a key in each that hands something in, and no form that goes to a page that is not there."""
    adapter = standing.url_map.bind("localhost")
    reached = set()
    for visitor in cast.visitors:
        paths = [
            path
            for rule, thing, path in journeys(standing, cast, "GET")
            if expected(standing, visitor, rule, thing) == 200
        ]
        if visitor.role is Role.CASEWORKER:
            # Some forms stand only where something waits: the newest of the day's work show them.
            for list_of in ("/work", "/work/absences"):
                work = Page(visitor.http.get(list_of).text)
                paths += [link["href"] for link in work.all("a") if link["href"].startswith(DAYS_WORK)][:3]
        for path in paths:
            if path == "/offline":
                # It is kept on phones, where it draws keys itself: tests/journeys/test_offline.py.
                continue
            answer = visitor.http.get(path)
            for form in Page(answer.text if answer.mimetype == "text/html" else "").all("form"):
                if form["method"] != "post":
                    continue
                action = form["action"] or path.partition("?")[0]
                endpoint, _ = adapter.match(action, method="POST")
                reached.add(endpoint)
                view = standing.view_functions[endpoint]
                fields = {item["name"]: item["value"] for item in form.all("input")}
                if guard_of(view) != EVERYBODY:
                    assert fields.get("csrf_token"), f"{path}: the form to {action} has no token"
                if takes_key(view):
                    assert len(fields.get("key", "")) == 24, f"{path}: the form to {action} has no key"
    everything = {rule.endpoint for rule in standing.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert everything - reached == ELSEWHERE


def test_the_pages_that_hand_something_in_are_these(standing: Flask) -> None:
    views = standing.view_functions
    assert {name for name, view in views.items() if takes_key(view)} == {
        "absence.check",
        "absence.send",
        "absence_behalf.register",
        "absence_withdraw.withdraw",
        "appointments.answer",
        "case.answer",
        "case_note.write",
        "case_phrases.send",
        "case_messages.keep_draft",
        "documents.hand_in",
        "documents.hand_in_for_day",
        "help_now.send",
        "individual_plan.answer",
        "individual_plan.write",
        "mandates.check",
        "mandates.send",
        "messages.send",
        "offline.flush",
        "offers.add",
        "offers.remove",
        "own_absences.answer",
        "own_absences.withdraw",
        "own_entry.send",
        "phrases.send",
        "own_messages.keep_draft",
        "rights.send_complaint",
        "rights.send_correction",
        "rights.send_service",
        "rights.set_notices",
        "rights.withdraw",
        "take_aways.change",
        "take_aways.confirm",
        "take_aways.tick",
        "take_aways.write",
        # The look beforehand reads the same form and keeps nothing.
        "translate_text.check",
        "translate_text.propose",
        "week.confirm",
        "week.report_day",
    }
