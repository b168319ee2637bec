"""What an office chooses: it counts from then on, and nothing that is not allowed gets in."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.errors import NotFound
from portal.rules.decision import from_data
from portal.rules.practice import BadSetting
from portal.services import conversations, offices
from portal.services.work import Desk
from portal.store.engine import for_writing
from portal.store.models import Conversation
from tests.builders import Village, all_rows


def _choose(engine: Engine, office_id: str, name: str, value: str) -> None:
    with Session(for_writing(engine)) as session:
        offices.choose(session, office_id, name, value)
        session.commit()


def test_what_an_office_chose_counts_for_the_next_promise(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _choose(engine, village.participant.office_id or "", "case.answer_working_days", "5")
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "k" * 20, "Hei")
    waiting = all_rows(engine, Conversation)[0]
    assert waiting.answer_by == date(2026, 12, 1)
    promise = from_data(waiting.promise)
    assert promise.value == waiting.answer_by
    assert [because.reason.working_days for because in promise.because] == [5]


def test_another_offices_choice_changes_nothing_here(engine: Engine, desk: Desk, village: Village) -> None:
    _choose(engine, village.stranger.office_id or "", "case.answer_working_days", "5")
    with desk.reading(village.participant) as work:
        here = offices.practice_of(work, village.participant.office_id or "")
        there = offices.practice_of(work, village.stranger.office_id or "")
    assert [one.whole("case.answer_working_days") for one in (here, there)] == [3, 5]


@pytest.mark.parametrize(
    ("name", "value"),
    [("case.answer_working_days", "0"), ("no.such_setting", "1"), ("benefit.month_method", "")],
)
def test_an_office_cannot_choose_what_is_not_allowed(
    engine: Engine, village: Village, name: str, value: str
) -> None:
    with pytest.raises(BadSetting, match=name):
        _choose(engine, village.participant.office_id or "", name, value)


def test_an_office_that_does_not_exist_chooses_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    with pytest.raises(NotFound):
        _choose(engine, "no-such-office", "case.answer_working_days", "5")
    with desk.reading(village.participant) as work, pytest.raises(NotFound):
        offices.practice_of(work, "no-such-office")
