"""What a receipt says of the absence that came with it: as it was reported then, and what happens next."""

from typing import Any

from portal.domain.calendar import oslo_day
from portal.services import absences
from portal.services.absence_command import command_of
from portal.services.absence_meaning import meaning_in
from portal.services.work import Work
from portal.store.base import AnyRow

NOTHING = {"absence": None}


def absence_in(work: Work, receipt: AnyRow) -> dict[str, Any]:
    """The values that `participant/receipt.html` needs of an absence; none of them for another receipt."""
    absence = absences.absence_of_receipt(work, receipt.id)
    if absence is None:
        return NOTHING
    told = oslo_day(receipt.received_at)
    return {
        "absence": absence,
        # A version that was replaced names the absence that it was of.
        "absence_id": getattr(absence, "absence_id", absence.id if hasattr(absence, "id") else ""),
        "command": command_of(absence),
        "meaning": meaning_in(absence),
        "told": told,
        "answered_by": absences.answered_by(work, absences.office_of(work), told),
    }
