"""Odd languages: whatever a stranger calls a language, the page comes, in one of ours, and never says it back (safety, row 34)."""

from random import Random

import pytest
from flask import Flask

from portal.text.locales import LOCALES
from tests.architecture.cast import Cast

MARK = "zqxj"  # Stands in no page of ours, so that what is said back is found.

_ODD = (
    "../../etc/passwd", "..\\..\\", "/etc/passwd", "nb/../../x", "file:///etc", "nb\x00", "%00", "nb%00.po", "..%2f..%2f",
    "nb-NO-x-private", "x-klingon", "i-default", "zxx", "und", "root", "C", "POSIX", "nb_NO.UTF-8", "nb@euro", "*", "-", "--",
    "nb--NO", "-nb", "nb-", "a", "ab-", "xx-XX", "ar-XB-x", "en-xa-", "NB", "Nn", "<script>alert(1)</script>", "\"'><img src=x>",
    "{{7*7}}", "{% raw %}", "${7*7}", "%(x)s", "{0}", "'; drop table person; --", "nb;q=9", "nb;q=-1", "nb;q=nan",
    "nb;q=1e400", "nb;q=0.00000000000001", ";;;;", ",,,,", "=", "q=1", "nb;q", "nb;;q=1", "\u202enb", "nb\u200b", "ｎｂ",
    "ΝΒ", "نب", "n\u0303b", "\ufeffnb", "\t", " ", "nb\tnn", "a" * 10_000, "nb," * 5_000, "en-" * 3_000, "-" * 5_000,
)  # fmt: skip


def odd_values() -> tuple[str, ...]:
    """Two hundred names of languages that are none, always the same ones."""
    dice = Random(20261124)  # noqa: S311 -- Made-up words guard nothing.
    letters = "abnxzNB01-_.;=,*/\\%<>\"'{}()\u0660\u200d\u0131é "
    made = ("".join(dice.choices(letters, k=dice.randint(6, 40))) for _ in range(200 - len(_ODD)))
    return (*_ODD, *made)


ODD = odd_values()


def headed(value: str) -> str:
    """The value as it can stand in a header: one line, latin-1."""
    return (
        "".join(sign for sign in value if sign.isprintable() or sign == "\t")
        .encode("utf-8")
        .decode("latin-1")
    )


def judged(html: str, value: str) -> None:
    """The page is in a language of ours, and the value is nowhere in it."""
    lang = html.split('<html lang="')[1].split('"', maxsplit=1)[0]
    assert lang in LOCALES
    assert MARK not in html, value


def test_there_are_two_hundred_odd_values_and_each_once() -> None:
    assert len(ODD) == len(set(ODD)) == 200


@pytest.mark.parametrize("how", ["cookie", "header", "query"])
def test_an_odd_language_asked_for_is_answered_in_one_of_ours(standing: Flask, how: str) -> None:
    for value in ODD:
        marked = headed(f"{value}{MARK}")
        headers = {"Accept-Language": marked} if how == "header" else {}
        if how == "cookie":
            headers["Cookie"] = f"language={marked}"
        query = (
            {"lang": value + MARK, "language": value + MARK, "locale": value + MARK}
            if how == "query"
            else None
        )
        answer = standing.test_client(use_cookies=False).get(
            "/languages", headers=headers, query_string=query
        )
        assert answer.status_code == 200, (how, value[:60])
        judged(answer.text, value)
        assert MARK not in str(answer.headers), value


def test_an_odd_language_chosen_is_refused_and_not_kept(standing: Flask, cast: Cast) -> None:
    """Neither the cookie nor the saved choice ever holds anything but a language on offer."""
    visitor = cast["rolig-rogn"]
    for value in ODD:
        for http, token in ((standing.test_client(), {}), (visitor.http, {"csrf_token": visitor.token})):
            answer = http.post("/language", data={"language": value + MARK, "back": "/"} | token)
            assert answer.status_code == 400, value[:60]
            assert "Set-Cookie" not in answer.headers
            assert MARK not in str(answer.headers)
            assert '<html lang="' in answer.text
    assert '<html lang="nb"' in visitor.http.get("/week").text


def test_every_language_on_offer_can_be_chosen_and_is_spoken(standing: Flask) -> None:
    """The counter-proof: the real ones work, also as the browser's own wish."""
    for code, locale in LOCALES.items():
        client = standing.test_client()
        assert client.post("/language", data={"language": code}).status_code == 303
        html = client.get("/sign-in").text
        assert f'<html lang="{code}" dir="{locale.direction}">' in html
        if not locale.pseudo:
            wished = standing.test_client().get(
                "/sign-in", headers={"Accept-Language": f"{code}-XX;q=0.9, de"}
            )
            assert f'<html lang="{code}"' in wished.text
