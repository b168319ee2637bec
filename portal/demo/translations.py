"""What translators have proposed, returned and asked. The sentences are the portal's own; nothing here is about anybody."""

from dataclasses import dataclass
from datetime import timedelta

from portal.demo.names import key_of
from portal.demo.world import World, identifier
from portal.domain.translating import Key, ProposalState, Verdict, hash_of
from portal.store.translation_proposal import TranslationProposal, TranslationReview
from portal.store.translation_question import TranslationAnswer, TranslationQuestion

PRECISE, LISTENING, EXACT, PATIENT = "Presis Pil", "Lydhør Lyng", "Nøyaktig Nype", "Grundig Gran"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """One proposal. `hours` is how long ago it was made; `said` are others' answers, each with its reason."""

    by: str
    locale: str
    msgid: str
    before: str
    text: str
    hours: int
    reason: str = ""
    said: tuple[tuple[str, Verdict, str], ...] = ()
    state: ProposalState = ProposalState.PROPOSED


PROPOSED = (
    _Proposed(
        LISTENING,
        "en",
        "Rask ut",
        "Leave now",
        "Quick exit",
        hours=30,
        reason="Det er ordet de fleste nettsteder bruker.",
    ),
    _Proposed(EXACT, "ar", "Kontaktpersonen din", "شخص الاتصال الخاص بك", "جهة اتصالك", hours=26),
    _Proposed(PATIENT, "uk", "Kontaktpersonen din", "Ваша контактна особа", "Ваш консультант", hours=5),
    _Proposed(
        EXACT,
        "ar",
        "Du kan alltid sende klagen. Et menneske leser den.",
        "يمكنك دائمًا إرسال التظلّم. سيقرؤه إنسان.",
        "يمكنك دائمًا إرسال التظلّم. يقرؤه إنسان.",
        hours=50,
        reason="Kilden er i nåtid.",
        said=((LISTENING, Verdict.ACCEPTED, ""),),
    ),
    _Proposed(
        PRECISE,
        "ar",
        "Meldinger",
        "الرسائل",
        "الإشعارات",
        hours=74,
        said=((PATIENT, Verdict.RETURNED, "Dette betyr varsler. Menyen fører til samtalen."),),
        state=ProposalState.RETURNED,
    ),
    _Proposed(PRECISE, "nn", "Rask ut", "Raskt ut", "Fort ut", hours=3),
    _Proposed(PRECISE, "en", "Meldinger", "Messages", "Chat", hours=200, state=ProposalState.WITHDRAWN),
)
ASKED = (
    (
        LISTENING,
        "en",
        "Rask ut",
        "Er det siden som forlates, eller betyr det at noen må komme seg ut av et rom?",
        ((PRECISE, "Siden forlates. Knappen åpner en nøytral side, uten spor i portalen."),),
    ),
    (PATIENT, "uk", "Kontaktpersonen din", "Er det alltid en veileder ved Nav-kontoret?", ()),
)


def add_translations(world: World) -> None:
    """Add them, as they came about over some days."""
    for one in PROPOSED:
        _propose(world, one)
    for by, locale, msgid, words, answers in ASKED:
        _ask(world, by, locale, msgid, words, answers)


def _person(name: str) -> str:
    return identifier("person", key_of(name))


def _propose(world: World, one: _Proposed) -> None:
    key: Key = (None, one.msgid, None)
    at = world.now - one.hours * HOUR
    proposal_id = identifier("translation", one.by, one.locale, one.msgid, one.text)
    open_still = one.state is ProposalState.PROPOSED
    world.add(
        TranslationProposal,
        id=proposal_id,
        locale=one.locale,
        hash=hash_of(key),
        ctx=None,
        msgid=one.msgid,
        plural=None,
        texts=[one.text],
        before=[one.before],
        reason=one.reason,
        author_id=_person(one.by),
        proposed_at=at,
        state=one.state,
        closed_at=None if open_still else at + HOUR,
        version=1 if open_still else 2,
    )
    for by, verdict, reason in one.said:
        world.add(
            TranslationReview,
            id=identifier("translation review", proposal_id, by),
            proposal_id=proposal_id,
            author_id=_person(one.by),
            reviewer_id=_person(by),
            verdict=verdict,
            reason=reason,
            reviewed_at=at + HOUR,
        )


def _ask(
    world: World, by: str, locale: str, msgid: str, words: str, answers: tuple[tuple[str, str], ...]
) -> None:
    key: Key = (None, msgid, None)
    at = world.now - 28 * HOUR
    question_id = identifier("translation question", msgid, words)
    asked = {"hash": hash_of(key), "ctx": None, "msgid": msgid, "plural": None, "locale": locale}
    world.add(TranslationQuestion, id=question_id, words=words, author_id=_person(by), asked_at=at, **asked)
    for number, (who, said) in enumerate(answers, 1):
        world.add(
            TranslationAnswer,
            id=identifier("translation answer", question_id, number),
            question_id=question_id,
            words=said,
            author_id=_person(who),
            answered_at=at + number * HOUR,
        )
