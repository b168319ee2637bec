"""The right to self-report: lost only after a hearing, for a time and never backwards, looked at again and given back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, HearingAbout, HearingOutcome, Proposed
from portal.domain.absence_details import Details
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.domain.rights import Letter, RightsAnswer
from portal.services import absence_queue, absences, complaint_losses, rights, rights_desk, self_report_right
from portal.services.absences import AbsenceCommand
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceHearing, RightsRequest
from tests.builders import Village, all_rows, key_for, oslo
from tests.services.deciding import NOTICE, speak
from tests.services.wishes import over_letter

WHY = "Du var ikke syk, og kurset gikk som vanlig."
UNTIL = date(2027, 1, 31)


def _report(desk: Desk, actor: Actor, first: date, kind: AbsenceKind = AbsenceKind.SELF_REPORT) -> None:
    details = (
        Details(ground="CHILD_ILL", children_born=(2019,)) if kind is AbsenceKind.SICK_CHILD else Details()
    )
    with desk.writing(actor) as work:
        command = AbsenceCommand(kind, first, first, details=details)
        absences.report_absence(work, key_for((actor.id, first, kind)), command)


def _of(engine: Engine, day: date) -> Absence:
    return all_rows(engine, Absence, first_day=day)[0]


def _codes(row: Absence) -> set[str]:
    said = [row.proposal, *(row.further or [])]
    return {one["reason"]["code"] for decision in said for one in decision["because"]}


def _often(desk: Desk, village: Village, clock: FixedClock) -> None:
    """Four self-reports within the year, which is where the question may be taken up."""
    for number, month in enumerate((9, 10, 10, 11)):
        clock.moment = oslo(f"2026-{month:02}-{20 - 12 * (number == 1):02} 09:00")
        day = clock.moment.date()
        _report(desk, village.participant, day)
    clock.moment = oslo("2026-11-24 09:30")


def _take(desk: Desk, actor: Actor, hearing: AbsenceHearing, until: date | None) -> None:
    with desk.writing(actor) as work:
        self_report_right.decide_loss(work, hearing.id, hearing.version, WHY, until, lose=True)


def _warn(desk: Desk, village: Village, **more: bool) -> None:
    doubt = more.get("doubt", False)
    about = HearingAbout.SICK_CHILD if more.get("sick_child") else HearingAbout.SELF_REPORT
    with desk.writing(village.caseworker) as work:
        self_report_right.notice_of_loss(work, village.participant.id, about, NOTICE, doubt=doubt)


def test_the_right_to_self_report_is_lost_only_through_a_hearing_and_looked_at_again(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _often(desk, village, clock)
    _warn(desk, village)
    hearing = all_rows(engine, AbsenceHearing)[0]
    with pytest.raises(Refused, match="absence-not-heard-yet"):
        _take(desk, village.caseworker, hearing, date(2027, 1, 31))
    speak(desk, village.participant, hearing)
    hearing = all_rows(engine, AbsenceHearing)[0]
    for wrong in (None, date(2026, 11, 23), date(2027, 5, 25)):
        with pytest.raises(Refused, match="loss-until"):
            _take(desk, village.caseworker, hearing, wrong)
    _take(desk, village.caseworker, hearing, date(2027, 1, 31))
    done = all_rows(engine, AbsenceHearing)[0]
    assert (done.until, done.reassess_by) == (date(2027, 1, 31), date(2027, 5, 24))
    assert done.complaint_by is not None
    _report(desk, village.participant, date(2026, 12, 21))
    row = all_rows(engine, Absence, first_day=date(2026, 12, 21))[0]
    assert row.proposed is Proposed.DECIDES
    assert "absence.self-report-right-lost" in {one["reason"]["code"] for one in row.proposal["because"]}


def test_without_a_ground_nobody_is_even_warned(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant, date(2026, 11, 23))
    with pytest.raises(Refused, match="loss-without-ground"):
        _warn(desk, village)
    assert all_rows(engine, AbsenceHearing) == []
    _warn(desk, village, doubt=True)
    assert len(all_rows(engine, AbsenceHearing)) == 1


def _lost(engine: Engine, desk: Desk, village: Village, **more: bool) -> AbsenceHearing:
    """Warned, answered and lost, on the day that the clock says."""
    _warn(desk, village, doubt=True, **more)
    speak(desk, village.participant, all_rows(engine, AbsenceHearing)[0])
    _take(desk, village.caseworker, all_rows(engine, AbsenceHearing)[0], UNTIL)
    return all_rows(engine, AbsenceHearing)[0]


@pytest.mark.parametrize("kind", [AbsenceKind.SELF_REPORT, AbsenceKind.SICK_CHILD])
def test_a_loss_never_reaches_back_before_the_day_it_was_decided(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, kind: AbsenceKind
) -> None:
    _report(desk, village.participant, date(2026, 11, 24), kind)
    clock.moment = oslo("2026-12-08 09:00")
    _lost(engine, desk, village, sick_child=kind is AbsenceKind.SICK_CHILD)
    _report(desk, village.participant, date(2026, 12, 7), kind)
    _report(desk, village.participant, date(2026, 12, 8), kind)
    assert _of(engine, date(2026, 12, 7)).proposed is Proposed.PAID
    lost = _of(engine, date(2026, 12, 8))
    assert lost.proposed is Proposed.DECIDES
    assert _codes(lost) & {"absence.self-report-right-lost", "self-report-loss.municipality-may-decide"}
    waited = _of(engine, date(2026, 11, 24))
    with desk.writing(village.caseworker) as work:
        accepted, left = absence_queue.accept_clear(
            work, [(waited.id, waited.version), (lost.id, lost.version)]
        )
    assert (accepted, left) == ([waited.id], [lost.id])


def test_after_silence_the_reason_is_that_one_could_have_spoken(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _report(desk, village.participant, date(2026, 11, 23))
    _warn(desk, village, doubt=True)
    hearing = all_rows(engine, AbsenceHearing)[0]
    clock.moment = oslo(f"{hearing.answer_by} 09:00") + timedelta(days=1)
    _take(desk, village.caseworker, hearing, UNTIL)
    rule = all_rows(engine, AbsenceHearing)[0].rule
    assert rule is not None
    codes = {one["reason"]["code"] for one in rule["because"]}
    assert "self-report-loss.has-been-heard" in codes
    assert "self-report-loss.hearing-comes-first" not in codes


def test_what_must_be_looked_at_is_on_the_list_and_what_waits_for_an_answer_is_not(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    def listed(actor: Actor = village.caseworker) -> int:
        with desk.reading(actor) as work:
            return len(self_report_right.to_look_at(work))

    _report(desk, village.participant, date(2026, 11, 23))
    _warn(desk, village, doubt=True)
    assert listed() == 0
    speak(desk, village.participant, all_rows(engine, AbsenceHearing)[0])
    assert (listed(), listed(village.far_caseworker)) == (1, 0)
    with pytest.raises(NotPermitted):
        listed(village.participant)
    _take(desk, village.caseworker, all_rows(engine, AbsenceHearing)[0], UNTIL)
    assert listed() == 1
    clock.moment = oslo("2027-02-01 09:00")
    assert listed() == 0


def test_silence_puts_it_on_the_list(engine: Engine, desk: Desk, village: Village, clock: FixedClock) -> None:
    _report(desk, village.participant, date(2026, 11, 23))
    _warn(desk, village, doubt=True)
    answer_by = all_rows(engine, AbsenceHearing)[0].answer_by
    clock.moment = oslo(f"{answer_by} 09:00") + timedelta(days=1)
    with desk.reading(village.caseworker) as work:
        assert [row.answer_by for row in self_report_right.to_look_at(work)] == [answer_by]


def test_the_right_is_given_back_from_the_day_it_is_decided(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _report(desk, village.participant, date(2026, 11, 23))
    lost = _lost(engine, desk, village)
    clock.moment = oslo("2026-12-08 09:00")
    with pytest.raises(Refused, match="refusal-without-reason"):
        _give_back(desk, village.caseworker, lost, "")
    _give_back(desk, village.caseworker, lost, WHY)
    _give_back(desk, village.caseworker, lost, WHY)
    with pytest.raises(Conflict):
        _give_back(desk, village.colleague, lost, WHY)
    for actor in (village.far_caseworker, village.leader, village.participant):
        with pytest.raises((NotFound, NotPermitted)):
            _give_back(desk, actor, lost, WHY)
    now = all_rows(engine, AbsenceHearing)[0]
    assert (now.given_back_text, now.outcome, now.until) == (WHY, HearingOutcome.AGAINST, UNTIL)
    _report(desk, village.participant, date(2026, 12, 7))
    _report(desk, village.participant, date(2026, 12, 9))
    assert _of(engine, date(2026, 12, 7)).proposed is Proposed.DECIDES
    assert _of(engine, date(2026, 12, 9)).proposed is Proposed.PAID
    with desk.reading(village.caseworker) as work:
        assert self_report_right.to_look_at(work) == []


def test_one_complains_over_a_loss_and_who_is_right_gets_it_back(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _report(desk, village.participant, date(2026, 11, 23))
    _lost(engine, desk, village)
    day = clock.moment.date()
    with desk.reading(village.participant) as work:
        assert [(letter, on) for letter, on, _ in complaint_losses.own_losses(work)] == [
            (Letter.SELF_REPORT, day)
        ]
    for letter, on in ((Letter.SELF_REPORT, date(2026, 11, 1)), (Letter.SICK_CHILD, day)):
        with pytest.raises(NotFound), desk.writing(village.participant) as work:
            rights.ask(work, f"wrong {letter}", over_letter(letter, on))
    with desk.writing(village.participant) as work:
        _, request_id = rights.ask(work, "complaint", over_letter(Letter.SELF_REPORT, day))
    request = all_rows(engine, RightsRequest)[0]
    assert request.timing is not None
    clock.moment = oslo("2026-12-08 09:00")
    with desk.writing(village.caseworker) as work:
        rights_desk.answer(work, request_id, request.version, RightsAnswer.CHANGED, WHY)
    assert all_rows(engine, AbsenceHearing)[0].given_back_text == WHY
    _report(desk, village.participant, date(2026, 12, 9))
    assert _of(engine, date(2026, 12, 9)).proposed is Proposed.PAID


def _give_back(desk: Desk, actor: Actor, hearing: AbsenceHearing, text: str) -> None:
    with desk.writing(actor) as work:
        self_report_right.give_back(work, hearing.id, hearing.version, text)
