"""Questions about free days, welfare leave, religious feasts and holiday."""

from portal.rules.decision import Decision
from portal.rules.free_days import free_day
from portal.rules.holiday import PART_YEAR, SENIOR_FROM, HolidayFacts, holiday_balance
from portal.rules.questions.facts import COUNT, DATE, YES_NO, BadFacts, Fact, Facts, list_of, one_of
from portal.rules.questions.question import Around, Question
from portal.rules.religious_days import FeastDays, FeastFacts, religious_days
from portal.rules.welfare import TRAVEL_IN_THE_TEN, WelfareDays, WelfareGround, WelfareRequest, welfare_leave


def _welfare(facts: Facts, around: Around) -> Decision[WelfareDays]:
    ground = WelfareGround(facts["ground"])
    if facts["days"] < 1 and not (facts["travel_days"] and facts["days_other_year"]):
        raise BadFacts("days", "at least one day is needed")
    if facts["travel_days"] and ground is not WelfareGround.DEATH:
        raise BadFacts("travel_days", "days of travel belong to the ground DEATH")
    request = WelfareRequest(
        on=facts["on"],
        ground=ground,
        days=facts["days"],
        travel_days=facts["travel_days"],
        used=facts["used"],
        used_travel=facts["used_travel"],
        days_other_year=facts["days_other_year"],
    )
    return welfare_leave(request, around.holidays, around.practice)


def _religious(facts: Facts, around: Around) -> Decision[FeastDays]:
    days = facts["days"]
    if not days:
        raise BadFacts("days", "at least one day is needed")
    for index, day in enumerate(days):
        if day.year != days[0].year:
            raise BadFacts(f"days[{index}]", "it is in another calendar year; ask for each year by itself")
    asked = FeastFacts(days, facts["told_on"], facts["belongs_to_norske_kirke"], facts["taken"])
    return religious_days(asked, around.holidays)


def _holiday(facts: Facts, around: Around) -> Decision[int]:
    on, first, last = facts["on"], facts["programme_from"], facts["programme_to"]
    if on < facts["born"]:
        raise BadFacts("born", "it comes after 'on'")
    if first and last and last < first:
        raise BadFacts("programme_to", "it comes before 'programme_from'")
    if first and first.year > on.year:
        raise BadFacts("programme_from", "it comes after the calendar year of 'on'")
    if last and last.year < on.year:
        raise BadFacts("programme_to", "it comes before the calendar year of 'on'")
    who = HolidayFacts(on, facts["born"], facts["taken"], first, last)
    return holiday_balance(who, around.holidays, around.practice)


WELFARE_LEAVE = Question(
    name="welfare-leave",
    facts=(
        Fact("on", DATE, "the first day asked for"),
        Fact("ground", one_of(*WelfareGround), "why"),
        Fact("days", COUNT, "working days asked for, without travel"),
        Fact("travel_days", COUNT, "necessary days of travel to a funeral", optional=True, default=0),
        Fact("used", list_of(DATE), "days of welfare leave granted before", optional=True, default=()),
        Fact("used_travel", list_of(DATE), "days of travel granted before", optional=True, default=()),
        Fact(
            "days_other_year",
            COUNT,
            "days of the same leave in another calendar year, which count against the ground's own limit alone",
            optional=True,
            default=0,
        ),
    ),
    decide=_welfare,
    example={"on": "2026-11-23", "ground": "DEATH", "days": 3, "travel_days": 2, "used": []},
    covers=("KVP-WEL-01", "KVP-WEL-02"),
    rests_on=("leave.welfare_days", "leave.welfare_days_kindergarten", "leave.welfare_days_death"),
    settings=(TRAVEL_IN_THE_TEN,),
)

RELIGIOUS_DAYS = Question(
    name="religious-days",
    facts=(
        Fact("days", list_of(DATE), "the days asked for, all of one calendar year"),
        Fact("told_on", DATE, "the day the municipality was told"),
        Fact("belongs_to_norske_kirke", YES_NO, "never which religion"),
        Fact("taken", list_of(DATE), "days taken for religious feasts before", optional=True, default=()),
    ),
    decide=_religious,
    example={"days": ["2026-12-08"], "told_on": "2026-11-23", "belongs_to_norske_kirke": False, "taken": []},
    covers=("KVP-HOL-02",),
    rests_on=("leave.religious_days", "leave.religious_notice_days"),
)

FREE_DAY = Question(
    name="free-day",
    facts=(
        Fact("day", DATE, "the day asked about"),
        Fact(
            "programme_says_otherwise",
            YES_NO,
            "whether the participant's own programme has made it a programme day",
            optional=True,
            default=False,
        ),
    ),
    decide=lambda facts, around: free_day(
        facts["day"], around.holidays, programme_says_otherwise=facts["programme_says_otherwise"]
    ),
    example={"day": "2027-05-17"},
    covers=("KVP-HOL-01",),
)

HOLIDAY_BALANCE = Question(
    name="holiday-balance",
    facts=(
        Fact("on", DATE, "the day asked about; its calendar year is the one counted"),
        Fact("born", DATE, "the participant's day of birth"),
        Fact("taken", list_of(DATE), "days of holiday taken or planned", optional=True, default=()),
        Fact("programme_from", DATE, "the programme's first day", optional=True),
        Fact("programme_to", DATE, "the programme's last day", optional=True),
    ),
    decide=_holiday,
    example={"on": "2026-12-31", "born": "1966-06-15", "taken": ["2026-12-24", "2026-12-25"]},
    covers=("KVP-HOL-03", "KVP-HOL-04", "KVP-HOL-05"),
    rests_on=("leave.holiday_days", "leave.holiday_days_senior", "leave.senior_age"),
    settings=(SENIOR_FROM, PART_YEAR),
)

QUESTIONS = (WELFARE_LEAVE, RELIGIOUS_DAYS, FREE_DAY, HOLIDAY_BALANCE)
