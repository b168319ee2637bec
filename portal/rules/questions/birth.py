"""Questions about pregnancy, birth and small children."""

from decimal import Decimal

from portal.rules.birth import after_birth, breastfeeding, parental_leave
from portal.rules.birth_days import LIKE_FATHER, Carer, DaysAtBirth, other_parent
from portal.rules.decision import Decision
from portal.rules.pregnancy import LeaveBefore, antenatal, before_birth
from portal.rules.questions.facts import (
    DATE,
    HOURS,
    LAST_DAY,
    YES_NO,
    BadFacts,
    Fact,
    Facts,
    Kind,
    list_of,
    one_of,
)
from portal.rules.questions.question import Around, Question

HOURS_OF_A_DAY = Decimal(24)


def _before_birth(facts: Facts, around: Around) -> Decision[LeaveBefore]:
    if facts["first_day"] >= facts["due"]:
        raise BadFacts("first_day", "it must come before 'due'")
    return before_birth(facts["due"], facts["told_on"], facts["first_day"], around.holidays)


def _other_parent(facts: Facts, around: Around) -> Decision[DaysAtBirth]:
    return other_parent(
        facts["born"],
        facts["taken"],
        Carer(facts["role"]),
        around.holidays,
        parents_live_together=facts["lives_with_mother"],
        practice=around.practice,
    )


def _hours(given: object, field: str) -> Decimal:
    hours: Decimal = HOURS.read(given, field)
    if not 0 < hours <= HOURS_OF_A_DAY:
        raise BadFacts(field, 'hours of a day such as "1.5" are needed')
    return hours


ANTENATAL = Question(
    name="antenatal",
    facts=(
        Fact(
            "outside_programme_time_possible",
            YES_NO,
            "whether the check could take place outside the programme's hours",
        ),
    ),
    decide=lambda facts, _around: antenatal(
        outside_programme_time_possible=facts["outside_programme_time_possible"]
    ),
    example={"outside_programme_time_possible": False},
    covers=("KVP-PRG-01",),
)

BEFORE_BIRTH = Question(
    name="before-birth",
    facts=(
        Fact("due", DATE, "the day the child is due"),
        Fact("told_on", DATE, "the day the municipality was told about the leave"),
        Fact("first_day", DATE, "the first day of leave asked for"),
    ),
    decide=_before_birth,
    example={"due": "2027-03-01", "told_on": "2027-02-01", "first_day": "2027-02-15"},
    covers=("KVP-PRG-02",),
    rests_on=("birth.days_before_term", "birth.notice_weeks"),
)

AFTER_BIRTH = Question(
    name="after-birth",
    facts=(
        Fact("born", DATE, "the day of birth"),
        Fact(
            "certificate_to_take_part",
            YES_NO,
            "whether a doctor's certificate says that it is better to take part",
            optional=True,
            default=False,
        ),
    ),
    decide=lambda facts, _around: after_birth(
        facts["born"], certificate_to_take_part=facts["certificate_to_take_part"]
    ),
    example={"born": "2026-11-23"},
    covers=("KVP-PRG-03",),
    rests_on=("birth.weeks_after",),
)

OTHER_PARENT = Question(
    name="other-parent",
    facts=(
        Fact("born", DATE, "the day of birth"),
        Fact("taken", list_of(DATE), "days already taken for this birth", optional=True, default=()),
        Fact("lives_with_mother", YES_NO, "whether the child's parents live together"),
        Fact("role", one_of(*Carer), "who asks"),
    ),
    decide=_other_parent,
    example={
        "born": "2026-11-23",
        "taken": ["2026-11-23", "2026-11-24"],
        "lives_with_mother": True,
        "role": "FATHER",
    },
    covers=("KVP-PRG-04",),
    rests_on=("birth.days_other_parent",),
    settings=(LIKE_FATHER,),
)

BREASTFEEDING = Question(
    name="breastfeeding",
    facts=(
        Fact("hours", Kind(HOURS.says, _hours), "hours a day that are asked for"),
        Fact(
            "on",
            DATE,
            "a day it is asked for; left out, the law as it was last written holds",
            optional=True,
            default=LAST_DAY,
        ),
    ),
    decide=lambda facts, _around: breastfeeding(facts["hours"], facts["on"]),
    example={"hours": "1"},
    covers=("KVP-PRG-05",),
    rests_on=("birth.breastfeeding_hours",),
)

PARENTAL_LEAVE = Question(
    name="parental-leave",
    facts=(
        Fact("from", DATE, "the first day of the whole absence because of the birth or the adoption"),
        Fact("adoption", YES_NO, "whether the child is adopted", optional=True, default=False),
    ),
    decide=lambda facts, _around: parental_leave(facts["from"], adoption=facts["adoption"]),
    example={"from": "2026-11-23"},
    covers=("KVP-PRG-06",),
    rests_on=("duration.protected_absence_years", "birth.weeks_after"),
)

QUESTIONS = (ANTENATAL, BEFORE_BIRTH, AFTER_BIRTH, OTHER_PARENT, BREASTFEEDING, PARENTAL_LEAVE)
