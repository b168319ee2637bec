"""Receipts: how it came, whose clock said what, and whether a copy is true."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from portal.domain.errors import KeyReused
from portal.domain.people import Actor
from portal.domain.receipt import Sending
from portal.domain.submission import Channel, SubmissionKind
from portal.services.receipts import CODE, Checks, Claim, claim_in, claim_of, document_of, known_to
from portal.services.submissions import OnBehalf, Receipt, hand_in, receipt_of
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.models import AuditRow, Submission
from tests.builders import Village, all_rows, key_for
from tests.conftest import NOW

CONTENT = {"text": "Hei, dette er blåbær og سلام.", "days": 2}
CALLED_AT = NOW - timedelta(days=2)


def _send(
    desk: Desk, actor: Actor, sending: Sending | None = None, on_behalf: OnBehalf | None = None
) -> Receipt:
    with desk.writing(actor, sending) as work:
        return hand_in(work, SubmissionKind.MESSAGE, key_for("one"), CONTENT, on_behalf=on_behalf)


def _document(desk: Desk, village: Village) -> dict[str, object]:
    receipt = _send(desk, village.participant)
    with desk.reading(village.participant) as work:
        return document_of(receipt_of(work, receipt.id))


def test_a_receipt_knows_the_senders_clock_and_the_way_it_came(
    engine: Engine, desk: Desk, village: Village
) -> None:
    said = NOW - timedelta(hours=3)
    _send(desk, village.participant, Sending(said, Channel.OFFLINE))
    (row,) = all_rows(engine, Submission)
    assert (row.sent_at, row.received_at, row.channel) == (said, NOW, Channel.OFFLINE)
    assert (row.registered_by_id, row.registered_at) == (None, None)


def test_what_the_office_writes_down_is_the_participants_and_received_when_they_called(
    engine: Engine, desk: Desk, village: Village
) -> None:
    on_behalf = OnBehalf(Channel.PHONE, CALLED_AT, village.participant.id)
    receipt = _send(desk, village.caseworker, Sending(NOW), on_behalf)
    (row,) = all_rows(engine, Submission)
    assert (row.person_id, row.received_at, row.channel) == (village.participant.id, CALLED_AT, Channel.PHONE)
    assert (row.registered_by_id, row.registered_at, row.sent_at) == (village.caseworker.id, NOW, None)
    with desk.reading(village.participant) as work:
        assert receipt_of(work, receipt.id).number == receipt.number
    assert _send(desk, village.caseworker, None, on_behalf).again
    with pytest.raises(KeyReused):
        _send(desk, village.colleague, None, on_behalf)
    with pytest.raises(KeyReused):
        _send(desk, village.participant)


def test_nothing_is_received_before_it_comes(desk: Desk, village: Village, engine: Engine) -> None:
    later = OnBehalf(Channel.PAPER, NOW + timedelta(seconds=1), village.participant.id)
    with pytest.raises(ValueError, match="before it comes"):
        _send(desk, village.caseworker, None, later)
    assert all_rows(engine, Submission) == []


def test_a_saved_receipt_is_true_as_it_was_saved_and_in_no_other_way(
    engine: Engine, desk: Desk, village: Village
) -> None:
    document, checks = _document(desk, village), Checks(engine)
    claim = claim_in(json.dumps(document, indent=4, sort_keys=True))
    assert claim
    assert checks.received_at(claim) == NOW
    typed = claim_of(f" {str(document['number']).lower()} ", str(document[CODE]).upper())
    assert typed
    assert checks.received_at(typed) == NOW
    for name in document:
        changed = claim_in(json.dumps(document | {name: "2026-11-20T08:00:00.000000+00:00"}))
        assert changed is None or checks.received_at(changed) is None, name
        less = claim_in(json.dumps({key: value for key, value in document.items() if key != name}))
        assert less is None or checks.received_at(less) is None, name


def test_a_number_without_its_whole_code_proves_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    document, checks = _document(desk, village), Checks(engine)
    number, code = str(document["number"]), str(document[CODE])
    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    for wrong in (other, "0" * 64, str(document["content_sha256"])):
        assert checks.received_at(Claim(number, wrong)) is None
    assert checks.received_at(Claim("ZZZZ-ZZZZ", code)) is None
    assert checks.received_at(Claim("ZZZZ-ZZZZ", "0" * 64)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"number": "ABCD-2345"}',
        '{"code": {}}',
        "NaN",
        "{" * 30_000,
        "\0",
        "ikke en kvittering",
    ],
    ids=range(11),
)
def test_other_text_is_no_receipt(text: str) -> None:
    assert claim_in(text) is None


def test_only_the_owner_and_who_may_see_the_case_learn_whose_it_is(
    engine: Engine, desk: Desk, village: Village
) -> None:
    receipt = _send(desk, village.participant)
    claim = Claim(receipt.number, "")

    def known(actor: Actor) -> tuple[str, str] | None:
        with desk.reading(actor) as work:
            found = known_to(work, claim)
        return found and (found.own_id, found.participant_id)

    assert known(village.participant) == (receipt.id, "")
    assert all_rows(engine, AuditRow) == []
    assert known(village.caseworker) == ("", village.participant.id)
    assert [(row.actor_id, row.granted) for row in all_rows(engine, AuditRow)] == [
        (village.caseworker.id, True)
    ]
    for who in (
        "neighbour",
        "far_caseworker",
        "leader",
        "contact_centre",
        "translator",
        "representative",
        "auditor",
    ):
        assert known(getattr(village, who)) is None, who
    assert len(all_rows(engine, AuditRow)) == 1


def test_a_moment_comes_back_from_the_database_as_it_was_sealed(desk: Desk, village: Village) -> None:
    sent = datetime(2026, 11, 23, 23, 59, 59, 999_999, tzinfo=UTC)
    receipt = _send(desk, village.participant, Sending(sent))
    with desk.reading(village.participant) as work:
        document = document_of(receipt_of(work, receipt.id))
    assert document["sent_by_own_clock"] == "2026-11-23T23:59:59.999999+00:00"
    assert not claim_in(json.dumps(document)).altered  # type: ignore[union-attr]


def _redacted(
    desk: Desk, village: Village, day: str = "2026-11-24"
) -> tuple[dict[str, object], dict[str, object]]:
    """A receipt's document as it was saved before its text was taken away, and as it is given out since."""
    before = _document(desk, village)
    with desk.writing(village.caseworker) as work:
        content = CONTENT | {"text": "", "redacted": "secret", "redacted_on": day}
        work.session.execute(update(rows(Submission)).values(content=content))
    with desk.reading(village.participant) as work:
        (row,) = work.session.execute(select(rows(Submission)))
        return before, document_of(row)


