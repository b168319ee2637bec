"""Protection on the command line: what it says, whom it names, and what it refuses."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal.cli import main
from portal.domain.access import Protection, Tie
from portal.domain.audit import Looked
from portal.services import audit
from portal.services.work import Desk
from portal.store.models import AuditRow, Disqualified, Person, TeamMember
from tests.builders import Village, all_rows, fingerprint


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


WHY = ("--reason", "Meldt fra kommunens sikkerhetsansvarlige.")


def _run(engine: Engine, *words: str) -> Result:
    environment = {
        "PORTAL_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "PORTAL_SECRET_KEY": "a secret of the tests, 32 signs and more",
    }
    return CliRunner(env=environment).invoke(main, ["protection", *words])


def test_a_level_is_kept_and_the_contact_person_is_the_team(engine: Engine, village: Village) -> None:
    result = _run(engine, "set", village.participant.id, "confidential", *WHY)
    assert (result.exit_code, result.output) == (0, "It is kept.\n")
    person = all_rows(engine, Person, id=village.participant.id)[0]
    assert (person.protection, person.notices) == (Protection.CONFIDENTIAL, False)
    assert [row.staff_id for row in all_rows(engine, TeamMember)] == [village.caseworker.id]


def test_a_team_is_named_and_printed(engine: Engine, village: Village) -> None:
    _run(engine, "set", village.participant.id, "shielded", *WHY)
    who = village.participant.id
    result = _run(engine, "team", who, "--add", village.colleague.id, "--remove", village.caseworker.id, *WHY)
    assert result.output == f"{village.colleague.id}  {village.colleague.name}\n"
    assert _run(engine, "team", who).output == result.output


def test_a_tie_is_stated_once_and_taken_back(engine: Engine, village: Village) -> None:
    words = ("tie", village.caseworker.id, village.participant.id, "relative", *WHY)
    assert [_run(engine, *words).exit_code for _ in range(2)] == [0, 0]
    assert [row.tie for row in all_rows(engine, Disqualified)] == [Tie.RELATIVE]
    pair = (village.caseworker.id, village.participant.id)
    assert _run(engine, "untie", *pair, *WHY).exit_code == 0
    assert all_rows(engine, Disqualified) == []
    assert _run(engine, "untie", *pair, *WHY).exit_code == 1


def test_what_is_not_there_is_said_in_a_line_and_nothing_is_kept(engine: Engine, village: Village) -> None:
    before = fingerprint(engine)
    staff, participant = village.caseworker.id, village.participant.id
    for words in (
        ("set", staff, "none"),
        ("set", "nobody", "none"),
        ("team", participant, "--add", village.neighbour.id),
        ("team", participant, "--add", staff, "--add", "nobody"),
        ("team", village.translator.id),
        ("tie", participant, participant, "own_case"),
        ("tie", staff, staff, "own_case"),
    ):
        result = _run(engine, *words, *WHY)
        assert result.exit_code == 1, words
        assert result.output.startswith("Error: Nobody here has the id")
        assert result.output.count("\n") == 1
    assert _run(engine, "set", participant, "secret", *WHY).exit_code == 2
    assert fingerprint(engine) == before


def test_every_change_leaves_its_reason_in_the_trail(engine: Engine, desk: Desk, village: Village) -> None:
    """Who may see a case is never changed unseen: the participant reads of it, and the trail holds."""
    who, staff = village.participant.id, village.colleague.id
    for words in (
        ("set", who, "shielded"),
        ("team", who, "--add", staff),
        ("tie", staff, who, "other"),
        ("untie", staff, who),
    ):
        assert _run(engine, *words, *WHY).exit_code == 0
    rows = all_rows(engine, AuditRow)
    assert [row.what for row in rows] == ["protection"] * 4
    assert all(row.why.endswith(WHY[1]) for row in rows)
    assert {row.participant_id for row in rows} == {who}
    with desk.reading(village.participant) as work:
        assert [seen.what for seen in audit.who_has_seen(work).seen] == [Looked.PROTECTION]


@pytest.mark.parametrize("reason", ["", "kort", "x" * 200])
def test_without_a_reason_nothing_changes(engine: Engine, village: Village, reason: str) -> None:
    before = fingerprint(engine)
    who, staff = village.participant.id, village.colleague.id
    for words in (("set", who, "shielded"), ("team", who, "--add", staff), ("tie", staff, who, "other")):
        assert _run(engine, *words, "--reason", reason).exit_code == 2
    assert fingerprint(engine) == before
    assert all_rows(engine, AuditRow) == []
