"""The canary sweep: every word of everybody is marked, everybody walks everywhere, and no mark is where it must not be.

Safety, rows 5, 7, 8, 15 and 30. For whose eyes something is comes from who people are, and from no view.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, String, Text

from portal.adapters.clock import FixedClock
from portal.app import World as PortalWorld
from portal.demo.identity import VAULT
from portal.domain.people import CITIZENS
from portal.store.base import Word
from portal.store.models import METADATA, Notice, Person
from portal.wsgi import visitor as listener
from tests.architecture.paths import rules
from tests.builders import all_rows
from tests.canaries import PLANTED, WORDLESS, Audience
from tests.conftest import NOW
from tests.portals import portal_of
from tests.web.eyes import Answer, knows, wrong_eyes
from tests.web.overheard import listening
from tests.web.swept import Swept, addresses_on, swept_world
from tests.worker.gateway import Gateway, outbox_of

# What a text on a locked phone may say, and nothing else: it names neither sender nor matter.
NOTICES = frozenset(
    {
        "Du har en ny melding. Logg inn for å lese den.",
        "Du har ei ny melding. Logg inn for å lese meldinga.",
        "You have a new message. Log in to read it.",
        "لديك رسالة جديدة. يُرجى تسجيل الدخول لقراءتها.",
    }
)
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
A_TOPIC = re.compile(r"(person|office|session):[0-9a-f-]{36}(:[a-z_]+)?|session:[0-9a-f]{64}")
AN_EVENT = re.compile(r"[a-z_]+(-ended)?|(?:case|measures)-([0-9a-f-]{36})")


@pytest.fixture(scope="module")
def swept(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swept]:
    """One walk for all tests of this file."""
    with swept_world(seeded_template, tmp_path_factory.mktemp("swept")) as walk:
        yield walk


# Whether the sweep looks where it should.


def test_every_column_with_words_is_planted_or_said_to_hold_none() -> None:
    """A new column that nobody has thought of fails here."""
    unknown = []
    for table in METADATA.sorted_tables:
        for column in table.columns:
            worded = isinstance(column.type, String | Text | JSON) and not isinstance(column.type, Word)
            is_id = column.name == "id" or column.name.endswith(("_id", "_by")) or column.foreign_keys
            known = (table.name, column.name) in PLANTED or column.name in WORDLESS.get(table.name, ())
            if worded and not is_id and not known:
                unknown.append(f"{table.name}.{column.name}")
    assert unknown == []


def test_every_planted_column_has_canaries(swept: Swept) -> None:
    planted = {(one.table, one.column.partition(".")[0]) for one in swept.aviary.birds.values()}
    planted |= {("person", "identity_sealed")}
    assert set(PLANTED) - planted == set()


def test_every_route_was_walked_and_everybody_saw_something(swept: Swept) -> None:
    walked = {answer.endpoint for answer in swept.answers}
    assert {rule.endpoint for rule in rules(swept.app)} - walked <= {
        "static",
        "demo.pick",
        "helping.start",
        "helping.stop",
    }
    for visitor in swept.visitors:
        good = [answer for answer in swept.answers if answer.visitor is visitor and answer.status == 200]
        assert good, visitor.key


def test_what_is_for_ones_eyes_was_seen(swept: Swept) -> None:
    """A sweep over empty pages would find nothing wrong. Each kind of canary sang to somebody who may hear it."""
    sung: dict[str, set[str]] = {}
    for answer in swept.answers:
        for canary in swept.heard_by(answer):
            sung.setdefault(answer.visitor.key, set()).add(f"{canary.table}.{canary.column}")
    assert {"message.text", "activity.title", "absence.note", "rights_request.text"} <= sung["rolig-rogn"]
    assert {"message.text", "person.name", "safety_measure.reason"} <= sung["sindig-sjo"]
    assert {"person.name", "message.text"} <= sung["trygg-tind"]
    assert "message.text" in sung["hyggelig-hare"]
    assert "person.name" in sung["naer-nordlys"]
    assert "person.name" in sung["arvaken-are"]


def test_no_answer_was_a_bug(swept: Swept) -> None:
    assert [answer.where for answer in swept.answers if answer.status >= 500] == []


# What must be nowhere.


def _pages(swept: Swept) -> list[Answer]:
    # In the demo alone everybody picks whom to be, by name. `test_outside_the_demo_…` looks at that page without it.
    return [answer for answer in swept.answers if answer.endpoint != "sign_in.choose"]


def test_nobody_sees_what_is_not_for_their_eyes(swept: Swept) -> None:
    wrong = wrong_eyes(swept.facts, swept.aviary, _pages(swept))
    assert not wrong, "\n".join(wrong)


def test_no_citizen_sees_the_full_name_of_anybody_of_the_staff_or_what_is_the_staffs(swept: Swept) -> None:
    """Said once more and by itself, because somebody may be looked up by it (safety, row 7)."""
    inner = {Audience.STAFF, Audience.INNER, Audience.NOBODY}
    wrong = [
        f"{one.table}.{one.column} of {swept.facts.key.get(one.whose)} is seen by {answer.where}"
        for answer in _pages(swept)
        if answer.visitor.role in CITIZENS
        for one in swept.heard_by(answer)
        if one.audience in inner and one.writer != answer.visitor.id
    ]
    assert not wrong, "\n".join(wrong)


def test_no_title_address_or_header_says_anything_of_anybody(swept: Swept) -> None:
    """Not even one's own: titles and addresses stay in histories, headers in the logs of others."""
    wrong = []
    for answer in swept.answers:
        places = {f"header {name}": value for name, value in answer.headers}
        places["the address itself"] = answer.path
        if answer.heard:
            places["the title"] = " ".join(TITLE.findall(answer.body))
            places["an address on the page"] = addresses_on(answer.body)
        wrong += [
            f"{one.table}.{one.column} of {swept.facts.key.get(one.whose)} is in {place}: {answer.where}"
            for place, text in places.items()
            for one in swept.aviary.heard_in(text)
        ]
    assert not wrong, "\n".join(wrong)


