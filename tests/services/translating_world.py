"""Three translators and two texts, one of which has the weight of law."""

from dataclasses import dataclass

from sqlalchemy import Engine

from portal.domain.people import Actor, Role
from portal.domain.translating import Key, SourceText, Texts, Verdict, hash_of, stamp_of
from portal.services import translating, translating_reading, translating_review
from portal.services.translating_reading import Proposed
from portal.services.translating_review import Reviewed
from portal.services.work import Desk
from tests.builders import add_person

WEEK_KEY: Key = (None, "Min uke", None)
APPEAL_KEY: Key = (None, "Du kan klage på vedtaket.", None)
WEEK = SourceText(WEEK_KEY, hash_of(WEEK_KEY))
APPEAL = SourceText(APPEAL_KEY, hash_of(APPEAL_KEY), legal=True)
IN_FILE: Texts = ("The week",)


@dataclass(frozen=True, slots=True)
class Translators:
    """Those who translate."""

    first: Actor
    second: Actor
    third: Actor


def translators_of(engine: Engine) -> Translators:
    """Write three of them."""
    return Translators(
        *(add_person(engine, Role.TRANSLATOR, None, name) for name in ("Ord Os", "Språk Sti", "Tekst Tue"))
    )


def anything(_texts: Texts) -> bool:
    """Whether a text is safe, for tests that ask about something else."""
    return True


def proposed(
    desk: Desk,
    by: Actor,
    text: str = "My week",
    source: SourceText = WEEK,
    *,
    seen: Texts = IN_FILE,
    reason: str = "",
    key: str = "",
) -> str:
    """Propose one text into English; the proposal's id. `seen` is what stood there when the author began."""
    with desk.writing(by) as work:
        return translating.propose(
            work,
            source,
            "en",
            (text,),
            in_file=IN_FILE,
            is_safe=anything,
            seen=stamp_of(seen),
            reason=reason,
            key=key,
        )


def reviewed(
    desk: Desk,
    by: Actor,
    proposal_id: str,
    verdict: Verdict = Verdict.ACCEPTED,
    reason: str = "",
    *,
    source: SourceText = WEEK,
    version: int = 1,
    safe: bool = True,
    in_file: Texts = IN_FILE,
) -> Reviewed:
    """Say yes or no to it. `safe` is what the checks of words say, `in_file` what the file says by then."""
    with desk.writing(by) as work:
        return translating_review.review(
            work,
            source,
            "en",
            proposal_id,
            version,
            verdict,
            reason,
            in_file=in_file,
            is_safe=lambda _texts: safe,
        )


def standing(desk: Desk, who: Actor, source: SourceText = WEEK) -> Texts:
    """What the text says now."""
    with desk.reading(who) as work:
        return translating.standing(work, "en", source, IN_FILE, is_safe=anything)


def history(desk: Desk, who: Actor, source: SourceText = WEEK) -> tuple[Proposed, ...]:
    """All that was proposed for the text."""
    with desk.reading(who) as work:
        return translating_reading.history(work, "en", source.hash).rows
