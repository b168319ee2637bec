"""Whose whereabouts must show nowhere: no place, no name of others, no office on their own pages, and no notice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.access import HIDDEN, Protection
from portal.domain.notices import Channel
from portal.domain.people import Actor
from portal.services import appointments, audit, conversations, notice_choices, plans, weeks
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.engine import for_writing
from portal.store.models import Activity, Appointment, NoticeWish, Person, TeamMember
from portal.store.protection import settle
from tests.builders import Village, add_activity, all_rows, save
from tests.conftest import NOW

PLACE, PROVIDER = "Storgata 1, Bygda", "Bygda bakeri"


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def hidden(engine: Engine, desk: Desk, village: Village) -> Actor:
    """The participant, who must not be found, with everything that could tell where they are."""
    add_activity(engine, village.participant)
    starts: datetime = NOW + timedelta(days=1)
    appointment = Appointment(
        id=new_id(),
        participant_id=village.participant.id,
        office_id=village.office,
        title="Samtale",
        place=PLACE,
        place_before=PLACE,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
    )
    save(engine, appointment)
    with engine.begin() as connection:
        connection.execute(update(Activity).values(place=PLACE, provider=PROVIDER))
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(protection=Protection.STRICTLY_CONFIDENTIAL))
    save(
        engine,
        TeamMember(participant_id=village.participant.id, staff_id=village.caseworker.id, added_at=NOW),
    )
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "k" * 24, "Hei")
    return replace(village.participant, hidden=True)


def _shown(desk: Desk, who: Actor) -> str:
    """Everything that their own pages are made of."""
    with desk.reading(who) as work:
        plan = plans.own_plan(work)
        assert plan is not None
        return repr(
            (
                weeks.week_of(work, work.today),
                appointments.for_the_week(work),
                appointments.own_appointments(work),
                # The programme's row has the contact person's alias, which no page of theirs shows.
                replace(plan, programme=None),
                plans.own_contact(work),
                audit.who_has_seen(work),
                [(row.text, row.alias, row.name) for row in conversations.own_conversation(work).messages],
            )
        )


def test_nothing_on_their_pages_says_where_they_are_or_with_whom(
    desk: Desk, village: Village, hidden: Actor
) -> None:
    canaries = (PLACE, PROVIDER, "Nav Bygda", village.caseworker.name, "Veileder")
    shown = _shown(desk, village.participant)
    assert all(canary in shown for canary in canaries), "Or nothing would be shown by what follows."
    shown = _shown(desk, hidden)
    assert [canary for canary in canaries if canary in shown] == []


def test_what_they_need_is_still_there(desk: Desk, hidden: Actor) -> None:
    with desk.reading(hidden) as work:
        contact = plans.own_contact(work)
        (appointment,) = appointments.for_the_week(work)
        assert contact is not None
        assert contact.phone
        assert appointment.row.title == "Samtale"
        assert [row.text for row in conversations.own_conversation(work).messages] == ["Hei"]


@pytest.mark.parametrize("protection", sorted(HIDDEN))
def test_no_word_goes_to_the_phone_until_they_choose_it(
    engine: Engine, village: Village, protection: Protection
) -> None:
    def settled(before: Protection, after: Protection) -> bool:
        with Session(for_writing(engine)) as session:
            settle(session, village.participant.id, before, after, NOW, NOW)
            session.commit()
        return bool(all_rows(engine, Person, id=village.participant.id)[0].notices)

    assert settled(Protection.NONE, Protection.SHIELDED)
    assert not settled(Protection.SHIELDED, protection)
    with engine.begin() as connection:
        connection.execute(update(Person).values(notices=True))
    assert settled(protection, protection), "Who has chosen notices since then keeps them."


@pytest.mark.parametrize("last", [Channel.EMAIL, Channel.PUSH])
def test_when_their_last_way_goes_none_that_they_never_chose_takes_its_place(
    engine: Engine, desk: Desk, village: Village, hidden: Actor, last: Channel
) -> None:
    """Who else reads the text messages on their number is nobody's to guess."""
    give_up = {Channel.EMAIL: notice_choices.forget_email, Channel.PUSH: notice_choices.unsubscribe}[last]
    with engine.begin() as connection:
        connection.execute(update(Person).values(notices=True, phone="+4798765432"))
    for who in (hidden, village.stranger):
        wish = {"channels": last.value, "email": "a@example.org", "weekly": False, "reserved": False}
        save(engine, NoticeWish(person_id=who.id, changed_at=NOW, **wish))
        with desk.writing(who) as work:
            give_up(work)
    told = {who.id: all_rows(engine, Person, id=who.id)[0].notices for who in (hidden, village.stranger)}
    assert told == {hidden.id: False, village.stranger.id: True}
