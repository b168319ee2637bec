"""Holding a case while something is written in it, so that a move comes before all of it or after all of it."""

from portal.domain.audit import Looked
from portal.services.permissions import Action, Subject, case_of, own_case
from portal.services.work import Work
from portal.store import person as people
from portal.store import programme as programmes


def held_case(work: Work, action: Action, participant_id: str, what: Looked = Looked.CASE) -> Subject:
    """The case as `case_of` finds it, once nobody else moves it or writes in its programme until the commit.

    It is asked again after the wait: a move may have come first, and then the office that was left reaches nothing.
    Raises what `case_of` raises.
    """
    hold(work, case_of(work, action, participant_id, what).id)
    return case_of(work, action, participant_id, what)


def held_own(work: Work, action: Action = Action.USE_OWN_CASE) -> Subject:
    """The participant's own case as `own_case` finds it, in the same way: after a move it is the new office's.

    Raises what `own_case` raises.
    """
    hold(work, own_case(work, action).id)
    return own_case(work, action)


def hold(work: Work, participant_id: str) -> None:
    """Wait until nobody else moves the case or writes in its programme, and keep it so until the commit."""
    # First the person and then the programme, as a move does: in another order each would wait for the other.
    people.stay(work.session, participant_id)
    programmes.lock(work.session, participant_id)
