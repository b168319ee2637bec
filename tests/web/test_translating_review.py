"""Reviewing on the page of a text: what its keys press, and what is said when a proposal does not wait any more."""

import re
from collections import Counter

import pytest
from flask import Flask

from tests.browser import Answer, Browser
from tests.web.translating import address_of, propose

CLOSED = "Forslaget venter ikke lenger. Det som står her nå, vises under."
IN_THE_FORM = "Det du skrev, står i skjemaet."
KEYED = re.compile(r'<(a|button)\b[^>]* accesskey="(\w)"[^>]*>(.*?)</\1>', re.DOTALL)


@pytest.fixture
def path(app: Flask) -> str:
    return address_of(app, "so", "Logg ut")


def focused(answer: Answer) -> list[str]:
    return [one["name"] for one in answer.page.all("textarea") if "autofocus" in one.attributes]


def test_an_answer_to_a_proposal_that_was_taken_back_says_so_and_keeps_the_reason(
    pil: Browser, lyng: Browser, path: str
) -> None:
    propose(pil, path, "Ka bax hadda")
    form = lyng.get(path).page.form(f"{path}/review")
    taken = pil.send(path, f"{path}/withdraw")
    assert "Forslaget er trukket." in pil.get(taken.location).text
    late = lyng.post(f"{path}/review", form | {"verdict": "returned", "reason": "Bruk <i>Bixi</i>."})
    assert late.status == 409
    assert CLOSED in late.text
    assert "Det du skrev: Bruk <i>Bixi</i>." in late.text
    assert IN_THE_FORM not in late.text
    assert focused(late) == []


def test_who_takes_back_what_was_answered_meanwhile_is_told_so(
    pil: Browser, lyng: Browser, path: str
) -> None:
    propose(pil, path, "Ka bax hadda")
    form = pil.get(path).page.form(f"{path}/withdraw")
    lyng.send(path, f"{path}/review", verdict="returned", reason="Bruk «Bixi».")
    late = pil.post(f"{path}/withdraw", form)
    assert late.status == 409
    assert CLOSED in late.text
    assert "Bruk «Bixi»." in late.text
    assert IN_THE_FORM not in late.text
    assert focused(late) == []


def test_each_key_of_a_page_is_shown_on_what_it_presses_and_presses_one_thing(
    client: Browser, pil: Browser, lyng: Browser, path: str
) -> None:
    propose(pil, path, "Ka bax hadda")
    propose(lyng, path, "Bixi")
    third = client.another()
    third.sign_in("grundig-gran")
    listed = ("/translate/so", "/translate/waiting")
    for page, wanted in [(one, "N") for one in listed] + [(path, "ANPRST")]:
        answer = third.get(page)
        body = answer.body
        shown = {key.upper(): inside for _, key, inside in KEYED.findall(body)}
        keys = Counter(re.findall(r' accesskey="(\w)"', body))
        assert keys == Counter(wanted.lower()), page
        # A field shows its key in its label.
        assert set(shown) == set(wanted) - {"T"}, page
        assert all(f"<kbd>{key}</kbd>" in inside for key, inside in shown.items()), page
        assert body.count("<kbd>") == len(wanted), page
        assert "Hurtigtastene virker sammen med Alt" in answer.text


def test_nobody_has_keys_for_an_answer_to_their_own_proposal(pil: Browser, path: str) -> None:
    propose(pil, path, "Ka bax hadda")
    assert not {"A", "R"} & {key.upper() for _, key, _ in KEYED.findall(pil.get(path).body)}


@pytest.mark.parametrize(("msgid", "ours"), [("Fravær", True), ("Vedtaksperiode", False)])
def test_the_glossary_says_which_terms_are_our_own_choice(
    pil: Browser, app: Flask, msgid: str, *, ours: bool
) -> None:
    body = pil.get(address_of(app, "nn", msgid)).body
    (term,) = re.findall(r"<li>(.*?)</li>", body.partition('<ul class="terms">')[2].partition("</ul>")[0])
    assert ("(valgt av oss)" in term) is ours
