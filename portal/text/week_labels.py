"""Labels of the week and the months: where a day and a month stand, and what a caseworker says, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.attendance import Attendance, DayState, LookAnswer, MonthState
from portal.text.words import N_

WEEK_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Attendance: {
        Attendance.PRESENT: N_("Jeg var der"),
        Attendance.PART: N_("Jeg var der en del av tiden"),
        Attendance.AWAY: N_("Jeg var borte"),
        # NOTE: Om noe deltakeren selv har meldt, og så tatt tilbake.
        Attendance.WITHDRAWN: N_("Tatt bort"),
    },
    DayState: {
        DayState.NOTHING: N_("Ikke noe å melde"),
        # NOTE: Om en dag da ingen er ventet.
        DayState.FREE: N_("Fri"),
        # NOTE: Om en dag som kommer.
        DayState.COMING: N_("Kommer"),
        DayState.NOT_SAID: N_("Ikke meldt ennå"),
        DayState.PARTLY_SAID: N_("Noe er meldt"),
        # NOTE: Om en dag: Deltakeren var der.
        DayState.SAID: N_("Til stede"),
        DayState.PART: N_("Til stede en del av tiden"),
        # NOTE: Om en dag: Deltakeren var borte.
        DayState.AWAY: N_("Borte"),
        DayState.AWAY_REPORTED: N_("Fravær er meldt og venter på svar"),
        DayState.AWAY_ACCEPTED: N_("Fraværet er godtatt"),
        DayState.AWAY_REFUSED: N_("Fraværet er ikke godtatt"),
    },
    MonthState: {
        MonthState.OPEN: N_("Måneden varer ennå"),
        MonthState.TO_CONFIRM: N_("Ikke bekreftet ennå"),
        # NOTE: Om en måned.
        MonthState.CONFIRMED: N_("Bekreftet"),
        MonthState.CORRECTED: N_("Bekreftet, og rettet etterpå"),
    },
    LookAnswer: {
        # NOTE: Veilederens svar om timer: De regnes med.
        LookAnswer.COUNTED: N_("Regnet med"),
        # NOTE: Veilederens svar om timer: De er lest og besvart med ord.
        LookAnswer.NOTED: N_("Besvart"),
    },
}
