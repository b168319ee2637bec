"""The package for the archive: `arkivmelding.xml` in Noark 5's words, and the documents that it names."""

from datetime import date
from xml.etree import ElementTree as ET

from portal.services.archiving import ROWS_FILE, Case
from portal.services.packing import digest
from portal.text.archived import Direction, Registration, registrations, visible
from portal.text.archived_files import handed_in

SYSTEM = "KVP-portal"
MESSAGE_FILE = "arkivmelding.xml"
HIDING = ("U", "sosialtjenesteloven § 44, forvaltningsloven § 13, offentleglova § 13")
HIDDEN_TITLE = "Skjermet sak"
_FORMATS = {
    "txt": ("RA-TEKST", "text/plain; charset=utf-8"),
    "json": ("RA-TEKST", "application/json"),
    "jpg": ("RA-JPEG", "image/jpeg"),
    "pdf": ("PDF", "application/pdf"),
}
_SENT = {Direction.INCOMING: "mottattDato", Direction.OUTGOING: "sendtDato"}


def package(case: Case, rows: bytes) -> dict[str, bytes]:
    """Every file of the package by name: the message, one text for each registration, and the rows themselves.

    The same case gives the same bytes: nothing in it says when or by whom the package was made.
    """
    files: dict[str, bytes] = {ROWS_FILE: rows}
    told = registrations(case)
    for number, one in enumerate(told, 1):
        files[_file_name(number)] = one.text.encode("utf-8")
    files |= case.files
    return {MESSAGE_FILE: _message(case, told, files), **files}


def _file_name(number: int) -> str:
    return f"{number:05}.txt"


def _message(case: Case, told: list[Registration], files: dict[str, bytes]) -> bytes:
    root = ET.Element("arkivmelding")
    _add(root, "system", SYSTEM)
    _add(root, "antallFiler", len(files))
    folder = ET.SubElement(root, "mappe", {"{http://www.w3.org/2001/XMLSchema-instance}type": "saksmappe"})
    programmes = case.rows.get("programme", [])
    name = str(case.rows["person"][0]["name"])
    _add(folder, "tittel", f"Kvalifiseringsprogram: {name}")
    _add(folder, "offentligTittel", HIDDEN_TITLE)
    _code(folder, "dokumentmedium", "E")
    closed = [row["closed_on"] for row in programmes]
    if closed and all(closed):
        _add(folder, "avsluttetDato", max(closed))
    _party(folder, case, name)
    _hide(folder)
    _key(folder, f"case/{_named(case)}")
    last = Registration(
        "rows", "Saken i maskinlesbar form", "DOKUMENT", Direction.INTERNAL, _latest(told), case.office, ""
    )
    for number, one in enumerate(told, 1):
        _registration(folder, case, one, _file_name(number), files)
    for one, name in handed_in(case):
        _registration(folder, case, one, name, files)
    _registration(folder, case, last, ROWS_FILE, files)
    if programmes:
        first = min(row["received_on"] for row in programmes)
        _add(folder, "saksaar", first[:4])
        _add(folder, "saksdato", first)
    _add(folder, "administrativEnhet", case.office)
    _code(folder, "saksstatus", "A" if closed and all(closed) else "B")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _registration(
    folder: ET.Element, case: Case, one: Registration, file: str, files: dict[str, bytes]
) -> None:
    post = ET.SubElement(
        folder, "registrering", {"{http://www.w3.org/2001/XMLSchema-instance}type": "journalpost"}
    )
    _hide(post)
    document = ET.SubElement(post, "dokumentbeskrivelse")
    _code(document, "dokumenttype", one.kind)
    _code(document, "dokumentstatus", "F")
    _add(document, "tittel", one.title)
    _code(document, "tilknyttetRegistreringSom", "H")
    _hide(document)
    _object(document, file, files[file])
    _add(post, "tittel", one.title)
    _add(post, "offentligTittel", HIDDEN_TITLE)
    _correspondents(post, case, one)
    _key(post, f"{_named(case)}/{one.key}")
    _code(post, "journalposttype", one.direction.value)
    _code(post, "journalstatus", "J")
    _add(post, "dokumentetsDato", one.day)
    if one.direction in _SENT:
        _add(post, _SENT[one.direction], one.day)


def _object(document: ET.Element, file: str, content: bytes) -> None:
    found = ET.SubElement(document, "dokumentobjekt")
    _add(found, "versjonsnummer", 1)
    _code(found, "variantformat", "P" if file == ROWS_FILE else "A")
    kind, mime = _FORMATS[file.rpartition(".")[2]]
    _code(found, "format", kind)
    _add(found, "mimeType", mime)
    _add(found, "filnavn", file)
    _add(found, "referanseDokumentfil", file)
    _add(found, "sjekksum", digest(content))
    _add(found, "sjekksumAlgoritme", "SHA-256")
    _add(found, "filstoerrelse", len(content))


def _correspondents(post: ET.Element, case: Case, one: Registration) -> None:
    participant = str(case.rows["person"][0]["name"])
    parties = {
        Direction.INCOMING: (("EA", one.by), ("IM", case.office)),
        Direction.OUTGOING: (("IA", one.by), ("EM", participant)),
        Direction.INTERNAL: (("IA", one.by),),
    }[one.direction]
    for kind, name in parties:
        found = ET.SubElement(post, "korrespondansepart")
        _code(found, "korrespondanseparttype", kind)
        _add(found, "korrespondansepartNavn", name)
        if kind == "IA":
            _add(found, "administrativEnhet", case.office)


def _party(folder: ET.Element, case: Case, name: str) -> None:
    part = ET.SubElement(folder, "part")
    _add(part, "partID", case.participant_id)
    _add(part, "partNavn", name)
    _code(part, "partRolle", "K")
    if case.identity_number:
        person = ET.SubElement(part, "personID")
        _add(person, "landkode", "NO")
        _add(person, "identifikator", case.identity_number)


def _named(case: Case) -> str:
    """The case's name for ever: one participant at one office, so that two archives never take two cases for one."""
    return f"{case.participant_id}/{case.office_id}" if case.office_id else case.participant_id


def _hide(parent: ET.Element) -> None:
    found = ET.SubElement(parent, "skjerming")
    _code(found, "tilgangsrestriksjon", HIDING[0])
    _add(found, "skjermingshjemmel", HIDING[1])


def _key(parent: ET.Element, key: str) -> None:
    found = ET.SubElement(parent, "referanseEksternNoekkel")
    _add(found, "fagsystem", SYSTEM)
    _add(found, "noekkel", key)


def _code(parent: ET.Element, name: str, value: str) -> None:
    _add(ET.SubElement(parent, name), "kodeverdi", value)


def _add(parent: ET.Element, name: str, value: object) -> None:
    # A line end in a name or title would be another line of the register.
    ET.SubElement(parent, name).text = visible(" ".join(str(value).split("\n")))


def _latest(told: list[Registration]) -> date:
    return max((one.day for one in told), default=date.min)
