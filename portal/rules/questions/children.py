"""Questions about the child supplement: for which child, and while the child stays abroad."""

from portal.rules.child_abroad import ChildAbroad, child_abroad
from portal.rules.children import ChildFacts, ChildSupplement, child_supplement
from portal.rules.decision import Decision
from portal.rules.questions.facts import DATE, PERIOD, YES_NO, BadFacts, Fact, Facts, list_of
from portal.rules.questions.question import Around, Question


def _child_abroad(facts: Facts, _around: Around) -> Decision[ChildAbroad]:
    stays = tuple((stay["from"], stay["to"]) for stay in facts["stays"])
    return child_abroad(facts["on"], stays, member=facts["member_of_folketrygd"])


def _child_supplement(facts: Facts, around: Around) -> Decision[ChildSupplement]:
    since = facts["foster_since"]
    if facts["child_born"] > facts["on"]:
        raise BadFacts("child_born", "it comes after 'on'")
    if since and not facts["foster"]:
        raise BadFacts("foster_since", "it is for a foster child")
    if since and since < facts["child_born"]:
        raise BadFacts("foster_since", "it comes before 'child_born'")
    child = ChildFacts(
        facts["on"],
        facts["child_born"],
        facts["lives_in_norway"],
        facts["foster"],
        since,
        facts["claimed_on"],
    )
    return child_supplement(child, around.practice)


CHILD_ABROAD = Question(
    name="child-abroad",
    facts=(
        Fact("on", DATE, "the day asked about"),
        Fact("stays", list_of(PERIOD), "when the child was or will be abroad"),
        Fact(
            "member_of_folketrygd",
            YES_NO,
            "a member under § 2-5 second paragraph meanwhile",
            optional=True,
            default=False,
        ),
    ),
    decide=_child_abroad,
    example={
        "on": "2026-12-31",
        "stays": [{"from": "2026-01-01", "to": "2026-03-01"}, {"from": "2026-12-01", "to": "2026-12-31"}],
    },
    covers=("KVP-CHD-04",),
    rests_on=("child_abroad.days", "child_abroad.window_months"),
)
CHILD_SUPPLEMENT = Question(
    name="child-supplement",
    facts=(
        Fact("on", DATE, "the day asked about"),
        Fact("child_born", DATE, "the child's date of birth"),
        Fact("lives_in_norway", YES_NO, "whether the child lives and stays in Norway"),
        Fact("foster", YES_NO, "whether it is a foster child", optional=True, default=False),
        Fact("foster_since", DATE, "since when the foster child has been supported", optional=True),
        Fact("claimed_on", DATE, "when the supplement was asked for; 'on' if left out", optional=True),
    ),
    decide=_child_supplement,
    example={"on": "2026-11-22", "child_born": "2015-06-01", "lives_in_norway": True},
    covers=("KVP-CHD-03", "KVP-CHD-05", "KVP-CHD-06"),
    rests_on=("rates.child_day", "child_abroad.foster_years"),
    settings=("benefit.child_age_limit",),
)

QUESTIONS = (CHILD_ABROAD, CHILD_SUPPLEMENT)
