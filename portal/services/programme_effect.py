"""What was decided ahead moves its programme on its day: once, whole, and however often it is tried."""

import logging

from portal.domain.events import ProgrammeStepInEffect
from portal.domain.programme_steps import on_day
from portal.services.holding import hold
from portal.services.programme_case import standing_of
from portal.services.programme_close import bring
from portal.services.work import Desk, Work
from portal.store import programme_step as steps
from portal.store import programme_write as store
from portal.store.base import AnyRow

log = logging.getLogger("portal.worker")


def bring_into_effect(desk: Desk) -> int:
    """Bring every programme whose day has come to where its step leads it. Returns how many were brought there.

    Each has a transaction of its own, so what is cut off in the middle has happened to some and to the others not at
    all; the next time goes on with those. One that fails keeps nobody else waiting: it is logged, stays on the list of
    what is due, and is tried again the next time.
    """
    with desk.by_the_clock() as work:
        waiting = store.come_due(work.session, work.today)
    brought = 0
    for one in waiting:
        try:
            with desk.by_the_clock() as work:
                brought += _bring(work, one)
        except Exception as error:  # noqa: BLE001 -- The next round tries again; those behind it need not wait for that.
            # No trace of it: what failed may hold a person's words.
            log.error(  # noqa: TRY400
                "a programme could not be brought to its day",
                extra={"kind": f"{one.id} {type(error).__name__}"},
            )
    return brought


def _bring(work: Work, one: AnyRow) -> bool:
    hold(work, one.participant_id)
    row = store.by_id(work.session, one.id)
    before = standing_of(work, row)
    after = on_day(before, work.today)
    # Somebody else was quicker: another worker, or a step on the very day.
    if after == before or not bring(work, row, row.version, before, after):
        return False
    # The participant was told of it when it was decided, so it is written down and no notice goes out.
    decided_by = steps.ahead(work.session, row.ahead_step_id).ahead_made_by
    work.tell(ProgrammeStepInEffect(row.participant_id, row.office_id, row.ahead_step_id), decided_by)
    return True
