"""The second person: what waits for one at the office, and what every answer of theirs must meet."""

from functools import partial

from sqlalchemy import Table, select

from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.services.permissions import Action, own_office, require, within
from portal.services.reach import Scope
from portal.services.reasons import refuse_bad_reason
from portal.services.work import Work
from portal.store import second as store
from portal.store import second_list as lists
from portal.store.base import AnyRow


def waiting(work: Work) -> list[AnyRow]:
    """The proposals at the actor's office that wait for a second person, oldest first, their own among them.

    Those about people whom the actor may not know of are left out. Raises NotPermitted.
    """
    office_id = own_office(work.actor, Action.AGREE_TO_MEASURE)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(within, work, Action.AGREE_TO_MEASURE)
    return lists.waiting(work.session, office_id, reach, work.now, work.today)


def count_waiting(work: Work) -> int:
    """How many of them there are. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.AGREE_TO_MEASURE)
    reach = partial(within, work, Action.AGREE_TO_MEASURE)
    return lists.count(work.session, office_id, reach, work.now, work.today)


def out_of_reach(work: Work, what: Looked) -> NotFound:
    """Write down that somebody asked for a proposal out of their reach. Raises NotPermitted for other roles."""
    work.look(Look(None, what, "out of reach", granted=False))
    require(work.actor, Action.AGREE_TO_MEASURE)
    return NotFound("No such proposal within reach.")


def agree(work: Work, table: Table, proposal: AnyRow) -> bool:
    """The actor agrees to a proposal that they have been let into; False when they had done so before.

    Raises Refused for their own, whatever their role is by now, and Conflict when it waits no more.
    """
    if store.agree(work.session, table, proposal.id, work.actor.id, work.now):
        return True
    _must_be_again(work, table, proposal, {"agreed_by": work.actor.id})
    return False


def decline(work: Work, table: Table, proposal: AnyRow, reason: str) -> bool:
    """The actor declines, with a reason. As for `agree`, and Refused for a reason that is none."""
    refuse_bad_reason(reason)
    if store.decline(work.session, table, proposal.id, work.actor.id, work.now, reason):
        return True
    _must_be_again(work, table, proposal, {"declined_by": work.actor.id, "decline_reason": reason})
    return False


def _must_be_again(work: Work, table: Table, proposal: AnyRow, said: dict[str, str]) -> None:
    """The same answer by the same person twice is one. It is read anew: another window may just have been first."""
    if proposal.proposed_by == work.actor.id:
        raise Refused("second-is-oneself")
    now = work.session.execute(select(table).where(table.c.id == proposal.id)).mappings().one()
    if any(now[name] != value for name, value in said.items()):
        raise Conflict("Somebody else answered this first, or it has lapsed.")
