"""The language of an answer and interpreters, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import languages
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _no_children(to: Voice, it: languages.ChildrenDoNotInterpret) -> str:
    return to.ngettext(
        "Den som er under %(num)s år, skal ikke tolke.",
        "Den som er under %(num)s år, skal ikke tolke.",
        it.adult_from,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    languages.SameWrittenForm: lambda to, _it: to.gettext(
        "Vi svarer på den målformen du skriver, bokmål eller nynorsk."
    ),
    languages.FormsAreEqual: lambda to, _it: to.gettext("Bokmål og nynorsk er likestilt."),
    languages.NeighbourLanguageAllowed: lambda to, _it: to.gettext(
        "Du kan alltid skrive svensk eller dansk til oss."
    ),
    languages.AnswerInNorwegian: lambda to, _it: to.gettext("Svaret kommer på norsk."),
    languages.RightToSamiAnswer: lambda to, _it: to.gettext(
        "Når du skriver samisk til kommunen, har du rett til skriftlig svar på samisk."
    ),
    languages.RightToSamiTalkAtOnce: lambda to, _it: to.gettext(
        "Når du snakker samisk med kommunen, har du rett til svar på samisk med en gang."
    ),
    languages.RightToSamiTalk: lambda to, _it: to.gettext(
        "Når du snakker samisk med kommunen, har du rett til svar på samisk. Svaret kan komme senere."
    ),
    languages.MunicipalityChoosesSami: lambda to, _it: to.gettext(
        "Kommunen velger hvilket av de samiske språkene den svarer på."
    ),
    languages.OutsideSamiArea: lambda to, _it: to.gettext(
        "Denne kommunen er ikke blant dem som må svare på samisk."
    ),
    languages.CaseworkerFindsWay: lambda to, _it: to.gettext(
        "Kontaktpersonen din sørger for at du forstår svaret, med oversettelse eller tolk når det trengs."
    ),
    languages.InterpreterNeeded: lambda to, _it: to.gettext(
        "Du får tolk når det trengs for at vi skal forstå hverandre."
    ),
    languages.NoInterpreterNeeded: lambda to, _it: to.gettext("Ingen har sagt at det trengs tolk."),
    languages.SayingSoGivesInterpreter: lambda to, _it: to.gettext(
        "Trenger du tolk, så si fra. Da får du det."
    ),
    languages.ChildrenDoNotInterpret: _no_children,
    languages.QualifiedInterpreter: lambda to, _it: to.gettext("Tolken må være kvalifisert."),
    languages.OthersMayInterpretUntil: lambda to, it: to.gettext(
        "Tolken bør være kvalifisert. Kontoret kan bruke andre til og med %(day)s.",
        day=to.day(it.last_day),
    ),
}
