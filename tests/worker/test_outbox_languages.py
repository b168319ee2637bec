"""The outbox: the language of a notice is that of the pages which its reader would get."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.notices import Channel, Says
from portal.domain.people import Role
from portal.store.base import new_id
from portal.store.models import AddressCheck, Notice
from portal.text.told_outside import code, news
from portal.text.words import Words
from tests.builders import Village, add_person, save
from tests.worker.gateway import Gateway, fixed, outbox_of
from tests.worker.outside import shows_drafts


def a_code(words: Words) -> str:
    return code(words, "")


@pytest.mark.parametrize(
    ("saved", "drafts", "own", "said"),
    [
        ("so", True, "nn", "so"),
        ("so", False, "nn", "nn"),
        ("so", False, "nb", "nb"),
        ("en", False, "nn", "en"),
        (None, True, "nn", "nn"),
        (None, False, "en", "en"),
        ("so", False, "se", "nb"),
        (None, True, "se", "se"),
        ("xx", True, "nn", "nn"),
    ],
)
@pytest.mark.parametrize(("says", "say"), [(Says.NEWS, news), (Says.CODE, a_code)])
def test_a_draft_goes_out_only_where_the_office_shows_drafts(
    engine: Engine,
    village: Village,
    clock: FixedClock,
    saved: str | None,
    drafts: bool,
    own: str,
    said: str,
    says: Says,
    say: Callable[[Words], str],
) -> None:
    shows_drafts(engine, village, yes=drafts, own=own)
    who = add_person(engine, Role.PARTICIPANT, village.office, "One", locale=saved, phone="+4790000001")
    if says is Says.CODE:
        check = AddressCheck(
            person_id=who.id, channel=Channel.SMS, address="+4790000001", asked_at=clock.now()
        )
        save(engine, check)
    channel = Channel.SMS if says is Says.CODE else None
    save(
        engine,
        Notice(
            id=new_id(), person_id=who.id, event_id=new_id(), due_at=clock.now(), says=says, channel=channel
        ),
    )
    gateway = Gateway()
    assert outbox_of(engine, clock, gateway).deliver_due() == 1
    [(_, _, text)] = gateway.sent
    assert "".join(sign for sign in text if not sign.isdigit() or says is Says.NEWS) == "".join(
        sign for sign in say(fixed().words_of(said)) if not sign.isdigit() or says is Says.NEWS
    )


@pytest.mark.parametrize(("drafts", "said"), [(True, "so"), (False, "nb")])
def test_who_belongs_to_no_office_gets_what_visitors_do(
    engine: Engine, village: Village, clock: FixedClock, drafts: bool, said: str
) -> None:
    shows_drafts(engine, village, yes=drafts)
    who = add_person(engine, Role.REPRESENTATIVE, None, "One", locale="so", phone="+4790000001")
    save(engine, Notice(id=new_id(), person_id=who.id, event_id=new_id(), due_at=clock.now()))
    gateway = Gateway()
    assert outbox_of(engine, clock, gateway).deliver_due() == 1
    assert gateway.sent[0][2] == news(fixed().words_of(said))
