"""The sweep's walk: everybody at every address with every form, and what came back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from portal.domain.access import Area
from portal.domain.people import CITIZENS
from portal.store.models import METADATA
from tests.architecture.paths import IN_QUERY, rules
from tests.builders import key_for
from tests.canaries import WORDS, Audience, Aviary
from tests.text.papers import words_of
from tests.web.eyes import Answer, Visitor
from tests.web.routes import writing_routes
from tests.web.sweep_rooms import BESIDES, KEPT_IN, OF_GRANTS, OF_THE_CASE
from tests.web.translating_routes import questions_of, texts_of

# In each office: neighbours, the protected one, who is in the small team, who is not, and who leads.
CITIZEN_KEYS = ("rolig-rogn", "stille-strand", "tapper-tang", "lun-lind", "spent-selje", "grei-grend")
STAFF_KEYS = (
    *("blid-bjork", "klok-klippe", "sindig-sjo", "klar-kyst", "naer-nordlys", "ryddig-rot", "arvaken-are"),
    *("trygg-tind", "jevn-jord", "fast-fjell", "presis-pil"),
)
KEYS = (*CITIZEN_KEYS, "hyggelig-hare", *STAFF_KEYS)
# About whose things everybody asks: somebody open and somebody protected of each office.
ASKED_ABOUT = ("rolig-rogn", "tapper-tang", "lun-lind", "grei-grend")
FORBIDDEN, TRIES = 403, 2
# Of whom nobody may learn anything, and to whom no notice goes that they have not chosen.
UNFINDABLE = "tapper-tang"
# The ways out are walked last, each with its own sign-in.
WAYS_OUT = {"sign_in.leave": "/sign-out", "leaving.leave_now": "/leave-now"}
ELSEWHERE = {*WAYS_OUT, "static", "demo.pick", "helping.start", "helping.stop"}


@dataclass
class Walk:
    """One portal walked by everybody. `answers` grows."""

    app: Flask
    engine: Engine
    aviary: Aviary
    visitors: list[Visitor] = field(default_factory=list)
    things: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def __getitem__(self, key: str) -> Visitor:
        """The visitor of that name."""
        return next(one for one in self.visitors if one.key == key)

    def begin(self) -> None:
        """Sign everybody in, and find what they have."""
        tables = METADATA.tables
        person, mandate = tables["person"], tables["mandate"]
        with self.engine.connect() as connection:
            people = {row.key: row for row in connection.execute(select(person))}
            mandates = connection.execute(select(mandate)).all()
        self.visitors.append(Visitor("anonymous", "anonymous", None, "", self.app.test_client()))
        for key in KEYS:
            row, http = people[key], self.app.test_client()
            assert http.post("/sign-in/demo", data={"person": key}).status_code == 303
            given = next((one for one in mandates if one.representative_id == row.id), None)
            if given is not None:
                form = {"csrf_token": token_of(http), "participant": given.participant_id}
                assert http.post("/helping/start", data=form).status_code == 303
            areas = frozenset(area for area in Area if given is not None and given._mapping[area.value])
            helps = given.participant_id if given else ""
            office = row.office_id or ""
            self.visitors.append(Visitor(key, row.id, row.role, office, http, token_of(http), helps, areas))
        self.find_things()

    def find_things(self) -> None:
        """What each citizen has, by the names that addresses have for it, the newest two of a kind."""
        tables = METADATA.tables
        of = {
            "receipt_id": ("submission", "person_id"),
            "absence_id": ("absence", "participant_id"),
            "hearing_id": ("absence_hearing", "participant_id"),
            "appointment_id": ("appointment", "participant_id"),
            "take_away_id": ("take_away", "participant_id"),
            "request_id": ("rights_request", "participant_id"),
            "proposal_id": ("proposal", "participant_id"),
            "measure_id": ("safety_measure", "participant_id"),
            "threat_id": ("threat_report", "participant_id"),
            "programme_id": ("programme", "participant_id"),
        }
        with self.engine.connect() as connection:
            for visitor in (self[key] for key in ASKED_ABOUT):
                mine = {"participant_id": [visitor.id]}
                for name, (table, owner) in of.items():
                    rows = tables[table]
                    query = select(rows.c.id).where(rows.c[owner] == visitor.id)
                    mine[name] = list(connection.scalars(query.order_by(rows.c.id).limit(2)))
                talk = tables["conversation"]
                where = talk.c.participant_id == visitor.id
                taken = tables["redaction"]
                query = select(taken.c.id).join(talk, talk.c.id == taken.c.conversation_id).where(where)
                mine["redaction_id"] = list(connection.scalars(query.order_by(taken.c.id).limit(2)))
                handed = tables["document"]
                for name, about in (
                    ("document_id", "absence"),
                    ("day_document_id", "day"),
                    ("message_file_id", "message"),
                ):
                    query = select(handed.c.id).where(
                        handed.c.participant_id == visitor.id, handed.c.about_kind == about
                    )
                    mine[name] = list(connection.scalars(query.limit(2)))
                mine["sequence"] = ["1"]
                mine["secret"] = ["nobodys"]
                # What a translator sees of the demo's people is tests/web/test_in_context.py's: real people are seen by none.
                mine |= {"locale": ["nn"], "picture": ["nobodys.png"], "shown": ["nobodys/week"]}
                mine |= {"text": texts_of(connection)[:2], "question_id": questions_of(connection)[:1]}
                offer = tables["offer"]
                query = select(offer.c.id).where(offer.c.office_id == visitor.office).order_by(offer.c.id)
                mine["offer_id"] = list(connection.scalars(query))
                activity, programme = tables["activity"], tables["programme"]
                plan = select(activity.c.id).join(programme, programme.c.id == activity.c.programme_id)
                mine["activity"] = list(
                    connection.scalars(plan.where(programme.c.participant_id == visitor.id).limit(2))
                )
                self.things[visitor.id] = mine

    def addresses(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Every address of a page, each with whom it is about (an id, or nobody)."""
        names = sorted(rule.arguments)
        asked = IN_QUERY.get(rule.endpoint)
        build = self.app.url_map.bind("localhost").build
        if not names and not asked:
            yield rule.rule, ""
            yield from ((f"{rule.rule}?{query}", "") for query in BESIDES.get(rule.endpoint, ()))
            return
        for who, mine in self.things.items():
            for values in product(*(mine[name] for name in names)):
                path = build(rule.endpoint, dict(zip(names, values, strict=True)))
                if asked:
                    yield from ((f"{path}?{asked}={one}&day=2026-11-23", who) for one in mine[asked])
                else:
                    yield path, who
                    yield from ((f"{path}?{query}", who) for query in BESIDES.get(rule.endpoint, ()))

    def look(self) -> None:
        """Everybody opens every page, whole and as a fragment."""
        for visitor in self.visitors:
            for rule in rules(self.app, "GET"):
                if rule.endpoint == "static":
                    continue
                shut, whole = 0, True
                for path, who in self.addresses(rule):
                    answer = self.take(visitor, rule.endpoint, "GET", path, who, visitor.http.get(path))
                    # A door that is shut for a role is shut whatever one asks it for.
                    shut += answer.status == FORBIDDEN
                    if shut == TRIES or visitor.role is None:
                        break
                    if whole and answer.status == 200:
                        part = visitor.http.get(path, headers={"HX-Request": "true", "Portal-Live": "1"})
                        self.take(visitor, rule.endpoint, "GET", path, who, part)
                        whole = False

    def write(self) -> None:
        """Everybody sends every form about everybody, with a new canary wherever words go."""
        # The representative goes on helping, or they would have nothing to see.
        kept = {"mandate": "nobody's"}
        forms = {
            one.endpoint: one.fields | (kept if "mandate" in one.fields else {})
            for one in writing_routes(self.engine)
        }
        for visitor in self.visitors:
            for rule in rules(self.app, "POST"):
                if rule.endpoint in ELSEWHERE:
                    continue
                shut = 0
                for path, who in self.addresses(rule):
                    if "?" in path:
                        continue
                    form = forms.get(rule.endpoint, {})
                    if (visitor.key, rule.endpoint) == (UNFINDABLE, "notices.choose"):
                        # What they had asked for themselves would reach them.
                        form = form | {"first": "none"}
                    answer = self.send(visitor, rule.endpoint, path, who, form)
                    shut += answer.status == FORBIDDEN
                    if shut == TRIES or visitor.role is None:
                        break

    def send(
        self, visitor: Visitor, endpoint: str, path: str, who: str, fields: dict[str, str], **more: str
    ) -> Answer:
        """Send one form. `who` is empty when it is about the sender, or whom they help."""
        whose = who or visitor.helps or visitor.id
        form = {"csrf_token": visitor.token} | fields | more
        signs = []
        for name in WORDS & form.keys() - more.keys():
            table = KEPT_IN.get(endpoint.partition(".")[0], "form")
            sign = self.aviary.hatch(table, f"{endpoint}.{name}", whose, Audience.NOBODY, visitor.id)
            signs.append(sign)
            form[name] = f"{sign} står her, og vi vet hvorfor."
        if "key" in form:
            form["key"] = key_for((len(self.answers), path))
        answer = self.take(visitor, endpoint, "POST", path, who, visitor.http.post(path, data=form))
        if answer.status in {200, 204, 303}:
            for sign in signs:
                self.aviary.settle(sign, _audience_of(visitor, endpoint))
        return answer

    def leave(self) -> None:
        """Everybody goes, each way once."""
        for (endpoint, path), visitor in product(WAYS_OUT.items(), self.visitors[1:]):
            http = self.app.test_client()
            http.post("/sign-in/demo", data={"person": visitor.key})
            sent = http.post(path, data={"csrf_token": token_of(http)})
            self.take(visitor, endpoint, "POST", path, "", sent)

    def take(
        self, visitor: Visitor, endpoint: str, method: str, path: str, who: str, response: TestResponse
    ) -> Answer:
        """Keep an answer."""
        headers = tuple((name, str(value)) for name, value in response.headers.to_wsgi_list())
        text = words_of(response)
        heard = self.aviary.signs_in(text)
        answer = Answer(visitor, endpoint, method, path, who, response.status_code, headers, text, heard)
        self.answers.append(answer)
        return answer


def _audience_of(visitor: Visitor, endpoint: str) -> Audience:
    room = endpoint.partition(".")[0]
    if endpoint == "rights.send_service":
        return Audience.SERVICE
    if room == "office_offers":
        return Audience.PUBLIC
    if room in OF_THE_CASE or visitor.role in CITIZENS:
        return Audience.CASE
    return Audience.GRANT if room in OF_GRANTS else Audience.INNER


def token_of(http: Client) -> str:
    """A form token of whoever is signed in there."""
    return http.get("/languages").text.split('"X-CSRFToken": "')[1].split('"')[0]
