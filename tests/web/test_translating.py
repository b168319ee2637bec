"""Proposing and reviewing in the workbench: what is proposed is reviewed by others, and nothing written becomes markup."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.browser import Answer, Browser
from tests.web.translating import address_of, propose

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
OUT, DAYS = "Rask ut", "%(num)s varsel"


def review(browser: Browser, path: str, verdict: str, reason: str = "") -> Answer:
    """Answer the first proposal on the page that is somebody else's."""
    form = browser.get(path).page.form(f"{path}/review")
    return browser.post(f"{path}/review", form | {"verdict": verdict, "reason": reason})


def test_what_one_proposes_and_another_accepts_is_what_the_portal_says(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    path = address_of(app, "so", "Logg ut")
    saved = propose(pil, path, "Ka bax hadda")
    assert saved.status == 303
    assert "Foreslått. En annen ser over det." in pil.get(saved.location).text
    assert f"{path}/review" not in pil.get(path).body
    assert "Ka bax hadda" in lyng.get("/translate/waiting").text
    done = review(lyng, path, "accepted")
    assert urlsplit(done.location).query == "saved=accepted"
    assert "Godtatt. Teksten vises for lesere nå." in lyng.get(done.location).text
    assert app.extensions["portal"].catalogues["so"].entries[None, "Logg ut", None] == ("Ka bax hadda",)
    assert "Nå står det: Ka bax hadda" in pil.get(path).text


def test_a_returned_text_comes_back_with_its_reason(pil: Browser, lyng: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    refused = review(lyng, path, "returned")
    assert refused.status == 422
    assert "Skriv hvorfor" in refused.text
    assert review(lyng, path, "returned", "Bruk «Bixi».").status == 303
    assert "Bruk «Bixi»." in pil.get(path).text
    listed = pil.get("/translate/so?show=returned")
    assert "Logg ut" in listed.text
    assert "1 sendt tilbake til deg" in pil.get("/translate").text


@pytest.mark.parametrize(
    "text", [HOSTILE, "Fort ut\u202e", "Fort\nut", "Se www.example.org", "%(name)s", "x" * 3000], ids=ascii
)
def test_what_is_not_safe_is_refused_with_the_text_kept(pil: Browser, app: Flask, text: str) -> None:
    path = address_of(app, "nn", OUT)
    refused = propose(pil, path, text)
    assert refused.status == 422
    assert "Teksten er ikke foreslått ennå." in refused.text
    assert refused.page.form(path)["text_0"] == text
    assert "<script>alert" not in refused.body
    assert "<img src=x" not in refused.body


def test_hostile_reasons_and_questions_are_read_as_they_were_written(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda", reason=HOSTILE)
    asked = pil.send(path, f"{path}/ask", words=HOSTILE)
    assert asked.status == 303
    for browser in (pil, lyng):
        for page in (path, "/translate/waiting", "/translate/questions"):
            body = browser.get(page).body
            assert "<script>alert" not in body
            assert "<img src=x" not in body
    assert HOSTILE in pil.get(path).text


def test_a_language_with_six_forms_has_a_field_for_each_with_its_numbers(pil: Browser, app: Flask) -> None:
    path = address_of(app, "ar", DAYS)
    page = pil.get(path)
    fields = [one for one in page.page.all("textarea") if one["name"].startswith("text_")]
    assert [one["dir"] for one in fields] == ["rtl"] * 6
    assert "For tallene 3, 4, 5, 6, 7 (few)" in page.text
    some = propose(pil, path, "واحد", "اثنان")
    assert some.status == 422
    assert "Alle feltene må fylles ut." in some.text


def test_nothing_and_what_stands_already_are_refused_kindly(pil: Browser, app: Flask) -> None:
    path = address_of(app, "nn", OUT)
    for text, said in (("  ", "Skriv en oversettelse"), ("Raskt ut", "Dette står der allerede.")):
        refused = propose(pil, path, text)
        assert refused.status == 422
        assert said in refused.text


def test_who_was_slower_keeps_their_words_and_sees_what_stands(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    path = address_of(app, "so", "Logg ut")
    old = pil.get(path).page.form(path)
    propose(pil, path, "Ka bax hadda")
    review(lyng, path, "accepted")
    late = pil.post(path, old | {"text_0": "Bixi", "then": "stay"})
    assert late.status == 409
    assert "Noen andre var raskere." in late.text
    assert "Nå står det: Ka bax hadda" in late.text
    assert late.page.form(path)["text_0"] == "Bixi"


def test_of_two_who_review_the_second_is_told(pil: Browser, lyng: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    form = lyng.get(path).page.form(f"{path}/review")
    pil.send(path, f"{path}/withdraw")
    assert lyng.post(f"{path}/review", form | {"verdict": "accepted"}).status == 409
    own = form | {"verdict": "accepted", "csrf_token": pil.token}
    assert pil.post(f"{path}/review", own).status == 422


def test_saving_leads_on_to_the_next_of_those_that_are_wanted(pil: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")
    form = pil.get(f"{path}?q=logg").page.form(f"{path}?q=logg")
    saved = pil.post(f"{path}?q=logg", form | {"text_0": "Ka bax hadda", "then": "next"})
    assert saved.status == 303
    assert urlsplit(saved.location).path not in {path, "/translate/so"}
    onward = pil.get(saved.location)
    assert "q=logg" in saved.location
    assert "Den forrige teksten er foreslått. Her er den neste." in onward.text
    assert [one["name"] for one in onward.page.all("textarea") if "autofocus" in one.attributes] == ["text_0"]


def test_checking_keeps_nothing(pil: Browser, app: Flask) -> None:
    path = address_of(app, "nn", OUT)
    form = pil.get(path).page.form(path) | {"text_0": "Ut <b>nå</b>"}
    asked = {"HX-Request": "true"}
    part = pil.post(f"{path}/check", form, headers=asked)
    assert part.status == 200
    assert "Kodene i vinkelparentes" in part.text
    whole = pil.post(f"{path}/check", form)
    assert whole.page.form(path)["text_0"] == "Ut <b>nå</b>"
    assert (
        "Ingenting å rette." in pil.post(f"{path}/check", form | {"text_0": "Fort ut no"}, headers=asked).text
    )
    assert "Fort ut no" not in pil.get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/translate/nb",
        "/translate/xx",
        "/translate/en-XA",
        "/translate/..%2f..%2fetc",
        "/translate/nn/0000000000000000",
        "/translate/nn/xyz",
        "/translate/nb/{hash}",
        "/translate/nn/{hash}/more",
        "/translate/nn/{hash}\u0660",
    ],
)
def test_what_is_no_language_or_no_text_is_not_found(pil: Browser, app: Flask, path: str) -> None:
    path = path.replace("{hash}", address_of(app, "nn", OUT).rsplit("/", 1)[1])
    assert pil.get(path).status == 404
    assert pil.post(f"{path}/review", {"csrf_token": pil.token}).status in {404, 405}
