"""Individual plans: each answer is as good as the others, the consent is the participant's alone, and no text is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.individual_plan import (
    LONGEST_PART,
    LONGEST_SHARING,
    WRITTEN,
    PlanAnswer,
    PlanPart,
    PlanState,
)
from portal.domain.people import Actor
from portal.domain.programme import ProgrammeState
from portal.services import individual_plans, plans, weeks
from portal.services.individual_plans import Sheet
from portal.services.work import Desk
from portal.store.models import EventRow, IndividualPlan, IndividualPlanPart, Notice, Programme, Submission
from tests.builders import RecordingBus, Village, all_rows, at_once, key_for, programme_of
from tests.conftest import NOW

CONSENT = "Jeg samtykker."


def own(desk: Desk, village: Village) -> Sheet:
    with desk.reading(village.participant) as work:
        return individual_plans.own_sheet(work)


def seen_by(desk: Desk, who: Actor, village: Village) -> Sheet:
    with desk.reading(who) as work:
        return individual_plans.sheet_of(work, village.participant.id)


def offered(desk: Desk, village: Village, who: Actor | None = None) -> None:
    with desk.writing(who or village.caseworker) as work:
        individual_plans.offer(work, village.participant.id)


def say(desk: Desk, village: Village, answer: PlanAnswer, share_with: str = "", key: object = "") -> str:
    with desk.writing(village.participant) as work:
        return individual_plans.answer(
            work, key_for((answer, key)), answer, share_with=share_with, consent_text=CONSENT
        ).id


def write(desk: Desk, village: Village, who: Actor, text: str, version: int = 0) -> None:
    with desk.writing(who) as work:
        individual_plans.write(work, village.participant.id, PlanPart.GOALS, text, version)


def write_own(desk: Desk, village: Village, text: str, version: int = 0) -> None:
    with desk.writing(village.participant) as work:
        individual_plans.write_own(work, key_for(text), PlanPart.GOALS, text, version)


def test_the_plan_has_the_ten_contents_of_the_regulation() -> None:
    """Nine are written, and the consent is recorded."""
    assert len(PlanPart) == 10
    assert set(PlanPart) - set(WRITTEN) == {PlanPart.CONSENT}


def test_an_offer_stands_and_asks_for_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    assert own(desk, village).state is PlanState.NOT_OFFERED
    offered(desk, village)
    offered(desk, village, village.colleague)
    sheet = own(desk, village)
    assert (sheet.state, sheet.row and sheet.row.offered_by) == (PlanState.OFFERED, village.caseworker.id)
    assert all_rows(engine, Notice) == []


@pytest.mark.parametrize("answer", PlanAnswer)
def test_no_answer_changes_anything_else(
    engine: Engine, desk: Desk, village: Village, answer: PlanAnswer
) -> None:
    def around() -> list[object]:
        with desk.reading(village.participant) as work:
            return [weeks.week_of(work, work.today), plans.own_plan(work)]

    before = around()
    offered(desk, village)
    say(desk, village, answer)
    assert around() == before
    assert all_rows(engine, Notice) == []


def test_a_yes_is_a_consent_with_its_words_and_its_moment(desk: Desk, village: Village) -> None:
    offered(desk, village)
    say(desk, village, PlanAnswer.WANTED, "Fastlegen min")
    row = own(desk, village).row
    assert row is not None
    assert (row.consent_text, row.share_with) == (CONSENT, "Fastlegen min")
    assert (row.consent_at, row.withdrawn_at) == (NOW, None)


def test_the_right_does_not_wait_for_an_offer(desk: Desk, village: Village) -> None:
    say(desk, village, PlanAnswer.WANTED)
    assert own(desk, village).state is PlanState.WANTED
    offered(desk, village)
    assert own(desk, village).row.offered_at is None  # type: ignore[union-attr] # It was answered a line above.


@pytest.mark.parametrize("answer", [PlanAnswer.NOT_NOW, PlanAnswer.NO])
def test_whoever_said_no_is_not_asked_again_and_may_say_yes(
    desk: Desk, village: Village, answer: PlanAnswer
) -> None:
    offered(desk, village)
    say(desk, village, answer)
    assert own(desk, village).state == answer.value
    offered(desk, village)
    assert own(desk, village).state == answer.value
    say(desk, village, PlanAnswer.WANTED, key="changed my mind")
    assert own(desk, village).state is PlanState.WANTED


@pytest.mark.parametrize("answer", [PlanAnswer.NOT_NOW, PlanAnswer.NO])
def test_a_consent_taken_back_shuts_the_plan_for_the_office(
    desk: Desk, clock: FixedClock, village: Village, answer: PlanAnswer
) -> None:
    say(desk, village, PlanAnswer.WANTED)
    write(desk, village, village.caseworker, "Fast jobb.")
    clock.moment = NOW + timedelta(hours=1)
    say(desk, village, answer)
    sheet = own(desk, village)
    assert sheet.state is PlanState.WITHDRAWN
    assert sheet.part(PlanPart.GOALS).text == "Fast jobb."
    assert sheet.row is not None
    assert (sheet.row.consent_at, sheet.row.withdrawn_at) == (NOW, NOW + timedelta(hours=1))
    assert seen_by(desk, village.caseworker, village).parts == ()
    with pytest.raises(NotFound):
        write(desk, village, village.caseworker, "Noe nytt.", 1)
    with pytest.raises(NotFound):
        write_own(desk, village, "Noe nytt.", 1)
    say(desk, village, PlanAnswer.WANTED, key="again")
    assert seen_by(desk, village.caseworker, village).part(PlanPart.GOALS).text == "Fast jobb."
    assert own(desk, village).row.withdrawn_at is None  # type: ignore[union-attr] # It was answered a line above.


def test_without_a_consent_nobody_writes(desk: Desk, village: Village) -> None:
    for before in (lambda: None, lambda: offered(desk, village)):
        before()
        with pytest.raises(NotFound):
            write(desk, village, village.caseworker, "Fast jobb.")
        with pytest.raises(NotFound):
            write_own(desk, village, "Fast jobb.")


def test_both_write_in_the_same_plan(desk: Desk, village: Village) -> None:
    say(desk, village, PlanAnswer.WANTED)
    write_own(desk, village, "Jeg vil ha jobb i butikk.")
    write(desk, village, village.caseworker, "Jobb i butikk innen sommeren.", 1)
    sheet = own(desk, village)
    goals = sheet.part(PlanPart.GOALS)
    assert (goals.text, goals.version) == ("Jobb i butikk innen sommeren.", 2)
    assert goals.row is not None
    assert goals.row.updated_by == village.caseworker.id
    assert {one.text for one in sheet.parts if one.part is not PlanPart.GOALS} == {""}


def test_who_writes_second_hears_of_the_first_and_overwrites_nothing(desk: Desk, village: Village) -> None:
    say(desk, village, PlanAnswer.WANTED)
    write_own(desk, village, "Det første.")
    with pytest.raises(Conflict):
        write(desk, village, village.caseworker, "Det andre.")
    write(desk, village, village.caseworker, "Det første.")
    assert own(desk, village).part(PlanPart.GOALS).version == 1


def test_of_many_at_once_one_stands_and_the_others_hear_of_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    say(desk, village, PlanAnswer.WANTED)

    def attempt(number: int) -> None:
        who = village.caseworker if number % 2 else village.colleague
        write(desk, village, who, f"Tekst {number}")

    answers = at_once(4, attempt)
    assert sum(isinstance(one, Conflict) for one in answers) == 3
    (row,) = all_rows(engine, IndividualPlanPart)
    assert row.version == 1


def test_answers_and_texts_sent_twice_are_one(engine: Engine, desk: Desk, village: Village) -> None:
    assert say(desk, village, PlanAnswer.WANTED) == say(desk, village, PlanAnswer.WANTED)
    for _ in range(2):
        write_own(desk, village, "En gang.")
        write(desk, village, village.caseworker, "En gang.")
    assert len(all_rows(engine, Submission)) == 2
    assert all_rows(engine, IndividualPlanPart)[0].version == 1
    kinds = [row.kind for row in all_rows(engine, EventRow)]
    assert sorted(kinds) == ["IndividualPlanAnswered", "IndividualPlanWritten"]


def test_many_offers_at_once_are_one_plan(engine: Engine, desk: Desk, village: Village) -> None:
    answers = at_once(5, lambda _: offered(desk, village))
    assert answers == [None] * 5
    assert len(all_rows(engine, IndividualPlan)) == 1
    assert [row.kind for row in all_rows(engine, EventRow)] == ["IndividualPlanOffered"]


def test_too_long_a_text_is_refused_and_the_consent_is_no_part_to_write(desk: Desk, village: Village) -> None:
    with pytest.raises(Refused, match="sharing-too-long"):
        say(desk, village, PlanAnswer.WANTED, "x" * (LONGEST_SHARING + 1))
    say(desk, village, PlanAnswer.WANTED)
    with pytest.raises(Refused, match="plan-part-too-long"):
        write(desk, village, village.caseworker, "x" * (LONGEST_PART + 1))
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        individual_plans.write(work, village.participant.id, PlanPart.CONSENT, "Deltakeren sa ja.", 0)


def test_whoever_answers_no_shares_with_nobody(desk: Desk, village: Village) -> None:
    say(desk, village, PlanAnswer.NO, "Fastlegen min")
    row = own(desk, village).row
    assert row is not None
    assert (row.share_with, row.consent_at, row.consent_text) == ("", None, "")


def test_another_office_finds_no_plan_and_no_participant(desk: Desk, village: Village) -> None:
    say(desk, village, PlanAnswer.WANTED)
    who = village.far_caseworker
    for use in (
        lambda: seen_by(desk, who, village),
        lambda: offered(desk, village, who),
        lambda: write(desk, village, who, "Fjernt."),
    ):
        with pytest.raises(NotFound):
            use()


@pytest.mark.parametrize("role", ["leader", "contact_centre", "administrator", "auditor", "translator"])
def test_other_roles_neither_offer_nor_write(desk: Desk, village: Village, role: str) -> None:
    who: Actor = getattr(village, role)
    uses: tuple[Callable[[], None], ...] = (
        lambda: offered(desk, village, who),
        lambda: write(desk, village, who, "Noe."),
    )
    for use in uses:
        with pytest.raises(NotPermitted):
            use()


def test_a_representative_answers_for_nobody(desk: Desk, village: Village) -> None:
    """Also with a mandate for every part of the case: a consent is the participant's own."""
    with pytest.raises(NotPermitted), desk.writing(village.representative) as work:
        individual_plans.answer(work, key_for(1), PlanAnswer.WANTED, consent_text=CONSENT)
    with pytest.raises(NotPermitted), desk.reading(village.representative) as work:
        individual_plans.own_sheet(work)


