"""Losing the right to self-report: when it can be taken up, and never more than that (KVP-forskriften § 8).

The municipality *may* decide it, after hearing the person. So the answer is UNDECIDED or that there is no ground;
nobody loses anything here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.days import add_months
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated, whole_on
from portal.rules.spells import EarlierAbsence, Spell, first_day_without, spells

_2012 = date(2012, 1, 1)
MAY_TAKE_THE_RIGHT = Citation(KVP_FORSKRIFTEN, "8", 1, 1, wording_since=_2012)
REASONABLE_DOUBT = Citation(KVP_FORSKRIFTEN, "8", 1, 1, "b", wording_since=_2012)
HEARING_FIRST = Citation(KVP_FORSKRIFTEN, "8", 3, 1, wording_since=_2012)
SAME_FOR_SICK_CHILD = Citation(KVP_FORSKRIFTEN, "10", 1, 3, wording_since=_2012)


@dataclass(frozen=True, slots=True)
class LossFacts:
    """What is known on the day `on`. `absences` are because of one's own illness; later ones are left out.

    `reasonable_doubt` is what a caseworker has stated: reasonable ground to think that it was no illness; None
    when nobody asks about it, and then nothing is said of it. `heard` says that the person has had the chance to
    speak. `decided_on` is the day of a decision that took the right away.
    `sick_child` asks about self-report for a sick child or carer, where the number of times never counts (§ 10).
    """

    on: date
    absences: tuple[EarlierAbsence, ...] = ()
    reasonable_doubt: bool | None = None
    heard: bool = False
    decided_on: date | None = None
    sick_child: bool = False


@dataclass(frozen=True, slots=True)
class LossFigures(Figures):
    """`occasions` counted against `limit`, and the last day for looking at a decision again, if there is one."""

    code: ClassVar[str] = "figures.self-report-loss"
    occasions: int
    limit: int
    reassess_by: date | None


@dataclass(frozen=True, slots=True)
class FewerThanLimit(Reason):
    """`occasions` self-reports in the last `months` months, fewer than the `limit` that could count against anybody."""

    code: ClassVar[str] = "self-report-loss.fewer-than-limit"
    occasions: int
    limit: int
    months: int


@dataclass(frozen=True, slots=True)
class LimitReached(Reason):
    """`occasions` self-reports in the last `months` months, which is the `limit` or more."""

    code: ClassVar[str] = "self-report-loss.limit-reached"
    occasions: int
    limit: int
    months: int


@dataclass(frozen=True, slots=True)
class NotedNotCounted(Reason):
    """`occasions` absences of the same time are left out, because a doctor's note covers them from day `note_from_day`."""

    code: ClassVar[str] = "self-report-loss.noted-not-counted"
    occasions: int
    note_from_day: int


@dataclass(frozen=True, slots=True)
class DoubtStated(Reason):
    """The municipality has said that it has reasonable ground to think the absence was not because of illness."""

    code: ClassVar[str] = "self-report-loss.doubt-stated"


@dataclass(frozen=True, slots=True)
class NoDoubtStated(Reason):
    """The municipality has not said that it doubts the illness."""

    code: ClassVar[str] = "self-report-loss.no-doubt-stated"


@dataclass(frozen=True, slots=True)
class NumberDoesNotCountForSickChild(Reason):
    """How often self-report was used for a sick child or carer does not count."""

    code: ClassVar[str] = "self-report-loss.number-does-not-count-for-sick-child"


@dataclass(frozen=True, slots=True)
class MunicipalityMayDecideLoss(Reason):
    """The municipality may decide that self-report cannot be used for a time; it does not have to."""

    code: ClassVar[str] = "self-report-loss.municipality-may-decide"


@dataclass(frozen=True, slots=True)
class HearingComesFirst(Reason):
    """Before any such decision the person must have the chance to speak, and has not had it yet."""

    code: ClassVar[str] = "self-report-loss.hearing-comes-first"


@dataclass(frozen=True, slots=True)
class HasBeenHeard(Reason):
    """The person has had the chance to speak."""

    code: ClassVar[str] = "self-report-loss.has-been-heard"


@dataclass(frozen=True, slots=True)
class ReassessedWithin(Reason):
    """A decision must be looked at again within `months` months."""

    code: ClassVar[str] = "self-report-loss.reassessed-within"
    months: int


@dataclass(frozen=True, slots=True)
class ReassessedBy(Reason):
    """The decision of `decided_on` must be looked at again within `months` months, by `reassess_by`."""

    code: ClassVar[str] = "self-report-loss.reassessed-by"
    decided_on: date
    months: int
    reassess_by: date


@dataclass(frozen=True, slots=True)
class FewerAgainOn(Reason):
    """Without new absences there are fewer than `limit` from `day`."""

    code: ClassVar[str] = "self-report-loss.fewer-again-on"
    limit: int
    day: date


