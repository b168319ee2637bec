"""Covers, given access, the summary, the staff and the trail: what each role's service gives, and what it never does."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.access import GrantKind, Protection, Tie
from portal.domain.audit import Looked
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.people import Actor, Role
from portal.services import access, caseload, conversations, covers
from portal.services.caseload import Filter
from portal.services.permissions import TABLE, Action
from portal.services.work import Desk
from portal.store.models import AuditRow, Cover, Disqualified, Grant
from tests.builders import Village, add_person, all_rows, key_for, save
from tests.conftest import NOW
from tests.staff_roles import REASON, grade, join, may_see, number_of

TODAY = date(2026, 11, 24)
WEEK = TODAY + timedelta(days=6)


def cover(desk: Desk, village: Village, by: Actor, *, first: date = TODAY, last: date = WEEK) -> str:
    """The stranger's contact person, at the other office, is away."""
    with desk.writing(village.far_leader) as work:
        return covers.cover(work, village.far_caseworker.id, by.id, first, last)


# Covering.


def test_who_covers_sees_answers_and_decides_for_the_one_who_is_away(desk: Desk, village: Village) -> None:
    with desk.writing(village.stranger) as work:
        conversations.write_to_us(work, key_for(1), "Hei")
    with desk.reading(village.caseworker) as work:
        assert caseload.counts(work).waiting == 0
    cover(desk, village, village.caseworker)
    with desk.reading(village.caseworker) as work:
        assert caseload.counts(work).waiting == 1
        assert [row.participant_id for row in conversations.inbox(work, Filter.WAITING)] == [
            village.stranger.id
        ]
        assert caseload.opened(work, village.stranger.id).may_write
        assert [(row.name, row.last_day) for row in covers.covered_by_me(work)] == [("Fjern Foss", WEEK)]
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.stranger.id, key_for(2), "Svar")
    with desk.reading(village.caseworker) as work:
        assert caseload.counts(work).waiting == 0
    with desk.reading(village.colleague) as work:
        assert covers.covered_by_me(work) == []
    assert not may_see(desk, village.colleague, village.stranger)


