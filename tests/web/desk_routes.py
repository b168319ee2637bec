"""The writing routes beside a conversation, and the caseworker's own absence: where, and a form that would be read."""


def of_the_desk(ids: dict[str, str], key: str) -> list[tuple[str, str, dict[str, str]]]:
    """Endpoint, path and fields of each. Whether anybody waits for an answer is another question."""
    case, message = f"/work/case/{ids['participant_id']}", {"message": ids["last"]}
    away = {"by": "nobody", "first_day": "2026-12-01", "last_day": "2026-12-08"}
    note = {"text": "Ring helst etter tolv.", "days": "30", "key": key}
    return [
        ("hand_over.give", f"{case}/hand-over", {"staff": "nobody", "reason": "Skolen"}),
        ("hand_over.back", f"{case}/hand-back", {}),
        ("message_marks.mark_mistake", f"{case}/mistake", message | {"kind": "wrong_facts"}),
        ("message_marks.mark_journal", f"{case}/journal", message | {"state": "waiting"}),
        ("case_note.write", f"{case}/note", note),
        ("away.plan", "/work/away", away),
        ("away.end", "/work/away/end", {"cover": "nobody's"}),
    ]
