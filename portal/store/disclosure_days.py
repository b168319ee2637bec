"""What the participant is told of their days and months: a part of `portal.store.disclosure`."""

from collections.abc import Mapping

from portal.store.told import ELSEWHERE, INNER, OWN, Told
from portal.store.told import back as _back

ABOUT_DAYS: Mapping[str, Told] = {
    "attendance_report": Told(
        (
            *(
                "activity_id",
                "title",
                "day",
                "version",
                "current",
                "attendance",
                "minutes",
                "feeling",
                "note",
            ),
            *("month_version", "reported_at", "id"),
        ),
        offices=("office_id",),
        kept_back=_back(INNER, "entry_id")
        | _back(OWN, "participant_id")
        | _back(ELSEWHERE, "submission_id", "offer_id"),
    ),
    "attendance_look": Told(
        ("report_id", "answer", "text"),
        people=("made_by",),
        offices=("office_id",),
        days=("made_at",),
        kept_back=_back(OWN, "participant_id"),
    ),
    "attendance_month": Told(
        ("month", "version", "content", "fingerprint"),
        people=("made_by",),
        offices=("office_id",),
        days=("made_at",),
        kept_back=_back(INNER, "id") | _back(OWN, "participant_id"),
    ),
}
