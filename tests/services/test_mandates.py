"""Mandates: which parts they open, on which days, for whom, and what a representative does with one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.access import Area
from portal.domain.attendance import Attendance
from portal.domain.errors import MandateOver, NotFound, NotPermitted
from portal.domain.live import session_topic
from portal.domain.people import Actor, Role
from portal.domain.submission import SubmissionKind
from portal.services import appointments, audit, conversations, mandates, proposals, submissions, weeks
from portal.services.plan_wish import GOAL, OTHER, Wish
from portal.services.planning import own_side
from portal.services.signing_in import Limits, SignIns, hash_of
from portal.services.weeks import Report
from portal.services.work import Desk
from portal.store.models import AuditRow, Person, ReadMark, Submission
from portal.store.sign_in import ACTS_FOR
from tests.builders import RecordingBus, Village, add_activity, add_mandate, add_person, all_rows, key_for
from tests.services.mandate_world import (
    TODAY,
    make,
    opened,
)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def helper(engine: Engine, village: Village) -> Actor:
    """A representative of the participant, with no mandate of the village's own."""
    actor = add_person(engine, Role.REPRESENTATIVE, None, "Hjelper Haug")
    return replace(actor, acts_for=village.participant.id)


@pytest.mark.parametrize(
    "areas",
    [{area} for area in Area] + [set(Area), {Area.WEEK, Area.MESSAGES}],
    ids=lambda areas: "+".join(sorted(areas)),
)
def test_a_mandate_opens_the_parts_that_it_names_and_no_other(
    engine: Engine, village: Village, desk: Desk, helper: Actor, areas: set[Area]
) -> None:
    add_mandate(engine, village.participant, helper, *areas)
    assert opened(desk, helper) == areas
    with desk.reading(helper) as work:
        assert mandates.opened(work) == areas