def test_when_the_programme_is_over_the_plan_can_be_read_and_not_changed(
    engine: Engine, desk: Desk, village: Village
) -> None:
    say(desk, village, PlanAnswer.WANTED)
    with engine.begin() as connection:
        table = Programme.__table__
        connection.execute(
            table.update()  # type: ignore[attr-defined] # A table, though the model does not say so.
            .where(table.c.id == programme_of(engine, village.participant))
            .values(state=ProgrammeState.COMPLETED)
        )
    assert not own(desk, village).may_write
    assert not seen_by(desk, village.caseworker, village).may_write
    with pytest.raises(NotFound):
        say(desk, village, PlanAnswer.NO)
    with pytest.raises(NotFound):
        write(desk, village, village.caseworker, "Noe.")
    with pytest.raises(NotFound):
        offered(desk, village)


def test_open_pages_of_the_case_are_told_and_no_list_is(
    desk: Desk, bus: RecordingBus, village: Village
) -> None:
    offered(desk, village)
    say(desk, village, PlanAnswer.WANTED)
    write(desk, village, village.caseworker, "Noe.")
    events = {event for _, event in bus.told()}
    assert events == {"individual_plan", f"case-{village.participant.id}"}


def test_of_who_must_not_be_found_the_page_knows_it(desk: Desk, village: Village) -> None:
    with desk.reading(replace(village.participant, hidden=True)) as work:
        assert individual_plans.own_sheet(work).hidden
