"""Handing in: once, with one receipt, however often and however many at once."""

import re

import pytest
from sqlalchemy import Engine

from portal.domain.errors import KeyReused, NotFound
from portal.domain.people import Actor
from portal.domain.submission import SubmissionKind
from portal.services.submissions import ALPHABET, Receipt, hand_in, new_key, receipt_of, receipts
from portal.services.work import Desk
from portal.store.models import Submission
from tests.builders import Village, all_rows, at_once

CONTENT = {"text": "Hei, dette er blåbær og سلام."}


def _send(
    desk: Desk,
    actor: Actor,
    key: str = "k" * 24,
    content: dict[str, str] = CONTENT,
    kind: SubmissionKind = SubmissionKind.MESSAGE,
) -> Receipt:
    with desk.writing(actor) as work:
        return hand_in(work, kind, key, content)


def test_what_is_handed_in_twice_is_stored_once_under_one_number(
    engine: Engine, desk: Desk, village: Village
) -> None:
    first, second = _send(desk, village.participant), _send(desk, village.participant)
    assert (first.again, second.again) == (False, True)
    assert (first.id, first.number, first.received_at) == (second.id, second.number, second.received_at)
    stored = all_rows(engine, Submission)
    assert [(row.number, row.content, row.person_id) for row in stored] == [
        (first.number, CONTENT, village.participant.id)
    ]


def test_twenty_threads_on_one_key_leave_one_row_and_get_one_number(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answers = at_once(20, lambda _number: _send(desk, village.participant))
    assert all(isinstance(answer, Receipt) for answer in answers), answers
    numbers = {answer.number for answer in answers if isinstance(answer, Receipt)}
    assert numbers == {row.number for row in all_rows(engine, Submission)}
    assert len(numbers) == 1
    assert sum(isinstance(answer, Receipt) and not answer.again for answer in answers) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [({"text": "noe annet"}, SubmissionKind.MESSAGE), (CONTENT, SubmissionKind.ABSENCE)],
    ids=["other content", "other kind"],
)
def test_a_key_that_comes_back_with_something_else_is_refused(
    engine: Engine, desk: Desk, village: Village, content: dict[str, str], kind: SubmissionKind
) -> None:
    _send(desk, village.participant)
    with pytest.raises(KeyReused):
        _send(desk, village.participant, content=content, kind=kind)
    assert [row.content for row in all_rows(engine, Submission)] == [CONTENT]


def test_the_same_key_of_another_person_is_another_key(desk: Desk, village: Village) -> None:
    mine, theirs = _send(desk, village.participant), _send(desk, village.neighbour, content={"text": "mitt"})
    assert not theirs.again
    assert mine.number != theirs.number


def test_the_order_of_fields_does_not_make_another_content(desk: Desk, village: Village) -> None:
    _send(desk, village.participant, content={"a": "1", "b": "2"})
    assert _send(desk, village.participant, content={"b": "2", "a": "1"}).again


def test_a_number_can_be_read_out_over_the_telephone(desk: Desk, village: Village) -> None:
    assert not set("ILOU") & set(ALPHABET)
    numbers = [_send(desk, village.participant, key=new_key()).number for _ in range(20)]
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", number) for number in numbers)
    assert len(set(numbers)) == 20


def test_every_form_gets_a_key_of_its_own() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {24}


def test_a_receipt_is_found_by_its_owner_alone(desk: Desk, village: Village) -> None:
    receipt = _send(desk, village.participant)
    with desk.reading(village.participant) as work:
        assert receipt_of(work, receipt.id).number == receipt.number
        assert [row.id for row in receipts(work)] == [receipt.id]
    for other in (village.neighbour, village.stranger, village.caseworker, village.leader):
        with desk.reading(other) as work:
            assert receipts(work) == []
            with pytest.raises(NotFound):
                receipt_of(work, receipt.id)


def test_a_refused_second_form_undoes_everything_in_its_transaction(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _send(desk, village.participant)
    with pytest.raises(KeyReused), desk.writing(village.participant) as work:  # noqa: PT012 -- The second goes wrong.
        hand_in(work, SubmissionKind.MESSAGE, "another key", {"text": "a"})
        hand_in(work, SubmissionKind.MESSAGE, "k" * 24, {"text": "b"})
    assert len(all_rows(engine, Submission)) == 1
