"""Individual plans: one that was offered and waits for nobody, and one that two have written in."""

from datetime import date, time

from portal.demo.days import shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.events import IndividualPlanAnswered, IndividualPlanOffered, IndividualPlanWritten
from portal.domain.individual_plan import PlanAnswer, PlanPart
from portal.domain.submission import SubmissionKind
from portal.store.individual_plan import IndividualPlan, IndividualPlanPart

OFFERED, WITH_A_PLAN = "modig-molte", "kvikk-kvist"
SHARE_WITH = "Fastlegen min og læraren på kurset"
CONSENT = "Eg samtykker i at kontoret lagar ein individuell plan saman med meg."
# What each part says, and whether the participant wrote it.
PARTS = {
    PlanPart.GOALS: ("Eg vil ha fast arbeid nær heime. Eg likar å arbeide med dyr.", True),
    PlanPart.PEOPLE: ("Kontaktpersonen, fastlegen og læreren på kurset.", False),
    PlanPart.RESPONSIBLE: ("Kontaktpersonen kaller inn og skriver ned hva vi blir enige om.", False),
    PlanPart.COORDINATOR: ("Koordinator er tilbudt. Kontaktpersonen har oppgaven til vi finner en.", False),
    PlanPart.PERIOD: ("Planen gjelder i ett år. Vi ser på den hver tredje måned.", False),
}


def add_individual_plans(world: World, people: list[Participant]) -> None:
    """Add them."""
    by_key = {person.key: person for person in people}
    _add(world, by_key[OFFERED], shift(world.today, -6), None)
    _add(world, by_key[WITH_A_PLAN], shift(world.today, -30), shift(world.today, -27))


def _add(world: World, person: Participant, offered: date, answered: date | None) -> None:
    plan_id, offered_at = identifier("individual-plan", person.key), oslo_moment(offered, time(11, 20))
    at = oslo_moment(answered, time(18, 5)) if answered else None
    world.add(
        IndividualPlan,
        id=plan_id,
        participant_id=person.id,
        office_id=person.office_id,
        offered_by=person.contact_id,
        offered_at=offered_at,
        answer=PlanAnswer.WANTED if answered else None,
        answered_at=at,
        consent_text=CONSENT if answered else "",
        share_with=SHARE_WITH if answered else "",
        consent_at=at,
        withdrawn_at=None,
        version=2 if answered else 1,
    )
    about = (person.id, person.office_id, plan_id)
    world.tell(IndividualPlanOffered(*about), offered_at, person.contact_id, plan_id)
    if at is None or answered is None:
        return
    content: dict[str, object] = {"answer": PlanAnswer.WANTED.value, "share_with": SHARE_WITH}
    world.hand_in(person.id, person.locale, SubmissionKind.INDIVIDUAL_PLAN, content, at, "answer")
    world.tell(IndividualPlanAnswered(*about), at, person.id, plan_id)
    for number, (part, (text, own)) in enumerate(PARTS.items()):
        written_at = oslo_moment(shift(answered, 1 + number), time(13, 10))
        if own:
            said = {"part": part.value, "text": text, "version": 0}
            world.hand_in(person.id, person.locale, SubmissionKind.INDIVIDUAL_PLAN, said, written_at, part)
        world.add(
            IndividualPlanPart,
            plan_id=plan_id,
            part=part,
            text=text,
            updated_by=person.id if own else person.contact_id,
            updated_at=written_at,
            version=1,
        )
        by = person.id if own else person.contact_id
        world.tell(IndividualPlanWritten(*about), written_at, by, plan_id, part)
