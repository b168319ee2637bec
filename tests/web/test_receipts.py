"""Receipts in the browser: what they tell, what is taken along, and whether a copy is true."""

import json

from flask import Flask
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.allowance import USUAL, Counted
from portal.store.engine import for_writing
from portal.store.models import Submission
from portal.text.locales import LOCALES
from tests.browser import Browser
from tests.builders import all_rows

KEY, CHECK = "rolig-rogn", "/receipts/check"
WORDS = "Blåbær til kvitteringen."
NO = "Nei, vi kjenner ikke igjen denne kvitteringen"
YES = "Ja, kvitteringen er ekte"


def receipt_of(client: Browser, engine: Engine, **more: str) -> Submission:
    """The receipt of a message that was sent just now."""
    client.sign_in(KEY)
    form = client.get("/messages").page.form("/messages") | {"text": WORDS} | more
    assert client.post("/messages", form).status == 303
    (row,) = [one for one in all_rows(engine, Submission) if one.content.get("text") == WORDS]
    return row


def test_a_clock_that_goes_wrong_is_told_and_one_that_goes_right_is_not(
    client: Browser, seeded_engine: Engine
) -> None:
    row = receipt_of(client, seeded_engine, sent_at="2026-11-24T06:00:00.000Z")
    page = client.get(f"/me/receipts/{row.id}").text
    assert "Klokka på telefonen din viste tirsdag 24. november 2026 kl. 07.00." in page
    with for_writing(seeded_engine).begin() as connection:
        connection.execute(update(Submission).values(sent_at=row.received_at))
    assert "Klokka på telefonen" not in client.get(f"/me/receipts/{row.id}").text


def test_a_clock_that_is_none_refuses_nobody(client: Browser, seeded_engine: Engine) -> None:
    assert receipt_of(client, seeded_engine, sent_at="i går").sent_at is None


def test_the_paper_says_when_what_and_how_to_check_it(client: Browser, seeded_engine: Engine) -> None:
    row = receipt_of(client, seeded_engine)
    answer = client.get(f"/me/receipts/{row.id}/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kvittering.pdf"'
    said = answer.body.replace("\n", "")
    for one in (row.number, WORDS, "24. november 2026", LOCALES["nb"].endonym, CHECK, "Her i portalen"):
        assert one in said, one
    assert row.seal in said.replace(" ", "").replace("\xad", "").replace("-", "") or row.seal[:16] in said


def test_the_file_is_true_until_a_letter_of_it_is_changed(client: Browser, seeded_engine: Engine) -> None:
    row = receipt_of(client, seeded_engine)
    answer = client.get(f"/me/receipts/{row.id}/json")
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.response.get_data(as_text=True)
    assert json.loads(text)["content"]["text"] == WORDS
    stranger = client.another()
    shown = stranger.post(CHECK, {"number": "", "code": "", "text": text})
    assert YES in shown.text
    assert "24. november 2026 kl. 09.30" in shown.text
    for changed in (
        text.replace("Blåbær", "Bringebær"),
        text.replace("08:30:00", "07:30:00"),
        text.replace("{", '{"content": {"text": "Dere lovte meg noe annet."},', 1),
        text.replace("Blåbær", "Blå\0bær"),
        text[:-4],
        "x",
    ):
        assert changed != text
        assert NO in stranger.post(CHECK, {"text": changed}).text


def test_an_outsider_learns_yes_or_no_and_nothing_of_whom_or_what(
    client: Browser, seeded_engine: Engine
) -> None:
    row = receipt_of(client, seeded_engine)
    stranger, staff, far = client.another(), client.another(), client.another()
    form = {"number": row.number, "code": row.seal}
    shown = stranger.post(CHECK, form).body
    assert YES in shown
    for secret in (row.id, row.person_id, WORDS, "Rolig", "Melding", "kvalifisering"):
        assert secret not in shown, secret
    staff.sign_in("blid-bjork")
    assert "Rolig Rogn" in staff.post(CHECK, form).text
    far.sign_in("trygg-tind")
    answer = far.post(CHECK, form)
    assert YES in answer.text
    assert "Rolig" not in answer.text
    mine = client.post(CHECK, form)
    assert f"/me/receipts/{row.id}" in {link["href"] for link in mine.page.all("a")}


def test_a_number_that_exists_and_one_that_does_not_get_the_same_answer(
    client: Browser, seeded_engine: Engine
) -> None:
    row = receipt_of(client, seeded_engine)
    stranger = client.another()

    def answer(number: str, code: str) -> str:
        body = stranger.post(CHECK, {"number": number, "code": code}).body
        nonce = body.split('nonce="')[1].split('"')[0]
        return body.replace(nonce, "").replace(number, "").replace(code, "")

    wrong = "a" * 64
    assert NO in answer(row.number, wrong)
    assert answer(row.number, wrong) == answer("ZZZZ-ZZZZ", wrong) == answer("ZZZZ-ZZZZ", row.seal)


def test_whoever_tries_codes_is_stopped_before_they_get_anywhere(
    app: Flask, client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    stranger = client.another()
    most = USUAL[Counted.DOOR].times
    http = app.test_client()
    for number in range(most):
        assert http.post(CHECK, data={"number": "ABCD-2345", "code": f"{number:064x}"}).status_code == 200
    assert stranger.post(CHECK, {"number": "ABCD-2345", "code": "0" * 64}).status == 429
    clock.move(minutes=6)
    assert stranger.post(CHECK, {"number": "ABCD-2345", "code": "0" * 64}).status == 200
    assert all_rows(seeded_engine, Submission, number="ABCD-2345") == []
