"""What must come in the course of a programme, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import milestones
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _too_late(to: Voice, it: milestones.StartsTooLate) -> str:
    return to.gettext(
        "Programmet skal starte senest %(latest)s, så %(start)s er for sent. Det er kommunen som må rette det.",
        latest=to.day(it.latest),
        start=to.day(it.start),
    )


def _final_part(to: Voice, it: milestones.FinalPart) -> str:
    return to.ngettext(
        "Kontoret regner den siste uka som den avsluttende delen. Den begynner %(day)s.",
        "Kontoret regner de siste %(num)s ukene som den avsluttende delen. Den begynner %(day)s.",
        it.weeks,
        day=to.day(it.begins_on),
    )


def _search_planned(to: Voice, it: milestones.SearchIsPlanned) -> str:
    return to.gettext(
        "Du skal søke jobb fra %(first)s, og programmet varer til %(last)s.",
        first=to.day(it.job_search_from),
        last=to.day(it.programme_to),
    )


def _evaluations(to: Voice, it: milestones.EvaluationsStated) -> str:
    return to.ngettext(
        "Programmet har %(num)s dag for evaluering, %(day)s.",
        "Programmet har %(num)s dager for evaluering. Den første er %(day)s.",
        it.count,
        day=to.day(it.first_day),
    )


def _reminded(to: Voice, it: milestones.RemindedBeforeEvaluation) -> str:
    return to.ngettext(
        "Du og kontaktpersonen din får en påminnelse %(num)s dag før.",
        "Du og kontaktpersonen din får en påminnelse %(num)s dager før.",
        it.days,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    milestones.StartIsStated: lambda to, it: to.gettext(
        "Programmet ditt starter %(day)s.", day=to.day(it.start)
    ),
    milestones.StartIsNotStated: lambda to, _it: to.gettext(
        "Programmet skal si når du starter, og det gjør det ikke ennå. Det er kommunen som må skrive det inn."
    ),
    milestones.StartsTooLate: _too_late,
    milestones.StartNoLaterThan: lambda to, it: to.gettext(
        "Starter programmet senest %(day)s, er det i tide.", day=to.day(it.latest)
    ),
    milestones.SearchAtLatestInFinalPart: lambda to, _it: to.gettext(
        "Å søke jobb skal være en del av programmet, senest i den avsluttende delen."
    ),
    milestones.SearchMayWaitWhenExtended: lambda to, _it: to.gettext(
        "Når programmet er forlenget, kan det å søke jobb vente til den avsluttende delen av den siste perioden."
    ),
    milestones.FinalPart: _final_part,
    milestones.SearchIsPlanned: _search_planned,
    milestones.SearchIsNotPlanned: lambda to, it: to.gettext(
        "Det er ikke planlagt at du skal søke jobb før programmet slutter %(day)s.",
        day=to.day(it.programme_to),
    ),
    milestones.PlanSearchInFinalPart: lambda to, it: to.gettext(
        "Blir det planlagt at du skal søke jobb senest i den avsluttende delen, som begynner %(day)s, er det i tide.",
        day=to.day(it.begins_on),
    ),
    milestones.EvaluationsStated: _evaluations,
    milestones.NoEvaluationStated: lambda to, _it: to.gettext(
        "Programmet skal si når dere evaluerer det, og det har ingen slik dag. Det er kommunen som må skrive den inn."
    ),
    milestones.EvaluationsOutside: lambda to, it: to.ngettext(
        "%(num)s dag for evaluering er utenfor perioden og regnes ikke med.",
        "%(num)s dager for evaluering er utenfor perioden og regnes ikke med.",
        it.count,
    ),
    milestones.RemindedBeforeEvaluation: _reminded,
    milestones.StateAnEvaluation: lambda to, it: to.gettext(
        "Det trengs minst én dag for evaluering fra %(first)s til %(last)s.",
        first=to.day(it.first_day),
        last=to.day(it.last_day),
    ),
    milestones.CertificateIsDue: lambda to, _it: to.gettext(
        "Du skal få et deltakerbevis, fordi programmet ditt er gjennomført eller avsluttet."
    ),
    milestones.CertificateComesAtTheEnd: lambda to, _it: to.gettext(
        "Du får et deltakerbevis når programmet er gjennomført eller avsluttet."
    ),
    milestones.IfProgrammeIsOver: lambda to, _it: to.gettext(
        "Blir programmet ditt gjennomført eller avsluttet, skal kommunen gi deg deltakerbeviset."
    ),
}
