"""Bringing a programme's row to where a step leads it, and telling of the proposals that run out when it is closed."""

from portal.domain.plan_events import ProposalLapsed
from portal.domain.programme import OPEN_STATES, ProgrammeState
from portal.domain.programme_steps import Standing
from portal.services.work import Work
from portal.store import notice_wish
from portal.store import programme_write as store
from portal.store.base import AnyRow


def bring(
    work: Work, row: AnyRow, version: int, before: Standing, after: Standing, step_id: str | None = None
) -> bool:
    """As `portal.store.programme_write.bring`, and whoever waits for an answer to a proposal hears that none will come."""
    # A move is told as such, and the participant keeps what they proposed with the programme that was left.
    told = after.state not in OPEN_STATES and after.state is not ProgrammeState.MOVED
    waiting = store.open_proposals(work.session, row.id) if told else []
    if not store.bring(work.session, row.id, version, before, after, step_id):
        return False
    if told:
        # What was given to us so that we could tell of the programme goes with it.
        notice_wish.forget_phones(work.session, row.participant_id)
    for one in waiting:
        work.tell(ProposalLapsed(row.participant_id, row.office_id, one.id), one.made_by)
    return True
