"""Absence in words: why somebody is away, where the report stands, and what papers go with it."""

from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why a participant is away: the regulation's §§ 5-17, what the act alone knows, and anything else.

    SELF_REPORT is one's own illness, with a doctor's note or without; its name is older than the others.
    """

    SELF_REPORT = "self-report"
    SICK_CHILD = "sick-child"
    APPOINTMENT = "appointment"
    ANTENATAL = "antenatal"
    INTERVIEW = "interview"
    DEATH = "death"
    WELFARE = "welfare"
    RELIGIOUS = "religious"
    HOLIDAY = "holiday"
    BIRTH = "birth"
    AGREED = "agreed"
    OTHER = "other"

    @property
    def is_applied_for(self) -> bool:
        """Whether it is leave that somebody asks for, and no report of what hinders them."""
        return self in APPLIED_FOR


APPLIED_FOR = frozenset(
    {
        AbsenceKind.DEATH,
        AbsenceKind.WELFARE,
        AbsenceKind.RELIGIOUS,
        AbsenceKind.HOLIDAY,
        AbsenceKind.BIRTH,
        AbsenceKind.AGREED,
    }
)
"""Leave: what is asked for beforehand and granted, and may lie a year ahead."""


class AbsenceState(StrEnum):
    """Reported or applied for by the participant, then decided by a caseworker, never by the machine.

    PARTLY: some of the days are granted. WITHDRAWN: the participant took it back.
    """

    REPORTED = "reported"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OF_A_DAY = (AbsenceState.REPORTED, AbsenceState.ACCEPTED, AbsenceState.REFUSED)
"""What can be said of one day: what is granted in part is accepted on some days and refused on the others."""
STANDING = frozenset({AbsenceState.REPORTED, AbsenceState.ACCEPTED, AbsenceState.PARTLY})
"""What a new report of the same days would overlap."""
AGAINST = frozenset({AbsenceState.REFUSED, AbsenceState.PARTLY})
"""Decisions that one can complain over."""


class Proposed(StrEnum):
    """What the rules come to: the benefit is kept, a person decides, or the leave is without benefit."""

    PAID = "paid"
    DECIDES = "decides"
    UNPAID = "unpaid"


class Documentation(StrEnum):
    """What the participant says about papers: nothing yet, handed in with the report, by a day, none needed, on paper."""

    NONE = "none"
    NOW = "now"
    LATER = "later"
    NOT_NEEDED = "not_needed"
    PAPER = "paper"


class BirthPart(StrEnum):
    """Which of the times off around a birth is meant (KVP-forskriften §§ 12-14, sosialtjenesteloven § 34)."""

    BEFORE = "before"
    AFTER = "after"
    OTHER_PARENT = "other-parent"
    BREASTFEEDING = "breastfeeding"
    LONGER = "longer"


class HearingAbout(StrEnum):
    """What the office is about to decide against somebody."""

    ABSENCE = "absence"
    SELF_REPORT = "self-report"
    SICK_CHILD = "sick-child"


class HearingState(StrEnum):
    """Sent, answered by the participant, and closed by a decision or because nothing came of it."""

    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"


class HearingOutcome(StrEnum):
    """What came of a hearing: decided as announced, decided otherwise, or dropped because the report was changed."""

    AGAINST = "against"
    NOT_AGAINST = "not-against"
    DROPPED = "dropped"
