"""The handed-in files of a case as the archive knows them: what each is about, when it came, and under which name it lies."""

from collections.abc import Iterator

from portal.services.archiving import Case
from portal.services.archiving_files import files_of
from portal.text.archived import Direction, Registration, Row, day_of, handed_in_by, name_of

TITLES = {
    "absence": "Dokumentasjon av fravær",
    "day": "Dokumentasjon av en dag",
    "message": "Vedlegg til en melding",
}


def handed_in(case: Case) -> Iterator[tuple[Registration, str]]:
    """Each file of the package with its registration, the first handed in first."""
    there = [(name, line) for name, line in files_of(case.rows) if name in case.files]
    for name, line in sorted(there, key=lambda one: (one[1]["handed_in_at"], one[0])):
        title = TITLES[line["about_kind"]]
        key = f"document/{line['id']}"
        direction, by = _way(case, line)
        yield Registration(key, title, "DOKUMENT", direction, day_of(line["handed_in_at"]), by, ""), name


def _way(case: Case, line: Row) -> tuple[Direction, str]:
    """Which way a file went, and who sent it. With a message, one may have come from the office."""
    if line["about_kind"] != "message":
        return Direction.INCOMING, name_of(case, handed_in_by(case, line))
    by = line["by_id"] or case.participant_id
    citizens = {case.participant_id, *(one["representative_id"] for one in case.rows.get("mandate", ()))}
    return Direction.INCOMING if by in citizens else Direction.OUTGOING, name_of(case, by)
