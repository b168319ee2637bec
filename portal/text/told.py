"""A decision told as JSON, with its sentences in the reader's language: what the command line prints."""

from typing import Any

from portal.rules.decision import Decision, Reason
from portal.rules.law import Basis, Citation
from portal.rules.questions.question import Question, facts_of
from portal.text.dates import Dates
from portal.text.reasons import cited, sentence
from portal.text.words import Words


def told(question: Question, decision: Decision[Any], words: Words, dates: Dates) -> dict[str, Any]:
    """The answer with every reason: its code, its facts, its sentence and what it rests on. The shape is a contract."""

    def reason_told(reason: Reason) -> dict[str, Any]:
        return {
            "code": reason.code,
            "facts": facts_of(reason),
            "sentence": sentence(words, dates, reason),
        }

    return {
        "rule": question.name,
        "version": decision.version,
        "outcome": decision.outcome.value,
        "value": question.value(decision.value),
        "because": [
            reason_told(because.reason) | {"basis": basis_told(because.basis, words)}
            for because in decision.because
        ],
        "would_change": [reason_told(reason) for reason in decision.would_change],
    }


def basis_told(basis: Basis, words: Words) -> dict[str, Any]:
    """A place in the law down to the sentence, with its link, or the office's own choice; never one for the other."""
    if isinstance(basis, Citation):
        since = basis.wording_since
        return {
            "statute": basis.statute.short_name,
            "number": basis.statute.number,
            "paragraf": basis.paragraf,
            "ledd": basis.ledd,
            "punktum": basis.punktum,
            "bokstav": basis.bokstav,
            "wording_since": since.isoformat() if since else None,
            "cited": cited(words, basis),
            "link": basis.address,
        }
    return {"house_rule": basis.code, "note": basis.note, "cited": cited(words, basis)}
