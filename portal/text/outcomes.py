"""What a decision comes to, in one sentence for the person it is about."""

from collections.abc import Mapping
from typing import Any

from portal.rules.decision import Decision, Outcome
from portal.text.words import N_, Found, Words

OF_RULE: Mapping[tuple[str, Outcome], str] = {
    ("absence.self_report", Outcome.MET): N_(
        "Egenmelding er nok. Du beholder stønaden når kontaktpersonen har godtatt fraværet."
    ),
    ("absence.self_report", Outcome.UNDECIDED): N_(
        "Kommunen kan be om legeerklæring. Du kan sende nå, og levere den til kontoret etterpå."
    ),
    ("absence.other", Outcome.UNDECIDED): N_("Kontaktpersonen din bestemmer om du beholder stønaden."),
}
"""Where a rule has a sentence of its own."""

OF_ANY: Mapping[Outcome, str] = {
    Outcome.MET: N_("Ja."),
    Outcome.NOT_MET: N_("Nei."),
    Outcome.UNDECIDED: N_("Et menneske må avgjøre."),
    Outcome.COMPUTED: N_("Dette er regnet ut."),
}
"""For the rest."""


def outcome(words: Words, decision: Decision[Any]) -> str:
    """The outcome as plain text."""
    return outcome_found(words, decision).plain


def outcome_found(words: Words, decision: Decision[Any]) -> Found:
    """The outcome, and the language it is in."""
    return words.lookup(OF_RULE.get((decision.rule, decision.outcome), OF_ANY[decision.outcome]))
