"""Why the right to self-report can or cannot be taken up."""

from collections.abc import Callable
from typing import Any

from portal.rules import self_report_loss as loss
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _times(to: Voice, it: loss.FewerThanLimit | loss.LimitReached) -> str:
    return to.ngettext(
        "Du har brukt egenmelding %(num)s gang de siste %(months)s månedene.",
        "Du har brukt egenmelding %(num)s ganger de siste %(months)s månedene.",
        it.occasions,
        months=it.months,
    )


def _fewer(to: Voice, it: loss.FewerThanLimit) -> str:
    after = to.ngettext(
        "Det har først noe å si når det er minst %(num)s gang.",
        "Det har først noe å si når det er minst %(num)s ganger.",
        it.limit,
    )
    return f"{_times(to, it)} {after}"


def _reached(to: Voice, it: loss.LimitReached) -> str:
    after = to.ngettext(
        "Grensen er %(num)s gang, men ingenting skjer av seg selv.",
        "Grensen er %(num)s ganger, men ingenting skjer av seg selv.",
        it.limit,
    )
    return f"{_times(to, it)} {after}"


def _noted(to: Voice, it: loss.NotedNotCounted) -> str:
    return to.ngettext(
        "%(num)s fravær regnes ikke med, fordi legeerklæringen gjelder fra dag %(day)s eller før.",
        "%(num)s fravær regnes ikke med, fordi legeerklæringene gjelder fra dag %(day)s eller før.",
        it.occasions,
        day=it.note_from_day,
    )


def _reassessed_within(to: Voice, it: loss.ReassessedWithin) -> str:
    return to.ngettext(
        "Bestemmer kommunen at du ikke kan bruke egenmelding, må den vurdere det på nytt innen %(num)s måned.",
        "Bestemmer kommunen at du ikke kan bruke egenmelding, må den vurdere det på nytt innen %(num)s måneder.",
        it.months,
    )


def _reassessed_by(to: Voice, it: loss.ReassessedBy) -> str:
    return to.ngettext(
        "Kommunen bestemte %(decided)s at du ikke kan bruke egenmelding. Det må vurderes på nytt innen %(num)s måned, senest %(day)s.",
        "Kommunen bestemte %(decided)s at du ikke kan bruke egenmelding. Det må vurderes på nytt innen %(num)s måneder, senest %(day)s.",
        it.months,
        decided=to.day(it.decided_on),
        day=to.day(it.reassess_by),
    )


def _fewer_again(to: Voice, it: loss.FewerAgainOn) -> str:
    return to.ngettext(
        "Uten flere egenmeldinger er du under grensen på %(num)s gang fra %(day)s.",
        "Uten flere egenmeldinger er du under grensen på %(num)s ganger fra %(day)s.",
        it.limit,
        day=to.day(it.day),
    )


def _more(to: Voice, it: loss.MoreWouldReachLimit) -> str:
    return to.ngettext(
        "Med %(num)s egenmelding til innen %(months)s måneder er du på grensen.",
        "Med %(num)s egenmeldinger til innen %(months)s måneder er du på grensen.",
        it.more,
        months=it.months,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    loss.FewerThanLimit: _fewer,
    loss.LimitReached: _reached,
    loss.NotedNotCounted: _noted,
    loss.DoubtStated: lambda to, _it: to.gettext(
        "Kommunen har sagt at den har god grunn til å tro at fraværet ikke skyldes sykdom eller skade."
    ),
    loss.NoDoubtStated: lambda to, _it: to.gettext("Kommunen har ikke sagt at den tviler på at du var syk."),
    loss.NumberDoesNotCountForSickChild: lambda to, _it: to.gettext(
        "Når barnet eller barnepasseren er syk, har det ikke noe å si hvor mange ganger du har brukt egenmelding."
    ),
    loss.MunicipalityMayDecideLoss: lambda to, _it: to.gettext(
        "Kommunen kan bestemme at du ikke får bruke egenmelding, men den trenger ikke å gjøre det."
    ),
    loss.HearingComesFirst: lambda to, _it: to.gettext(
        "Kommunen må la deg si hva du mener før den bestemmer noe."
    ),
    loss.HasBeenHeard: lambda to, _it: to.gettext("Du har fått si hva du mener."),
    loss.ReassessedWithin: _reassessed_within,
    loss.ReassessedBy: _reassessed_by,
    loss.FewerAgainOn: _fewer_again,
    loss.NoteTakesOneAway: lambda to, it: to.gettext(
        "Leverer du legeerklæring som gjelder fra dag %(day)s i et fravær, regnes det fraværet ikke med.",
        day=it.note_from_day,
    ),
    loss.WhatThePersonTells: lambda to, _it: to.gettext("Det du forteller om fraværet, kan fjerne tvilen."),
    loss.MoreWouldReachLimit: _more,
    loss.StatedDoubtWouldMatter: lambda to, _it: to.gettext(
        "Bare hvis kommunen har god grunn til å tvile på sykdommen, kan svaret bli et annet."
    ),
}
