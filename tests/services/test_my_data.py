"""My data: all of the participant's and nothing of anybody else's, and no new table that is forgotten."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, Engine, String, insert

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.errors import NotPermitted
from portal.domain.people import Actor, Role
from portal.services.my_data import MyData, as_file, own_data
from portal.services.work import Desk
from portal.store.disclosure import TOLD, UNTOLD
from portal.store.models import METADATA, Conversation
from portal.store.retention import retention
from portal.store.vault import Vault, new_key
from portal.text.my_data import NOT_ON_THE_PAGE
from portal.text.my_data_words import COLUMNS, SECTIONS
from tests.builders import RecordingBus, add_programme, build_village, save
from tests.case_world import Cast, Made, add_case, cast, in_memory
from tests.conftest import AUDIT_KEY, NOW

MADE = datetime(2026, 11, 20, 9, tzinfo=UTC)
# What is put into a text column of somebody's row and is kept from them, each with the reason that stands in the code.
KEPT_BACK = {
    "person.alias",
    "hand_over.reason",
    "case_note.key",
    "automatic_word.cover_id",
    "redaction.reason",
    "redaction.decline_reason",
    "redaction.original",
    "safety_measure.reason",
    "safety_measure.decline_reason",
    "safety_measure.end_reason",
    "submission.key",
    "not_taken.key",
    "push_subscription.endpoint",
    "push_subscription.endpoint_hash",
    "push_subscription.token_hash",
    "submission.fingerprint",
    "notice.event_id",
    "calendar_entry.key",
    "calendar_entry.mark",
    "calendar_feed.secret_hash",
    "sign_in.token_hash",
    "sign_in.issuer",
    "sign_in.sid_hash",
    "sign_in.subject_hash",
    "sign_in.acr",
    "sign_in.id_token",
    "sign_in.refresh_token",
    "sign_in.data",
}
# Tables of which the participant is told nothing, the staff's safety measures among them.
NOTHING_OF = {
    "office",
    "event",
    "offer",
    "payday",
    "offer_slot",
    "message_undo",
    "read_mark",
    "disqualified",
    "alarm",
    "threat_report",
    "threat_evidence",
    "safety_measure",
    "cover",
    "allowance",
    "used",
    "purge_run",
    "tombstone",
    "translation_proposal",
    "translation_review",
    "translation_text",
    "translation_question",
    "translation_answer",
}


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_memory() as engine:
        yield engine


@pytest.fixture
def people(engine: Engine) -> tuple[Cast, Made, Made]:
    """One of the staff and two participants with a row in every table, a canary in each of its texts."""
    staff = cast(engine)
    mine, other = (add_case(engine, staff, word, at=MADE, closed_on=None) for word in ("kanariA", "kanariB"))
    return staff, mine, other


def _data(engine: Engine, made: Made, office: str, vault: Vault | None = None) -> MyData:
    desk = Desk(engine, FixedClock(NOW), NorwegianHolidays(), RecordingBus(), AUDIT_KEY)
    with desk.reading(Actor(made.participant, Role.PARTICIPANT, office, "A", "nb")) as work:
        return own_data(work, vault)


def _canaries(word: str) -> dict[str, str]:
    """What `case_world` has put into each text column of a case, by table and column."""
    found = {}
    for table in METADATA.sorted_tables:
        rule = retention().rules.get(table.name)
        for column in table.columns if rule and rule.whose else ():
            place = f"{table.name}.{column.name}"
            if isinstance(column.type, JSON):
                found[place] = f"{word} {place}"
            elif isinstance(column.type, String):
                found[place] = f"{word} {place}"[: column.type.length]
    return found


def test_the_file_holds_every_canary_of_mine_and_none_of_others(
    engine: Engine, people: tuple[Cast, Made, Made]
) -> None:
    staff, mine, other = people
    text = as_file(_data(engine, mine, staff.office)).decode()
    planted = {
        place: canary for place, canary in _canaries(mine.word).items() if _stands(engine, place, canary)
    }
    missing = {place for place, canary in planted.items() if canary not in text}
    untold = {place for place in planted if place.partition(".")[0] in NOTHING_OF}
    assert missing == (KEPT_BACK & planted.keys()) | untold
    assert len(planted) > 40
    assert other.word not in text
    assert other.participant not in text
    # Staff are an alias and a function: neither their name nor their id.
    assert "Veileder Vang" not in text
    assert staff.staff not in text
    assert json.loads(text)["message"][0]["author"] == {
        "name": "Vang",
        "function": "caseworker",
        "is_me": False,
    }


def _stands(engine: Engine, place: str, canary: str) -> bool:
    table, column = place.split(".")
    with engine.connect() as connection:
        values = connection.execute(METADATA.tables[table].select()).mappings()
        return any(canary in json.dumps(row[column], default=str) for row in values)


def test_every_table_and_every_column_is_told_or_kept_back_for_a_reason() -> None:
    assert not TOLD.keys() & UNTOLD.keys()
    assert UNTOLD.keys() == NOTHING_OF
    assert set(METADATA.tables) == TOLD.keys() | UNTOLD.keys(), (
        "Say in portal/store/disclosure.py what the participant is told of this table, or why nothing of it."
    )
    for name, told in TOLD.items():
        said = [*told.told, *told.sealed, *told.kept_back]
        assert sorted(said) == sorted(METADATA.tables[name].columns.keys()), name
        assert all(reason.endswith(".") for reason in told.kept_back.values())
    assert all(reason.endswith(".") for reason in UNTOLD.values())


def test_a_column_that_names_a_person_is_never_told_as_it_is() -> None:
    for name, told in TOLD.items():
        for column in METADATA.tables[name].columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                assert column.name in {*told.people, *told.kept_back}, f"{name}.{column.name}"
            if any(key.column.table.name == "office" for key in column.foreign_keys):
                assert column.name in told.offices, f"{name}.{column.name}"


def test_every_told_column_has_a_name_and_every_table_a_heading() -> None:
    assert SECTIONS.keys() == TOLD.keys()
    for name, told in TOLD.items():
        renamed = {one: one.removesuffix("_id") for one in (*told.people, *told.offices)}
        for column in told.told:
            shown = renamed.get(column, column)
            assert shown in COLUMNS or shown in NOT_ON_THE_PAGE, f"{name}.{column}"


def test_the_staffs_safety_and_ties_are_in_no_told_table(
    engine: Engine, people: tuple[Cast, Made, Made]
) -> None:
    staff, mine, _ = people
    data = _data(engine, mine, staff.office)
    assert not data.tables.keys() & NOTHING_OF
    assert not {"protection", "protection_read_at"} & data.tables["person"][0].keys()


def test_who_has_seen_the_case_is_told_once_a_day_and_without_an_hour(
    engine: Engine, people: tuple[Cast, Made, Made]
) -> None:
    staff, mine, _ = people
    with engine.begin() as connection:
        for number, (hour, granted) in enumerate(((9, True), (10, True), (11, False)), start=1):
            row = {"sequence": number, "at": MADE.replace(hour=hour), "actor_id": staff.staff}
            row |= {"actor_role": "caseworker", "office_id": staff.office, "participant_id": mine.participant}
            row |= {"what": "case", "why": "office", "granted": granted, "seal": "0" * 64}
            connection.execute(insert(METADATA.tables["audit"]), row)
    told = _data(engine, mine, staff.office).tables["audit"]
    assert [(line["actor"].name, line["at"], line["what"]) for line in told] == [
        ("Vang", date(2026, 11, 20), "case")
    ]


def test_the_identity_number_is_never_in_the_file_and_only_its_beginning_on_the_page(
    engine: Engine, people: tuple[Cast, Made, Made]
) -> None:
    staff, mine, _ = people
    vault, number = Vault([new_key()]), "17822449567"
    with engine.begin() as connection:
        person = METADATA.tables["person"]
        sealed = vault.seal(number, mine.participant)
        connection.execute(
            person.update().where(person.c.id == mine.participant).values(identity_sealed=sealed)
        )
    data = _data(engine, mine, staff.office, vault)
    assert data.born_number == number[:6]
    assert number[:6] not in as_file(data).decode()
    # A number that none of the keys opens is left out, and nothing else fails.
    assert _data(engine, mine, staff.office, Vault([new_key()])).born_number == ""


def test_a_case_at_an_earlier_office_is_told_too(sqlite_engine: Engine) -> None:
    village = build_village(sqlite_engine)
    moved = Actor(
        village.participant.id, Role.PARTICIPANT, village.other_office, village.participant.name, "nb"
    )
    add_programme(sqlite_engine, moved, village.far_caseworker)
    save(
        sqlite_engine,
        Conversation(participant_id=moved.id, office_id=village.office),
    )
    desk = Desk(sqlite_engine, FixedClock(NOW), NorwegianHolidays(), RecordingBus(), AUDIT_KEY)
    with desk.reading(moved) as work:
        tables = own_data(work).tables
    assert {line["office"] for line in tables["programme"]} == {"Nav Bygda", "Nav Utkanten"}
    assert [line["office"] for line in tables["conversation"]] == ["Nav Bygda"]


@pytest.mark.parametrize(
    "who",
    ["representative", "caseworker", "leader", "contact_centre", "administrator", "auditor", "translator"],
)
def test_nobody_but_the_participant_gets_them(sqlite_engine: Engine, who: str) -> None:
    village = build_village(sqlite_engine)
    actor: Actor = getattr(village, who)
    desk = Desk(sqlite_engine, FixedClock(NOW), NorwegianHolidays(), RecordingBus(), AUDIT_KEY)
    with pytest.raises(NotPermitted), desk.reading(actor) as work:
        own_data(work)


def test_nothing_in_the_file_is_something_that_json_cannot_say() -> None:
    with pytest.raises(TypeError):
        as_file(MyData(NOW, {"person": [{"name": object()}]}))
