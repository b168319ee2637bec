"""The overlay of accepted translations: one for each text and language, and a number by which others notice a new one."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.translating import Key, ProposalState, Verdict, hash_of
from portal.store import translation as store
from portal.store import translation_proposal as proposals
from portal.store import translation_question as questions
from portal.store import translation_queue as queue
from portal.store.base import new_id
from portal.store.engine import for_reading, for_writing
from portal.store.models import TranslationProposal, TranslationQuestion, TranslationReview
from tests.builders import Village, at_once, oslo, save

NOON = oslo("2026-11-24 12:00")
WEEK: Key = (None, "Min uke", None)
DAYS: Key = (None, "%(count)d dag", "%(count)d dager")


def propose(engine: Engine, author: str, key: Key = WEEK, texts: tuple[str, ...] = ("My week",)) -> str:
    """An open proposal into English; its id."""
    ctx, msgid, plural = key
    row = TranslationProposal(
        id=new_id(),
        locale="en",
        hash=hash_of(key),
        ctx=ctx,
        msgid=msgid,
        plural=plural,
        texts=list(texts),
        before=[],
        author_id=author,
        proposed_at=NOON,
    )
    save(engine, row)
    return row.id


def accept(engine: Engine, village: Village, key: Key, texts: tuple[str, ...], locale: str = "en") -> int:
    """Put an accepted text; its generation."""
    proposal_id = propose(engine, village.translator.id, key, texts) if locale == "en" else ""
    with Session(for_writing(engine)) as session:
        if not proposal_id:
            proposal_id = session.query(TranslationProposal.id).first()[0]  # type: ignore[index]
        row = session.get_one(TranslationProposal, proposal_id)
        row.state = ProposalState.ACCEPTED
        number = store.put(
            session,
            locale,
            hash_of(key),
            key,
            texts,
            proposal_id=proposal_id,
            by=village.caseworker.id,
            at=NOON,
        )
        session.commit()
    return number


def test_nothing_is_accepted_at_first(engine: Engine) -> None:
    with Session(for_reading(engine)) as session:
        assert store.generation(session) == 0
        assert store.all_accepted(session) == []


def test_the_number_grows_with_every_acceptance_in_any_language(engine: Engine, village: Village) -> None:
    numbers = [
        accept(engine, village, WEEK, ("My week",)),
        accept(engine, village, DAYS, ("%(count)d day", "%(count)d days")),
        accept(engine, village, WEEK, ("Veka mi",), "nn"),
        accept(engine, village, WEEK, ("This week of mine",)),
    ]
    assert numbers == [1, 2, 3, 4]
    with Session(for_reading(engine)) as session:
        assert store.generation(session) == 4
        found = store.all_accepted(session)
        since = store.accepted_since(session, 2)
        english = store.accepted_in(session, "en")
        by_locale = store.accepted_by_locale(session)
    assert [(one.locale, one.key, one.texts, one.generation) for one in found] == [
        ("en", DAYS, ("%(count)d day", "%(count)d days"), 2),
        ("nn", WEEK, ("Veka mi",), 3),
        ("en", WEEK, ("This week of mine",), 4),
    ]
    assert since == found[1:]
    assert english == [found[0], found[2]]
    assert found[0].at == NOON
    assert by_locale == {
        "en": {DAYS: ("%(count)d day", "%(count)d days"), WEEK: ("This week of mine",)},
        "nn": {WEEK: ("Veka mi",)},
    }


def test_six_at_once_get_six_numbers(engine: Engine, village: Village) -> None:
    keys: list[Key] = [(None, f"Tekst {number}", None) for number in range(6)]
    proposal_ids = [propose(engine, village.translator.id, key) for key in keys]

    def put(number: int) -> int:
        with Session(for_writing(engine)) as session:
            key = keys[number]
            found = store.put(
                session,
                "en",
                hash_of(key),
                key,
                ("x",),
                proposal_id=proposal_ids[number],
                by=village.caseworker.id,
                at=NOON,
            )
            session.commit()
        return found

    assert sorted(at_once(6, put)) == [1, 2, 3, 4, 5, 6]


def test_two_open_proposals_of_one_author_for_one_text_cannot_stand(engine: Engine, village: Village) -> None:
    propose(engine, village.translator.id)
    propose(engine, village.caseworker.id)
    with pytest.raises(IntegrityError):
        propose(engine, village.translator.id)


def test_the_database_itself_refuses_an_authors_review_of_their_own(engine: Engine, village: Village) -> None:
    author = village.translator.id
    review = {"author_id": author, "verdict": Verdict.ACCEPTED, "reviewed_at": NOON}
    proposal_id = propose(engine, author)
    save(engine, TranslationReview(proposal_id=proposal_id, reviewer_id=village.leader.id, **review))
    for reviewer in (author, village.leader.id):
        with pytest.raises(IntegrityError):
            save(engine, TranslationReview(proposal_id=proposal_id, reviewer_id=reviewer, **review))
    with Session(for_reading(engine)) as session:
        assert proposals.agreed(proposals.reviews_of(session, [proposal_id])) == {village.leader.id}
        assert proposals.reviews_of(session, []) == []


def test_what_is_overtaken_waits_no_more(engine: Engine, village: Village) -> None:
    first, second = propose(engine, village.translator.id), propose(engine, village.caseworker.id)
    other = propose(engine, village.translator.id, DAYS)
    with Session(for_writing(engine)) as session:
        assert queue.hashes(session, "en") == {hash_of(WEEK), hash_of(DAYS)}
        assert queue.count(session, "en", ()) == 3
        proposals.overtake(session, "en", hash_of(WEEK), first, NOON + timedelta(hours=1))
        session.commit()
        found = queue.some(session, village.leader.id, None, (), limit=9, offset=0)
        assert {row.id for row in found} == {first, other}
        assert (queue.count(session, None, {hash_of(DAYS)}), queue.count(session, "nn", ())) == (1, 0)
        found = proposals.of_text(session, "en", hash_of(WEEK), limit=9, offset=0)
        (gone,) = [row for row in found if row.id == second]
        assert (gone.state, gone.version) == (ProposalState.OVERTAKEN, 2)


def test_a_question_without_an_answer_is_found_in_every_language(engine: Engine, village: Village) -> None:
    asked = {"hash": hash_of(WEEK), "msgid": "Min uke", "locale": "nn", "words": "Hvilken uke?"}
    save(engine, TranslationQuestion(id=new_id(), author_id=village.translator.id, asked_at=NOON, **asked))
    with Session(for_reading(engine)) as session:
        assert questions.count_unanswered(session) == 1
        assert [row.words for row in questions.some(session, limit=9, offset=0)] == ["Hvilken uke?"]
        assert questions.asked_about(session) == {hash_of(WEEK)}
        assert questions.answers_to(session, []) == []


def test_no_two_keys_share_a_name() -> None:
    keys: list[Key] = [
        *((None, "ab", None), ("a", "b", None), (None, "a", "b"), ("", "ab", None), (None, "ab", "")),
        ("ab", "", None),
    ]
    names = {hash_of(key) for key in keys}
    assert len(names) == len(keys)
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in names)
    assert hash_of(WEEK) == "30c0b1a71ddf9b52"


@pytest.mark.parametrize("texts", ["null", "3", '{"a": "b"}', "[1, null]"])
def test_a_row_that_somebody_has_spoiled_says_nothing_and_stops_nobody(
    engine: Engine, village: Village, texts: str
) -> None:
    accept(engine, village, WEEK, ("My week",))
    with Session(for_writing(engine)) as session:
        session.execute(text("UPDATE translation_text SET texts = :texts"), {"texts": texts})
        session.commit()
    with Session(for_reading(engine)) as session:
        assert [one.texts for one in store.all_accepted(session)] == [()]
