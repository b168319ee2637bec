"""What stops a step in a programme: the law with its paragraph, and what is not said well enough."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Refused
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import EndingGround, Finding, StepKind
from portal.rules.decision import Outcome, from_data
from portal.rules.law import Citation
from portal.services.programme_answers import StepCommand
from portal.services.work import Desk
from portal.store.models import ProgrammeStep
from tests.builders import Village, add_person, all_rows
from tests.services.life import START, TODAY, WHY, command, decide, lead, stand

DAY = timedelta(days=1)
K, S = StepKind, ProgrammeState


@pytest.fixture
def newcomer(engine: Engine, village: Village) -> Actor:
    """A participant of the office without any programme."""
    return add_person(engine, Role.PARTICIPANT, village.office, "Ny Nese")


@pytest.mark.parametrize(
    ("state", "step", "paragraph"),
    [
        pytest.param(
            S.APPLIED, command(K.GRANTED, date(2026, 11, 5), date(2027, 12, 1)), "2/1/1", id="over a year"
        ),
        pytest.param(S.RUNNING, command(K.EXTENDED, until=date(2028, 1, 1)), "2/1/3", id="over a year more"),
        pytest.param(
            S.RUNNING, command(K.EXTENDED_SPECIAL, until=date(2027, 6, 30)), "2/1/3", id="special too soon"
        ),
        pytest.param(
            S.RUNNING,
            command(
                K.ENDED,
                ground=EndingGround.ABSENCE,
                protected_from=date(2026, 10, 1),
                protected_kind="BIRTH",
            ),
            "34/2/1",
            id="away for a birth",
        ),
        pytest.param(
            S.SUSPENDED, command(K.ENDED, ground=EndingGround.SUSPENDED_A_YEAR), "34/1/3", id="not a year yet"
        ),
        pytest.param(
            S.RUNNING, command(K.ENDED, ground=EndingGround.PERIOD_ENDS), "2/1/3", id="the period still runs"
        ),
        pytest.param(
            S.SUSPENDED, command(K.ENDED, date(2027, 9, 2)), "34/1/3", id="suspended for more than a year"
        ),
        pytest.param(
            S.RUNNING,
            command(K.ENDED, date(2026, 12, 30), ground=EndingGround.PERIOD_ENDS),
            "2/1/3",
            id="a day before the period ends",
        ),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_paragraph(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    newcomer: Actor,
    state: ProgrammeState,
    step: StepCommand,
    paragraph: str,
) -> None:
    lead(desk, village, newcomer, clock, state)
    count = len(all_rows(engine, ProgrammeStep))
    refused = decide(desk, village.caseworker, newcomer, step)
    assert refused.step_id is None
    assert refused.answer is not None
    bases = [one.basis for one in refused.answer.decision.because if isinstance(one.basis, Citation)]
    assert any(basis.key.endswith(f"/{paragraph}") for basis in bases), [basis.key for basis in bases]
    assert len(all_rows(engine, ProgrammeStep)) == count


def test_a_start_after_six_months_is_refused_while_there_is_a_lawful_day(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    stand(clock, "2026-11-24 09:30")
    decide(desk, village.caseworker, newcomer, command(K.APPLIED, date(2026, 9, 1)))
    late = decide(
        desk, village.caseworker, newcomer, command(K.GRANTED, date(2027, 3, 2), date(2027, 12, 31))
    )
    assert late.step_id is None
    assert late.answer is not None
    assert late.answer.decision.because[0].reason.code == "milestones.starts-too-late"
    in_time = command(K.GRANTED, date(2027, 3, 1), date(2027, 12, 31))
    assert decide(desk, village.caseworker, newcomer, in_time).step_id


def test_when_the_office_was_too_late_itself_the_programme_begins_all_the_same(
    engine: Engine, desk: Desk, village: Village, newcomer: Actor
) -> None:
    """The duty is the municipality's, so the breach stays with the step and costs the participant nothing."""
    decide(desk, village.caseworker, newcomer, command(K.APPLIED, date(2026, 4, 1)))
    assert decide(
        desk, village.caseworker, newcomer, command(K.GRANTED, date(2026, 12, 1), date(2027, 11, 30))
    ).step_id
    granted = all_rows(engine, ProgrammeStep, kind=K.GRANTED)[0]
    assert from_data(granted.decision).outcome is Outcome.NOT_MET


