"""What many tests of proposals begin with: a course, and a proposal to move it."""

import pytest
from sqlalchemy import Engine

from portal.services.work import Desk
from tests.builders import Village, add_activity
from tests.services.proposing import moved_to, proposed


@pytest.fixture
def course(engine: Engine, village: Village) -> str:
    """The participant's course, every weekday from nine to twelve."""
    return add_activity(engine, village.participant, "Norskkurs")


@pytest.fixture
def sent(desk: Desk, village: Village, course: str) -> str:
    """The participant proposes Thursday instead of Friday."""
    return proposed(desk, village.participant, village.participant, moved_to(course, 3))
