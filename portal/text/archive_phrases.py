"""A fixed phrase in the archive's documents: which it was, what was chosen, and what it said in each language."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from portal.domain.phrases import plain
from portal.text.locales import LOCALES


def of_message(rows: Iterable[Mapping[str, Any]], message: Mapping[str, Any]) -> str:
    """The lines that stand under a message that was put together from a phrase; nothing for any other."""
    place = (message["conversation_id"], message["sequence"])
    for row in rows:
        if (row["conversation_id"], row["sequence"]) == place:
            lines = [f"Fast melding: {row['phrase']}, versjon {row['version']}"]
            lines.append(f"Valgt: {json.dumps(row['slots'], ensure_ascii=False, sort_keys=True)}")
            lines += [f"Vist på {_name(code)}: {plain(str(text))}" for code, text in row["wordings"].items()]
            return "\n".join([*lines, ""])
    return ""


def _name(code: str) -> str:
    return LOCALES[code].endonym if code in LOCALES else code
