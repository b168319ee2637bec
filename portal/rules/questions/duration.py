"""Questions about how long a programme lasts."""

from portal.rules.duration import start_deadline
from portal.rules.questions.facts import DATE, Fact
from portal.rules.questions.question import Question

START_BY = Question(
    name="start-by",
    facts=(Fact("application_received", DATE, "the day the application came in"),),
    decide=lambda facts, _around: start_deadline(facts["application_received"]),
    example={"application_received": "2026-11-02"},
    covers=("KVP-DUR-01",),
    rests_on=("duration.start_after_application_months",),
)

QUESTIONS = (START_BY,)
