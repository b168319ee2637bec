"""What a receipt for a file is about: the absence, or the day."""

from dataclasses import dataclass
from datetime import date

from portal.domain.documents import AboutKind
from portal.domain.submission import SubmissionKind
from portal.services.submissions import person_of
from portal.services.work import Work
from portal.store import absence as absences
from portal.store.absence import Absence
from portal.store.base import AnyRow

FILED = frozenset({SubmissionKind.DOCUMENT, SubmissionKind.DAY_DOCUMENT})


@dataclass(frozen=True, slots=True)
class Documented:
    """What a file was handed in about. Both are None for an absence that is not there any more."""

    absence: Absence | None
    day: date | None


def documented(work: Work, receipt: AnyRow) -> Documented | None:
    """What the file that came with one of the actor's own receipts is about; None for a receipt of anything else."""
    if receipt.kind not in FILED:
        return None
    about = str(receipt.content.get("id", ""))
    if receipt.content.get("about") == AboutKind.DAY:
        return Documented(None, date.fromisoformat(about))
    return Documented(absences.own(work.session, person_of(work), about), None)
