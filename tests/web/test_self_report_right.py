"""The right to self-report in the browser: heard, lost, complained over, looked at again, given back; and a late note."""

from sqlalchemy import Engine

from portal.store.models import Absence, AbsenceHearing, Person, RightsRequest
from tests.browser import Browser
from tests.builders import all_rows

PARTICIPANT, CASEWORKER, HELPER = "rolig-rogn", "blid-bjork", "hyggelig-hare"
WHY = "Kurset gikk som vanlig, og du var meldt på."


def _me(engine: Engine) -> str:
    return str(all_rows(engine, Person, key=PARTICIPANT)[0].id)


def _open(engine: Engine) -> AbsenceHearing:
    found = all_rows(engine, AbsenceHearing, participant_id=_me(engine), about="self-report")
    return max(found, key=lambda row: row.sent_at)


def test_a_loss_is_heard_complained_over_looked_at_again_and_given_back(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    path = f"/work/case/{_me(seeded_engine)}/self-report"
    form = {"csrf_token": desk.token, "about": "self-report", "text": WHY}
    assert desk.post(path, form | {"answer": "notice", "doubt": "yes"}).status == 303
    hearing = _open(seeded_engine)
    assert path not in _hrefs(desk, "/work/absences")
    notice = f"/absences/notice/{hearing.id}"
    answer = {"csrf_token": client.token, "key": "k" * 24, "text": "Jeg var syk."}
    assert client.post(notice, answer).status == 303
    for shown in ("all", "hearing"):
        assert path in _hrefs(desk, f"/work/absences?show={shown}")
    assert path not in _hrefs(desk, "/work/absences?show=papers")
    seen = {"hearing": hearing.id, "version": str(_open(seeded_engine).version)}
    lost = desk.post(path, form | seen | {"answer": "lose", "until": "2027-01-31"})
    assert lost.status == 303
    assert "Skal vurderes på nytt innen" in desk.get("/work/absences").text

    page = client.get(notice)
    assert "Du har rett til å se alt i saken din." in page.text
    links = {link["href"] for link in page.page.all("a")}
    complain = "/me/rights/complaint?letter=self_report.2026-11-24"
    assert {"/me/data", complain} <= links
    asks = client.get(complain).page.form("/me/rights/complaint")
    assert asks["letter"] == "self_report.2026-11-24"
    check = client.post("/me/rights/complaint", asks | {"wanted": "Retten tilbake.", "step": "check"})
    assert "At du ikke kan bruke egenmelding" in check.text
    sends = check.page.form("/me/rights/complaint") | {"step": "send"}
    assert client.post("/me/rights/complaint", sends).status == 303
    (request,) = all_rows(seeded_engine, RightsRequest, letter="self_report")
    assert request.timing is not None
    wrong = asks | {"letter": "self_report.2026-11-99", "wanted": "Retten.", "step": "check"}
    assert client.post("/me/rights/complaint", wrong).status == 422

    seen = {"hearing": hearing.id, "version": str(_open(seeded_engine).version), "answer": "back"}
    empty = desk.post(path, form | seen | {"text": "Kort."})
    assert empty.status == 422
    assert "Kort." in empty.text
    assert desk.post(path, form | seen).status == 303
    assert "Retten ble gitt tilbake" in desk.get(path).text
    assert desk.post(path, form | seen | {"text": f"{WHY} Igjen."}).status == 409
    assert "Du fikk retten til egenmelding tilbake" in client.get(notice).text
    assert "Skal vurderes på nytt innen" not in desk.get("/work/absences").text


def test_a_note_that_comes_late_is_written_in(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    tile = client.get("/absence/new").page.form("/absence/new")
    days = {"kind": "self-report", "span": "days", "first_day": "2026-12-14", "last_day": "2026-12-15"}
    check = client.post("/absence/new", tile | days)
    assert client.post("/absence", check.page.form("/absence")).status == 303
    absence = max(all_rows(seeded_engine, Absence, participant_id=_me(seeded_engine)), key=_reported)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    path = f"/work/absence/{absence.id}"
    form = {"csrf_token": desk.token, "version": str(absence.version), "answer": "note"}
    assert desk.post(path, form | {"note_from": "2026-12-16"}).status == 422
    assert desk.post(path, form | {"note_from": "16.12"}).status == 422
    saved = desk.post(path, form | {"note_from": "2026-12-15"})
    assert saved.status == 303
    assert "Legeerklæringen er skrevet inn." in desk.get(saved.location).text
    assert desk.post(path, form | {"note_from": "2026-12-14"}).status == 409
    assert "Legeerklæring fra" in client.get(f"/absences/{absence.id}").text


def test_what_was_refused_names_the_case_and_the_complaint_and_tells_a_helper_that_it_is_not_theirs(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    tile = client.get("/absence/new").page.form("/absence/new")
    check = client.post("/absence/new", tile | {"kind": "other", "span": "today"})
    asked = check.page.form("/absence") | {"note": "Bussen gikk ikke."}
    assert client.post("/absence", asked).status == 303
    absence = max(all_rows(seeded_engine, Absence, participant_id=_me(seeded_engine)), key=_reported)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    decision = {"csrf_token": desk.token, "version": str(absence.version), "text": WHY}
    work, path = f"/work/absence/{absence.id}", f"/absences/{absence.id}"
    assert desk.post(work, decision | {"answer": "notice"}).status == 303
    seen = decision | {"version": str(absence.version + 1), "answer": "refuse"}
    (hearing,) = all_rows(seeded_engine, AbsenceHearing, absence_id=absence.id)
    answer = {"csrf_token": client.token, "key": "k" * 24, "text": "Jeg ringte."}
    assert client.post(f"/absences/notice/{hearing.id}", answer).status == 303
    # The answer came after the page was opened: it is shown first.
    unseen = desk.post(work, seen)
    assert unseen.status == 409
    assert "Jeg ringte." in unseen.text
    assert desk.post(work, seen | {"version": str(absence.version + 2)}).status == 303
    assert {"/me/data", f"/me/rights/complaint?letter=absence-{absence.id}"} <= _hrefs(client, path)
    helper = client.another()
    helper.sign_in(HELPER)
    start = {"csrf_token": helper.token, "participant": _me(seeded_engine)}
    assert helper.post("/helping/start", start).status == 303
    page = helper.get(path)
    assert page.status == 200
    assert "Klagen må de sende selv" in page.text
    assert not any("/me/rights" in link["href"] for link in page.page.all("a"))


def _hrefs(client: Browser, path: str) -> set[str]:
    return {str(link["href"]).split("?about")[0] for link in client.get(path).page.all("a")}


def _reported(row: Absence) -> object:
    return row.reported_at