def test_a_receipt_whose_text_was_taken_away_is_true_and_says_when(
    engine: Engine, desk: Desk, village: Village
) -> None:
    before, after = _redacted(desk, village)
    assert after["content"] == {"redacted": "secret", "redacted_on": "2026-11-24"}
    for document, removed in ((before, None), (after, date(2026, 11, 24))):
        claim = claim_in(json.dumps(document))
        assert claim is not None
        assert (Checks(engine).received_at(claim), claim.removed_on) == (NOW, removed)


def test_nobody_but_the_office_takes_the_text_out_of_a_receipt(
    engine: Engine, desk: Desk, village: Village
) -> None:
    document = _document(desk, village)
    mark = {"redacted": "secret", "redacted_on": "2026-11-24"}
    for content in (mark, {}, None, CONTENT | mark, {**mark, "redacted_on": "aldri"}):
        claim = claim_in(json.dumps(document | {"content": content}))
        assert claim is not None
        assert Checks(engine).received_at(claim) is None, content


@pytest.mark.parametrize(
    "changed",
    [
        {"content": {"redacted": "secret", "redacted_on": "2026-11-23"}},
        {"content": {"redacted": "mistake", "redacted_on": "2026-11-24"}},
        {"content": {"redacted": "secret", "redacted_on": "2026-11-24", "text": "Noe annet."}},
        {"content": {"text": "Noe annet."}},
    ],
)
def test_what_the_office_took_away_cannot_be_told_otherwise(
    engine: Engine, desk: Desk, village: Village, changed: dict[str, object]
) -> None:
    _, after = _redacted(desk, village)
    claim = claim_in(json.dumps(after | changed))
    assert claim is not None
    assert Checks(engine).received_at(claim) is None


def test_a_name_that_stands_twice_makes_no_receipt(desk: Desk, village: Village) -> None:
    text = json.dumps(_document(desk, village))
    assert claim_in(text) is not None
    assert claim_in(text.replace("{", '{"content": {"text": "Dere lovte meg noe annet."}, ', 1)) is None
    assert claim_in(text.replace('"content": {', '"content": {"text": "Noe annet.", ', 1)) is None
