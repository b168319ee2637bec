"""What the participant is told of their programme and its plan: a part of `portal.store.disclosure`."""

from collections.abc import Mapping

from portal.store.told import ELSEWHERE, INNER, OWN, Told
from portal.store.told import back as _back

ABOUT_THE_PLAN: Mapping[str, Told] = {
    "programme": Told(
        (
            *(
                "id",
                "state",
                "received_on",
                "started_on",
                "period",
                "period_from",
                "period_to",
                "closed_on",
            ),
            *("goal", "goal_locale", "children", "interpreter", "written_form"),
        ),
        people=("contact_person_id",),
        offices=("office_id",),
        kept_back=_back(OWN, "participant_id")
        | _back(INNER, "current", "version", "ahead_step_id", "ahead_from"),
    ),
    "programme_step": Told(
        (
            *("programme_id", "kind", "day", "until", "text", "heard", "ground", "decision"),
            *("complaint_by", "complaint", "assessment", "afterwards", "main_income"),
            "by_agreement",
        ),
        people=("made_by",),
        offices=("office_id",),
        days=("made_at",),
        kept_back=_back(INNER, "id", "number") | _back(OWN, "participant_id"),
    ),
    "programme_interval": Told(
        ("programme_id", "kind", "first_day", "last_day", "expected_to"), kept_back=_back(INNER, "id")
    ),
    "evaluation": Told(("programme_id", "day"), kept_back=_back(INNER, "id")),
    "activity": Told(
        (
            *("id", "programme_id", "title", "why", "kind", "place", "provider", "responsible"),
            *("first_day", "last_day", "what", "serves", "weekly_minutes"),
        ),
        kept_back=_back(ELSEWHERE, "follows"),
    ),
    "free_week": Told(("programme_id", "monday")),
    "plan_version": Told(
        ("programme_id", "made_at", "content"),
        people=("proposed_by", "agreed_by"),
        kept_back=_back(INNER, "id", "number") | _back(ELSEWHERE, "proposal_id"),
    ),
    "proposal": Told(
        (
            *("programme_id", "state", "changes", "ruling", "reason", "locale", "sent_at", "expires_on"),
            *("answer_text", "decision_text", "complaint_by", "complaint"),
        ),
        people=("made_by", "answered_by", "decided_by"),
        offices=("office_id",),
        days=("answered_at", "decided_at"),
        kept_back=_back(INNER, "id", "version", "by_staff", "base_number", "counter_of")
        | _back(OWN, "participant_id")
        | _back(ELSEWHERE, "submission_id"),
    ),
    "proposal_draft": Told(("fields", "saved_at"), kept_back=_back(OWN, "person_id", "about_id")),
    "activity_slot": Told(("activity_id", "weekday", "starts", "ends", "drop_in")),
}
