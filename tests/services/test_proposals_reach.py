"""Proposals: who reaches them, what is told of them, and what cannot be understood."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.services import proposal_reading, proposals, weeks
from portal.services.plan_wish import EVALUATION, FREE_WEEK, GOAL, NEW, OTHER, PLACE, Wish
from portal.services.planning import own_side, side_of_proposal, staff_side
from portal.services.work import Desk
from portal.store.engine import for_writing
from portal.store.models import AttendanceReport, Notice, PlanVersion, Programme, Submission
from tests.builders import (
    RecordingBus,
    Village,
    all_rows,
    at_once,
    fingerprint,
    key_for,
    programme_of,
)
from tests.services.proposing import (
    REASON,
    answered,
    held,
    moved_to,
    proposed,
    side_of,
    versions,
)

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)


def test_another_office_and_nobody_look_the_same(desk: Desk, village: Village, sent: str) -> None:
    for who in (village.far_caseworker, village.leader):
        for proposal_id in (sent, "0"):
            with pytest.raises((NotFound, NotPermitted)), desk.reading(who) as work:
                side_of_proposal(work, proposal_id)
    with desk.reading(village.neighbour) as work, pytest.raises(NotFound):
        proposal_reading.proposal_of(work, own_side(work), sent)
    with desk.reading(village.caseworker) as work, pytest.raises(NotFound):
        proposal_reading.proposal_of(work, staff_side(work, village.neighbour.id), sent)


def test_what_somebody_proposes_has_a_receipt_and_is_told(
    engine: Engine, desk: Desk, village: Village, sent: str, bus: RecordingBus
) -> None:
    (receipt,) = all_rows(engine, Submission)
    assert (receipt.person_id, receipt.content["text"]) == (village.participant.id, REASON)
    assert all_rows(engine, Notice) == [], "Nobody is told of what they did themselves."
    told = {event for _, event in bus.told()}
    assert {"plan", "inbox", f"case-{village.participant.id}"} <= told
    answered(desk, village.caseworker, village.participant, sent, yes=True)
    assert len(all_rows(engine, Notice, person_id=village.participant.id)) == 1
    assert "week" in {event for _, event in bus.told()}


def test_a_plan_that_is_over_is_not_changed(engine: Engine, desk: Desk, village: Village, sent: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(Programme).values(state="ended", closed_on=TODAY))
    with pytest.raises(Refused, match="plan-closed"):
        answered(desk, village.caseworker, village.participant, sent, yes=True)


def test_a_draft_is_ones_own(desk: Desk, village: Village, course: str) -> None:
    with desk.writing(village.participant) as work:
        proposals.keep_draft(work, own_side(work), {"about": course, "text": "Kanskje", "empty": ""})
    with desk.reading(village.caseworker) as work:
        assert proposals.own_draft(work, side_of(work, village.participant)) == {}
    with desk.reading(village.participant) as work:
        kept = {"about": course, "text": "Kanskje", "draft": "saved"}
        assert proposals.own_draft(work, own_side(work)) == kept
    with desk.writing(village.participant) as work:
        wishes = (moved_to(course, 3),)
        proposals.propose(work, own_side(work), key_for("draft"), wishes, "", draft=kept["draft"])
    with desk.reading(village.participant) as work:
        assert proposals.own_draft(work, own_side(work)) == {}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("", PLACE, place="Rom 4", from_day=TODAY), "plan-from-tomorrow"),
        (Wish("", PLACE), "plan-same-as-before"),
        (Wish("", OTHER), "plan-title-empty"),
        (Wish("", OTHER, title="x" * 121), "plan-name-too-long"),
        (Wish("", OTHER, title="Kurs", what="x" * 2001), "plan-words-too-long"),
        (Wish("", OTHER, title="Kurs", last_day=TODAY), "plan-ends-before-it-begins"),
        (replace(moved_to("", 3), ends=time(8)), "plan-times"),
        (moved_to("", 3, hours=(10, 11)), "plan-slot-taken"),
        (replace(moved_to("", 3), slot="", weekday=None), "plan-slot-empty"),
        (Wish(NEW, "add"), "plan-title-empty"),
        (Wish(NEW, "add", title="Kurs", days=frozenset({1})), "plan-times"),
        (Wish(NEW, "add", title="Kurs", starts=time(9)), "plan-days-empty"),
        (Wish(GOAL, OTHER), "plan-goal-empty"),
        (Wish(EVALUATION, "add", day=date(2026, 11, 23)), "plan-day-to-come"),
        (Wish(FREE_WEEK, "add", day=TOMORROW), "plan-week-to-come"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(
    engine: Engine, desk: Desk, village: Village, course: str, wish: Wish, code: str
) -> None:
    before = fingerprint(engine)
    wish = wish if wish.about else replace(wish, about=course)
    with pytest.raises(Refused, match=code):
        proposed(desk, village.participant, village.participant, wish)
    assert fingerprint(engine) == before


@pytest.mark.parametrize("about", ["no-such-activity", ""])
def test_only_what_is_in_the_plan_can_be_changed(desk: Desk, village: Village, about: str) -> None:
    with pytest.raises(Refused, match="plan-gone"):
        proposed(desk, village.participant, village.participant, Wish(about, PLACE, place="Rom 4"))


def test_a_version_never_changes(engine: Engine, desk: Desk, village: Village, sent: str) -> None:
    answered(desk, village.caseworker, village.participant, sent, yes=True)
    with Session(for_writing(engine)) as session:
        version = session.query(PlanVersion).first()
        assert version is not None
        version.content = {}
        with pytest.raises(RuntimeError, match="does not change"):
            session.flush()


def test_of_two_who_say_yes_to_two_changes_of_the_same_thing_one_is_told(
    engine: Engine, desk: Desk, village: Village, course: str, sent: str
) -> None:
    other = proposed(desk, village.caseworker, village.participant, Wish(course, PLACE, place="Rom 4"))
    sides: tuple[tuple[Actor, str], ...] = ((village.caseworker, sent), (village.participant, other))
    found = at_once(2, lambda n: answered(desk, sides[n][0], village.participant, sides[n][1], yes=True))
    assert sorted(type(one).__name__ for one in found) == ["PlanMoved", "ProposalState"]
    programme = programme_of(engine, village.participant)
    assert versions(engine, programme)[-1] == held(desk, village.participant, programme)


def test_reported_days_still_point_at_what_was_planned(
    engine: Engine, desk: Desk, village: Village, course: str, sent: str
) -> None:
    with desk.writing(village.participant) as work:
        weeks.report_planned(work, key_for("week"), date(2026, 11, 23))
    answered(desk, village.caseworker, village.participant, sent, yes=True)
    reports = all_rows(engine, AttendanceReport)
    assert {row.activity_id for row in reports} == {course}
    with desk.reading(village.participant) as work:
        said = [item.said for one in weeks.week_of(work, TODAY).days[:2] for item in one.planned]
        assert len(said) == 2
        assert None not in said


def test_a_no_says_why(engine: Engine, desk: Desk, village: Village, sent: str) -> None:
    before = fingerprint(engine)
    with pytest.raises(Refused, match="plan-no-without-reason"):
        answered(desk, village.caseworker, village.participant, sent, yes=False, text="nei")
    assert fingerprint(engine) == before
