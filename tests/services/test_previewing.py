"""Previewing: a sign-in for one look at a synthetic person's page, for translators, and never where anybody is real."""

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.people import Actor, Role
from portal.services.previewing import LASTS, seen_by
from portal.services.work import Desk
from portal.store.models import Person, SignIn
from portal.store.sign_in import ACTS_FOR
from tests.builders import RecordingBus, all_rows, fingerprint
from tests.conftest import AUDIT_KEY, NOW

TRANSLATOR = Actor("t" * 36, Role.TRANSLATOR, None, "Presis Pil", "nb")


@pytest.fixture
def office(seeded_engine: Engine, clock: FixedClock, bus: RecordingBus) -> Desk:
    return Desk(seeded_engine, clock, NorwegianHolidays(), bus, AUDIT_KEY)


def test_somebody_is_seen_in_a_language_for_a_minute_and_nothing_is_kept(
    office: Desk, seeded_engine: Engine
) -> None:
    before = fingerprint(seeded_engine)
    with office.reading(TRANSLATOR) as work:
        found = seen_by(work, "rolig-rogn", "uk")
    assert (found.actor.role, found.actor.locale, found.actor.name) == (Role.PARTICIPANT, "uk", "Rolig Rogn")
    assert (found.token_hash, found.is_over, found.shared) == ("", False, False)
    assert found.ends_at - NOW == LASTS
    assert found.spoken is not None
    assert found.spoken.drafts
    assert fingerprint(seeded_engine) == before
    assert all_rows(seeded_engine, SignIn) == []


def test_a_helper_acts_for_whom_they_help_and_a_caseworker_is_of_their_office(
    office: Desk, seeded_engine: Engine
) -> None:
    (rogn,) = all_rows(seeded_engine, Person, key="rolig-rogn")
    (bjork,) = all_rows(seeded_engine, Person, key="blid-bjork")
    with office.reading(TRANSLATOR) as work:
        helper, caseworker = seen_by(work, "hyggelig-hare", "nn"), seen_by(work, "blid-bjork", "nn")
        hidden = seen_by(work, "tapper-tang", "nn")
    assert (helper.actor.acts_for, helper.data[ACTS_FOR], helper.data["helping"]) == (
        rogn.id,
        rogn.id,
        "Rolig",
    )
    assert (caseworker.actor.role, caseworker.actor.office_id) == (Role.CASEWORKER, bjork.office_id)
    assert hidden.actor.hidden
    assert not caseworker.actor.hidden


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TRANSLATOR])
def test_nobody_but_translators_sees_as_another(office: Desk, role: Role) -> None:
    somebody = Actor("s" * 36, role, None, "", "nb")
    with pytest.raises(NotPermitted), office.reading(somebody) as work:
        seen_by(work, "rolig-rogn", "nb")


@pytest.mark.parametrize("key", ["presis-pil", "lydhor-lyng", "nobody", ""])
def test_who_has_no_pages_to_look_at_is_not_found(office: Desk, key: str) -> None:
    with pytest.raises(NotFound), office.reading(TRANSLATOR) as work:
        seen_by(work, key, "nb")


def test_where_anybody_is_real_nobody_is_seen(office: Desk, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(update(Person).where(Person.key == "sikker-siv").values(key=None))
    with pytest.raises(NotFound), office.reading(TRANSLATOR) as work:
        seen_by(work, "rolig-rogn", "nb")
