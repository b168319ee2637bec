"""Proposals, whatever happens in whichever order: the plan is its newest version, old versions stay, and nothing changes
without both sides.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.people import Actor
from portal.domain.plan import PlanContent, ProposalState, standing
from portal.domain.plan_changes import applied, clashes
from portal.domain.plan_data import changes_of
from portal.services import plan_versions, proposal_answers, proposals
from portal.services.plan_wish import (
    EVALUATION,
    FREE_WEEK,
    GOAL,
    MOVE,
    NEW,
    OTHER,
    PLACE,
    STOP,
    Wish,
    slot_name,
)
from portal.services.planning import own_side
from portal.services.work import Desk
from portal.store.engine import open_engine
from portal.store.models import METADATA, Proposal
from tests.builders import RecordingBus, Village, add_activity, all_rows, build_village, key_for, programme_of
from tests.conftest import AUDIT_KEY, NOW
from tests.services.proposing import held, side_of, versions

# How many random stories are told. More are tried by setting this.
EXAMPLES = int(os.environ.get("PROPOSAL_EXAMPLES", "10"))
SIDES = st.sampled_from(["participant", "caseworker", "colleague"])
# What makes a story: mostly the other side answers, mostly yes, and mostly on a page that is not old.
STAFF = st.sampled_from(["caseworker", "colleague"])
MOSTLY, SELDOM = st.sampled_from([True, True, True, False]), st.sampled_from([False, False, False, True])
WORDS = st.sampled_from(["Fordi det passer bedre.", "Bussen går ikke da.", "Vi har snakket om det."])


@cache
def ground() -> tuple[Path, Village]:
    """A database with a village and one course, copied for each story."""
    path = Path(tempfile.mkdtemp(prefix="portal-machine-")) / "portal.db"
    engine = open_engine(f"sqlite:///{path}")
    METADATA.create_all(engine)
    village = build_village(engine)
    add_activity(engine, village.participant, "Norskkurs")
    engine.dispose()
    return path, village


@contextmanager
def refused(*kinds: type[Exception]) -> Iterator[None]:
    """What a use case may say no with."""
    try:
        yield
    except kinds:
        return


class Proposals(RuleBasedStateMachine):
    """The participant and two caseworkers propose, answer, take back, decide and wait."""

    sent = Bundle("sent")

    def __init__(self) -> None:
        """A fresh copy of the ground."""
        super().__init__()
        path, self.village = ground()
        self.folder = Path(tempfile.mkdtemp(prefix="portal-story-"))
        shutil.copy(path, self.folder / "portal.db")
        self.engine = open_engine(f"sqlite:///{self.folder / 'portal.db'}")
        self.clock = FixedClock(NOW)
        self.desk = Desk(self.engine, self.clock, NorwegianHolidays(), RecordingBus(), AUDIT_KEY)
        self.programme = programme_of(self.engine, self.village.participant)
        self.count = 0
        self.expected = held(self.desk, self.village.participant, self.programme)
        self.kept: list[PlanContent] = []
        self.was: list[tuple[date, PlanContent]] = []
        self.texts: dict[str, str] = {}

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        """The day of the story."""
        return oslo_day(self.clock.moment)

    def actor(self, name: str) -> Actor:
        """Who that is."""
        found: Actor = getattr(self.village, name)
        return found

    def row(self, proposal_id: str) -> Any:  # noqa: ANN401 -- A row of a Core query.
        """The proposal as it is kept."""
        return all_rows(self.engine, Proposal, id=proposal_id)[0]

    def wish(self, data: st.DataObject) -> Wish:
        """Something that can be asked for on the plan of today, or on what it once was."""
        entries = [one for one in self.expected.activities if one.slots]
        kinds = [NEW, GOAL, EVALUATION, FREE_WEEK, *([MOVE, PLACE, STOP, OTHER] if entries else [])]
        kind, number = data.draw(st.sampled_from(kinds)), data.draw(st.integers(1, 40))
        ahead = self.today + timedelta(days=number)
        if kind in {MOVE, PLACE, STOP, OTHER}:
            entry = data.draw(st.sampled_from(entries))
            at = data.draw(st.sampled_from(entry.slots))
            return Wish(
                entry.id,
                kind,
                title=f"Kurs {number}",
                place=f"Rom {number}",
                slot=slot_name(at),
                weekday=number % 5,
                starts=time(13),
                ends=time(16),
                from_day=data.draw(st.sampled_from([None, ahead])),
            )
        if kind == NEW:
            return Wish(
                NEW,
                "add",
                title=f"Nytt {number}",
                days=frozenset({number % 5}),
                starts=time(17),
                ends=time(18),
            )
        if kind == GOAL:
            return Wish(GOAL, OTHER, goal=f"Mål {number}")
        return Wish(kind, "add", day=ahead + timedelta(days=7))

    @initialize(target=sent, by=SIDES, why=WORDS, data=st.data())
    def begin(self, by: str, why: str, data: st.DataObject) -> str:
        """A story begins with a proposal."""
        return self.propose_something(by, why, data)

    @rule(target=sent, by=SIDES, why=WORDS, data=st.data())
    def propose(self, by: str, why: str, data: st.DataObject) -> str:
        """Somebody proposes something."""
        return self.propose_something(by, why, data)

    def propose_something(self, by: str, why: str, data: st.DataObject) -> str:
        """Send it, if it can be asked for; the newest proposal."""
        self.count += 1
        with refused(Refused), self.desk.writing(self.actor(by)) as work:
            side = side_of(work, self.village.participant)
            wish = self.wish(data)
            _, proposal_id = proposals.propose(
                work, side, key_for(self.count), (wish,), f"{why} {self.count}"
            )
            self.texts[proposal_id] = f"{why} {self.count}"
        return next(reversed(self.texts), "")

    @rule(target=sent, by=SIDES, proposal_id=sent, why=WORDS, data=st.data(), stale=SELDOM)
    def counter(self, by: str, proposal_id: str, why: str, data: st.DataObject, *, stale: bool) -> str:
        """Somebody answers with a proposal of their own, or proposes their own anew."""
        self.count += 1
        if proposal_id:
            version = self.row(proposal_id).version - stale
            with refused(Refused, Conflict), self.desk.writing(self.actor(by)) as work:
                side, wish = side_of(work, self.village.participant), self.wish(data)
                key, text = key_for(self.count), f"{why} {self.count}"
                _, made = proposals.propose(work, side, key, (wish,), text, (proposal_id, version))
                self.texts[made] = text
        return next(reversed(self.texts), "")

    @rule(proposal_id=sent, across=MOSTLY, yes=MOSTLY, stale=SELDOM, staff=STAFF)
    def answer(self, proposal_id: str, staff: str, *, across: bool, yes: bool, stale: bool) -> None:
        """Somebody says yes or no, perhaps on a page that is old, perhaps to their own side's proposal."""
        if proposal_id:
            self.say(proposal_id, staff, across=across, yes=yes, stale=stale)

    @rule(staff=STAFF)
    def agree(self, staff: str) -> None:
        """The other side says yes to the newest that waits."""
        rows = [row for row in all_rows(self.engine, Proposal) if row.state is ProposalState.SENT]
        if rows:
            self.say(max(rows, key=lambda row: row.sent_at).id, staff, across=True, yes=True, stale=False)

    def say(self, proposal_id: str, staff: str, *, across: bool, yes: bool, stale: bool) -> None:
        """Answer it, and check that the answer is what it must be."""
        before = self.row(proposal_id)
        by = staff if before.by_staff is not across else "participant"
        self.count += 1
        state = None
        with refused(NotFound, Conflict), self.desk.writing(self.actor(by)) as work:
            side, key = side_of(work, self.village.participant), key_for(self.count)
            text = "" if yes else "Nei, det går dessverre ikke."
            version = before.version - stale
            state = proposal_answers.answer(work, side, key, proposal_id, version, yes=yes, text=text)
        now = standing(before.state, before.expires_on, self.today)
        fits = not clashes(changes_of(before.changes), self.expected, self.today)
        other = before.by_staff is not (by != "participant")
        if now is ProposalState.SENT and other and not stale and (fits or not yes):
            assert state is not None
        if state is ProposalState.ACCEPTED and now is ProposalState.SENT:
            assert yes
            assert other
            self.change(before)

    @rule(by=STAFF, proposal_id=sent, approve=st.booleans())
    def decide(self, by: str, proposal_id: str, *, approve: bool) -> None:
        """A caseworker decides what waits for it."""
        if not proposal_id:
            return
        before = self.row(proposal_id)
        done = False
        with refused(Conflict), self.desk.writing(self.actor(by)) as work:
            side = side_of(work, self.village.participant)
            text = "" if approve else "Uka må være full."
            proposal_answers.decide(work, side, proposal_id, before.version, approve=approve, text=text)
            done = True
        if done and before.state is ProposalState.AWAITING_DECISION and approve:
            self.change(before)

    @rule(by=SIDES, proposal_id=sent)
    def withdraw(self, by: str, proposal_id: str) -> None:
        """Somebody takes a proposal back."""
        self.count += 1
        if proposal_id:
            with refused(NotFound, Conflict), self.desk.writing(self.actor(by)) as work:
                side = side_of(work, self.village.participant)
                proposals.withdraw(work, side, key_for(self.count), proposal_id)

    @precondition(lambda self: self.today < date(2027, 6, 1))
    @rule(days=st.sampled_from([1, 3, 10, 20]))
    def wait(self, days: int) -> None:
        """Time passes, and nothing else."""
        self.was.append((self.today, self.expected))
        self.clock.moment += timedelta(days=days)

    def change(self, proposal: Any) -> None:  # noqa: ANN401 -- A row of a Core query.
        """Two have agreed: the only way in which the plan of this story becomes another one."""
        assert clashes(changes_of(proposal.changes), self.expected, self.today) == ()
        if not self.kept:
            self.kept.append(self.expected)
        self.expected = applied(self.expected, changes_of(proposal.changes), self.today)
        self.kept.append(self.expected)

    @invariant()
    def the_rows_are_the_newest_version_and_what_was_agreed(self) -> None:
        """The projection, the newest version and the story say the same."""
        assert held(self.desk, self.village.participant, self.programme) == self.expected

    @invariant()
    def every_past_version_is_as_it_was(self) -> None:
        """Versions are added and never changed."""
        assert versions(self.engine, self.programme) == self.kept

    @invariant()
    def the_plan_of_every_past_day_can_be_read(self) -> None:
        """As it stood at the end of that day, for as long as versions are kept."""
        with self.desk.reading(self.village.participant) as work:
            side = own_side(work)
            for day, content in self.was[-3:]:
                found = plan_versions.plan_on(work, side, day)
                assert found is None or found.content == content

    @invariant()
    def no_text_is_lost(self) -> None:
        """What somebody wrote stands where they wrote it, whatever came of it."""
        assert {row.id: row.reason for row in all_rows(self.engine, Proposal)} == self.texts

    @invariant()
    def nothing_was_accepted_by_one_side_alone(self) -> None:
        """Who answered is never of the side that proposed."""
        for row in all_rows(self.engine, Proposal):
            if row.state in {ProposalState.ACCEPTED, ProposalState.AWAITING_DECISION}:
                assert row.answered_by is not None
                assert (row.answered_by == self.village.participant.id) is row.by_staff


Proposals.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestProposals = Proposals.TestCase