@dataclass(frozen=True, slots=True)
class NoteTakesOneAway(Reason):
    """An absence with a doctor's note from its day `note_from_day` is not counted."""

    code: ClassVar[str] = "self-report-loss.note-takes-one-away"
    note_from_day: int


@dataclass(frozen=True, slots=True)
class WhatThePersonTells(Reason):
    """What the person tells about the absence may remove the doubt."""

    code: ClassVar[str] = "self-report-loss.what-the-person-tells"


@dataclass(frozen=True, slots=True)
class MoreWouldReachLimit(Reason):
    """With `more` more self-reports in the last `months` months the limit is reached."""

    code: ClassVar[str] = "self-report-loss.more-would-reach-limit"
    more: int
    months: int


@dataclass(frozen=True, slots=True)
class StatedDoubtWouldMatter(Reason):
    """Only reasonable doubt that the municipality states could lead to another answer."""

    code: ClassVar[str] = "self-report-loss.stated-doubt-would-matter"


def counted_self_reports(absences: Iterable[EarlierAbsence], on: date) -> list[Spell]:
    """The self-reports of the last twelve months, oldest first (§ 8 ledd 1 bokstav a and ledd 2).

    The months end with the day `on`, and the same date a year earlier is out. An illness that ended within them
    counts, also when it began before. One with a doctor's note from the fourth day or sooner does not.
    """
    note_day = whole_on("self_report.note_from_day", on)
    return [spell for spell in _within_window(absences, on) if not spell.has_note_from_day(note_day)]


def self_report_loss(facts: LossFacts) -> Decision[LossFigures]:
    """Whether there is ground to take up losing the right: UNDECIDED when there is, NOT_MET when there is none.

    `NoLawInForce` before 2012.
    """
    limit = dated("self_report.loss_after_count", facts.on)
    months = whole_on("self_report.loss_window_months", facts.on)
    # § 10 punktum 3 takes over bokstav b and ledd 3 for a sick child, not bokstav a: there the number says nothing.
    counted = [] if facts.sick_child else counted_self_reports(facts.absences, facts.on)
    reached = len(counted) >= limit.whole
    number = LimitReached if reached else FewerThanLimit

    if facts.sick_child:
        because = [Because(NumberDoesNotCountForSickChild(), SAME_FOR_SICK_CHILD)]
    else:
        because = [
            Because(number(len(counted), limit.whole, months), limit.basis),
            *_left_out(facts, counted),
        ]
    if facts.reasonable_doubt is not None:
        doubt = DoubtStated() if facts.reasonable_doubt else NoDoubtStated()
        because.append(Because(doubt, REASONABLE_DOUBT))
    if reached or facts.reasonable_doubt:
        because.append(Because(MunicipalityMayDecideLoss(), MAY_TAKE_THE_RIGHT))
        because.append(Because(HasBeenHeard() if facts.heard else HearingComesFirst(), HEARING_FIRST))
    again, by = _reassessed(facts)
    if reached or facts.reasonable_doubt or by:
        because.append(again)

    turns: list[Reason] = []
    if reached:
        # The illnesses leave the window in the order they ended.
        last_too_many = counted[len(counted) - limit.whole]
        turns.append(FewerAgainOn(limit.whole, first_day_without(last_too_many.last_day, months)))
        turns.append(NoteTakesOneAway(whole_on("self_report.note_from_day", facts.on)))
    if facts.reasonable_doubt:
        turns.append(WhatThePersonTells())
    if not turns:
        more = limit.whole - len(counted)
        turns.append(StatedDoubtWouldMatter() if facts.sick_child else MoreWouldReachLimit(more, months))
    outcome = Outcome.UNDECIDED if reached or facts.reasonable_doubt else Outcome.NOT_MET
    figures = LossFigures(len(counted), limit.whole, by)
    return Decision("absence.self_report_loss", 1, outcome, tuple(because), figures, tuple(turns))


def _within_window(absences: Iterable[EarlierAbsence], on: date) -> list[Spell]:
    since = add_months(on, -whole_on("self_report.loss_window_months", on))
    return [s for s in spells(a for a in absences if a.first_day <= on) if s.last_day > since]


def _left_out(facts: LossFacts, counted: list[Spell]) -> list[Because]:
    if noted := len(_within_window(facts.absences, facts.on)) - len(counted):
        row = dated("self_report.note_from_day", facts.on)
        return [Because(NotedNotCounted(noted, row.whole), row.basis)]
    return []


def _reassessed(facts: LossFacts) -> tuple[Because, date | None]:
    row = dated("self_report.reassess_months", facts.decided_on or facts.on)
    if facts.decided_on is None:
        return Because(ReassessedWithin(row.whole), row.basis), None
    by = add_months(facts.decided_on, row.whole)
    return Because(ReassessedBy(facts.decided_on, row.whole, by), row.basis), by
