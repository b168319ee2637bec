"""Making a mandate: what can be one, who may, and what nobody learns from making one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.domain.access import Area
from portal.domain.errors import KeyReused, NotPermitted, Refused
from portal.domain.people import Role
from portal.services import mandates, submissions
from portal.services.work import Desk
from portal.store.models import AuditRow, Mandate, Person, Submission
from tests.builders import Village, all_rows
from tests.services.mandate_world import (
    OF_ANOTHER_KIND,
    SYNTHETIC_OTHER,
    TODAY,
    UNKNOWN,
    VAULT,
    command,
    has_number,
    make,
    opened,
)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_a_known_and_an_unknown_number_give_the_same_answer(
    engine: Engine, village: Village, desk: Desk
) -> None:
    """A participant's, a representative's and nobody's: a receipt, a mandate, and no difference that can be read."""
    has_number(engine, village.stranger, SYNTHETIC_OTHER)
    outcomes: list[object] = []
    for number in (UNKNOWN, SYNTHETIC_OTHER, UNKNOWN):
        receipt = make(desk, village.participant, f"{number}{len(outcomes)}", number=number)
        with desk.reading(village.participant) as work:
            living, _ = mandates.own_mandates(work)
            row = submissions.receipt_of(work, receipt.id)
        shown = (living[0].name, living[0].first_day, living[0].last_day, living[0].ended_at)
        outcomes.append((receipt.again, dict(row.content), row.kind, shown))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    (made,) = [row for row in all_rows(engine, Person, role=Role.REPRESENTATIVE) if row.identity_sealed]
    assert {
        row.representative_id for row in all_rows(engine, Mandate, participant_id=village.participant.id)
    } == {
        made.id,
        village.stranger.id,
        village.representative.id,
    }
    assert (made.name, made.office_id, VAULT.open(made.identity_sealed, made.id)) == ("", None, UNKNOWN)


def test_the_mandate_of_a_participant_works(engine: Engine, village: Village, desk: Desk) -> None:
    has_number(engine, village.stranger, SYNTHETIC_OTHER)
    make(desk, village.participant, number=SYNTHETIC_OTHER)
    acting = replace(
        village.stranger, role=Role.REPRESENTATIVE, office_id=None, acts_for=village.participant.id
    )
    assert opened(desk, acting) == {Area.WEEK}
    with desk.reading(village.stranger) as work:
        (one,) = mandates.helped(work)
    assert (one.id, one.name, one.areas) == (village.participant.id, "Deltaker", frozenset({Area.WEEK}))


def test_the_number_stands_nowhere_in_the_open(engine: Engine, village: Village, desk: Desk) -> None:
    make(desk, village.participant)
    told = [str(row) for model in (Mandate, Submission, Person, AuditRow) for row in all_rows(engine, model)]
    assert not any(UNKNOWN in line for line in told)
    assert UNKNOWN not in repr(command())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": ""}, "helper-number"),
        ({"number": UNKNOWN[:-1] + "3"}, "helper-number"),
        ({"number": OF_ANOTHER_KIND}, "helper-number"),
        ({"number": "01010112345"}, "helper-number"),
        ({"name": ""}, "helper-name"),
        ({"name": "x" * 61}, "helper-name"),
        ({"areas": frozenset()}, "helper-without-parts"),
        ({"last_day": TODAY - timedelta(days=1)}, "helper-until"),
        ({"last_day": date(2027, 11, 25)}, "helper-until"),
    ],
)
def test_what_cannot_be_a_mandate_is_none(
    engine: Engine, village: Village, desk: Desk, changed: dict[str, object], code: str
) -> None:
    before = len(all_rows(engine, Person))
    with pytest.raises(Refused) as refused:
        make(desk, village.participant, **changed)
    assert refused.value.code == code
    assert all_rows(engine, Submission) == []
    assert len(all_rows(engine, Person)) == before


@pytest.mark.parametrize("last_day", [TODAY, date(2027, 11, 24)])
def test_a_day_and_a_whole_year_are_good(village: Village, desk: Desk, last_day: date) -> None:
    assert not make(desk, village.participant, last_day=last_day).again


def test_nobody_helps_themselves(engine: Engine, village: Village, desk: Desk) -> None:
    has_number(engine, village.participant, UNKNOWN)
    with pytest.raises(Refused, match="helper-is-oneself"):
        make(desk, village.participant)


def test_the_same_form_twice_is_one_mandate_and_another_content_is_refused(
    engine: Engine, village: Village, desk: Desk
) -> None:
    first, second = make(desk, village.participant), make(desk, village.participant)
    assert (first.again, second.again, first.id) == (False, True, second.id)
    assert len(all_rows(engine, Mandate, name="Kari")) == 1
    with pytest.raises(KeyReused):
        make(desk, village.participant, areas=frozenset(Area))


def test_only_a_participant_gives_one_and_a_representative_cannot_pass_it_on(
    village: Village, desk: Desk
) -> None:
    for actor in (village.representative, village.caseworker, village.leader, village.translator):
        with pytest.raises(NotPermitted):
            make(desk, actor)
