"""The writing routes of the translators' workbench: a part of `tests.web.routes`."""

from sqlalchemy import Connection, Engine, select

from portal.store.models import TranslationProposal, TranslationQuestion

TRANSLATOR = "presis-pil"


def texts_of(connection: Connection) -> list[str]:
    """The texts that somebody has proposed something for, as addresses name them; those that still wait come first."""
    proposal = TranslationProposal
    query = select(proposal.locale, proposal.hash, proposal.state).order_by(proposal.proposed_at)
    found = sorted(connection.execute(query), key=lambda row: row.state != "proposed")
    return list(dict.fromkeys(f"{row.locale}/{row.hash}" for row in found))


def questions_of(connection: Connection) -> list[str]:
    """Every question's id."""
    return list(connection.scalars(select(TranslationQuestion.id).order_by(TranslationQuestion.id)))


def of_translators(engine: Engine) -> list[tuple[str, str, str, dict[str, str]]]:
    """Endpoint, who, path and fields of each."""
    with engine.connect() as connection:
        text, question = texts_of(connection)[0], questions_of(connection)[0]
    proposed = {"key": "k" * 24, "text_0": "Noe annet", "seen": "x", "reason": "", "then": "stay"}
    reviewed = {"proposal": "nobody's", "version": "1", "verdict": "accepted", "reason": ""}
    here = f"/translate/{text}"
    return [
        ("translate_text.propose", TRANSLATOR, here, proposed),
        ("translate_text.check", TRANSLATOR, f"{here}/check", proposed),
        ("translate_review.review", TRANSLATOR, f"{here}/review", reviewed),
        ("translate_review.withdraw", TRANSLATOR, f"{here}/withdraw", {"proposal": "nobody's"}),
        ("translate_questions.ask", TRANSLATOR, f"{here}/ask", {"words": "Hva betyr dette?"}),
        (
            "translate_questions.answer",
            TRANSLATOR,
            f"/translate/questions/{question}/answer",
            {"words": "Det betyr dette.", "text": ""},
        ),
    ]
