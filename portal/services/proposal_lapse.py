"""Proposals that nobody answered in time run out, and both sides are told: silence is no consent, and no secret either."""

import logging

from portal.domain.plan_events import ProposalLapsed
from portal.services.work import Desk
from portal.store import proposal as store
from portal.store.base import AnyRow

log = logging.getLogger("portal.worker")


def let_lapse(desk: Desk) -> int:
    """Say of every proposal whose last day is over that it has run out. Returns how many did.

    Each has a transaction of its own, and one that fails keeps none of the others from it. Nobody answers such a
    proposal any more (`portal.domain.plan.standing`), so it does not matter how soon after midnight this is done; but
    it is told once, however often it is tried.
    """
    with desk.by_the_clock() as work:
        waiting = store.unanswered(work.session, work.today)
    lapsed = 0
    for row in waiting:
        try:
            lapsed += _lapse(desk, row)
        except Exception as error:  # noqa: BLE001 -- The next round tries again; those behind it need not wait for that.
            # No trace of it: what failed may hold a person's words.
            log.error(  # noqa: TRY400
                "a proposal could not run out", extra={"kind": f"{row.id} {type(error).__name__}"}
            )
    return lapsed


def _lapse(desk: Desk, row: AnyRow) -> bool:
    with desk.by_the_clock() as work:
        lapsed = store.run_out(work.session, row.id, row.version)
        if lapsed:
            work.tell(ProposalLapsed(row.participant_id, row.office_id, row.id), row.made_by)
    return lapsed