@pytest.mark.parametrize(("days", "sees"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_cover_begins_with_its_first_day_and_ends_with_its_last(
    desk: Desk, village: Village, clock: FixedClock, days: int, sees: bool
) -> None:
    first = TODAY + timedelta(days=1)
    cover(desk, village, village.caseworker, first=first, last=first + timedelta(days=3))
    clock.move(days=1 + days)
    assert may_see(desk, village.caseworker, village.stranger) is sees
    with desk.reading(village.caseworker) as work:
        assert bool(covers.covered_by_me(work)) is sees


def test_a_cover_ends_at_once_when_the_leader_says_so(desk: Desk, village: Village) -> None:
    made = cover(desk, village, village.caseworker)
    for who, error in ((village.leader, NotFound), (village.far_caseworker, NotPermitted)):
        with pytest.raises(error), desk.writing(who) as work:
            covers.end(work, made)
    assert may_see(desk, village.caseworker, village.stranger)
    for _ in range(2):
        with desk.writing(village.far_leader) as work:
            covers.end(work, made)
            assert covers.covers(work) == []
    assert not may_see(desk, village.caseworker, village.stranger)


def test_the_same_cover_twice_is_one(engine: Engine, desk: Desk, village: Village) -> None:
    assert cover(desk, village, village.caseworker) == cover(desk, village, village.caseworker)
    assert len(all_rows(engine, Cover)) == 1


def test_a_cover_opens_nobody_whom_the_core_rules_keep_away(
    engine: Engine, desk: Desk, village: Village
) -> None:
    cover(desk, village, village.caseworker)
    grade(engine, village.stranger, Protection.CONFIDENTIAL)
    assert not may_see(desk, village.caseworker, village.stranger)
    grade(engine, village.stranger, Protection.NONE)
    assert may_see(desk, village.caseworker, village.stranger)
    save(
        engine,
        Disqualified(
            staff_id=village.caseworker.id,
            participant_id=village.stranger.id,
            tie=Tie.RELATIVE,
            stated_at=NOW,
        ),
    )
    assert not may_see(desk, village.caseworker, village.stranger)


@pytest.mark.parametrize(
    ("staff", "by", "first", "last", "code"),
    [
        ("far_caseworker", "far_caseworker", 0, 6, "cover-for-oneself"),
        ("caseworker", "colleague", 0, 6, "cover-for-nobody"),
        ("far_leader", "caseworker", 0, 6, "cover-for-nobody"),
        ("stranger", "caseworker", 0, 6, "cover-for-nobody"),
        ("far_caseworker", "leader", 0, 6, "cover-by-nobody"),
        ("far_caseworker", "contact_centre", 0, 6, "cover-by-nobody"),
        ("far_caseworker", "participant", 0, 6, "cover-by-nobody"),
        ("far_caseworker", "caseworker", 1, 0, "cover-ends-before-it-begins"),
        ("far_caseworker", "caseworker", -3, -1, "cover-ends-before-it-begins"),
        ("far_caseworker", "caseworker", 0, 366, "cover-too-long"),
    ],
)
def test_what_cannot_be_covered_is_refused(
    engine: Engine, desk: Desk, village: Village, staff: str, by: str, first: int, last: int, code: str
) -> None:
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    with pytest.raises(Refused, match=code), desk.writing(village.far_leader) as work:
        covers.cover(work, getattr(village, staff).id, getattr(village, by).id, *days)
    assert all_rows(engine, Cover) == []


def test_a_leader_picks_among_their_own_caseworkers_and_all_that_could_cover(
    desk: Desk, village: Village
) -> None:
    with desk.reading(village.leader) as work:
        assert [row.name for row in covers.own_caseworkers(work)] == ["Kollega Krok", "Veileder Vang"]
        assert {(row.office, row.name) for row in covers.all_caseworkers(work)} == {
            ("Nav Bygda", "Kollega Krok"),
            ("Nav Bygda", "Veileder Vang"),
            ("Nav Utkanten", "Fjern Foss"),
        }


# Giving access.


def given(
    engine: Engine, desk: Desk, village: Village, to: Actor, *, last: date = WEEK, reason: str = REASON
) -> str:
    numbers = number_of(engine, village.participant)
    with desk.writing(village.leader) as work:
        return access.give(work, numbers, to.id, reason, last)


def test_whom_a_leader_lets_in_reads_through_the_last_day_and_writes_nothing(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    given(engine, desk, village, village.far_caseworker)
    with desk.reading(village.far_caseworker) as work:
        case = caseload.opened(work, village.participant.id)
    assert case.grant is not None
    assert (case.grant.kind, case.may_write) == (GrantKind.ASSIGNED, False)
    assert access.last_day_of(case.grant.ends_at) == WEEK
    with pytest.raises(NotFound), desk.writing(village.far_caseworker) as work:
        conversations.answer(work, village.participant.id, key_for(1), "Svar")
    # Norway's midnight after the last day.
    ends = timedelta(days=6, hours=14, minutes=30)
    clock.moment = NOW + ends - timedelta(seconds=1)
    assert may_see(desk, village.far_caseworker, village.participant)
    clock.moment = NOW + ends
    assert not may_see(desk, village.far_caseworker, village.participant)


def test_a_given_access_is_listed_without_the_participant_and_ends_at_once(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = given(engine, desk, village, village.far_caseworker)
    assert made == given(engine, desk, village, village.far_caseworker)
    with desk.reading(village.leader) as work:
        (row,) = access.given(work)
    assert (row.id, row.name, row.office, row.reason) == (made, "Fjern Foss", "Nav Utkanten", REASON)
    assert "Dal" not in str(row)
    for who in (village.far_leader, village.caseworker):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(who) as work:
            access.end(work, made)
    assert may_see(desk, village.far_caseworker, village.participant)
    with desk.writing(village.leader) as work:
        access.end(work, made)
        assert access.given(work) == []
    assert not may_see(desk, village.far_caseworker, village.participant)


@pytest.mark.parametrize(
    ("to", "days", "reason", "code"),
    [
        ("far_caseworker", 93, REASON, "access-too-long"),
        ("far_caseworker", -1, REASON, "access-too-long"),
        ("far_caseworker", 5, "For kort", "access-without-reason"),
        ("far_caseworker", 5, "Altfor lang. " * 40, "access-reason-too-long"),
        ("leader", 5, REASON, "access-for-nobody"),
        ("contact_centre", 5, REASON, "access-for-nobody"),
        ("neighbour", 5, REASON, "access-for-nobody"),
        ("translator", 5, REASON, "access-for-nobody"),
    ],
)
def test_what_cannot_be_given_is_refused(
    engine: Engine, desk: Desk, village: Village, to: str, days: int, reason: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        given(engine, desk, village, getattr(village, to), last=TODAY + timedelta(days=days), reason=reason)
    assert all_rows(engine, Grant) == []


def test_access_may_last_for_ninety_two_days(engine: Engine, desk: Desk, village: Village) -> None:
    given(engine, desk, village, village.far_caseworker, last=TODAY + timedelta(days=92))


def test_nobody_is_let_in_past_the_core_rules_and_the_leader_cannot_tell_why(
    engine: Engine, desk: Desk, village: Village
) -> None:
    tied = add_person(engine, Role.CASEWORKER, village.office, "Slekt Sand")
    save(
        engine,
        Disqualified(
            staff_id=tied.id, participant_id=village.participant.id, tie=Tie.RELATIVE, stated_at=NOW
        ),
    )
    said = set()
    for who, numbers in ((tied, number_of(engine, village.participant)), (village.colleague, ["nobody's"])):
        with pytest.raises(NotFound), desk.writing(village.leader) as work:
            access.give(work, numbers, who.id, REASON, WEEK)
        said.add(len(all_rows(engine, Grant)))
    assert said == {0}
    assert [(row.what, row.granted) for row in all_rows(engine, AuditRow)] == [("access", False)] * 2


def test_another_offices_participant_is_not_the_leaders_to_give(
    engine: Engine, desk: Desk, village: Village
) -> None:
    numbers = number_of(engine, village.stranger)
    with pytest.raises(NotFound), desk.writing(village.leader) as work:
        access.give(work, numbers, village.colleague.id, REASON, WEEK)


def test_of_a_protected_person_the_leader_gives_and_reads_nothing_unless_of_the_team(
    engine: Engine, desk: Desk, village: Village
) -> None:
    given(engine, desk, village, village.far_caseworker)
    grade(engine, village.participant, Protection.STRICTLY_CONFIDENTIAL)
    with desk.reading(village.leader) as work:
        assert access.given(work) == []
    with pytest.raises(NotFound):
        given(engine, desk, village, village.far_caseworker)
    assert not may_see(desk, village.far_caseworker, village.participant)
    join(engine, village.participant, village.leader)
    with pytest.raises(NotFound):
        given(engine, desk, village, village.far_caseworker, last=TODAY)
    join(engine, village.participant, village.far_caseworker)
    given(engine, desk, village, village.far_caseworker, last=TODAY)


def test_giving_access_is_in_the_trail(engine: Engine, desk: Desk, village: Village) -> None:
    given(engine, desk, village, village.far_caseworker)
    (row,) = all_rows(engine, AuditRow)
    assert (row.actor_id, row.participant_id, row.what, row.granted) == (
        village.leader.id,
        village.participant.id,
        Looked.ACCESS,
        True,
    )


def test_only_leaders_cover_and_give(desk: Desk, village: Village) -> None:
    def named(action: Action) -> set[Role]:
        return set(TABLE[action])

    assert named(Action.MANAGE_COVER) == named(Action.GIVE_ACCESS) == {Role.LEADER}
    uses: list[Any] = [covers.covers, covers.own_caseworkers, access.given, access.colleagues]
    for use in uses:
        for who in (village.caseworker, village.auditor, village.administrator, village.participant):
            with pytest.raises(NotPermitted), desk.reading(who) as work:
                use(work)