def test_the_third_year_needs_each_of_the_five_tests_in_words(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2027, 12, 31)))
    stand(clock, "2027-11-24 09:30")
    decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2028, 5, 31)))
    stand(clock, "2028-04-24 09:30")
    ordinary = decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2028, 12, 31)))
    assert ordinary.step_id is None
    whole = command(K.EXTENDED_SPECIAL, until=date(2028, 12, 31))
    for name in whole.findings:
        for missing in ((None, WHY), (whole.findings[name][0], "kort")):
            half = command(
                K.EXTENDED_SPECIAL, until=date(2028, 12, 31), findings=dict(whole.findings) | {name: missing}
            )
            with pytest.raises(Refused, match=f"test-{name}"):
                decide(desk, village.caseworker, newcomer, half)
    negative = dict(whole.findings) | {"likely": (Finding.NO, "Det er ingen stillinger her nå.")}
    assert decide(
        desk,
        village.caseworker,
        newcomer,
        command(K.EXTENDED_SPECIAL, until=date(2028, 12, 31), findings=negative),
    ).step_id
    step = all_rows(engine, ProgrammeStep, kind=K.EXTENDED_SPECIAL)[0]
    codes = {one.reason.code for one in from_data(step.decision).because}
    assert {"extension.not-likely-to-get-work", "extension.progress"} <= codes
    assert step.assessment["likely"] == "Det er ingen stillinger her nå."


def test_after_two_years_the_period_still_ends_on_its_own_last_day_and_not_before(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2027, 12, 31)))
    stand(clock, "2027-11-24 09:30")
    decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2028, 5, 31)))
    stand(clock, "2028-04-24 09:30")
    early = command(K.ENDED, date(2028, 4, 24), ground=EndingGround.PERIOD_ENDS)
    refused = decide(desk, village.caseworker, newcomer, early)
    assert refused.step_id is None
    assert refused.answer is not None
    assert refused.answer.decision.because[0].reason.code == "period-end.still-runs"
    at_its_end = command(K.ENDED, date(2028, 5, 31), ground=EndingGround.PERIOD_ENDS)
    assert decide(desk, village.caseworker, newcomer, at_its_end).step_id


@pytest.mark.parametrize("kind", [K.SUSPENDED, K.COMPLETED, K.ENDED])
def test_nobody_is_suspended_completed_or_ended_unheard(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor, kind: StepKind
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    unheard = command(kind, date(2026, 12, 24), heard="")
    with pytest.raises(Refused, match="not-told-first"):
        decide(desk, village.caseworker, newcomer, unheard)
    decide(desk, village.caseworker, newcomer, command(K.NOTIFIED))
    with pytest.raises(Refused, match="not-heard-yet"):
        decide(desk, village.caseworker, newcomer, unheard)
    stand(clock, "2026-12-24 09:30")
    assert decide(desk, village.caseworker, newcomer, unheard).step_id


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (command(K.RESUMED, TODAY + DAY), "step-ahead"),
        (command(K.LEAVE, date(2027, 1, 1)), "step-beyond-period"),
        (command(K.SUSPENDED, TODAY - DAY), "step-reaches-back"),
        (command(K.ENDED, TODAY - DAY), "step-reaches-back"),
        (command(K.COMPLETED, TODAY - DAY), "step-reaches-back"),
        (command(K.LEAVE, START - DAY), "step-too-early"),
        (command(K.LEAVE, until=TODAY - DAY), "step-ends-before-it-begins"),
        (command(K.LEAVE, date(1, 1, 1)), "step-out-of-reach"),
        (command(K.EXTENDED, until=date.max), "step-out-of-reach"),
        (command(K.EXTENDED), "step-without-end"),
        (command(K.LEAVE, text=" kort"), "step-without-reason"),
        (command(K.LEAVE, text="x" * 5001), "refusal-too-long"),
        (command(K.COMPLETED, afterwards=()), "step-without-afterwards"),
        (command(K.COMPLETED, main_income=None), "step-without-income"),
        (command(K.ENDED, ground=None), "ending-without-ground"),
        (command(K.ENDED, ground=EndingGround.SUSPENDED_A_YEAR), "ending-not-suspended"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_makes_no_sense_or_says_too_little_is_asked_for_again(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor, step: StepCommand, code: str
) -> None:
    lead(desk, village, newcomer, clock, S.ON_LEAVE if step.kind is K.RESUMED else S.RUNNING)
    with pytest.raises(Refused, match=code):
        decide(desk, village.caseworker, newcomer, step)
