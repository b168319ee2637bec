"""Hundreds of proposals, reviews and questions, written at once and not one by one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, insert

from portal.domain.translating import Key, ProposalState, Verdict, hash_of
from portal.store.base import new_id, rows
from portal.store.translation_proposal import TranslationProposal, TranslationReview
from portal.store.translation_question import TranslationQuestion


def propose_many(
    engine: Engine,
    author_id: str,
    keys: Iterable[Key],
    *,
    at: datetime,
    locale: str = "en",
    state: ProposalState = ProposalState.PROPOSED,
    said_by: str = "",
) -> list[str]:
    """A proposal for each key, a minute apart; their ids. `said_by` has accepted each, and another is needed still."""
    values = [
        {
            "id": new_id(),
            "locale": locale,
            "hash": hash_of(key),
            "author_id": author_id,
            "state": state,
            "ctx": key[0],
            "msgid": key[1],
            "plural": key[2],
            "texts": [f"Text {number}"],
            "before": [],
            "reason": "",
            "proposed_at": at + timedelta(minutes=number),
            "closed_at": None,
            "version": 1,
        }
        for number, key in enumerate(keys)
    ]
    reviews = [
        {
            "id": new_id(),
            "proposal_id": one["id"],
            "author_id": author_id,
            "reviewer_id": said_by,
            "verdict": Verdict.ACCEPTED,
            "reason": "",
            "reviewed_at": at,
        }
        for one in values
    ]
    with engine.begin() as connection:
        connection.execute(insert(rows(TranslationProposal)), values)
        if said_by:
            connection.execute(insert(rows(TranslationReview)), reviews)
    return [str(one["id"]) for one in values]


def ask_many(engine: Engine, author_id: str, key: Key, number: int, *, at: datetime) -> None:
    """So many questions to one text, a minute apart."""
    about = {"hash": hash_of(key), "ctx": key[0], "msgid": key[1], "plural": key[2], "locale": "nn"}
    values = [
        about
        | {"id": new_id(), "words": f"Spørsmål {one}?", "author_id": author_id}
        | {"asked_at": at + timedelta(minutes=one)}
        for one in range(number)
    ]
    with engine.begin() as connection:
        connection.execute(insert(rows(TranslationQuestion)), values)