@pytest.mark.parametrize(
    ("day", "good"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(
    engine: Engine, village: Village, desk: Desk, clock: FixedClock, helper: Actor, day: date, *, good: bool
) -> None:
    add_mandate(engine, village.participant, helper)
    clock.move(days=(day - TODAY).days)
    assert opened(desk, helper) == (set(Area) if good else set())
    with desk.reading(helper) as work:
        assert len(mandates.helped(work)) == good


def test_it_opens_nobody_elses_case_and_nothing_before_it_is_chosen(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    add_mandate(engine, village.participant, helper)
    for whom in (village.neighbour.id, village.stranger.id, village.caseworker.id, None):
        assert opened(desk, replace(helper, acts_for=whom)) == set()
    with desk.reading(helper) as work, pytest.raises(NotFound):
        mandates.helped_one(work, village.neighbour.id)


def test_a_mandate_is_no_other_persons(engine: Engine, village: Village, desk: Desk, helper: Actor) -> None:
    add_mandate(engine, village.participant, helper)
    other = add_person(engine, Role.REPRESENTATIVE, None, "Annen Aas")
    assert opened(desk, replace(other, acts_for=village.participant.id)) == set()


def test_what_has_ended_is_over_at_the_very_next_request(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    mandate_id = add_mandate(engine, village.participant, helper)
    assert opened(desk, helper) == set(Area)
    for _ in range(2):
        with desk.writing(village.participant) as work:
            mandates.end(work, mandate_id)
    with pytest.raises(MandateOver), desk.reading(helper) as work:
        weeks.week_of(work, TODAY)
    last = max(all_rows(engine, AuditRow), key=lambda row: int(row.sequence))
    assert (last.actor_id, last.participant_id, last.granted) == (helper.id, village.participant.id, False)
    # A part that a living mandate does not name is refused too, and is not called over.
    add_mandate(engine, village.participant, helper, Area.PLAN)
    with desk.reading(helper) as work, pytest.raises(NotPermitted) as refused:
        weeks.week_of(work, TODAY)
    assert refused.type is NotPermitted


def test_only_who_made_it_ends_it(engine: Engine, village: Village, desk: Desk, helper: Actor) -> None:
    mandate_id = add_mandate(engine, village.participant, helper)
    with desk.writing(village.neighbour) as work, pytest.raises(NotFound):
        mandates.end(work, mandate_id)
    for actor in (helper, village.caseworker, village.leader):
        with pytest.raises(NotPermitted), desk.writing(actor) as work:
            mandates.end(work, mandate_id)
    assert opened(desk, helper) == set(Area)


def test_open_pages_of_the_representative_are_closed_and_nobody_elses(
    engine: Engine, village: Village, desk: Desk, bus: RecordingBus, clock: FixedClock, helper: Actor
) -> None:
    mandate_id = add_mandate(engine, village.participant, helper)
    hours = timedelta(hours=1)
    sign_ins = SignIns(engine, clock, Limits(hours, hours, hours))
    acting = sign_ins.start(helper.id, {ACTS_FOR: village.participant.id})
    resting = sign_ins.start(helper.id, {})
    with desk.writing(village.participant) as work:
        mandates.end(work, mandate_id)
    told = {topic for topic, _ in bus.told()}
    assert session_topic(hash_of(acting)) in told
    assert session_topic(hash_of(resting)) not in told
    found = sign_ins.find(acting)
    assert found is not None
    assert (found.actor.role, found.actor.acts_for) == (Role.REPRESENTATIVE, village.participant.id)


def test_whoever_acts_for_somebody_is_nothing_else_meanwhile(
    engine: Engine, village: Village, desk: Desk, clock: FixedClock
) -> None:
    """A participant who helps another has neither their own pages nor their own office until they are done."""
    add_mandate(engine, village.participant, village.neighbour, Area.PLAN)
    hours = timedelta(hours=1)
    sign_ins = SignIns(engine, clock, Limits(hours, hours, hours))
    found = sign_ins.find(sign_ins.start(village.neighbour.id, {ACTS_FOR: village.participant.id}))
    assert found is not None
    actor = found.actor
    assert (actor.role, actor.office_id, found.own_role) == (Role.REPRESENTATIVE, None, Role.PARTICIPANT)
    assert opened(desk, actor) == {Area.PLAN}
    with desk.reading(actor) as work, pytest.raises(NotPermitted):
        audit.who_has_seen(work)
    staff = sign_ins.find(sign_ins.start(village.caseworker.id, {ACTS_FOR: village.participant.id}))
    assert staff is not None
    assert (staff.actor.role, staff.actor.acts_for) == (Role.CASEWORKER, None)


# What a representative does.


def test_what_a_representative_hands_in_is_the_participants_and_says_who_sent_it(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    activity = add_activity(engine, village.participant)
    add_mandate(engine, village.participant, helper)
    with desk.writing(helper) as work:
        receipt = weeks.report_day(work, key_for("day"), Report(activity, TODAY, Attendance.PRESENT))
    (row,) = all_rows(engine, Submission)
    assert (row.person_id, row.by_id) == (village.participant.id, helper.id)
    with desk.reading(village.participant) as work:
        assert submissions.receipt_of(work, receipt.id).by_id == helper.id
        (said,) = [item for item in weeks.week_of(work, TODAY).days[1].planned if item.said]
    assert said.by_helper
    # Another representative of the same participant sees it in the week, and not among their own receipts.
    other = add_person(engine, Role.REPRESENTATIVE, None, "Annen Aas")
    add_mandate(engine, village.participant, other)
    with desk.reading(replace(other, acts_for=village.participant.id)) as work:
        assert submissions.own_receipt(work, receipt.id) is None
        assert submissions.handed_in(work) == []
        with pytest.raises(NotFound):
            submissions.receipt_of(work, receipt.id)


def test_the_participants_own_receipts_are_no_representatives(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    add_mandate(engine, village.participant, helper)
    with desk.writing(village.participant) as work:
        receipt = conversations.write_to_us(work, key_for("own"), "Hei")
    with desk.reading(helper) as work, pytest.raises(NotFound):
        submissions.receipt_of(work, receipt.id)


def test_a_message_by_a_representative_is_told_apart_and_read_by_them_is_not_read(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    make(desk, village.participant, areas=frozenset({Area.MESSAGES}))
    (made,) = [row for row in all_rows(engine, Person, role=Role.REPRESENTATIVE) if row.identity_sealed]
    kari = replace(helper, id=made.id, name="")
    with desk.writing(kari) as work:
        conversations.write_to_us(work, key_for("m"), "Jeg skriver for Deltaker.")
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, key_for("s"), "Takk.")
    with desk.reading(village.participant) as work:
        page = conversations.own_conversation(work)
    assert page.helpers == {made.id: "Kari", village.representative.id: ""}
    assert [one.author_id for one in page.messages] == [made.id, village.caseworker.id]
    with desk.writing(kari) as work:
        conversations.mark_read(work, village.participant.id, 2)
    assert all_rows(engine, ReadMark, person_id=made.id)[0].sequence == 2
    with desk.reading(village.caseworker) as work:
        assert conversations.conversation_with(work, village.participant.id).read_by_them == 0


def test_each_look_is_told_to_the_participant_under_the_name_they_chose(
    engine: Engine, village: Village, desk: Desk, helper: Actor
) -> None:
    make(desk, village.participant, areas=frozenset({Area.WEEK, Area.MESSAGES}))
    (made,) = [row for row in all_rows(engine, Person, role=Role.REPRESENTATIVE) if row.identity_sealed]
    kari = replace(helper, id=made.id)
    with desk.reading(kari) as work:
        conversations.unread(work)
    assert all_rows(engine, AuditRow, actor_id=kari.id) == []
    with desk.reading(kari) as work:
        weeks.week_of(work, TODAY)
        appointments.for_the_week(work)
    with desk.reading(village.participant) as work:
        (seen,) = audit.who_has_seen(work).seen
    assert (seen.by_helper, seen.alias, seen.what.value) == (True, "Kari", "week")


def test_every_receipt_is_of_one_part_of_the_case_or_the_participants_alone() -> None:
    """Only a withdrawal can be both, by what was taken back."""
    shared = {SubmissionKind.WITHDRAWAL}
    of_a_part = set(mandates.AREA_OF_KIND)
    assert of_a_part | mandates.PARTICIPANTS_OWN | shared == set(SubmissionKind)
    assert len(of_a_part) + len(mandates.PARTICIPANTS_OWN) + len(shared) == len(SubmissionKind)
    assert not of_a_part & mandates.PARTICIPANTS_OWN


def test_a_helper_opens_the_receipts_of_what_they_proposed_and_took_back(
    village: Village, desk: Desk
) -> None:
    wish = Wish(GOAL, OTHER, goal="Jobb i butikk")
    with desk.writing(village.representative) as work:
        receipt, proposal_id = proposals.propose(work, own_side(work), key_for(1), (wish,), "")
    with desk.writing(village.representative) as work:
        proposals.withdraw(work, own_side(work), key_for(2), proposal_id)
    with desk.reading(village.representative) as work:
        kinds = {row.kind: mandates.area_of(row) for row in submissions.handed_in(work)}
        assert submissions.receipt_of(work, receipt.id)
    assert kinds == {SubmissionKind.PROPOSAL: Area.PLAN, SubmissionKind.WITHDRAWAL: Area.PLAN}
