"""The ladder of an answer that does not come: on the list, told to the participant and who covers, told to the leader."""

import logging
from datetime import date
from itertools import groupby
from typing import Any

from portal.domain.waiting import Rung
from portal.domain.waiting_events import AnswerLongMissed, AnswerMissed, AnswerSoonDue
from portal.rules.answering import answer_afterwards, next_to_answer, rungs_reached
from portal.rules.decision import as_data
from portal.services.offices import practice_of
from portal.services.work import Desk, Work
from portal.store import waiting as store
from portal.store.base import AnyRow

log = logging.getLogger("portal.worker")

EVENTS = {Rung.SOON: AnswerSoonDue, Rung.LATE: AnswerMissed, Rung.LEADER: AnswerLongMissed}


def climb(desk: Desk) -> int:
    """Take every step whose day has come, for everybody who waits for us. Returns how many were taken.

    Each conversation has a transaction of its own, and one that fails keeps none of the others from it. A step is taken
    once for each wait, however often and by however many it is tried: its row, what is told and the notice are one.
    """
    with desk.by_the_clock() as work:
        found = store.due(work.session, next_to_answer(work.today, work.holidays.of_year))
        holidays, today = work.holidays.of_year, work.today
    taken = 0
    for _, lines in groupby(found, key=lambda row: row.id):
        steps = list(lines)
        row, before = steps[0], {step.rung for step in steps}
        missing = [rung for rung in rungs_reached(row.answer_by, today, holidays) if rung not in before]
        if not missing:
            continue
        try:
            taken += _take(desk, row, missing, today)
        except Exception as error:  # noqa: BLE001 -- The next round tries again; those behind it need not wait for that.
            # No trace of it: what failed may hold a person's words.
            log.error(  # noqa: TRY400
                "a late answer could not be told of", extra={"kind": f"{row.id} {type(error).__name__}"}
            )
    return taken


def _take(desk: Desk, row: AnyRow, rungs: list[Rung], today: date) -> int:
    with desk.by_the_clock() as work:
        # Whoever answers, or writes what brings the promise forward, has done so before or does so after.
        if not store.still_waits(work.session, row.id, row.waiting_for_us_since, row.answer_by):
            return 0
        taken = 0
        for rung in rungs:
            if not store.take_rung(work.session, _line(work, row, rung, today)):
                continue
            taken += 1
            event = EVENTS[rung](row.participant_id, row.office_id, row.id)
            # It follows from their message, and nobody did it.
            work.tell(event, row.participant_id)
    return taken


def _line(work: Work, row: AnyRow, rung: Rung, today: date) -> dict[str, Any]:
    again = None
    if rung is Rung.LATE:
        practice = practice_of(work, row.office_id)
        again = answer_afterwards(row.answer_by, today, work.holidays.of_year, practice)
    return {
        "conversation_id": row.id,
        "since": row.waiting_for_us_since,
        "rung": rung,
        "at": work.now,
        "answer_by": row.answer_by,
        "new_answer_by": again.value if again else None,
        "promise": as_data(again) if again else None,
    }
