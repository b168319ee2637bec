"""A case as documents for the archive: one text for each message, absence, decision and week, always in bokmål.

The archive's words are no page's words: they stay what they are whatever language the participant reads, so none of
them goes through the catalogues.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from typing import Any

from sqlalchemy import Date

from portal.domain.calendar import OSLO
from portal.rules.decision import UnknownCode, from_data
from portal.services.archiving import Case
from portal.store.base import Moment
from portal.store.models import METADATA
from portal.text.archive_phrases import of_message
from portal.text.archive_words import FIELDS, TABLES, VALUES
from portal.text.catalogue import Catalogues
from portal.text.dates import Dates
from portal.text.outcomes import outcome
from portal.text.reasons import cited, sentence
from portal.text.words import Words

Row = Mapping[str, Any]
_WORDS, _DATES = Words("nb", Catalogues({})), Dates("nb")
_PLAN = ("programme", "programme_interval", "evaluation", "activity", "activity_slot", "appointment")
_OWN_DOCUMENTS = frozenset(
    {*_PLAN, "message", "message_phrase", "absence", "attendance_report", "programme_step"}
)
# What only ties rows together says nothing to a reader. It stands in the package's rows.
_PLUMBING = frozenset(
    {"id", "participant_id", "office_id", "submission_id", "conversation_id", "programme_id"}
)


class Direction(Enum):
    """Noark's journalposttype: into the office, out of it, or kept inside."""

    INCOMING = "I"
    OUTGOING = "U"
    INTERNAL = "X"


@dataclass(frozen=True, slots=True)
class Registration:
    """One document with what the archive must know of it. `key` names it for ever; `by` wrote it."""

    key: str
    title: str
    kind: str
    direction: Direction
    day: date
    by: str
    text: str


def registrations(case: Case) -> list[Registration]:
    """Every document of the case, oldest first. All rows that are archived stand in one of them."""
    found = [*_messages(case), *_absences(case), *_steps(case), *_weeks(case), *_plan(case), *_rest(case)]
    return sorted(found, key=lambda one: (one.day, one.key))


def visible(text: str) -> str:
    """The text with every sign that cannot be seen or written in XML 1.0 shown in its place instead."""
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    number = ord(sign)
    if sign in "\n\t":
        return sign
    if number < 0x20:
        return chr(0x2400 + number)
    if number == 0x7F:
        return "\u2421"
    if unicodedata.category(sign) in {"Cc", "Cs"} or number & 0xFFFE == 0xFFFE:
        return f"[U+{number:04X}]"
    return sign


def _messages(case: Case) -> Iterator[Registration]:
    for row in case.rows.get("message", ()):
        staff = row["from_staff"]
        yield Registration(
            key=f"message/{row['conversation_id']}/{row['sequence']}",
            title="Melding fra kontoret" if staff else f"Melding fra {_sender(case, row)}",
            kind="KORR",
            direction=Direction.OUTGOING if staff else Direction.INCOMING,
            day=day_of(row["sent_at"]),
            by=name_of(case, row["author_id"]),
            text=_document(case, "message", [row]) + of_message(case.rows.get("message_phrase", ()), row),
        )


def _absences(case: Case) -> Iterator[Registration]:
    decision = ("state", "decided_by", "decided_at", "decision_text", "complaint_by", "complaint")
    for row in case.rows.get("absence", ()):
        reported = {name: value for name, value in row.items() if name not in decision}
        days = "–".join(_value("absence", name, row[name]) for name in ("first_day", "last_day"))
        yield Registration(
            key=f"absence/{row['id']}",
            title=f"Melding om fravær {days}",
            kind="MELDING",
            direction=Direction.INCOMING,
            day=day_of(row["reported_at"]),
            by=name_of(case, handed_in_by(case, row)),
            text=_document(case, "absence", [reported]),
        )
        if row["decided_at"]:
            yield Registration(
                key=f"absence/{row['id']}/decision",
                title=f"Avgjørelse om fravær {days}",
                kind="VEDTAK",
                direction=Direction.OUTGOING,
                day=day_of(row["decided_at"]),
                by=name_of(case, row["decided_by"]),
                text=_document(case, "absence", [{name: row[name] for name in decision}]),
            )


def _steps(case: Case) -> Iterator[Registration]:
    for row in case.rows.get("programme_step", ()):
        said = _value("programme_step", "kind", row["kind"])
        yield Registration(
            key=f"step/{row['id']}",
            title=f"Programmet: {said}",
            kind="VEDTAK" if row["complaint_by"] else "DOKUMENT",
            direction=Direction.OUTGOING if row["complaint_by"] else Direction.INTERNAL,
            day=day_of(row["made_at"]),
            by=name_of(case, row["made_by"]),
            text=_document(case, "programme_step", [row]),
        )


