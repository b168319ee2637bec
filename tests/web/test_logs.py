"""The log: one line that can be read for each request, and no word or number of anybody in it (safety, rows 29 and 30)."""

import json
import logging
import re
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.store.models import Person
from portal.web import logs
from portal.web.logs import JsonLines
from tests.browser import Browser
from tests.builders import all_rows, key_for
from tests.web.printed import CANARY, is_one_line, printed_from_now
from tests.web.things import PARTICIPANT

# What ends lines, moves cursors, rings bells, breaks JSON or CEF, turns text around, or looks like a template.
HOSTILE = (
    *(
        "\n",
        "\r\n",
        "\r",
        "\x00",
        "\x07",
        "\x08",
        "\x1b[2J\x1b[31m",
        "\x1b]0;x\x07",
        "\x7f",
        "\x85",
        "\x9b31m",
    ),
    *(
        "\u2028",
        "\u2029",
        "\u202e",
        "\ufeff",
        '"',
        "\\",
        '\\"',
        '","level":"error',
        "|",
        "=",
        "\\n",
        "\\u000a",
    ),
    *(
        "%0a%0d",
        "%(name)s",
        "{0.__class__}",
        "${jndi:ldap://x}",
        "<!--",
        "]]>",
        "\U0001f600",
        "\t",
        "\x1c",
        "\x1e",
    ),
    *(
        "\nCEF:0|x|y|1|1|x|9|",
        '\n{"level": "info", "message": "request"}',
        "\x1b[1A\x1b[2K",
        "\ufffe",
        "\x0b",
        "\x0c",
    ),
)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, app: Flask) -> list[str]:
    assert app, "A portal that started later would begin its own log."
    return printed_from_now(monkeypatch)


@pytest.mark.parametrize("where", ["body", "name", "query", "path"])
def test_whatever_is_sent_each_request_is_one_line_that_can_be_read(
    client: Browser, lines: list[str], where: str
) -> None:
    """In what is written, in a file's name, in `next` and in the address itself."""
    client.sign_in(PARTICIPANT)
    token = client.token
    for number, sign in enumerate(HOSTILE):
        lines.clear()
        told = f"{CANARY}{sign}{CANARY}"
        match where:
            case "body":
                form = {"csrf_token": token, "key": key_for((where, number)), "text": told}
                client.http.post("/messages", data=form)
            case "name":
                form = {"csrf_token": token, "key": told, "text": "x", told: told}
                client.http.post("/messages", data=form)
            case "query":
                client.http.get("/languages", query_string={"next": told, "before": told})
            case "path":
                client.http.get(f"/me/receipts/{told}")
        assert len(lines) == 1, (where, sign)
        assert is_one_line(lines[0]), lines[0]
        assert CANARY not in lines[0]


def test_a_refusal_says_why_and_who_and_carries_the_number_of_its_request(
    client: Browser, lines: list[str], seeded_engine: Engine
) -> None:
    """So it is seen when one person is refused again and again, and what belongs to one request stands together."""
    client.sign_in(PARTICIPANT)
    who = all_rows(seeded_engine, Person, key=PARTICIPANT)[0].id
    said = [json.loads(line) for line in lines]
    (began,) = (one for one in said if one["message"] == "sign-in began")
    (posted,) = (one for one in said if one.get("endpoint") == "demo.pick")
    assert (began["actor"], began["number"]) == (who, posted["number"])
    form = {"csrf_token": client.token, "key": key_for("one"), "text": "Hei"}
    tries = {
        "forbidden": lambda: client.http.get("/work"),
        "not-found": lambda: client.http.get("/nothing"),
        "form-too-old": lambda: client.http.post("/messages", data=form | {"csrf_token": "x"}),
        "strange-field": lambda: client.http.post("/messages", data=form | {"role": "leader"}),
        "field-twice": lambda: client.http.post("/messages", data=form | {"text": ["a", "b"]}),
        "from-another-site": lambda: client.http.post(
            "/messages", data=form, headers={"Sec-Fetch-Site": "cross-site"}
        ),
        "from-another-origin": lambda: client.http.post(
            "/messages", data=form, headers={"Origin": "https://evil.example"}
        ),
    }
    numbers = set()
    for kind, attempt in tries.items():
        lines.clear()
        assert attempt().status_code >= 400
        (line,) = map(json.loads, lines)
        assert (line["message"], line["kind"], line["actor"]) == ("request", kind, who)
        numbers.add(line["number"])
    assert len(numbers) == len(tries)
    lines.clear()
    assert client.http.get("/week").status_code == 200
    assert not {"kind", "actor"} & set(json.loads(lines[0]))


