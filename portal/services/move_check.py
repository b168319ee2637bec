"""Before a move: where to, whose case it is, and what will happen, so that a leader sees it before it is done."""

from dataclasses import dataclass

from portal.domain.audit import Looked
from portal.domain.errors import NotFound, Refused
from portal.services.permissions import Action, case_by_number, case_of, require
from portal.services.work import Work
from portal.store import office as offices
from portal.store import person as people
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Planned:
    """A move that nobody has made yet: whose case, and from which office to which, each with id and name."""

    person: AnyRow
    here: AnyRow
    there: AnyRow


def destinations(work: Work) -> list[AnyRow]:
    """The offices a case can be moved to, by name: all but the leader's own. Raises NotPermitted."""
    require(work.actor, Action.MOVE_CASE)
    return [row for row in offices.all_offices(work.session) if row.id != work.actor.office_id]


def planned(work: Work, fingerprints: list[str], office_id: str) -> Planned:
    """The move of whoever has this identity number. Raises NotPermitted, NotFound for everybody out of reach, and
    Refused for an office that one cannot move to.
    """
    subject = case_by_number(work, Action.MOVE_CASE, fingerprints, Looked.CASE)
    return _planned(work, subject.id, subject.office_id, office_id)


def planned_again(work: Work, participant_id: str, office_id: str) -> Planned:
    """The same by the participant's id, when the move was refused. Raises as `planned` does."""
    subject = case_of(work, Action.MOVE_CASE, participant_id)
    return _planned(work, subject.id, subject.office_id, office_id)


def _planned(work: Work, participant_id: str, here: str, there: str) -> Planned:
    by_id = {row.id: row for row in offices.all_offices(work.session)}
    if there not in by_id or there == here:
        raise Refused("move-nowhere")
    person = people.head(work.session, participant_id)
    if person is None:
        raise NotFound("No such participant within reach.")
    return Planned(person, by_id[here], by_id[there])
