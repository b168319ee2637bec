"""Canaries: a sign of its own in every column that holds somebody's words or name, so that each can be told wherever it sings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from portal.demo.identity import VAULT
from portal.domain.people import Role
from portal.domain.programme import ActivityKind
from portal.domain.rights import RightsKind
from portal.store.models import METADATA
from tests.canary_rows import FILLED, OF_TRANSLATORS, furnish
from tests.planting import planted

SIGN = re.compile(r"kanari\d{5}fugl", re.IGNORECASE)
PHONE = re.compile(r"(?<![0-9A-Za-z_-])(?:\+47)?(99\d{6})(?![0-9A-Za-z_-])")
NUMBER = re.compile(r"(?<![0-9A-Za-z_-])(\d{6})[ .\u00a0-]?(\d{5})(?![0-9A-Za-z_-])")
GAP = re.compile(r"(?<=\d)[ \u00a0](?=\d)")


class Audience(StrEnum):
    """For whose eyes something is. Everything is besides for whoever wrote it."""

    CASE = "case"
    """The participant, who helps them with that part, and those of the staff to whom the case is open."""
    NAME = "name"
    """A participant's name: also the leader of their office, and the contact centre that has found them."""
    OWN = "own"
    """The person themselves, and nobody else."""
    INNER = "inner"
    """The staff to whom the case is open and, of what waits for a second person, the leader. Never a citizen."""
    GRANT = "grant"
    """Why somebody was let in: the participant, the leader, whoever was let in, and those to whom the case is open."""
    PRIVATE = "private"
    """What an activity about health is: the participant and their contact person."""
    SERVICE = "service"
    """A complaint about how one was met: the participant and the leader."""
    STAFF = "staff"
    """The full name of somebody who works here: their colleagues. Never a citizen."""
    PUBLIC = "public"
    """What an office tells everybody whom it may concern, such as its open offers."""
    PHONE = "phone"
    """Where somebody can be phoned: the person themselves, and the caseworkers to whom the case is open."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Canary:
    """One sign: where it was put, whose it is (a person's id), for whose eyes, and who wrote it (an id), if we know."""

    sign: str
    table: str
    column: str
    whose: str
    audience: Audience
    writer: str = ""


@dataclass
class Aviary:
    """Every canary by its sign. Telephone and identity numbers are their own signs."""

    birds: dict[str, Canary] = field(default_factory=dict)

    def hatch(self, table: str, column: str, whose: str, audience: Audience, writer: str = "") -> str:
        """A new sign."""
        sign = f"kanari{len(self.birds):05d}fugl"
        self.birds[sign] = Canary(sign, table, column, whose, audience, writer)
        return sign

    def settle(self, sign: str, audience: Audience) -> None:
        """Say later for whose eyes it is."""
        self.birds[sign] = replace(self.birds[sign], audience=audience)

    def signs_in(self, text: str) -> frozenset[str]:
        """Every sign in a text, whatever the case of its letters and the gaps in its digits."""
        found = {one.lower() for one in SIGN.findall(text)} | set(PHONE.findall(GAP.sub("", text)))
        found |= {"".join(one) for one in NUMBER.findall(text)}
        return frozenset(found & self.birds.keys())

    def heard_in(self, text: str) -> Iterator[Canary]:
        """Every canary in a text, each once."""
        return (self.birds[one] for one in sorted(self.signs_in(text)))


# Columns with somebody's words, for whose eyes they are, and the column that leads to whose they are.
PLANTED: dict[tuple[str, str], Audience] = {
    ("person", "name"): Audience.NAME,
    ("person", "phone"): Audience.PHONE,
    ("person", "identity_sealed"): Audience.NOBODY,
    **{
        (table, column): Audience.CASE
        for table, columns in {
            "programme": ("goal",),
            "programme_step": ("text", "heard", "assessment"),
            "activity": ("title", "what", "why", "place", "provider"),
            "plan_version": ("content",),
            "proposal": ("reason", "changes", "answer_text", "decision_text"),
            "appointment": (
                *("title", "place", "about", "link", "telephone", "interpreter", "cancel_reason"),
                "place_before",
            ),
            "appointment_answer": ("note",),
            "take_away": ("agreed", "participant_says"),
            "take_away_point": ("text",),
            "attendance_report": ("note", "title"),
            "attendance_look": ("text",),
            "absence": ("note", "decision_text"),
            "absence_version": ("note", "decision_text"),
            "absence_hearing": ("text", "answer", "decision_text", "given_back_text"),
            "message": ("text",),
            "message_phrase": ("wordings",),
            # The participant reads it in their own data.
            "case_note": ("text",),
            "journal_mark": ("reference",),
            "message_important": ("phone_note",),
            "mandate": ("name",),
            "rights_request": ("text", "wanted", "why_late", "answer_text"),
            "submission": ("content",),
            "offer_taken": ("title",),
            "individual_plan": ("consent_text", "share_with"),
            "individual_plan_part": ("text",),
        }.items()
        for column in columns
    },
    ("notice_wish", "email"): Audience.OWN,
    ("address_check", "address"): Audience.OWN,
    ("push_subscription", "endpoint"): Audience.NOBODY,
    ("draft", "fields"): Audience.OWN,
    ("not_taken", "fields"): Audience.OWN,
    ("rights_draft", "fields"): Audience.OWN,
    ("proposal_draft", "fields"): Audience.OWN,
    ("access_grant", "reason"): Audience.GRANT,
    ("safety_measure", "reason"): Audience.INNER,
    ("safety_measure", "end_reason"): Audience.INNER,
    ("safety_measure", "decline_reason"): Audience.INNER,
    ("hand_over", "reason"): Audience.INNER,
    ("redaction", "reason"): Audience.INNER,
    ("threat_report", "description"): Audience.INNER,
    ("threat_report", "outcome_text"): Audience.INNER,
    # The messages as they stood: for the leader, who closes the report, and the staff of the case.
    ("threat_evidence", "text"): Audience.INNER,
    ("redaction", "decline_reason"): Audience.INNER,
    ("redaction", "original"): Audience.NOBODY,
}
# Columns of text that hold nobody's words: codes, seals, keys, and frame data of an office.
WORDLESS = {
    "allowance": {"who"},
    "attendance_month": {"content", "fingerprint"},
    "archive_export": {"made_by", "manifest_digest", "rows_digest", "counts", "receipt"},
    "audit": {"actor_role", "what", "why", "seal"},
    "activity": {"follows"},
    "proposal": {"ruling", "locale", "complaint", "counter_of"},
    "calendar_entry": {"key", "mark"},
    "calendar_feed": {"secret_hash"},
    "conversation": {"promise"},
    "answer_rung": {"promise"},
    "case_note": {"key", "locale"},
    # What a kind asked for is years, days and choices, and never words.
    "absence": {"proposal", "further", "details", "complaint"},
    "absence_version": {"proposal", "further", "details"},
    "absence_hearing": {"notice", "rule", "complaint"},
    "document": {"about_id", "sha256"},
    "draft": {"page"},
    "not_taken": {"key", "path"},
    "event": {"kind", "data"},
    "message": {"locale"},
    # Days, times and codes out of lists, and the number that somebody asks to be phoned on.
    "message_phrase": {"phrase", "slots"},
    "notice_wish": {"channels"},
    "push_subscription": {"endpoint_hash", "token_hash"},
    "message_more": {"topic", "topic_id"},
    "message_undo": {"promise"},
    # Participants see the alias; the key is for picking somebody in the demo.
    "person": {"key", "alias", "locale", "identity_fingerprint", "directory_key"},
    # What an office has open for everybody who is in a programme there.
    "offer": {"title", "what", "for_whom", "place"},
    "office": {"name", "municipality", "municipality_number", "phone", "locale", "practice"},
    "programme_step": {"decision", "complaint", "afterwards"},
    "programme": {"goal_locale", "interpreter", "written_form"},
    "purge_run": {"by", "counts"},
    "rights_request": {"body", "timing", "promise", "locale"},
    "take_away": {"locale"},
    "sign_in": {
        *("token_hash", "data", "issuer", "sid_hash", "subject_hash", "acr"),
        *("id_token", "refresh_token"),
    },
    "submission": {"number", "key", "fingerprint", "channel", "salt", "seal", "locale"},
    "threat_evidence": {"locale", "sha256"},
    "threat_report": {"digest"},
    "used": {"hash"},
    **OF_TRANSLATORS,
}
# Columns that lead to a row whose table they do not name.
OWNER_COLUMN = {"individual_plan": "plan_id", "threat_report": "report_id"}
# What somebody wrote, in the content of a receipt or a form.
WORDS = frozenset(
    {
        *("text", "note", "wanted", "why_late", "name", "reason", "decision_text", "share_with"),
        *("necessary", "progress", "motivation", "likely", "market"),
        *("title", "what", "why", "place", "provider", "goal"),
        # What a fixed phrase said, by language.
        *("nb", "nn", "en", "ar"),
    }
)


def plant(connection: Connection, now: datetime, busy: Iterable[str]) -> Aviary:
    """Put a canary into every such column of every row, and first rows of all tables into the cases of `busy` (ids)."""
    aviary = Aviary()
    furnish(connection, now, busy)
    whose = _owners(connection)
    for (name, column), audience in PLANTED.items():
        table = METADATA.tables[name]
        if column == "identity_sealed":
            _know_numbers(connection, table, aviary)
            continue
        changes = []
        for row in connection.execute(select(table)).mappings():
            value = row[column]
            if not value and (name, column) not in FILLED:
                continue
            owner = whose(name, row)
            special = _special(name, row) or audience
            if name == "person" and column == "phone":
                if row["role"] != Role.PARTICIPANT:
                    continue
                sign = f"99{len(aviary.birds):06d}"
                aviary.birds[sign] = Canary(sign, name, column, owner, special)
                value = f"+47{sign}"
            elif isinstance(value, dict | list):
                sing = partial(aviary.hatch, name, whose=owner)
                value = planted(sing, value, column, special, (WORDS, Audience.PRIVATE))
            else:
                value = aviary.hatch(name, column, owner, special, row.get("author_id") or "")
            changes.append({f"pk_{key.name}": row[key.name] for key in table.primary_key} | {"value": value})
        _write(connection, table, column, changes)
    return aviary


def _special(table: str, row: Any) -> Audience | None:  # noqa: ANN401 -- A row of any table.
    if table == "activity" and row["kind"] == ActivityKind.HEALTH:
        return Audience.PRIVATE
    if table == "person":
        # A representative is no colleague and no case: only they themselves and whom they help know who they are.
        return {Role.PARTICIPANT: None, Role.REPRESENTATIVE: Audience.OWN}.get(row["role"], Audience.STAFF)
    if table == "rights_request" and row["kind"] == RightsKind.SERVICE:
        return Audience.SERVICE
    if table == "submission":
        # The office reads what was handed in where it was about. The receipt is its owner's, and its sender's.
        return Audience.OWN
    return None


def _write(connection: Connection, table: Table, column: str, changes: list[dict[str, Any]]) -> None:
    keys = [key == bindparam(f"pk_{key.name}") for key in table.primary_key]
    if changes:
        query = update(table).where(*keys).values({column: bindparam("value", type_=table.c[column].type)})
        connection.execute(query, changes)


def _know_numbers(connection: Connection, person: Table, aviary: Aviary) -> None:
    for row in connection.execute(select(person).where(person.c.identity_sealed.is_not(None))):
        number = VAULT.open(row.identity_sealed, row.id)
        aviary.birds[number] = Canary(number, "person", "identity number", row.id, Audience.NOBODY)


def _owners(connection: Connection) -> Any:  # noqa: ANN401 -- A function from a table's name and a row to an id.
    through = {}
    for table in (
        "programme",
        "conversation",
        "appointment",
        "take_away",
        "individual_plan",
        "absence",
        "threat_report",
    ):
        rows = METADATA.tables[table]
        query = select(rows.c.id, rows.c.participant_id)
        through[OWNER_COLUMN.get(table, f"{table}_id")] = {
            row.id: row.participant_id for row in connection.execute(query)
        }

    def whose(table: str, row: Any) -> str:  # noqa: ANN401 -- A row of any table.
        if table == "person":
            return str(row["id"])
        for column in ("participant_id", "person_id"):
            if column in row:
                return str(row[column])
        column = next(one for one in through if one in row)
        return str(through[column][row[column]])

    return whose
