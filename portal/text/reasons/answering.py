"""The office's promise of an answer, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.domain.waiting import Pressing
from portal.rules import answering
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _cannot_wait(to: Voice, it: answering.CannotWait) -> str:
    about: Mapping[str, str] = {
        Pressing.ABSENCE: to.gettext("Meldingen handler om fravær. Da svarer kontoret raskere."),
        Pressing.MEETING: to.gettext("Meldingen handler om et møte. Da svarer kontoret raskere."),
        Pressing.URGENT: to.gettext("Meldingen haster. Da svarer kontoret raskere."),
    }
    # A decision of long ago may name what no longer hurries more than the rest.
    return about.get(it.about) or to.gettext("Kontoret svarer raskere på denne meldingen.")


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    answering.CannotWait: _cannot_wait,
    answering.AnswerMissed: lambda to, it: to.gettext(
        "Kontoret hadde lovet svar innen %(day)s, og svaret kom ikke.", day=to.day(it.promised_on)
    ),
    answering.AnswersAfterwards: lambda to, it: to.ngettext(
        "Da svarer kontoret innen %(num)s arbeidsdag etter %(day)s.",
        "Da svarer kontoret innen %(num)s arbeidsdager etter %(day)s.",
        it.working_days,
        day=to.day(it.missed_on),
    ),
}
