"""What of each table the participant is told: which columns, how people in them are named, and what is kept back and why.

Every table of the schema stands here, in `TOLD` or in `UNTOLD`, and every column of a told table once; a test says
so. The rows are the participant's own (`portal.store.retention`), so nobody else's are ever read.
"""

from collections.abc import Mapping
from types import MappingProxyType

from portal.store.disclosure_days import ABOUT_DAYS
from portal.store.disclosure_desk import BESIDE_MESSAGES
from portal.store.disclosure_important import ABOUT_THE_IMPORTANT, NOTHING_OF_ALARMS
from portal.store.disclosure_plan import ABOUT_THE_PLAN
from portal.store.disclosure_translating import NOTHING_OF_TRANSLATORS
from portal.store.disclosure_waiting import ABOUT_WAITING
from portal.store.told import ELSEWHERE, INNER, KEYS, OWN, REGISTER, STAFF_OWN, Told
from portal.store.told import back as _back

TOLD: Mapping[str, Told] = MappingProxyType(
    {
        "person": Told(
            ("name", "born_on", "locale", "phone", "notices", "shared_phone"),
            offices=("office_id",),
            sealed=("identity_sealed",),
            kept_back=_back(INNER, "id", "key", "role", "alias")
            | _back(KEYS, "identity_fingerprint", "directory_key")
            | _back(REGISTER, "protection", "protection_read_at"),
        ),
        **ABOUT_THE_PLAN,
        "appointment": Told(
            (
                *(
                    "title",
                    "about",
                    "form",
                    "place",
                    "link",
                    "telephone",
                    "interpreter",
                    "interpreter_booked",
                ),
                *("starts_at", "ends_at", "state", "cancel_reason", "moved_from"),
                *("ends_before", "form_before", "place_before", "updated_at", "id"),
            ),
            people=("made_by",),
            offices=("office_id",),
            kept_back=_back(INNER, "sequence", "asked_at", "version") | _back(OWN, "participant_id"),
        ),
        "appointment_answer": Told(
            (
                *("appointment_id", "starts_at", "answer", "wish_1", "wish_2", "wish_3", "phone_me", "note"),
                "answered_at",
            ),
            people=("by_id",),
            kept_back=_back(INNER, "number", "sequence") | _back(ELSEWHERE, "submission_id"),
        ),
        "take_away": Told(
            (
                *("id", "appointment_id", "day", "agreed", "locale", "written_at", "participant_says"),
                *("participant_confirmed_at", "replaced_at"),
            ),
            people=("written_by", "staff_confirmed_by", "participant_confirmed_by"),
            offices=("office_id",),
            days=("staff_confirmed_at",),
            kept_back=_back(INNER, "version", "replaces_id")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "take_away_point": Told(
            ("take_away_id", "whose", "text", "due", "done_at"),
            people=("done_by",),
            kept_back=_back(INNER, "id", "place"),
        ),
        **ABOUT_DAYS,
        "absence": Told(
            (
                *(
                    "id",
                    "kind",
                    "first_day",
                    "last_day",
                    "starts",
                    "ends",
                    "note",
                    "doctors_note_from",
                    "state",
                ),
                *("minutes_a_day", "details", "documentation", "documentation_by"),
                *("granted_from", "granted_to", "proposal", "further", "proposed"),
                *("reported_at", "decision_text", "complaint_by", "complaint"),
            ),
            people=("decided_by",),
            offices=("office_id",),
            days=("decided_at",),
            kept_back=_back(INNER, "version")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "absence_version": Told(
            (
                *("absence_id", "kind", "first_day", "last_day", "starts", "ends", "minutes_a_day"),
                *("details", "note", "documentation", "documentation_by", "doctors_note_from", "state"),
                *("proposal", "further", "proposed", "decision_text", "reported_at", "replaced_at"),
            ),
            people=("decided_by", "replaced_by"),
            days=("decided_at",),
            kept_back=_back(INNER, "number") | _back(ELSEWHERE, "submission_id"),
        ),
        "absence_hearing": Told(
            (
                *("about", "absence_id", "text", "notice", "answer_by", "sent_at", "state", "answer"),
                *("answered_at", "outcome", "decision_text", "rule", "until", "reassess_by"),
                *("complaint_by", "complaint", "given_back_text"),
            ),
            people=("sent_by", "closed_by", "given_back_by"),
            offices=("office_id",),
            days=("closed_at", "given_back_at"),
            kept_back=_back(INNER, "id", "version")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "document": Told(
            (
                *("about_kind", "about_id", "kind", "state", "sha256", "size", "pages"),
                *("handed_in_at", "scanned_at"),
            ),
            people=("by_id",),
            offices=("office_id",),
            kept_back=_back(INNER, "id", "received_size", "scan_due_at")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "conversation": Told(
            ("id", "waiting_for_us_since", "waiting_for_them_since", "answer_by", "promise"),
            offices=("office_id",),
            kept_back=_back(OWN, "participant_id") | _back(ELSEWHERE, "last_sequence", "last_at"),
        ),
        "message": Told(
            ("conversation_id", "sequence", "from_staff", "text", "locale", "sent_at"),
            people=("author_id",),
            kept_back=_back(ELSEWHERE, "submission_id"),
        ),
        "message_phrase": Told(
            ("conversation_id", "sequence", "phrase", "slots", "wordings"),
            kept_back=_back(INNER, "version"),
        ),
        **ABOUT_WAITING,
        **BESIDE_MESSAGES,
        "message_more": Told(("conversation_id", "sequence", "topic", "topic_id", "files")),
        **ABOUT_THE_IMPORTANT,
        "rights_request": Told(
            (
                *(
                    "kind",
                    "state",
                    "text",
                    "wanted",
                    "letter",
                    "letter_day",
                    "absence_id",
                    "deferred",
                    "why_late",
                ),
                *("body", "timing", "promise", "answer_by", "locale", "sent_at", "withdrawn_at"),
                *("answer", "answer_text", "sent_on"),
            ),
            people=("answered_by",),
            offices=("office_id",),
            days=("answered_at",),
            kept_back=_back(INNER, "id", "version")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "rights_draft": Told(("kind", "fields", "saved_at"), kept_back=_back(OWN, "person_id")),
        "offer_taken": Told(
            ("title", "first_day", "last_day", "taken_at"),
            offices=("office_id",),
            kept_back=_back(INNER, "id", "offer_id")
            | _back(OWN, "participant_id")
            | _back(ELSEWHERE, "submission_id"),
        ),
        "benefit_facts": Told(
            ("from_day", "children", "weekly_hundredths", "apprentice", "other_benefit", "counts"),
            people=("entered_by",),
            offices=("office_id",),
            days=("entered_at",),
            kept_back=_back(INNER, "id", "number") | _back(OWN, "participant_id"),
        ),
        "individual_plan": Told(
            (
                *("id", "answer", "answered_at", "consent_text", "share_with", "consent_at"),
                "withdrawn_at",
            ),
            people=("offered_by",),
            offices=("office_id",),
            days=("offered_at",),
            kept_back=_back(INNER, "version") | _back(OWN, "participant_id"),
        ),
        "individual_plan_part": Told(
            ("plan_id", "part", "text", "updated_at"),
            people=("updated_by",),
            kept_back=_back(INNER, "version"),
        ),
        "submission": Told(
            (
                *("number", "kind", "received_at", "sent_at", "channel", "registered_at", "salt", "seal"),
                *("locale", "content"),
            ),
            people=("by_id", "registered_by_id"),
            kept_back=_back(INNER, "id", "key", "fingerprint") | _back(OWN, "person_id"),
        ),
        "draft": Told(("page", "fields", "saved_at"), kept_back=_back(OWN, "person_id")),
        "not_taken": Told(
            ("path", "fields", "day", "sent_at", "kept_at"),
            kept_back=_back(INNER, "key") | _back(OWN, "person_id"),
        ),
        "mandate": Told(
            ("name", "week", "plan", "absence", "messages", "first_day", "last_day", "made_at", "ended_at"),
            people=("representative_id", "made_by"),
            kept_back=_back(INNER, "id") | _back(OWN, "participant_id"),
        ),
        "access_grant": Told(
            ("kind", "reason"),
            people=("staff_id", "made_by"),
            offices=("office_id",),
            days=("begins_at", "ends_at", "ended_at"),
            kept_back=_back(INNER, "id")
            | _back(OWN, "participant_id")
            | _back(STAFF_OWN, "seen_by_leader_at"),
        ),
        "team_member": Told(people=("staff_id",), days=("added_at",), kept_back=_back(OWN, "participant_id")),
        "notice": Told(
            ("state", "sent_at", "says", "channel", "trouble"),
            kept_back=_back(INNER, "id", "event_id", "attempts", "leased", "due_at")
            | _back(OWN, "person_id")
            | _back(ELSEWHERE, "conversation_id", "sequence"),
        ),
        "notice_wish": Told(
            ("channels", "email", "weekly", "reserved", "changed_at"), kept_back=_back(OWN, "person_id")
        ),
        "address_check": Told(
            ("channel", "address", "asked_at"), kept_back=_back(INNER, "tries") | _back(OWN, "person_id")
        ),
        "push_subscription": Told(
            ("made_at",),
            kept_back=_back(INNER, "id")
            | _back(OWN, "person_id")
            | _back(KEYS, "endpoint", "endpoint_hash", "token_hash"),
        ),
        "calendar_feed": Told(
            ("names_shown", "though_hidden", "made_at", "revoked_at", "last_fetched"),
            kept_back=_back(INNER, "id") | _back(OWN, "person_id") | _back(KEYS, "secret_hash"),
        ),
        "calendar_entry": Told(
            ("starts_at", "ends_at"),
            kept_back=_back(OWN, "person_id") | _back(INNER, "key", "sequence", "mark", "over_at"),
        ),
        "sign_in": Told(
            days=("started_at",),
            kept_back=_back(OWN, "person_id")
            | _back(INNER, "seen_at", "ended_at", "data", "acr", "roles_read_at")
            | _back(KEYS, "token_hash", "issuer", "sid_hash", "subject_hash", "id_token", "refresh_token"),
        ),
        "archive_export": Told(
            offices=("office_id",),
            days=("made_at", "confirmed_at"),
            kept_back=_back(OWN, "participant_id")
            | _back(INNER, "id", "manifest_digest", "rows_digest", "counts", "receipt")
            | _back(STAFF_OWN, "made_by"),
        ),
        "audit": Told(
            ("what",),
            people=("actor_id",),
            days=("at",),
            kept_back=_back(OWN, "participant_id")
            | _back(INNER, "sequence", "seal", "why", "granted", "actor_role", "office_id"),
        ),
    }
)

UNTOLD: Mapping[str, str] = MappingProxyType(
    {
        "office": "The offices tell of nobody; each row names its own.",
        "event": "Ids and kinds alone: what they speak of is told in its own table, and some speak of the staff's safety.",
        "offer": "What an office has open for everybody; what the participant added names it.",
        "payday": "When an office pays; it tells of nobody.",
        "offer_slot": "When an offer is open; it tells of nobody.",
        "message_undo": "That a message was taken back within seconds; what it said is gone.",
        "read_mark": "How far somebody has read, without a time; the messages are told.",
        **NOTHING_OF_ALARMS,
        "safety_measure": "It is about the safety of the staff, and who reads it could get round it.",
        "disqualified": "It tells of the staff's own families and ties.",
        "cover": "Who stands in for whom among the staff.",
        "allowance": "How much may be sent in the next minutes, gone by itself.",
        "used": "Hashes that tell of nobody.",
        "purge_run": "Counts alone.",
        "tombstone": "It is there only when everything else is gone.",
        **NOTHING_OF_TRANSLATORS,
    }
)