def _weeks(case: Case) -> Iterator[Registration]:
    def week(row: Row) -> tuple[int, int]:
        year, number, _ = date.fromisoformat(row["day"]).isocalendar()
        return year, number

    told = sorted(case.rows.get("attendance_report", ()), key=lambda row: (row["day"], row["id"]))
    for (year, number), group in groupby(told, key=week):
        rows = list(group)
        yield Registration(
            key=f"week/{year}-{number:02}",
            title=f"Hva deltakeren meldte om uke {number} i {year}",
            kind="RAPPORT",
            direction=Direction.INCOMING,
            day=max(day_of(row["reported_at"]) for row in rows),
            by=name_of(case, case.participant_id),
            text=_document(case, "attendance_report", rows),
        )


def _plan(case: Case) -> Iterator[Registration]:
    parts = [_document(case, name, case.rows[name]) for name in _PLAN if case.rows.get(name)]
    if parts:
        days = [row["received_on"] for row in case.rows.get("programme", ())]
        yield Registration(
            key="plan",
            title="Programmet og planen",
            kind="DOKUMENT",
            direction=Direction.INTERNAL,
            day=min(map(date.fromisoformat, days), default=date.min),
            by=case.office,
            text="\n".join(parts),
        )


def _rest(case: Case) -> Iterator[Registration]:
    days = [row["closed_on"] or row["received_on"] for row in case.rows.get("programme", ())]
    for name in sorted(case.rows.keys() - _OWN_DOCUMENTS):
        yield Registration(
            key=name,
            title=TABLES.get(name, name),
            kind="DOKUMENT",
            direction=Direction.INTERNAL,
            day=max(map(date.fromisoformat, days), default=date.min),
            by=case.office,
            text=_document(case, name, case.rows[name]),
        )


def _document(case: Case, table: str, rows: Iterable[Row]) -> str:
    names = {
        **case.names,
        **{row["id"]: row["title"] for row in case.rows.get("activity", ())},
        **{row["id"]: row["title"] for row in case.rows.get("appointment", ())},
        **{row["id"]: row["agreed"] for row in case.rows.get("take_away", ())},
        **{
            row["representative_id"]: name_of(case, row["representative_id"])
            for row in case.rows.get("mandate", ())
        },
        case.participant_id: name_of(case, case.participant_id),
    }
    lines = [TABLES.get(table, table), ""]
    for row in rows:
        for name, value in row.items():
            if name not in _PLUMBING and value is not None and value != "":
                lines += _line(table, name, names.get(value, value) if isinstance(value, str) else value)
        lines.append("")
    return "\n".join(lines)


def _line(table: str, name: str, value: object) -> list[str]:
    label = FIELDS.get(name, name)
    said = _decision(value) if isinstance(value, dict | list) else _value(table, name, value)
    # Whoever wrote the text must not be able to write what looks like another field of the document.
    return [f"{label}:", *_quoted(said)] if len(said.splitlines()) > 1 else [f"{label}: {said}"]


def _quoted(text: str) -> list[str]:
    return [f"  | {visible(line)}" for line in text.splitlines()]


def _value(table: str, name: str, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, list):
        return ", ".join(_value(table, name, one) for one in value)
    text = str(value)
    if (said := VALUES.get(f"{table}.{name}", {}).get(text)) is not None:
        return said
    # Asked of the column and never of the text: what somebody wrote stands as they wrote it, also when it is a date.
    kind = METADATA.tables[table].c[name].type
    if isinstance(kind, Moment):
        return f"{datetime.fromisoformat(text).astimezone(OSLO):%d.%m.%Y kl. %H.%M}"
    if isinstance(kind, Date):
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    return visible(text)


def _decision(data: Any) -> str:  # noqa: ANN401 -- JSON has no narrower type.
    try:
        decision = from_data(data)
        because = [
            f"{sentence(_WORDS, _DATES, one.reason)} ({cited(_WORDS, one.basis)})" for one in decision.because
        ]
        return "\n".join([outcome(_WORDS, decision), *because])
    except (KeyError, TypeError, ValueError, UnknownCode):
        # No decision of the rules, such as what stands on a receipt: the data itself then.
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)


def name_of(case: Case, person_id: str | None) -> str:
    if person_id == case.participant_id:
        return str(case.rows["person"][0]["name"])
    # A representative is called what the participant called them, also one who is in the programme themselves.
    for row in case.rows.get("mandate", ()):
        if row["representative_id"] == person_id:
            return f"{row['name']} (fullmektig)".strip()
    return case.names.get(person_id or "", case.office)


def handed_in_by(case: Case, row: Row) -> str:
    """Who sent what a row holds: the participant, or their representative."""
    by = {one["id"]: one["by_id"] for one in case.rows.get("submission", ())}
    return by.get(row["submission_id"]) or case.participant_id


def _sender(case: Case, row: Row) -> str:
    return "deltakeren" if row["author_id"] == case.participant_id else "deltakerens fullmektig"


def day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(OSLO).date()
