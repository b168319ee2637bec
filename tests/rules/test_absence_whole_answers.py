"""Absence: whole answers, word by word, as they are stored with a case: reasons, facts, places in the law, next steps."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from portal.rules.absence import OtherAbsenceFacts, other_absence
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Reason
from portal.rules.law import Basis, Citation
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around

KVF, STL = "FOR-2011-12-21-1471", "LOV-2009-12-18-131"
ILL = {"programme_start": "2026-10-05", "earlier": []}
NOTE = {"from": "2026-12-04", "to": "2026-12-09"}
FOUR = [
    {"from": "2026-03-07", "to": "2026-03-08"},
    {"from": "2026-05-07", "to": "2026-05-08"},
    {"from": "2026-07-07", "to": "2026-07-08"},
    {"from": "2026-09-07", "to": "2026-09-08"},
]
NOTED = {"from": "2026-09-07", "to": "2026-09-16", "doctors_note_from": "2026-09-10"}


def told(reason: Reason) -> str:
    return " ".join([reason.code, *(f"{f.name}={getattr(reason, f.name)}" for f in fields(reason))])


def place(basis: Basis) -> str:
    if not isinstance(basis, Citation):
        return basis.code
    return f"{basis.key}@{basis.wording_since}".replace(KVF, "KVF").replace(STL, "STL")


def whole(decision: Decision[Any]) -> list[str]:
    return [
        f"{decision.rule} {decision.version} {decision.outcome}",
        *(f"{told(b.reason)} | {place(b.basis)}" for b in decision.because),
        *(f"~ {told(reason)}" for reason in decision.would_change),
    ]


ANSWERS = [
    (
        "self-report",
        ILL | {"from": "2026-11-29", "to": "2026-11-29"},
        [
            "absence.self_report 2 undecided",
            "absence.not-taken-part-long-enough programme_started_on=2026-10-05 weeks=8 right_from=2026-11-30 | KVF/6/2/1@2012-01-01",
            "self-report.weeks-counted-from-start programme_started_on=2026-10-05 | self_report.weeks_since_start",
            "absence.note-keeps-benefit note_from=2026-11-29 | KVF/5/1/1@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-11-29",
        ],
    ),
    (
        "self-report",
        ILL | {"from": "2026-12-04", "to": "2026-12-04", "right_lost_until": "2027-01-31"},
        [
            "absence.self_report 2 undecided",
            "absence.self-report-right-lost until=2027-01-31 | KVF/8/1/1@2012-01-01",
            "absence.note-keeps-benefit note_from=2026-12-04 | KVF/5/1/1@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-12-04",
        ],
    ),
    (
        "self-report",
        ILL
        | {"earlier": [{"from": "2026-11-30", "to": "2026-12-01"}], "from": "2026-12-14", "to": "2026-12-15"},
        [
            "absence.self_report 2 undecided",
            "absence.taken-part-long-enough programme_started_on=2026-10-05 weeks=8 right_from=2026-11-30 | KVF/6/2/1@2012-01-01",
            "absence.self-report-days-used-up days_in_this=2 days_allowed=3 used_up_from=2026-12-15 | KVF/6/3/1@2012-01-01",
            "absence.earlier-days-count days=2 window_days=16 last_earlier_day=2026-12-01 | KVF/6/3/2@2012-01-01",
            "self-report.days-counted-from-last-day | self_report.window_from_last_day",
            "absence.note-may-be-required note_from=2026-12-15 | KVF/6/4/1@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-12-15",
        ],
    ),
    (
        "self-report",
        ILL | {"programme_start": "2020-03-02", "from": "2020-04-01", "to": "2020-04-02"},
        [
            "absence.self_report 2 met",
            "absence.no-waiting-time | KVF/17a@2020-03-16",
            "absence.within-self-report-days days_in_this=2 days_allowed=16 days_left=14 | KVF/17a@2020-03-16",
            "~ absence.longer-may-need-note note_from=2020-04-17",
        ],
    ),
    (
        "self-report-loss",
        {"on": "2026-12-01", "absences": [*FOUR[:2], NOTED]},
        [
            "absence.self_report_loss 1 not_met",
            "self-report-loss.fewer-than-limit occasions=2 limit=4 months=12 | KVF/8/1/1/a@2012-01-01",
            "self-report-loss.noted-not-counted occasions=1 note_from_day=4 | KVF/8/2/1@2012-01-01",
            "~ self-report-loss.more-would-reach-limit more=2 months=12",
        ],
    ),
    (
        "self-report-loss",
        {"on": "2026-12-01", "absences": FOUR, "reasonable_doubt": True},
        [
            "absence.self_report_loss 1 undecided",
            "self-report-loss.limit-reached occasions=4 limit=4 months=12 | KVF/8/1/1/a@2012-01-01",
            "self-report-loss.doubt-stated | KVF/8/1/1/b@2012-01-01",
            "self-report-loss.municipality-may-decide | KVF/8/1/1@2012-01-01",
            "self-report-loss.hearing-comes-first | KVF/8/3/1@2012-01-01",
            "self-report-loss.reassessed-within months=6 | KVF/8/3/2@2012-01-01",
            "~ self-report-loss.fewer-again-on limit=4 day=2027-03-08",
            "~ self-report-loss.note-takes-one-away note_from_day=4",
            "~ self-report-loss.what-the-person-tells",
        ],
    ),
    (
        "self-report-loss",
        {"on": "2026-12-01", "absences": FOUR, "heard": True, "decided_on": "2026-11-02"},
        [
            "absence.self_report_loss 1 undecided",
            "self-report-loss.limit-reached occasions=4 limit=4 months=12 | KVF/8/1/1/a@2012-01-01",
            "self-report-loss.municipality-may-decide | KVF/8/1/1@2012-01-01",
            "self-report-loss.has-been-heard | KVF/8/3/1@2012-01-01",
            "self-report-loss.reassessed-by decided_on=2026-11-02 months=6 reassess_by=2027-05-02 | KVF/8/3/2@2012-01-01",
            "~ self-report-loss.fewer-again-on limit=4 day=2027-03-08",
            "~ self-report-loss.note-takes-one-away note_from_day=4",
        ],
    ),
    (
        "self-report-loss",
        {"on": "2026-12-01", "absences": FOUR, "kind": "SICK_CHILD"},
        [
            "absence.self_report_loss 1 not_met",
            "self-report-loss.number-does-not-count-for-sick-child | KVF/10/1/3@2012-01-01",
            "~ self-report-loss.stated-doubt-would-matter",
        ],
    ),
    (
        "doctors-note",
        NOTE | {"note_from": "2026-12-07"},
        [
            "absence.doctors_note 1 met",
            "doctors-note.self-report-covers days=3 | KVF/6/3/1@2012-01-01",
            "doctors-note.covers note_from=2026-12-07 last_day=2026-12-09 | KVF/5/1/1@2012-01-01",
            "doctors-note.no-longest-illness | KVF/5/1/1@2012-01-01",
        ],
    ),
    (
        "doctors-note",
        NOTE,
        [
            "absence.doctors_note 1 undecided",
            "doctors-note.self-report-covers days=3 | KVF/6/3/1@2012-01-01",
            "doctors-note.nothing-covers first_day=2026-12-07 last_day=2026-12-09 | KVF/6/4/1@2012-01-01",
            "doctors-note.self-report-days-may-lapse last_day=2026-12-06 | KVF/6/4/2@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-12-07",
            "~ doctors-note.prevented-and-shown-would-help",
        ],
    ),
    (
        "doctors-note",
        NOTE | {"note_from": "2026-12-08"},
        [
            "absence.doctors_note 1 undecided",
            "doctors-note.self-report-covers days=3 | KVF/6/3/1@2012-01-01",
            "doctors-note.nothing-covers first_day=2026-12-07 last_day=2026-12-07 | KVF/6/4/1@2012-01-01",
            "doctors-note.covers note_from=2026-12-08 last_day=2026-12-09 | KVF/5/1/1@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-12-07",
        ],
    ),
    (
        "doctors-note",
        NOTE | {"prevented_from_doctor": True, "same_illness_shown": True},
        [
            "absence.doctors_note 1 undecided",
            "doctors-note.self-report-covers days=3 | KVF/6/3/1@2012-01-01",
            "doctors-note.nothing-covers first_day=2026-12-07 last_day=2026-12-09 | KVF/6/4/1@2012-01-01",
            "doctors-note.prevented-and-shown | KVF/6/4/3@2012-01-01",
            "~ absence.doctors-note-would-help note_from=2026-12-07",
        ],
    ),
    (
        "doctors-note",
        NOTE | {"to": "2026-12-05"},
        [
            "absence.doctors_note 1 met",
            "doctors-note.self-report-covers days=2 | KVF/6/3/1@2012-01-01",
            "~ absence.longer-may-need-note note_from=2026-12-07",
        ],
    ),
    (
        "written-confirmation",
        {"oral": False},
        [
            "absence.written_confirmation 1 met",
            "confirmation.written-needs-nothing-more | KVF/6/1/1@2012-01-01",
        ],
    ),
    (
        "written-confirmation",
        {"oral": True},
        [
            "absence.written_confirmation 1 met",
            "confirmation.oral-is-enough | KVF/6/1/1@2012-01-01",
            "~ confirmation.may-be-asked",
        ],
    ),
    (
        "written-confirmation",
        {"oral": True, "asked_on": "2026-12-08", "kind": "SICK_CHILD"},
        [
            "absence.written_confirmation 1 undecided",
            "confirmation.asked asked_on=2026-12-08 | KVF/7/1/1@2012-01-01",
            "confirmation.unconfirmed-may-lapse | KVF/7/1/2@2012-01-01",
            "confirmation.same-for-sick-child | KVF/10/1/3@2012-01-01",
            "~ confirmation.would-help",
        ],
    ),
    (
        "written-confirmation",
        {"oral": True, "asked_on": "2026-12-08", "confirmed_on": "2026-12-09"},
        [
            "absence.written_confirmation 1 met",
            "confirmation.confirmed-on day=2026-12-09 | KVF/7/1/1@2012-01-01",
        ],
    ),
]


@pytest.mark.parametrize(("name", "facts", "answer"), ANSWERS)
def test_the_whole_answer_is_this_one(
    name: str, facts: dict[str, Any], answer: list[str], norway: Holidays
) -> None:
    assert whole(ALL[name].answer(facts, Around(norway, USUAL))) == answer


def test_another_absence_is_answered_whole_too() -> None:
    assert whole(other_absence(OtherAbsenceFacts(date(2026, 12, 1), date(2026, 12, 2)))) == [
        "absence.other 1 undecided",
        "absence.reduces-benefit first_day=2026-12-01 last_day=2026-12-02 | STL/36/1/1@2019-01-01",
        "absence.caseworker-decides | STL/36/1/2@2019-01-01",
    ]
