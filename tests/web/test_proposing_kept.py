"""What is written in a proposal and not sent: kept, never lost for something else, and never what we cannot draw."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select, update

from portal.domain.plan import ProposalState
from portal.store.base import rows
from portal.store.models import Person, Proposal, ProposalDraft
from tests.browser import Browser
from tests.builders import all_rows
from tests.conftest import NOW
from tests.web.test_proposing import ASK, CONTACT, PARTICIPANT, checked, opened

HALF_A_SIGN = '[{"about": "goal", "how": "other", "goal": "a\\ud800b"}]'


@pytest.mark.parametrize("more", ["[" * 12000, '[{"goal":' * 1500, HALF_A_SIGN])
@pytest.mark.parametrize("step", ["check", "save", "send"])
def test_what_cannot_be_drawn_or_kept_is_refused_at_every_step(
    client: Browser, seeded_engine: Engine, more: str, step: str
) -> None:
    client.sign_in(PARTICIPANT)
    form = opened(client, "about=evaluation&how=add") | {"day": "2026-12-10"}
    assert client.post(ASK, form | {"more": more, "step": step}).status == 400
    assert all_rows(seeded_engine, ProposalDraft) == []


@pytest.mark.parametrize("more", ["[" * 12000, HALF_A_SIGN])
def test_a_bad_draft_breaks_no_page(client: Browser, seeded_engine: Engine, more: str) -> None:
    kept = {"about": "goal", "goal": "Kokk", "more": more}
    with seeded_engine.begin() as connection:
        person = connection.scalar(select(Person.id).where(Person.key == PARTICIPANT))
        values = {"person_id": person, "about_id": person, "saved_at": NOW}
        fields = kept | {"begun": json.dumps(kept)}
        connection.execute(insert(rows(ProposalDraft)).values(fields=fields, **values))
    client.sign_in(PARTICIPANT)
    for query in ("draft=1", "more=1"):
        assert "Kokk" in client.get(f"{ASK}?{query}").body
    assert client.get("/plan").status == 200


def test_a_saved_draft_outlives_other_proposals_and_ends_when_it_is_sent(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    saved = opened(client, "about=goal") | {"goal": "Et halvferdig mål"}
    assert client.post(ASK, saved | {"step": "save"}).status == 303
    other = checked(client, opened(client, "about=evaluation&how=add") | {"day": "2026-12-10"})
    assert client.post(ASK, other | {"step": "more"}).status == 303
    assert "Fortsett på forslaget du holder på å sette sammen" in client.get(ASK).text
    again = checked(client, opened(client, "about=free-week&how=add&more=1") | {"day": "2026-12-14"})
    assert client.post(ASK, again | {"step": "send"}).status == 303
    assert "Fortsett på forslaget" not in client.get(ASK).text
    form = opened(client, "draft=1")
    assert form["goal"] == "Et halvferdig mål"
    assert client.post(ASK, checked(client, form) | {"step": "send"}).status == 303
    assert "Et halvferdig mål" not in client.get(f"{ASK}?draft=1").text


def test_the_check_page_says_what_a_change_about_health_locks(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    said = "Noe her gjelder helse."
    health = {"title": "Fysio", "serves": "health", "weekly_hours": "2"}
    alone = opened(client, "about=new") | health
    first = client.post(ASK, alone | {"step": "check"})
    assert said not in first.text
    client.post(ASK, dict(first.page.form(ASK)) | {"step": "more"})
    both = opened(client, "about=evaluation&how=add&more=1") | {"day": "2026-12-10"}
    assert said in client.post(ASK, both | {"step": "check"}).text


def test_the_office_sees_what_it_let_run_out(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CONTACT)
    words = "Gikk ut uten svar fra oss"
    assert words not in client.get("/work/proposals").text
    with seeded_engine.begin() as connection:
        mine = Proposal.by_staff.is_(False) & (Proposal.state == ProposalState.SENT)
        connection.execute(update(Proposal).where(mine).values(expires_on=NOW.date() - timedelta(days=1)))
    assert words in client.get("/work/proposals").text
