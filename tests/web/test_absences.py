"""Absence in the browser without scripts: three taps when ill, what a kind asks, changing, being heard, and the queue."""

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceState, HearingState, Proposed
from portal.domain.submission import Channel
from portal.store.models import Absence, AbsenceHearing, Person, Submission
from tests.browser import Answer, Browser
from tests.builders import all_rows

PARTICIPANT, CASEWORKER, FAR = "rolig-rogn", "blid-bjork", "trygg-tind"
NEW = "/absence/new"
HOSTILE = "<script>alert(1)</script> \u202e\u0000'; DROP TABLE absence; --"


def _me(engine: Engine) -> str:
    return str(all_rows(engine, Person, key=PARTICIPANT)[0].id)


def _newest(engine: Engine) -> Absence:
    return max(all_rows(engine, Absence, participant_id=_me(engine)), key=lambda row: row.reported_at)


def _tap(client: Browser, kind: str, **fields: str) -> Answer:
    """Press one of the tiles."""
    return client.post(NEW, client.get(NEW).page.form(NEW) | fields | {"kind": kind})


def _report(client: Browser, day: str, kind: str = "self-report", **more: str) -> Answer:
    check = _tap(client, kind, span="days", first_day=day, last_day=day)
    return client.post("/absence", check.page.form("/absence") | more)


def test_ill_today_is_three_taps(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    assert NEW in {link["href"] for link in client.get("/week").page.all("a")}
    check = _tap(client, "self-report")
    assert "Egenmelding er nok" in check.text
    sent = client.post("/absence", check.page.form("/absence"))
    assert sent.status == 303
    receipt = client.get(sent.location)
    assert "innen onsdag 25. november" in receipt.text
    assert "egenmelding nummer" in receipt.text
    assert _newest(seeded_engine).proposed is Proposed.PAID


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("sick-child", [{"ground": "CHILD_ILL", "children_born": "2019, 2021"}]),
        ("antenatal", [{"outside_possible": "no"}]),
        ("death", [{"travel_days": ""}]),
        ("welfare", [{"ground": "WEDDING"}]),
        ("religious", [{"in_church": "no"}]),
        ("birth", [{"birth": "breastfeeding"}, {"hours": "1,5"}]),
        ("holiday", []),
        ("interview", []),
    ],
)
def test_a_kind_asks_only_what_it_needs_and_says_what_is_missing(
    client: Browser, seeded_engine: Engine, kind: str, answers: list[dict[str, str]]
) -> None:
    client.sign_in(PARTICIPANT)
    page = _tap(client, kind, span="days", first_day="2026-12-15", last_day="2026-12-15")
    for answer in answers:
        form = page.page.form(NEW)
        if any(answer.values()) and kind != "sick-child":
            assert client.post(NEW, form).status == 422
        page = client.post(NEW, form | answer)
    assert page.status == 200
    form = page.page.form("/absence")
    sent = client.post("/absence", form)
    assert sent.status == 303
    assert _newest(seeded_engine).kind.value == kind
    # The same form once more is the same receipt.
    assert client.post("/absence", form).location == sent.location
    assert client.get(sent.location).status == 200


