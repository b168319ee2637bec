"""Asking and answering in tests: what a participant may send, and the two ends of it."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind
from portal.domain.people import Actor
from portal.domain.rights import Letter, RightsAnswer, RightsKind
from portal.services import absences, rights, rights_desk
from portal.services.absences import AbsenceCommand
from portal.services.rights import RightsCommand
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.models import Absence
from tests.builders import Village, all_rows, key_for
from tests.services.deciding import refuse

WRONG = RightsCommand(RightsKind.CORRECTION, text="Adressen er feil.", wanted="Storgata 1")
UNHAPPY = RightsCommand(RightsKind.SERVICE, text="Jeg måtte vente i tre timer.")
ANSWER = "Vi har sett på det, og du har rett."


def over_letter(letter: Letter = Letter.PROGRAMME, day: date | None = None, **more: Any) -> RightsCommand:  # noqa: ANN401 -- Fields differ.
    """A complaint over a letter."""
    return RightsCommand(
        RightsKind.COMPLAINT, wanted="Jeg vil ha hele stønaden.", letter=letter, letter_day=day, **more
    )


def ask(desk: Desk, actor: Actor, command: RightsCommand, key: str = "") -> tuple[Receipt, str]:
    with desk.writing(actor) as work:
        return rights.ask(work, key or key_for(command), command)


def answer(
    desk: Desk,
    actor: Actor,
    request_id: str,
    how: RightsAnswer,
    text: str = ANSWER,
    version: int = 1,
    day: date | None = None,
) -> None:
    with desk.writing(actor) as work:
        rights_desk.answer(work, request_id, version, how, text, day)


def refused_absence(engine: Engine, desk: Desk, village: Village) -> str:
    """A reported absence that the caseworker did not accept, by id."""
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(AbsenceKind.OTHER, date(2026, 11, 20), date(2026, 11, 20), "Flytter")
        absences.report_absence(work, "absence", command)
    row = all_rows(engine, Absence)[0]
    text = "Avtalen kunne vært lagt en annen dag."
    refuse(engine, desk, village.participant, village.caseworker, row.id, text)
    return str(row.id)
