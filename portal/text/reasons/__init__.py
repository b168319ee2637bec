"""Reasons: one sentence for each reason that a rule can give, and how a paragraph is cited."""

from collections.abc import Callable
from typing import Any

from portal.rules.decision import Reason
from portal.rules.law import Basis, Citation
from portal.text.dates import Dates
from portal.text.reasons import (
    absence,
    back_pay,
    benefit,
    benefit_month,
    birth,
    birth_days,
    case_handling,
    child_abroad,
    children,
    complaint,
    content,
    deadlines,
    deducted,
    doctors_note,
    duration,
    ending,
    extension,
    free_days,
    holiday,
    interruption,
    languages,
    milestones,
    not_counted,
    paid_work,
    payment,
    period_end,
    pregnancy,
    rates,
    reduction,
    religious_days,
    self_report_loss,
    sick_child,
    sick_child_report,
    welfare,
    working_beside,
)
from portal.text.reasons.voice import Voice
from portal.text.words import Words


def sentence(words: Words, dates: Dates, reason: Reason) -> str:
    """What the reason says, in the reader's language. Raises KeyError for a reason that nobody has put into words."""
    return SENTENCES[type(reason)](Voice(words, dates), reason)


def cited(words: Words, basis: Basis) -> str:
    """Where it stands: the paragraph in Norwegian legal style, or that the office chose it itself.

    The name of the statute stays Norwegian in every language: it is what one must say to find it.
    """
    if not isinstance(basis, Citation):
        return words.gettext("Kontorets egen rutine")
    parts = [f"{basis.statute.short_name} § {basis.paragraf}"]
    if basis.ledd:
        parts.append(f"{ORDINALS[basis.ledd]} ledd")
    if basis.punktum:
        parts.append(f"{ORDINALS[basis.punktum]} punktum")
    if basis.bokstav:
        parts.append(f"bokstav {basis.bokstav}")
    return " ".join(parts)


ORDINALS = ("", "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende")

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    **absence.SENTENCES,
    **back_pay.SENTENCES,
    **benefit.SENTENCES,
    **benefit_month.SENTENCES,
    **birth.SENTENCES,
    **birth_days.SENTENCES,
    **case_handling.SENTENCES,
    **child_abroad.SENTENCES,
    **children.SENTENCES,
    **complaint.SENTENCES,
    **content.SENTENCES,
    **deadlines.SENTENCES,
    **deducted.SENTENCES,
    **doctors_note.SENTENCES,
    **duration.SENTENCES,
    **ending.SENTENCES,
    **extension.SENTENCES,
    **free_days.SENTENCES,
    **holiday.SENTENCES,
    **interruption.SENTENCES,
    **languages.SENTENCES,
    **milestones.SENTENCES,
    **not_counted.SENTENCES,
    **paid_work.SENTENCES,
    **payment.SENTENCES,
    **period_end.SENTENCES,
    **pregnancy.SENTENCES,
    **rates.SENTENCES,
    **reduction.SENTENCES,
    **religious_days.SENTENCES,
    **self_report_loss.SENTENCES,
    **sick_child.SENTENCES,
    **sick_child_report.SENTENCES,
    **welfare.SENTENCES,
    **working_beside.SENTENCES,
}
"""How each reason is said. A test holds it against every reason class there is."""