def test_a_day_that_is_reported_leads_to_changing_it(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    assert _report(client, "2026-12-15").status == 303
    first = _newest(seeded_engine)
    again = _tap(client, "other", span="days", first_day="2026-12-15", last_day="2026-12-15")
    assert again.status == 409
    assert "Vil du endre det?" in again.text
    assert f"/absences/{first.id}" in {link["href"] for link in again.page.all("a")}
    form = client.get(f"/absences/{first.id}/change").page.form(NEW)
    check = client.post(NEW, form | {"kind": "self-report", "span": "days", "last_day": "2026-12-16"})
    assert client.post("/absence", check.page.form("/absence")).status == 303
    page = client.get(f"/absences/{first.id}")
    assert "Det som var før" in page.text
    withdraw = f"/absences/{first.id}/withdraw"
    form = page.page.form(withdraw)
    assert client.post(withdraw, form).status == 303
    assert _newest(seeded_engine).state is AbsenceState.WITHDRAWN
    # From an old page nothing is taken back twice, and it is said.
    assert client.post(withdraw, form | {"key": "x" * 24}).status == 409


def test_one_is_heard_before_anything_is_refused(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    _report(client, "2026-11-20", "other", note=HOSTILE)
    absence = _newest(seeded_engine)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    path = f"/work/absence/{absence.id}"
    page = desk.get(path)
    assert "<script>alert" not in page.body
    form = {"csrf_token": desk.token, "version": str(absence.version)}
    early = desk.post(path, form | {"answer": "refuse", "text": "Du var ikke borte."})
    assert early.status == 422
    assert "Send forhåndsvarsel først" in early.text
    assert "Du var ikke borte." in early.text
    sent = desk.post(path, form | {"answer": "notice", "text": "Vi tenker på å si nei."})
    assert sent.status == 303
    (hearing,) = all_rows(seeded_engine, AbsenceHearing, absence_id=absence.id)
    assert "Les og svar" in client.get("/me/absences").text
    notice = f"/absences/notice/{hearing.id}"
    form = {"csrf_token": client.token, "key": "k" * 24}
    assert client.post(notice, form | {"text": " "}).status == 422
    assert client.post(notice, form | {"text": "Jeg var hos tannlegen."}).status == 303
    late = client.post(notice, form | {"key": "l" * 24, "text": "Og en ting til."})
    assert late.status == 409
    assert "Og en ting til." in late.text
    assert all_rows(seeded_engine, AbsenceHearing, id=hearing.id)[0].state is HearingState.ANSWERED
    page = desk.get(path)
    assert "Jeg var hos tannlegen." in page.text
    form = {"csrf_token": desk.token, "version": str(_newest(seeded_engine).version)}
    assert (
        desk.post(path, form | {"answer": "refuse", "text": "Timen kunne vært en annen dag."}).status == 303
    )
    shown = client.get(f"/absences/{absence.id}")
    assert "Du kan klage til Statsforvalteren" in shown.text


def test_clear_ones_are_accepted_together_from_the_queue(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    _report(client, "2026-12-15")
    mine = _newest(seeded_engine)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    queue = desk.get("/work/absences?show=clear&all=1")
    form = queue.page.form("/work/absences")
    picked = {name: value for name, value in form.items() if value.startswith(mine.id)}
    assert len(picked) == 1
    answer = desk.post("/work/absences", {"csrf_token": desk.token} | picked)
    assert "accepted=1" in answer.location
    assert _newest(seeded_engine).state is AbsenceState.ACCEPTED
    again = desk.post("/work/absences", {"csrf_token": desk.token} | picked)
    assert mine.id in again.location
    assert "ble ikke godtatt" in desk.get(again.location).text
    assert desk.post("/work/absences", {"csrf_token": desk.token, "pick0": "x"}).status == 400


def test_what_was_told_by_telephone_is_registered_with_its_time(
    client: Browser, seeded_engine: Engine
) -> None:
    desk = client
    desk.sign_in(CASEWORKER)
    path = f"/work/case/{_me(seeded_engine)}/absence/new"
    form = desk.get(path).page.form("") | {"kind": "self-report", "first_day": "2026-11-24"}
    assert "Velg hvordan det kom" in desk.post(path, form | {"received_clock": "09:10"}).text
    assert desk.post(path, form | {"channel": "phone"}).status == 422
    check = desk.post(path, form | {"channel": "phone", "received_clock": "09:10"})
    assert check.status == 200
    sent = desk.post(path, check.page.form("") | {"send": "yes"})
    assert sent.status == 303
    absence = _newest(seeded_engine)
    (receipt,) = all_rows(seeded_engine, Submission, id=absence.submission_id)
    assert (receipt.channel, receipt.person_id) == (Channel.PHONE, absence.participant_id)
    assert receipt.number in desk.get(sent.location).text
    phone = client.another()
    phone.sign_in(PARTICIPANT)
    shown = phone.get(f"/absences/{absence.id}")
    assert "Skrevet inn for deg av" in shown.text
    assert "09.10" in shown.text
    assert phone.get(f"/me/receipts/{receipt.id}").status == 200
    far = client.another()
    far.sign_in(FAR)
    assert far.get(path).status == 404
