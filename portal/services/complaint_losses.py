"""Complaining over being without the right to self-report: which decisions there are, and giving the right back."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from portal.domain.absence import HearingAbout
from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound
from portal.domain.hearing_events import HearingDecided
from portal.domain.rights import Letter
from portal.services.permissions import Subject, own_case
from portal.services.self_report_right import LOSS, end_loss
from portal.services.work import Work
from portal.store import absence_hearing as store
from portal.store.absence_hearing import AbsenceHearing
from portal.store.base import AnyRow
from portal.store.rights_request import RightsRequest

LETTERS: Mapping[HearingAbout, Letter] = MappingProxyType(
    {HearingAbout.SELF_REPORT: Letter.SELF_REPORT, HearingAbout.SICK_CHILD: Letter.SICK_CHILD}
)
ABOUT: Mapping[Letter, HearingAbout] = MappingProxyType({letter: about for about, letter in LETTERS.items()})


def own_losses(work: Work) -> list[tuple[Letter, date, AnyRow]]:
    """What the participant's present office decided of their right, newest first: which letter, its day and the row."""
    subject = own_case(work)
    found = store.losses(work.session, subject.id, subject.office_id, about=LOSS)
    return [(LETTERS[row.about], oslo_day(row.closed_at), row) for row in found]


def decided_on(work: Work, subject: Subject, letter: Letter, day: date | None) -> date:
    """The day of the decision that the complaint is over. Raises NotFound when their office decided nothing such then."""
    return oslo_day(_loss(work, subject, letter, day).closed_at)


def give_back_after_all(work: Work, request: RightsRequest, text: str) -> None:
    """The office changes its mind about a loss: the right is theirs again from today, if it has not come back already."""
    if request.letter is None or request.letter not in ABOUT:
        return
    subject = Subject(request.participant_id, request.office_id)
    row = _loss(work, subject, request.letter, request.letter_day)
    hearing = work.session.get(AbsenceHearing, row.id)
    if hearing is None or store.lost_until(row) < work.today:
        return
    end_loss(work, hearing, text)
    work.session.flush()
    work.tell_pages(HearingDecided(hearing.participant_id, hearing.office_id, hearing.id))


def _loss(work: Work, subject: Subject, letter: Letter, day: date | None) -> AnyRow:
    found = store.losses(work.session, subject.id, subject.office_id, about=(ABOUT[letter],))
    row = next((one for one in found if oslo_day(one.closed_at) == day), None)
    if row is None:
        raise NotFound("Nothing such was decided on that day.")
    return row
