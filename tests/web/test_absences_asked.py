"""Absence in the browser: what is asked of whom, what is kept nowhere, which year is meant, and taking it back for somebody."""

from sqlalchemy import Engine

from portal.domain.absence import AbsenceState
from portal.domain.submission import Channel
from portal.store.models import Absence, Person, Submission
from tests.browser import Browser
from tests.builders import all_rows, key_for

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
NEW = "/absence/new"


def _me(engine: Engine) -> str:
    return str(all_rows(engine, Person, key=PARTICIPANT)[0].id)


def _newest(engine: Engine) -> Absence:
    return max(all_rows(engine, Absence, participant_id=_me(engine)), key=lambda row: row.reported_at)


def _asked(client: Browser, kind: str, first: str, last: str = "", **more: str) -> dict[str, str]:
    more |= {"csrf_token": client.token, "key": key_for((kind, first, last))}
    return {"kind": kind, "span": "days", "first_day": first, "last_day": last or first} | more


def test_who_belongs_to_the_church_is_offered_another_leave_and_nothing_is_kept(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    asked = client.post(NEW, _asked(client, "religious", "2026-12-15"))
    assert 'name="in_church"' in asked.body
    form = _asked(client, "religious", "2026-12-15", step="needs", in_church="yes")
    instead = client.post(NEW, form)
    assert instead.status == 200
    assert "Søk om ferie" in instead.text
    assert client.post("/absence", form | {"step": ""}).status == 200, "Nothing is sent for whom it is not."
    told = client.post(NEW, form | {"in_church": "no"})
    assert "in_church" not in told.body
    assert client.post("/absence", told.page.form("/absence")).status == 303
    (kept,) = all_rows(seeded_engine, Submission, id=_newest(seeded_engine).submission_id)
    assert "church" not in str(kept.content)
    other = {"kind": "holiday", "first_day": "2026-12-16", "last_day": "2026-12-16"}
    holiday = client.post(NEW, instead.page.form(NEW) | other)
    assert holiday.page.form("/absence")["kind"] == "holiday"


def test_the_childrens_years_are_needed_once_and_chronic_illness_is_never_asked_of_a_participant(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    form = _asked(client, "sick-child", "2026-12-15", step="needs", ground="CHILD_ILL")
    without = client.post(NEW, form)
    assert without.status == 422
    assert "chronic_born" not in without.body
    told = client.post(NEW, form | {"children_born": "2019", "chronic_born": "2019"})
    assert client.post("/absence", told.page.form("/absence")).status == 303
    assert _newest(seeded_engine).details == {"ground": "CHILD_ILL", "children_born": [2019]}
    again = client.post(NEW, _asked(client, "sick-child", "2026-12-17"))
    assert 'value="2019"' in again.body
    desk = client.another()
    desk.sign_in(CASEWORKER)
    behalf = _asked(desk, "sick-child", "2026-11-20", channel="phone")
    behalf |= {"received_day": "2026-11-20", "received_clock": "08:00"}
    page = desk.post(f"/work/case/{_me(seeded_engine)}/absence/new", behalf)
    assert 'name="chronic_born"' in page.body


def test_a_leave_over_new_year_names_both_years(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    holiday = client.post(NEW, _asked(client, "holiday", "2026-12-30", "2027-01-06"))
    assert "ferie i 2026" in holiday.text
    assert "ferie i 2027" in holiday.text
    assert "i år" not in holiday.text


def test_a_caseworker_takes_an_absence_back_for_who_telephoned(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    check = client.post(NEW, _asked(client, "self-report", "2026-12-15"))
    assert client.post("/absence", check.page.form("/absence")).status == 303
    row = _newest(seeded_engine)
    desk = client.another()
    desk.sign_in(CASEWORKER)
    path = f"/work/absence/{row.id}/withdraw"
    shown = desk.get(f"/work/absence/{row.id}")
    assert shown.status == 200, shown.text[-600:]
    assert path in {link["href"] for link in shown.page.all("a")}
    form = desk.get(path).page.form("")
    assert desk.post(path, form).status == 422
    said = form | {"channel": "phone", "received_day": "2026-11-24", "received_clock": "08:00"}
    assert desk.post(path, said).status == 303
    assert desk.post(path, said).status == 303, "The same form once more is the same receipt."
    assert _newest(seeded_engine).state is AbsenceState.WITHDRAWN
    told = [one for one in all_rows(seeded_engine, Submission) if one.content == {"absence": row.id}]
    assert [one.channel for one in told] == [Channel.PHONE]
    assert told[0].person_id == row.participant_id
    assert desk.post(path, said | {"key": "x" * 24}).status == 409
    far = client.another()
    far.sign_in("trygg-tind")
    assert far.get(path).status == 404
