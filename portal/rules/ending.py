"""Ending a programme: what is protected, what must be ended, and what is for a caseworker (sosialtjenesteloven § 34).

Nothing here ends a programme. The law says when the municipality must or must not; a human decides the rest.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.interruption import (
    ADVANCE_NOTICE,
    EndedAfterSuspension,
    SuspendedTooLong,
    ToldBeforeEnding,
    after_years,
)
from portal.rules.law import SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import dated

_2019 = date(2019, 1, 1)
MAY_END = Citation(SOSIALTJENESTELOVEN, "34", 1, 1, wording_since=_2019)
WILL_NOT_RESUME = Citation(SOSIALTJENESTELOVEN, "34", 1, 2, wording_since=_2019)

GROUNDS = ("ABSENCE", "WONT_RESUME", "SUSPENDED_A_YEAR", "OTHER")


@dataclass(frozen=True, slots=True)
class AbsenceForWorkIsProtected(Reason):
    """Absence for ordinary work since `absent_from` is no ground for ending before `protected_until`."""

    code: ClassVar[str] = "ending.absence-for-work-is-protected"
    absent_from: date
    protected_until: date


@dataclass(frozen=True, slots=True)
class AbsenceForBirthIsProtected(Reason):
    """Absence for a birth since `absent_from` is no ground for ending before `protected_until`."""

    code: ClassVar[str] = "ending.absence-for-birth-is-protected"
    absent_from: date
    protected_until: date


@dataclass(frozen=True, slots=True)
class AbsenceForAdoptionIsProtected(Reason):
    """Absence for an adoption since `absent_from` is no ground for ending before `protected_until`."""

    code: ClassVar[str] = "ending.absence-for-adoption-is-protected"
    absent_from: date
    protected_until: date


@dataclass(frozen=True, slots=True)
class ProtectionIsOver(Reason):
    """The absence began on `absent_from` and was protected until `protected_until`."""

    code: ClassVar[str] = "ending.protection-is-over"
    absent_from: date
    protected_until: date


@dataclass(frozen=True, slots=True)
class SomeAbsenceIsProtected(Reason):
    """Absence for ordinary work, birth or adoption is protected for `years` years from its first day."""

    code: ClassVar[str] = "ending.some-absence-is-protected"
    years: int


@dataclass(frozen=True, slots=True)
class MayEndForGoodReason(Reason):
    """The municipality may end the programme when there is a good reason that has to do with the participant."""

    code: ClassVar[str] = "ending.may-end-for-good-reason"


@dataclass(frozen=True, slots=True)
class MustEndWhenNotResuming(Reason):
    """The municipality must end the programme when the participant is not likely to take part again."""

    code: ClassVar[str] = "ending.must-end-when-not-resuming"


@dataclass(frozen=True, slots=True)
class NotSuspendedLongEnough(Reason):
    """Suspended since `suspended_from`, it is no ground for ending before `must_end_on`, after `years` years."""

    code: ClassVar[str] = "ending.not-suspended-long-enough"
    suspended_from: date
    years: int
    must_end_on: date


@dataclass(frozen=True, slots=True)
class PossibleFrom(Reason):
    """From `day` the municipality can assess it."""

    code: ClassVar[str] = "ending.possible-from"
    day: date


@dataclass(frozen=True, slots=True)
class PossibleUntil(Reason):
    """`day` is the last one that the municipality can choose."""

    code: ClassVar[str] = "ending.possible-until"
    day: date


@dataclass(frozen=True, slots=True)
class SomethingNewIsTold(Reason):
    """What the participant says before the decision can change it."""

    code: ClassVar[str] = "ending.something-new-is-told"


@dataclass(frozen=True, slots=True)
class AgreedOrAskedFor(Reason):
    """The participant agrees or has asked for it, and has spoken in the case thereby."""

    code: ClassVar[str] = "ending.agreed-or-asked-for"


@dataclass(frozen=True, slots=True)
class AgreementNeedsNoNotice(Reason):
    """What the participant agrees to needs no advance notice."""

    code: ClassVar[str] = "ending.agreement-needs-no-notice"


@dataclass(frozen=True, slots=True)
class MayEnd(Figures):
    """The first day the absence is no longer protected and the day a suspension must end the programme, where asked."""

    code: ClassVar[str] = "figures.may-end"
    protected_before: date | None
    must_end_on: date | None


PROTECTED = {
    "WORK": AbsenceForWorkIsProtected,
    "BIRTH": AbsenceForBirthIsProtected,
    "ADOPTION": AbsenceForAdoptionIsProtected,
}
"""What absence is protected, and how that is said."""


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """An ending that is thought of on the day `on`, on one of `GROUNDS`.

    `protected_from` is the first day of an absence for ordinary work, birth or adoption, `protected_kind` which of
    `PROTECTED`. `suspended_from` is the first day suspended. Raises ValueError where one of them needs another.
    """

    on: date
    ground: str
    protected_from: date | None = None
    protected_kind: str | None = None
    suspended_from: date | None = None

    def __post_init__(self) -> None:
        if (self.protected_from is None) != (self.protected_kind is None):
            raise ValueError("a protected absence has both a first day and a kind")
        if self.ground == "SUSPENDED_A_YEAR" and self.suspended_from is None:
            raise ValueError("the ground is suspension, so its first day is needed")
        if any(day is not None and day > self.on for day in (self.protected_from, self.suspended_from)):
            raise ValueError("it begins after the day that is asked about")


def may_end(facts: EndingFacts) -> Decision[MayEnd]:
    """Whether the municipality may end the programme on this ground (sosialtjenesteloven § 34).

    NOT_MET is a bar for the municipality: absence that is protected, or a suspension that has not lasted long
    enough. All else is UNDECIDED, because a human decides, and the participant is told first.
    """
    protection = dated("duration.protected_absence_years", facts.on)
    because: list[Because] = []
    change: list[Reason] = []
    barred = False
    protected_until = must_end_on = None
    if facts.protected_from and facts.protected_kind:
        protected_until = after_years(facts.protected_from, protection.whole)
        kind = PROTECTED[facts.protected_kind] if facts.on < protected_until else ProtectionIsOver
        because.append(Because(kind(facts.protected_from, protected_until), protection.basis))
        if facts.ground == "ABSENCE" and facts.on < protected_until:
            barred = True
            change.append(PossibleFrom(protected_until))
    elif facts.ground == "ABSENCE":
        because.append(Because(SomeAbsenceIsProtected(protection.whole), protection.basis))
    if facts.suspended_from:
        row = dated("duration.suspension_max_years", facts.suspended_from)
        must_end_on = after_years(facts.suspended_from, row.whole)
        long_enough = facts.on >= must_end_on
        reason = SuspendedTooLong if long_enough else NotSuspendedLongEnough
        because.append(Because(reason(facts.suspended_from, row.whole, must_end_on), row.basis))
        if facts.ground == "SUSPENDED_A_YEAR" and not long_enough:
            barred = True
            change.append(PossibleFrom(must_end_on))
    if not barred:
        because += _for_a_human(facts.ground)
        change.append(SomethingNewIsTold())
    outcome = Outcome.NOT_MET if barred else Outcome.UNDECIDED
    value = MayEnd(protected_until, must_end_on)
    return Decision("ending.may_end", 1, outcome, tuple(because), value, tuple(change))


def ends_within_its_suspension(suspended_from: date, on: date, today: date) -> Decision[None] | None:
    """That an ending `on` a day comes after the day a suspension must end the programme; None where it does not.

    An ending that is late already can still be decided for `today` (sosialtjenesteloven § 34 ledd 1 punktum 3).
    """
    row = dated("duration.suspension_max_years", suspended_from)
    must_end_on = after_years(suspended_from, row.whole)
    last = max(must_end_on, today)
    if on <= last:
        return None
    because = (Because(EndedAfterSuspension(suspended_from, row.whole, must_end_on), row.basis),)
    return Decision(
        "ending.ends_within_its_suspension", 1, Outcome.NOT_MET, because, None, (PossibleUntil(last),)
    )


def may_complete(*, agreed: bool) -> Decision[None]:
    """Whether the participant must be told before a programme is completed (forvaltningsloven § 16 ledd 1).

    Completing it ends the benefit, so it is like any ending: told first, but for somebody who has spoken in the case.
    UNDECIDED either way, because a human decides it.
    """
    spoken: Reason = AgreedOrAskedFor() if agreed else ToldBeforeEnding()
    change: Reason = SomethingNewIsTold() if agreed else AgreementNeedsNoNotice()
    because = (Because(spoken, ADVANCE_NOTICE),)
    return Decision("ending.may_complete", 1, Outcome.UNDECIDED, because, None, (change,))


def _for_a_human(ground: str) -> list[Because]:
    told = Because(ToldBeforeEnding(), ADVANCE_NOTICE)
    if ground == "SUSPENDED_A_YEAR":
        return [told]
    if ground == "WONT_RESUME":
        return [Because(MustEndWhenNotResuming(), WILL_NOT_RESUME), told]
    return [Because(MayEndForGoodReason(), MAY_END), told]