def test_what_browsers_say_of_themselves_is_no_part_of_any_line(client: Browser, lines: list[str]) -> None:
    for sign, name in product(
        HOSTILE, ("User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "Cookie")
    ):
        if {"\n", "\r"} & set(sign):
            continue  # The server in front takes no such header; a test client does not even send it.
        lines.clear()
        client.http.get(
            "/sign-in", environ_overrides={f"HTTP_{name.upper().replace('-', '_')}": f"{CANARY}{sign}"}
        )
        assert len(lines) == 1, (name, sign)
        assert is_one_line(lines[0])
        assert CANARY not in lines[0]


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_line_is_one_line_whatever_is_put_into_its_fields(sign: str) -> None:
    """The formatter itself, should a field ever hold what somebody wrote."""
    fields = dict.fromkeys(logs.FIELDS, f"a{sign}b")
    record = logging.makeLogRecord({"name": "portal.web", "msg": f"x{sign}y", "args": (sign,), **fields})
    assert is_one_line(JsonLines().format(record))


@pytest.mark.parametrize(
    "shape",
    [
        *("{}", "x{}y", "{}9", "9{}", "nr={}", "\u0010{}", "\n{}", "{0}{0}"),
        *("[{}]", "'{}'", "\\u0009{}", "id/{}/x", "https://x.example/?fnr={}"),
    ],
)
@pytest.mark.parametrize("gap", ["", " ", "\u00a0", "-", ".", "\u2013"])
@pytest.mark.parametrize(
    "digits", ["0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"]
)
def test_an_identity_number_is_in_no_field_of_any_line(shape: str, gap: str, digits: str) -> None:
    """The last net, for a number that comes where none should be: in any script and however it is written."""
    plain = "01818012345"
    number = (
        "".join(digits[int(one)] for one in plain[:6]) + gap + "".join(digits[int(one)] for one in plain[6:])
    )
    told = shape.format(number)
    fields = dict.fromkeys(logs.FIELDS, told)
    record = logging.makeLogRecord({"name": "portal.web", "msg": told, **fields})
    line = json.loads(JsonLines().format(record))
    for name in ("message", *logs.FIELDS):
        assert "[number]" in line[name], line
        assert len(re.findall(r"\d", line[name])) < 6, line


def test_a_number_that_is_a_number_is_caught_as_well() -> None:
    record = logging.makeLogRecord(
        {"name": "portal.web", "msg": "x", "count": 1818012345, "number": 21818012345}
    )
    line = json.loads(JsonLines().format(record))
    assert (line["count"], line["number"]) == (1818012345, "[number]")


def test_only_fields_of_the_list_are_printed() -> None:
    extra = {
        "text": CANARY,
        "name_of": CANARY,
        "path": CANARY,
        "url": CANARY,
        "person": CANARY,
        "args": (CANARY,),
    }
    record = logging.makeLogRecord({"name": "portal.web", "msg": "x %s", **extra})
    assert CANARY not in JsonLines().format(record)


def test_others_in_the_process_speak_in_such_lines_too(app: Flask) -> None:
    """A library's warning would hold the values of a query, or what somebody wrote, and a trace of both."""
    assert app
    assert logging.lastResort is not None
    record = logging.makeLogRecord({"name": "sqlalchemy.pool", "msg": "failed %s", "args": (CANARY,)})
    assert CANARY not in logging.lastResort.format(record)
    assert is_one_line(logging.lastResort.format(record))
