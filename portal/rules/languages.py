"""The language of an answer, and interpreters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import FORVALTNINGSLOVEN, SAMELOVEN, SPRAKLOVA, TOLKELOVEN, Citation, HouseRule
from portal.rules.parameters import NoLawInForce

_2022, _2024 = date(2022, 1, 1), date(2024, 1, 1)
EQUAL_FORMS = Citation(SPRAKLOVA, "4", wording_since=_2022)
SCANDINAVIAN = Citation(SPRAKLOVA, "8", wording_since=_2022)
SAMI_AREA = Citation(SAMELOVEN, "3-1", wording_since=_2024)
ANSWER_IN_SAMI = Citation(SAMELOVEN, "3-3", 1, wording_since=_2024)
SPOKEN_AT_ONCE = Citation(SAMELOVEN, "3-3", 2, wording_since=_2024)
SPOKEN_LATER = Citation(SAMELOVEN, "3-3", 3, wording_since=_2024)
GUIDANCE = Citation(FORVALTNINGSLOVEN, "11", 1)
NO_CHILDREN = Citation(TOLKELOVEN, "4", 1, wording_since=_2022)
WHEN_NEEDED = Citation(TOLKELOVEN, "6", 1, 2, wording_since=_2022)
QUALIFIED = Citation(TOLKELOVEN, "7", wording_since=_2022)
SAME_FORM = HouseRule(
    "languages.same-written-form",
    "Språklova § 15 binds state bodies, not municipalities (§ 3); we answer in the person's written form all the same.",
)
NORWEGIAN_ANSWER = HouseRule(
    "languages.norwegian-answer", "Where no rule names the answer's language it is bokmål, and simple."
)

# The numbers of 2024, as in Statistics Norway's list; the classes are those of FOR-2005-06-17-657 § 1.
DEVELOPMENT = {"5610": "Karasjok", "5612": "Kautokeino", "5628": "Tana", "5636": "Nesseby"}
VITALISATION = {
    "1826": "Hattfjelldal",
    "1875": "Hamarøy",
    "5025": "Røros",
    "5041": "Snåsa",
    "5043": "Røyrvik",
    "5512": "Tjeldsund",
    "5518": "Lavangen",
    "5540": "Kåfjord",
    "5622": "Porsanger",
}
"""The municipalities that answer in Sámi, by number. Saltdal only encourages the language, and Tromsø is none of them."""

NORWEGIAN, SAMI, NEIGHBOURS = ("nb", "nn"), ("se", "sma", "smj"), ("sv", "da")
OTHER = "other"
ADULT_FROM = 18
DISPENSATION_ENDS = date(2026, 12, 31)


class Heard(StrEnum):
    """How the person turned to the office."""

    WRITTEN = "written"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class SameWrittenForm(Reason):
    """The office answers in the written form of Norwegian that the person uses."""

    code: ClassVar[str] = "languages.same-written-form"


@dataclass(frozen=True, slots=True)
class FormsAreEqual(Reason):
    """Bokmål and nynorsk are equal."""

    code: ClassVar[str] = "languages.forms-are-equal"


@dataclass(frozen=True, slots=True)
class NeighbourLanguageAllowed(Reason):
    """Swedish and Danish can always be used."""

    code: ClassVar[str] = "languages.neighbour-language-allowed"


@dataclass(frozen=True, slots=True)
class AnswerInNorwegian(Reason):
    """The answer comes in Norwegian."""

    code: ClassVar[str] = "languages.answer-in-norwegian"


@dataclass(frozen=True, slots=True)
class RightToSamiAnswer(Reason):
    """Who writes in Sámi here has a right to a written answer in Sámi."""

    code: ClassVar[str] = "languages.right-to-sami-answer"


@dataclass(frozen=True, slots=True)
class RightToSamiTalkAtOnce(Reason):
    """Who speaks Sámi here has a right to an answer in Sámi at once."""

    code: ClassVar[str] = "languages.right-to-sami-talk-at-once"


@dataclass(frozen=True, slots=True)
class RightToSamiTalk(Reason):
    """Who speaks Sámi here has a right to an answer in Sámi, but not at once."""

    code: ClassVar[str] = "languages.right-to-sami-talk"


@dataclass(frozen=True, slots=True)
class MunicipalityChoosesSami(Reason):
    """The municipality chooses which of the Sámi languages it answers in."""

    code: ClassVar[str] = "languages.municipality-chooses-sami"


@dataclass(frozen=True, slots=True)
class OutsideSamiArea(Reason):
    """The municipality is outside the area where there is a right to an answer in Sámi."""

    code: ClassVar[str] = "languages.outside-sami-area"


@dataclass(frozen=True, slots=True)
class CaseworkerFindsWay(Reason):
    """A caseworker finds out how the answer can be understood, with a translation or an interpreter where needed."""

    code: ClassVar[str] = "languages.caseworker-finds-way"


@dataclass(frozen=True, slots=True)
class InterpreterNeeded(Reason):
    """An interpreter is used, because the person needs one to be understood and helped."""

    code: ClassVar[str] = "languages.interpreter-needed"


@dataclass(frozen=True, slots=True)
class NoInterpreterNeeded(Reason):
    """Nobody has said that an interpreter is needed."""

    code: ClassVar[str] = "languages.no-interpreter-needed"


@dataclass(frozen=True, slots=True)
class SayingSoGivesInterpreter(Reason):
    """An interpreter is used when the person needs one."""

    code: ClassVar[str] = "languages.saying-so-gives-interpreter"


@dataclass(frozen=True, slots=True)
class ChildrenDoNotInterpret(Reason):
    """Somebody under `adult_from` years does not interpret."""

    code: ClassVar[str] = "languages.children-do-not-interpret"
    adult_from: int


@dataclass(frozen=True, slots=True)
class QualifiedInterpreter(Reason):
    """The interpreter must be a qualified one."""

    code: ClassVar[str] = "languages.qualified-interpreter"


@dataclass(frozen=True, slots=True)
class OthersMayInterpretUntil(Reason):
    """To and including `last_day` the office may use somebody who is no qualified interpreter."""

    code: ClassVar[str] = "languages.others-may-interpret-until"
    last_day: date


@dataclass(frozen=True, slots=True)
class Interpreting(Figures):
    """Whether an interpreter is used, and whether the offered person may interpret; None where a human judges that."""

    code: ClassVar[str] = "figures.interpreting"
    interpreter: bool
    offered_person: bool | None


def reply_language(
    wrote_in: str, municipality_number: str, day: date | None = None, how: Heard = Heard.WRITTEN
) -> Decision[str | None]:
    """The language of the answer, as its code; None where a caseworker must decide.

    `wrote_in` is one of "nb", "nn", "se", "sma", "smj", "sv", "da" and "other". Without `day` the rules are
    those we know today. Raises `NoLawInForce` for a day before the act in question.
    """
    name = "languages.reply"
    if wrote_in in SAMI:
        _needs(_2024, day, "sameloven chapter 3")
        return _sami(wrote_in, municipality_number, how)
    _needs(_2022, day, "språklova")
    norwegian = Because(AnswerInNorwegian(), NORWEGIAN_ANSWER)
    if wrote_in in NORWEGIAN:
        because: tuple[Because, ...] = (
            Because(SameWrittenForm(), SAME_FORM),
            Because(FormsAreEqual(), EQUAL_FORMS),
        )
        return Decision(name, 1, Outcome.COMPUTED, because, wrote_in)
    if wrote_in in NEIGHBOURS:
        because = (Because(NeighbourLanguageAllowed(), SCANDINAVIAN), norwegian)
        return Decision(name, 1, Outcome.COMPUTED, because, "nb")
    because = (Because(CaseworkerFindsWay(), GUIDANCE), norwegian)
    return Decision(name, 1, Outcome.UNDECIDED, because, None)


def _sami(wrote_in: str, municipality_number: str, how: Heard) -> Decision[str | None]:
    choice = Because(MunicipalityChoosesSami(), SAMI_AREA)
    if municipality_number not in DEVELOPMENT | VITALISATION:
        because = (Because(OutsideSamiArea(), SAMI_AREA), Because(CaseworkerFindsWay(), GUIDANCE))
        return Decision("languages.reply", 1, Outcome.UNDECIDED, because, None)
    if how is Heard.WRITTEN:
        right = Because(RightToSamiAnswer(), ANSWER_IN_SAMI)
    elif municipality_number in DEVELOPMENT:
        right = Because(RightToSamiTalkAtOnce(), SPOKEN_AT_ONCE)
    else:
        right = Because(RightToSamiTalk(), SPOKEN_LATER)
    return Decision("languages.reply", 1, Outcome.MET, (right, choice), wrote_in)


def interpreter(
    *, needed: bool, offered_person_age: int | None = None, day: date | None = None
) -> Decision[Interpreting]:
    """Whether an interpreter is used (tolkeloven § 6), and whether an offered person may interpret (§§ 4 and 7).

    That an interpreter is needed is for a human, and so is an emergency in which a child may help (§ 4 ledd 2).
    Raises `NoLawInForce` for a day before the act.
    """
    _needs(_2022, day, "tolkeloven")
    child = offered_person_age is not None and offered_person_age < ADULT_FROM
    children = (Because(ChildrenDoNotInterpret(ADULT_FROM), NO_CHILDREN),) if child else ()
    value = Interpreting(interpreter=needed, offered_person=False if child else None)
    if not needed:
        because: tuple[Because, ...] = (Because(NoInterpreterNeeded(), WHEN_NEEDED), *children)
        change = (SayingSoGivesInterpreter(),)
        return Decision("languages.interpreter", 1, Outcome.NOT_MET, because, value, change)
    skilled = (
        OthersMayInterpretUntil(DISPENSATION_ENDS)
        if day is None or day <= DISPENSATION_ENDS
        else QualifiedInterpreter()
    )
    because = (Because(InterpreterNeeded(), WHEN_NEEDED), *children, Because(skilled, QUALIFIED))
    return Decision("languages.interpreter", 1, Outcome.MET, because, value)


def _needs(first: date, day: date | None, act: str) -> None:
    if day is not None and day < first:
        raise NoLawInForce(f"{act} on {day.isoformat()}")
