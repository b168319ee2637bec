"""Changes of a plan: what comes of them, what they clash with, and that plans can be told apart and put together again."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.plan import (
    PRIVATE_TITLE,
    Change,
    ChangeKind,
    Goal,
    PartOfLife,
    PlanActivity,
    PlanContent,
    PlanSlot,
    ProposalState,
    masked_change,
    masked_content,
    standing,
)
from portal.domain.plan_changes import applied, carried, clashes, differences, in_told_order
from portal.domain.plan_data import changes_as_data, changes_of, content_as_data, content_of
from portal.domain.programme import ActivityKind

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
MONDAY, FRIDAY = PlanSlot(0, time(9), time(12)), PlanSlot(4, time(9), time(12))
COURSE = PlanActivity(
    "course", ActivityKind.SUPPORTING, "Norskkurs", date(2026, 9, 1), slots=(MONDAY, FRIDAY)
)
PLAN = PlanContent(Goal("Jobb"), (COURSE,), (date(2027, 1, 12),))
MOVED = replace(COURSE, id="new", slots=(MONDAY, PlanSlot(2, time(9), time(12))), first_day=TOMORROW)
MOVE = Change(ChangeKind.MOVE, COURSE, MOVED, TOMORROW)


def test_what_has_begun_goes_on_as_a_new_entry_that_follows_it() -> None:
    old, new = applied(PLAN, (MOVE,), TODAY).activities
    assert (old.id, old.last_day, old.slots) == ("course", TODAY, COURSE.slots)
    assert (new.id, new.follows, new.first_day, new.slots) == ("new", "course", TOMORROW, MOVED.slots)


def test_what_has_not_begun_is_replaced_where_it_stands() -> None:
    later = replace(COURSE, first_day=date(2026, 12, 7))
    change = replace(MOVE, before=later, after=replace(MOVED, first_day=date(2026, 12, 7)))
    (only,) = applied(replace(PLAN, activities=(later,)), (change,), TODAY).activities
    assert (only.id, only.follows, only.first_day, only.slots) == (
        "course",
        "",
        date(2026, 12, 7),
        MOVED.slots,
    )


def test_a_change_that_was_agreed_late_counts_from_the_day_after() -> None:
    old, new = applied(PLAN, (MOVE,), TODAY + timedelta(days=10)).activities
    assert (old.last_day, new.first_day) == (TODAY + timedelta(days=10), TODAY + timedelta(days=11))


def test_a_change_clashes_with_what_somebody_else_changed_and_says_what_stands_there() -> None:
    after = applied(PLAN, (MOVE,), TODAY)
    other = Change(ChangeKind.CHANGE, COURSE, replace(COURSE, id="x", place="Rom 4"), TOMORROW)
    assert clashes((other,), PLAN, TODAY) == ()
    (clash,) = clashes((other,), after, TODAY)
    assert isinstance(clash.now, PlanActivity)
    assert clash.now.id == "new"
    both = carried(other, clash.now)
    assert (both.place, both.slots) == ("Rom 4", MOVED.slots)


def test_other_times_that_were_changed_meanwhile_are_kept_when_a_change_is_carried_over() -> None:
    now = replace(COURSE, slots=(PlanSlot(1, time(9), time(12)), FRIDAY))
    assert carried(MOVE, now).slots == (PlanSlot(1, time(9), time(12)), PlanSlot(2, time(9), time(12)))


def test_what_is_over_or_gone_cannot_be_changed() -> None:
    once = replace(COURSE, id="once", first_day=TOMORROW, last_day=TOMORROW)
    add = Change(ChangeKind.ADD, None, once, TOMORROW)
    assert clashes((add,), PLAN, TODAY) == ()
    assert clashes((add,), PLAN, TOMORROW)[0].past
    assert clashes((MOVE,), replace(PLAN, activities=()), TODAY)[0].now is None
    held = Change(ChangeKind.EVALUATION_REMOVED, date(2027, 1, 12), None)
    assert clashes((held,), PLAN, TODAY) == ()
    assert clashes((held,), PLAN, date(2027, 1, 13))[0].past


def test_health_is_an_appointment_to_everybody_else_in_plans_and_in_changes() -> None:
    secret = replace(
        COURSE, title="Psykolog", what="Samtaler", why="Angst", place="DPS", provider="Sykehuset"
    )
    by_kind = replace(secret, kind=ActivityKind.HEALTH)
    by_part = replace(secret, serves=PartOfLife.HEALTH)
    for one in (by_kind, by_part):
        for shown in (
            repr(masked_content(PlanContent(activities=(one,)))),
            repr(masked_change(Change(ChangeKind.CHANGE, COURSE, one, TOMORROW))),
            repr(masked_change(Change(ChangeKind.REMOVE, one, None, TOMORROW))),
        ):
            assert PRIVATE_TITLE in shown
            for word in ("Psykolog", "Samtaler", "Angst", "DPS", "Sykehuset", "PartOfLife", "Norskkurs"):
                assert word not in shown


def test_silence_expires_and_nothing_else_does() -> None:
    for state in ProposalState:
        late = standing(state, TODAY, TOMORROW)
        assert late is (ProposalState.EXPIRED if state is ProposalState.SENT else state)
        assert standing(state, TODAY, TODAY) is state


SLOTS = st.builds(
    PlanSlot, st.integers(0, 4), st.sampled_from([time(8), time(9)]), st.sampled_from([time(12), time(15)])
)
DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 1))


@st.composite
def plans(draw: st.DrawFn) -> PlanContent:
    entries = [
        PlanActivity(
            f"a{number}",
            draw(st.sampled_from(list(ActivityKind))),
            draw(st.text(max_size=5)),
            draw(DAYS),
            serves=draw(st.none() | st.sampled_from(list(PartOfLife))),
            slots=tuple(draw(st.lists(SLOTS, max_size=3, unique_by=lambda one: (one.weekday, one.starts)))),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    days = draw(st.lists(DAYS, max_size=3))
    return PlanContent(Goal(draw(st.text(max_size=5))), tuple(entries), tuple(days)).in_order()


@settings(max_examples=60, deadline=None)
@given(plans(), plans(), DAYS)
def test_a_plan_is_kept_and_read_again_and_the_differences_lead_from_one_to_the_other(
    one: PlanContent, other: PlanContent, day: date
) -> None:
    assert content_of(content_as_data(one)) == one
    found = differences(one, other)
    assert changes_of(changes_as_data(found)) == found
    assert (found == ()) is (one == other)
    goals = [change for change in found if change.kind is ChangeKind.GOAL]
    days = [change for change in found if not change.activities and change.kind is not ChangeKind.GOAL]
    after = applied(one, (*goals, *days), day)
    assert (after.goal, after.evaluations) == (other.goal, other.evaluations)


TITLES = st.sampled_from(["Angstgruppe", "Avtale", "Norskkurs", "Psykolog", "Åpen post"])


@given(TITLES, TITLES)
def test_the_place_of_an_appointment_tells_nothing_of_its_title(one: str, other: str) -> None:
    """Entries that begin on one day stand in the order of their titles: of those that are told."""

    def plan(title: str) -> PlanContent:
        secret = replace(COURSE, id="secret", kind=ActivityKind.HEALTH, title=title)
        talk = replace(COURSE, id="talk", title="Båttur")
        return replace(PLAN, activities=(secret, COURSE, talk)).in_order()

    def order(title: str) -> list[str]:
        return [entry.id for entry in masked_content(plan(title)).activities]

    def told(title: str) -> list[str]:
        changes = (masked_change(change) for change in differences(PlanContent(), plan(title)))
        return [change.activities[0].id for change in in_told_order(changes) if change.activities]

    assert order(one) == order(other)
    assert told(one) == told(other)
