"""The demo's programmes: each has a history that leads to where it stands, and nothing in it breaks the law."""

from sqlalchemy import Engine

from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import VEDTAK
from portal.store.models import Programme, ProgrammeStep
from tests.builders import all_rows
from tests.services.life import rows_say, steps_say


def test_every_programme_stands_where_its_steps_have_led(seeded_engine: Engine) -> None:
    programmes = all_rows(seeded_engine, Programme)
    assert {one.state for one in programmes} >= set(ProgrammeState) - {
        ProgrammeState.REFUSED,
        ProgrammeState.WITHDRAWN,
    }
    for programme in programmes:
        assert rows_say(seeded_engine, programme.id) == steps_say(seeded_engine, programme.id)


def test_every_decision_says_why_and_until_when_one_can_complain(seeded_engine: Engine) -> None:
    for step in all_rows(seeded_engine, ProgrammeStep):
        assert (step.complaint_by is not None) == (step.kind in VEDTAK)
        assert step.text or step.kind not in VEDTAK
