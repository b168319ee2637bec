"""How an absence is documented when no file comes: later, on paper, or not at all. The participant may change their mind."""

from datetime import date, timedelta

from sqlalchemy.orm.attributes import flag_modified

from portal.domain.absence import AbsenceState, Documentation
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import DocumentationChosen
from portal.services.permissions import Action, own_case
from portal.services.work import Work
from portal.store import absence as store
from portal.store.absence import Absence

LONGEST_WAIT = timedelta(days=60)
WITHOUT_A_FILE = frozenset({Documentation.LATER, Documentation.NOT_NEEDED, Documentation.PAPER})


def set_documentation(work: Work, absence: Absence, choice: Documentation, by: date | None = None) -> None:
    """Keep the choice on the absence, with the day by which it comes when it comes later.

    The row's own version guards against two at once. Raises Refused for a day that is past or far away.
    """
    if choice is Documentation.LATER:
        if by is None or not work.today <= by <= work.today + LONGEST_WAIT:
            raise Refused("documentation-by")
    else:
        by = None
    if (absence.documentation, absence.documentation_by) == (choice, by):
        return
    absence.documentation, absence.documentation_by = choice, by
    work.session.flush()
    work.tell(DocumentationChosen(absence.participant_id, absence.office_id, absence.id))


def choose(work: Work, absence_id: str, version: int, choice: Documentation, by: date | None = None) -> None:
    """The participant, or who helps them, says how it is documented. Raises NotFound, Conflict and Refused.

    The same choice sent twice is one.
    """
    if choice not in WITHOUT_A_FILE:
        raise Refused("documentation-choice")
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    absence = store.own(work.session, subject.id, absence_id)
    if absence is None:
        raise NotFound("No such absence.")
    same = choice is not Documentation.LATER or absence.documentation_by == by
    if absence.documentation is choice and same:
        return
    if absence.version != version:
        raise Conflict("The absence has changed meanwhile.")
    set_documentation(work, absence, choice, by)


def file_came(work: Work, participant_id: str, absence_id: str) -> None:
    """A file was handed in about the absence, whatever had been said before."""
    absence = store.own(work.session, participant_id, absence_id)
    if absence is None:
        return
    absence.documentation, absence.documentation_by = Documentation.NOW, None
    if absence.state is AbsenceState.REPORTED:
        # Whoever has the absence on their screen must see that there is a file before they decide.
        flag_modified(absence, "documentation")
    work.session.flush()