def test_no_line_of_the_log_says_anything_of_anybody(swept: Swept) -> None:
    assert len(swept.lines) >= len(swept.answers)
    assert all(json.loads(line) for line in swept.lines)
    wrong = [
        f"{one.table}.{one.column} of {swept.facts.key.get(one.whose)}: {line}"
        for line in swept.lines
        for one in swept.aviary.heard_in(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_portal_writes_no_file_beside_its_database(swept: Swept) -> None:
    assert swept.files == []


def test_what_open_pages_are_told_is_ids_alone_and_reaches_nobody_who_may_not_know(swept: Swept) -> None:
    """A page that moves tells that somebody is there: also of whom the small team alone may know (safety, row 5)."""
    told = swept.bus.told()
    assert len(told) > 10
    assert [one for one in told if not (A_TOPIC.fullmatch(one[0]) and AN_EVENT.fullmatch(one[1]))] == []
    assert [one for one in told if list(swept.aviary.heard_in(" ".join(one)))] == []
    sign_ins = swept.app.extensions["portal"].sign_ins
    world = PortalWorld(swept.engine, FixedClock(NOW), swept.bus)
    wrong, heard = [], set()
    for visitor in swept.visitors[1:]:
        found = listener(sign_ins, world, visitor.http.get_cookie("portal").value)  # type: ignore[union-attr]
        assert found is not None, visitor.key
        for topic, event in told:
            about = AN_EVENT.fullmatch(event)
            if topic in found.topics and about and (who := about.group(2)):
                heard.add((visitor.key, swept.facts.key[who]))
                if not knows(swept.facts, visitor, who):
                    wrong.append(f"{visitor.key} hears of {swept.facts.key[who]} on {topic}")
    assert not wrong, "\n".join(wrong)
    assert {("sindig-sjo", "tapper-tang"), ("blid-bjork", "rolig-rogn")} <= heard


def test_notices_say_one_of_a_few_sentences_and_none_goes_to_whom_nobody_may_find(swept: Swept) -> None:
    gateway, clock = Gateway(), FixedClock(NOW)
    outbox = outbox_of(swept.engine, clock, gateway)
    for _ in range(40):
        outbox.deliver_due()
        clock.move(minutes=31)
    assert len(gateway.sent) > 3
    phones = {row.phone: row.key for row in all_rows(swept.engine, Person)}
    assert {text for _, _, text in gateway.sent} <= NOTICES
    told = {phones[to] for _, to, _ in gateway.sent}
    assert {"rolig-rogn"} <= told
    assert "tapper-tang" not in told
    waiting = {row.person_id for row in all_rows(swept.engine, Notice)}
    assert swept["tapper-tang"].id in waiting, "Nothing was ever due to them."
    assert [one for _, _, text in gateway.sent for one in swept.aviary.heard_in(text)] == []


def test_a_bug_after_everything_was_read_shows_none_of_it(swept: Swept) -> None:
    """Each page is made, and then its view fails with the whole page in the error: none of it is shown or logged."""
    views = dict(swept.app.view_functions)

    def failing(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def fails(**values: str) -> Any:  # noqa: ANN401 -- What a view answers.
            made = view(**values)
            raise LookupError(made.get_data(as_text=True) if hasattr(made, "get_data") else made)

        return fails

    seen: set[tuple[str, str]] = set()
    fresh = []
    first = [one for one in swept.answers if one.method == "GET" and one.status == 200]
    try:
        for endpoint, view in views.items():
            swept.app.view_functions[endpoint] = failing(view)
        with listening() as lines:
            for one in first:
                if (one.visitor.key, one.endpoint) in seen:
                    continue
                seen.add((one.visitor.key, one.endpoint))
                response = one.visitor.http.get(one.path)
                fresh.append(swept.take(one.visitor, one.endpoint, "GET", one.path, "", response))
    finally:
        swept.app.view_functions.update(views)
        del swept.answers[-len(fresh) :]
    assert {answer.status for answer in fresh} == {500}
    wrong = [
        f"{one.table}.{one.column} of {swept.facts.key.get(one.whose)} is on the page of a bug: {answer.where}"
        for answer in fresh
        for one in (*swept.heard_by(answer), *swept.aviary.heard_in(repr(answer.headers)))
        # Every page of a representative says on top for whom they are here.
        if (one.column, one.whose) != ("name", answer.visitor.helps)
    ]
    wrong += [f"{one} is in {line}" for line in lines for one in swept.aviary.heard_in(line)]
    assert not wrong, "\n".join(wrong)
    assert len(fresh) > 60


def test_outside_the_demo_the_door_names_nobody(swept: Swept) -> None:
    """The page on which the demo's people are picked is left out of the sweep. Here it is without the picking."""
    served = [answer for answer in swept.answers if answer.endpoint == "sign_in.choose"]
    seen = {one.column for answer in served for one in swept.heard_by(answer)}
    assert seen == {"name"}
    bare = {"identity_keys": (), "documents_folder": None}
    settings = replace(
        swept.app.extensions["portal"].settings, demo=False, https=True, limits_times=1, **bare
    )
    door = portal_of(settings, PortalWorld(swept.engine, FixedClock(NOW), swept.bus)).test_client()
    for path in ("/sign-in", "/sign-in?over=1", "/sign-in?next=/messages"):
        answer = door.get(path, base_url="https://localhost")
        assert answer.status_code == 200
        assert list(swept.aviary.heard_in(answer.text)) == []


def test_the_sweep_would_notice(swept: Swept) -> None:
    """Each of these is a leak that somebody could build, and each is told by whose, where and by whom."""
    facts, aviary = swept.facts, swept.aviary
    of_tang = next(
        one
        for one in aviary.birds.values()
        if one.whose == swept["tapper-tang"].id and one.table == "message"
    )
    staff = next(one for one in aviary.birds.values() if one.audience is Audience.STAFF)
    number = VAULT.open(*_sealed(swept))
    for key, sign in (
        ("rolig-rogn", of_tang.sign),
        ("klok-klippe", of_tang.sign.upper()),
        ("klar-kyst", of_tang.sign),
        ("rolig-rogn", staff.sign),
        ("sindig-sjo", f"{number[:6]} {number[6:]}"),
    ):
        answer = Answer(
            swept[key], "x", "GET", "/x", "", 200, (), f"<p>{sign}</p>", aviary.signs_in(f"<p>{sign}</p>")
        )
        (told,) = wrong_eyes(facts, aviary, [answer])
        assert key in told
        assert "/x" in told
    mine = Answer(
        swept["sindig-sjo"], "x", "GET", "/x", "", 200, (), of_tang.sign, aviary.signs_in(of_tang.sign)
    )
    assert wrong_eyes(facts, aviary, [mine]) == []


def _sealed(swept: Swept) -> tuple[str, str]:
    row = all_rows(swept.engine, Person, key="tapper-tang")[0]
    return row.identity_sealed, row.id
