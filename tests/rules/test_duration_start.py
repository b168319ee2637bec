"""When a programme must begin: sosialtjenesteloven § 31."""

from datetime import date

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Because, Outcome
from portal.rules.duration import (
    NOT_MOVED,
    PlanStartBy,
    StartAtLatest,
    WeekendMovesNothing,
    start_deadline,
)
from portal.rules.law import SOSIALTJENESTELOVEN, Citation
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around


@pytest.mark.parametrize(
    ("received", "latest", "plan_by"),
    [
        pytest.param("2026-11-02", "2027-05-02", "2027-04-30", id="§ 31: en søndag flyttes ikke"),
        pytest.param("2026-08-31", "2027-02-28", "2027-02-26", id="§ 31: siste dag i februar"),
        pytest.param("2026-11-23", "2027-05-23", "2027-05-21", id="§ 31: seks måneder fra søknaden"),
        pytest.param("2026-11-01", "2027-05-01", "2027-04-30", id="§ 31: en lørdag flyttes ikke"),
        pytest.param("2026-06-25", "2026-12-25", "2026-12-24", id="§ 31: 1. juledag, en fredag"),
        pytest.param("2026-06-26", "2026-12-26", "2026-12-24", id="§ 31: 2. juledag, en lørdag"),
        pytest.param("2026-11-17", "2027-05-17", "2027-05-14", id="§ 31: 17. mai og 2. pinsedag, en mandag"),
        pytest.param("2026-06-24", "2026-12-24", None, id="§ 31: julaften er en vanlig arbeidsdag"),
        pytest.param("2026-11-18", "2027-05-18", None, id="§ 31: dagen etter 17. mai"),
        pytest.param("2026-11-24", "2027-05-24", None, id="§ 31: en mandag"),
    ],
)
def test_the_programme_starts_within_six_months_of_the_application(
    received: str, latest: str, plan_by: str | None, norway: Holidays
) -> None:
    came_in, last = date.fromisoformat(received), date.fromisoformat(latest)
    decision = start_deadline(came_in, norway)
    assert (decision.rule, decision.version) == ("duration.start_deadline", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == last
    assert decision.because[0] == Because(
        StartAtLatest(came_in, 6), Citation(SOSIALTJENESTELOVEN, "31", 1, 1, wording_since=date(2010, 1, 1))
    )
    assert decision.because[1:] == (
        (
            Because(WeekendMovesNothing(last), NOT_MOVED),
            Because(PlanStartBy(date.fromisoformat(plan_by)), NOT_MOVED),
        )
        if plan_by
        else ()
    )


@pytest.mark.parametrize(
    ("received", "key"),
    [
        pytest.param("2007-12-01", "LOV-2007-10-26-97/5A-3", id="loven av 2007"),
        pytest.param("2009-12-31", "LOV-2007-10-26-97/5A-3", id="siste dag med loven av 2007"),
        pytest.param("2010-01-01", "LOV-2009-12-18-131/31/1/1", id="første dag med sosialtjenesteloven"),
    ],
)
def test_the_law_of_the_day_the_application_came_in_is_cited(
    received: str, key: str, norway: Holidays
) -> None:
    decision = ALL["start-by"].answer({"application_received": received}, Around(norway, USUAL))
    assert decision.because[0].basis.key == key
