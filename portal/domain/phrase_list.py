"""Every fixed phrase there is, and every one there has been: old messages keep their version.

A phrase never grants, refuses, stops or warns of anything: that is said in a letter with a right to complain. To change
a phrase, add it once more with the next version; what stands here is never edited (`tests/text/stored_phrases.json`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from portal.domain.phrases import Direction, Phrase, Slot, SlotKind, Topic

_STAFF, _PARTICIPANT, _BOTH = Direction.STAFF, Direction.PARTICIPANT, Direction.BOTH
_DAY, _CLOCK, _UNTIL = (
    Slot("day", SlotKind.DATE),
    Slot("clock", SlotKind.TIME),
    Slot("until", SlotKind.TIME),
)
_PHONE: Final = Slot("phone", SlotKind.PHONE)
_MINUTES, _DAYS = Slot("num", SlotKind.COUNT, most=240), Slot("num", SlotKind.COUNT, most=30)


def _of(name: str) -> Slot:
    return Slot(name, SlotKind.CHOICE, choices=name)


_PLACE, _DOCUMENT, _REASON, _LANGUAGE = _of("place"), _of("document"), _of("reason"), _of("language")
_KIND, _SUBJECT, _SITE = _of("absence"), _of("subject"), _of("page")
_SUITS = ("meeting.yes", "meeting.no", "meeting.other_day")
_TOLD = ("absence.told", "absence.report_it", "contact.phone_you")

_MEETING = (
    Phrase(
        *("meeting.propose", 1, _STAFF, Topic.MEETING, "week", (_DAY, _CLOCK, _PLACE)),
        answers=(*_SUITS, "help.interpreter"),
    ),
    Phrase("meeting.yes", 1, _BOTH, Topic.MEETING, "check"),
    Phrase("meeting.no", 1, _BOTH, Topic.MEETING, "no"),
    Phrase("meeting.other_day", 1, _BOTH, Topic.MEETING, "week", (_DAY, _CLOCK), _SUITS),
    Phrase(
        *("meeting.ask", 1, _PARTICIPANT, Topic.MEETING, "interview"),
        answers=("meeting.propose", "contact.phone_you"),
    ),
    Phrase(
        *("meeting.ask_about", 1, _PARTICIPANT, Topic.MEETING, "messages", (_SUBJECT,)),
        answers=("meeting.propose", "contact.phone_you"),
    ),
    Phrase("meeting.move", 1, _BOTH, Topic.MEETING, "week", (_DAY, _CLOCK), _SUITS),
    Phrase(
        *("meeting.new_place", 1, _STAFF, Topic.MEETING, "place", (_DAY, _PLACE)),
        answers=("general.fine", "office.where", "meeting.no"),
    ),
    Phrase(
        *("meeting.agreed", 1, _STAFF, Topic.MEETING, "agreed", (_DAY, _CLOCK, _PLACE)),
        answers=("meeting.coming", "meeting.cannot"),
    ),
    Phrase("meeting.coming", 1, _PARTICIPANT, Topic.MEETING, "check"),
    Phrase(
        *("meeting.remember", 1, _STAFF, Topic.MEETING, "wait", (_DAY, _CLOCK)),
        answers=("meeting.coming", "meeting.cannot"),
    ),
    Phrase(
        *("meeting.cannot", 1, _PARTICIPANT, Topic.MEETING, "away", (_DAY, _REASON)),
        answers=("absence.told", "meeting.other_day", "contact.phone_you"),
        about_absence=True,
    ),
    Phrase("meeting.cancelled", 1, _STAFF, Topic.MEETING, "no", (_DAY,), ("general.fine", "meeting.ask")),
    Phrase("meeting.late", 1, _BOTH, Topic.MEETING, "wait", (_MINUTES,), ("general.fine",)),
)
_ABSENCE = (
    Phrase("absence.ill_today", 1, _PARTICIPANT, Topic.ABSENCE, "ill", (), _TOLD, about_absence=True),
    Phrase("absence.child_ill", 1, _PARTICIPANT, Topic.ABSENCE, "child", (), _TOLD, about_absence=True),
    Phrase("absence.ill_until", 1, _PARTICIPANT, Topic.ABSENCE, "ill", (_DAY,), _TOLD, about_absence=True),
    Phrase(
        "absence.appointment", 1, _PARTICIPANT, Topic.ABSENCE, "doctor", (_DAY,), _TOLD, about_absence=True
    ),
    Phrase(
        "absence.interview", 1, _PARTICIPANT, Topic.ABSENCE, "interview", (_DAY,), _TOLD, about_absence=True
    ),
    Phrase(
        "absence.back",
        1,
        _PARTICIPANT,
        Topic.ABSENCE,
        "sun",
        (_DAY,),
        ("general.thanks_told",),
        about_absence=True,
    ),
    Phrase("absence.told", 1, _STAFF, Topic.ABSENCE, "heart"),
    Phrase("absence.report_it", 1, _STAFF, Topic.ABSENCE, "ill", (), ("general.fine", "portal.how")),
    Phrase(
        *("absence.registered", 1, _STAFF, Topic.ABSENCE, "agreed", (_DAY, _KIND)),
        answers=("general.fine", "help.not_understood"),
    ),
    Phrase(
        *("absence.missed_you", 1, _STAFF, Topic.ABSENCE, "heart"),
        answers=("plan.good", "absence.ill_today", "absence.child_ill", "contact.phone_me"),
    ),
)
_UNDERSTANDING = (
    Phrase(
        *("help.not_understood", 1, _PARTICIPANT, Topic.UNDERSTANDING, "fair"),
        answers=("contact.phone_you", "help.at_meeting", "help.ask_interpreter"),
    ),
    Phrase(
        *("help.simpler", 1, _PARTICIPANT, Topic.UNDERSTANDING, "messages"),
        answers=("contact.phone_you", "help.at_meeting"),
    ),
    Phrase("help.interpreter", 1, _PARTICIPANT, Topic.UNDERSTANDING, "globe", (_LANGUAGE,), ("help.booked",)),
    Phrase("help.booked", 1, _STAFF, Topic.UNDERSTANDING, "globe", (_DAY, _LANGUAGE), ("general.thanks",)),
    Phrase(
        *("help.ask_interpreter", 1, _STAFF, Topic.UNDERSTANDING, "globe"),
        answers=("help.interpreter", "general.no"),
    ),
    Phrase(
        *("help.write", 1, _PARTICIPANT, Topic.UNDERSTANDING, "plan"),
        answers=("meeting.propose", "contact.phone_you"),
    ),
    Phrase("help.at_meeting", 1, _STAFF, Topic.UNDERSTANDING, "interview", (), ("general.fine",)),
    Phrase(
        *("help.clear", 1, _STAFF, Topic.UNDERSTANDING, "messages"),
        answers=("help.understood", "help.not_understood", "help.simpler"),
    ),
    Phrase("help.understood", 1, _BOTH, Topic.UNDERSTANDING, "good"),
)
_CONTACT = (
    Phrase(
        "contact.phone_me", 1, _BOTH, Topic.CONTACT, "phone", (_PHONE,), ("contact.phone_you", "general.fine")
    ),
    Phrase(
        "contact.phone_you", 1, _BOTH, Topic.CONTACT, "phone", (_DAY, _CLOCK), ("general.fine", "meeting.no")
    ),
    Phrase(
        *("contact.tried", 1, _STAFF, Topic.CONTACT, "phone"),
        answers=("contact.can_talk", "contact.new_phone"),
    ),
    Phrase("contact.can_talk", 1, _PARTICIPANT, Topic.CONTACT, "phone", (_DAY, _CLOCK), ("general.fine",)),
    Phrase("contact.new_phone", 1, _PARTICIPANT, Topic.CONTACT, "phone", (_PHONE,), ("general.thanks_told",)),
    Phrase("office.where", 1, _PARTICIPANT, Topic.CONTACT, "place", (), ("office.way",)),
    Phrase("office.way", 1, _STAFF, Topic.CONTACT, "place", (_PHONE,), ("general.thanks",)),
    Phrase("office.when_open", 1, _PARTICIPANT, Topic.CONTACT, "wait", (), ("office.open",)),
    Phrase("office.open", 1, _STAFF, Topic.CONTACT, "wait", (_CLOCK, _UNTIL), ("general.thanks",)),
)
_DOCUMENTS = (
    Phrase(
        *("document.send", 1, _STAFF, Topic.DOCUMENTS, "send", (_DOCUMENT, _DAY)),
        answers=("document.will_send", "document.sent", "document.have_not", "document.how"),
    ),
    Phrase("document.sent", 1, _PARTICIPANT, Topic.DOCUMENTS, "check", (_DOCUMENT,), ("document.received",)),
    Phrase("document.will_send", 1, _PARTICIPANT, Topic.DOCUMENTS, "wait", (_DAY,), ("general.fine",)),
    Phrase(
        *("document.have_not", 1, _PARTICIPANT, Topic.DOCUMENTS, "fair"),
        answers=("contact.phone_you", "help.at_meeting"),
    ),
    Phrase("document.received", 1, _STAFF, Topic.DOCUMENTS, "check", (_DOCUMENT,), ("general.thanks_told",)),
    Phrase(
        *("document.missing", 1, _STAFF, Topic.DOCUMENTS, "work", (_DOCUMENT,)),
        answers=("document.will_send", "document.sent", "document.have_not", "document.how"),
    ),
    Phrase("document.how", 1, _PARTICIPANT, Topic.DOCUMENTS, "send", (), ("document.photo",)),
    Phrase(
        "document.photo", 1, _STAFF, Topic.DOCUMENTS, "send", (), ("general.thanks", "help.not_understood")
    ),
)
_PLAN = (
    Phrase(
        *("plan.question", 1, _PARTICIPANT, Topic.PLAN, "plan"),
        answers=("meeting.propose", "contact.phone_you"),
    ),
    Phrase("plan.change", 1, _PARTICIPANT, Topic.PLAN, "plan", (), ("plan.propose", "meeting.propose")),
    Phrase("plan.propose", 1, _STAFF, Topic.PLAN, "plan", (), ("general.thanks", "help.not_understood")),
    Phrase("plan.course_when", 1, _PARTICIPANT, Topic.PLAN, "week", (), ("plan.course_begins",)),
    Phrase("plan.course_begins", 1, _STAFF, Topic.PLAN, "week", (_DAY, _CLOCK), ("general.thanks",)),
    Phrase("plan.no_course", 1, _STAFF, Topic.PLAN, "away", (_DAY,), ("general.thanks_told",)),
    Phrase("plan.how_is_it", 1, _STAFF, Topic.PLAN, "heart", (), ("plan.good", "plan.hard")),
    Phrase("plan.good", 1, _PARTICIPANT, Topic.PLAN, "good"),
    Phrase(
        *("plan.hard", 1, _PARTICIPANT, Topic.PLAN, "bad"), answers=("meeting.propose", "contact.phone_you")
    ),
    Phrase("plan.write_week", 1, _STAFF, Topic.PLAN, "week", (), ("general.fine", "portal.how")),
)
_MONEY = (
    Phrase("money.when", 1, _PARTICIPANT, Topic.MONEY, "wait", (), ("money.page",)),
    Phrase(
        *("money.unclear", 1, _PARTICIPANT, Topic.MONEY, "fair"),
        answers=("money.page", "contact.phone_you", "meeting.propose"),
    ),
    Phrase("money.page", 1, _STAFF, Topic.MONEY, "onward", (), ("general.thanks", "help.not_understood")),
    Phrase(
        *("money.bills", 1, _PARTICIPANT, Topic.MONEY, "bad"),
        answers=("contact.phone_you", "meeting.propose"),
    ),
    Phrase(
        *("housing.question", 1, _PARTICIPANT, Topic.HOUSING, "place"),
        answers=("housing.talk", "contact.phone_you", "meeting.propose"),
    ),
    Phrase(
        *("housing.moving", 1, _PARTICIPANT, Topic.HOUSING, "place", (_DAY,)),
        answers=("general.thanks_told",),
    ),
    Phrase("housing.talk", 1, _STAFF, Topic.HOUSING, "place", (), ("general.fine",)),
)
_GENERAL = (
    Phrase("hello.hi", 1, _BOTH, Topic.GENERAL, "good"),
    Phrase("hello.welcome", 1, _STAFF, Topic.GENERAL, "heart", (), ("hello.hi", "help.interpreter")),
    Phrase("general.thanks", 1, _BOTH, Topic.GENERAL, "heart"),
    Phrase("general.thanks_told", 1, _BOTH, Topic.GENERAL, "check"),
    Phrase("general.fine", 1, _BOTH, Topic.GENERAL, "check"),
    Phrase("general.yes", 1, _BOTH, Topic.GENERAL, "check"),
    Phrase("general.no", 1, _BOTH, Topic.GENERAL, "no"),
    Phrase("general.received", 1, _STAFF, Topic.GENERAL, "check"),
    Phrase("general.answer_in", 1, _STAFF, Topic.GENERAL, "wait", (_DAYS,), ("general.fine",)),
    Phrase("general.answer_by", 1, _BOTH, Topic.GENERAL, "wait", (_DAY,), ("general.fine",)),
    Phrase("portal.how", 1, _PARTICIPANT, Topic.GENERAL, "me", (), ("portal.show_you", "portal.page")),
    Phrase("portal.show_you", 1, _STAFF, Topic.GENERAL, "interview", (), ("general.thanks",)),
    Phrase("portal.page", 1, _STAFF, Topic.GENERAL, "onward", (_SITE,), ("general.thanks",)),
)

PHRASES: Final = (
    *(*_MEETING, *_ABSENCE, *_UNDERSTANDING, *_CONTACT, *_DOCUMENTS, *_PLAN, *_MONEY),
    *_GENERAL,
)
"""All versions of all phrases, in the order of the pages."""

BY_VERSION: Mapping[tuple[str, int], Phrase] = MappingProxyType(
    {(one.id, one.version): one for one in PHRASES}
)
CURRENT: Mapping[str, Phrase] = MappingProxyType(
    {one.id: one for one in sorted(PHRASES, key=lambda one: one.version)}
)
"""The newest version of each phrase: the only one that can be sent."""
