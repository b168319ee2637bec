"""Extension on special grounds, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import extension
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _within(to: Voice, it: extension.WithinTheLongestTime) -> str:
    return to.gettext(
        "Forlengelsen det er spørsmål om, går til %(until)s. Programmet kan ikke vare lenger enn til %(last)s.",
        until=to.day(it.until),
        last=to.day(it.absolute_maximum),
    )


def _beyond(to: Voice, it: extension.BeyondTheLongestTime) -> str:
    return to.gettext(
        "Forlengelsen kan ikke vare til %(until)s, for programmet kan ikke vare lenger enn til %(last)s.",
        until=to.day(it.until),
        last=to.day(it.absolute_maximum),
    )


def _left(to: Voice, it: extension.AssessmentMustBeFinished) -> str:
    return to.ngettext(
        "Du får svar når kommunen har vurdert det som mangler. Det er %(num)s punkt igjen.",
        "Du får svar når kommunen har vurdert det som mangler. Det er %(num)s punkter igjen.",
        it.left,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    extension.ExtensionNecessary: lambda to, _it: to.gettext(
        "Kommunen mener at du trenger forlengelsen for å komme i arbeid."
    ),
    extension.ExtensionNotNecessary: lambda to, _it: to.gettext(
        "Kommunen mener at du ikke trenger forlengelsen for å komme i arbeid."
    ),
    extension.NecessityNotAssessed: lambda to, _it: to.gettext(
        "Kommunen har ikke vurdert ennå om du trenger forlengelsen for å komme i arbeid."
    ),
    extension.HasHadProgress: lambda to, _it: to.gettext(
        "Kommunen mener at du har kommet nærmere arbeidslivet."
    ),
    extension.HasHadNoProgress: lambda to, _it: to.gettext(
        "Kommunen mener at du ikke har kommet nærmere arbeidslivet."
    ),
    extension.ProgressNotAssessed: lambda to, _it: to.gettext(
        "Kommunen har ikke vurdert ennå om du har kommet nærmere arbeidslivet."
    ),
    extension.MotivationWeighed: lambda to, _it: to.gettext("Kommunen har lagt vekt på motivasjonen din."),
    extension.MotivationNotWeighed: lambda to, _it: to.gettext(
        "Kommunen skal legge vekt på motivasjonen din, men har ikke gjort det ennå."
    ),
    extension.LikelyToGetWork: lambda to, _it: to.gettext(
        "Kommunen mener at du trolig kan komme i arbeid når et forlenget program er ferdig."
    ),
    extension.NotLikelyToGetWork: lambda to, _it: to.gettext(
        "Kommunen mener at du trolig ikke kan komme i arbeid når et forlenget program er ferdig."
    ),
    extension.LikelihoodNotAssessed: lambda to, _it: to.gettext(
        "Kommunen har ikke vurdert ennå om du trolig kan komme i arbeid når et forlenget program er ferdig."
    ),
    extension.LabourMarketConsidered: lambda to, _it: to.gettext("Kommunen har sett på arbeidsmarkedet."),
    extension.LabourMarketNotConsidered: lambda to, _it: to.gettext(
        "Arbeidsmarkedet har betydning, men kommunen har ikke sett på det ennå."
    ),
    extension.WithinTheLongestTime: _within,
    extension.BeyondTheLongestTime: _beyond,
    extension.SpecialGroundsNotNeeded: lambda to, it: to.gettext(
        "Til og med %(day)s kan programmet forlenges uten særlige grunner.", day=to.day(it.base_maximum)
    ),
    extension.CaseworkerDecidesExtension: lambda to, _it: to.gettext(
        "Det er en saksbehandler i kommunen som bestemmer om programmet blir forlenget av særlige grunner."
    ),
    extension.ExtendNoLongerThan: lambda to, it: to.gettext(
        "En forlengelse kan vare til og med %(day)s, men ikke lenger.", day=to.day(it.absolute_maximum)
    ),
    extension.IfFoundNecessary: lambda to, _it: to.gettext(
        "En ny vurdering kan vise at du trenger forlengelsen for å komme i arbeid. Da kan svaret bli et annet."
    ),
    extension.IfProgressIsFound: lambda to, _it: to.gettext(
        "En ny vurdering kan vise at du har kommet nærmere arbeidslivet. Da kan svaret bli et annet."
    ),
    extension.IfFoundLikelyToGetWork: lambda to, _it: to.gettext(
        "En ny vurdering kan vise at du trolig kan komme i arbeid når et forlenget program er ferdig. Da kan svaret bli et annet."
    ),
    extension.AssessmentMustBeFinished: _left,
}
