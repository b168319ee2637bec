"""The archive's message and documents: well formed and honest, whatever somebody wrote."""

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services.archiving import Case
from portal.text.archived import registrations, visible
from portal.text.arkivmelding import MESSAGE_FILE, package

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\x00\x01\x08\x0b\x1b\r\n\t<>&\"'\x7f\x85\u2028\u202e\ufffe\uffff\ud800]"),
        st.characters(),
    ),
    max_size=40,
)


@given(text=HOSTILE, name=HOSTILE)
@settings(max_examples=200, deadline=None)
def test_hostile_text_gives_well_formed_xml_and_forges_no_field(text: str, name: str) -> None:
    at = "2026-02-02T10:00:00+00:00"
    message = {"conversation_id": "c", "sequence": 1, "author_id": "p", "from_staff": False, "text": text}
    rows = {
        "person": [{"id": "p", "name": name}],
        "message": [message | {"locale": "nb", "sent_at": at, "submission_id": None}],
    }
    case = Case("p", "Nav Bygda", "Bygda", "", rows, {})
    told = [one for one in registrations(case) if one.key.startswith("message/")]
    files = package(case, b"{}")
    root = ET.fromstring(files[MESSAGE_FILE])  # noqa: S314 -- We wrote it ourselves.
    assert root.findtext("mappe/part/partNavn") == visible(" ".join(name.split("\n"))).replace("\r", "")
    fields = [
        line.partition(":")[0] for line in told[0].text.splitlines() if line and not line.startswith("  | ")
    ]
    assert fields[0] == "Melding"
    assert set(fields[1:]) <= {"Nummer i samtalen", "Skrevet av", "Fra kontoret", "Tekst", "Språk", "Sendt"}
    for content in files.values():
        assert not any(sign in content for sign in (b"\x00", b"\x1b", b"\x08", b"\r"))


def test_what_a_person_wrote_is_not_read_as_a_date() -> None:
    rows = {
        "person": [{"id": "p", "name": "A"}],
        "message": [
            {"conversation_id": "c", "sequence": 1, "author_id": "p", "from_staff": False, "text": "20261124"}
            | {"locale": "nb", "sent_at": "2026-02-02T23:30:00+00:00", "submission_id": None}
        ],
    }
    told = registrations(Case("p", "Nav", "B", "", rows, {}))
    (message,) = [one for one in told if one.key.startswith("message/")]
    assert "Tekst: 20261124" in message.text
    assert "Sendt: 03.02.2026 kl. 00.30" in message.text
    assert message.day == date(2026, 2, 3)
