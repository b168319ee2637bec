"""My data in words: the headings, the names of the columns, and each value as a person reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from portal.domain.access import GrantKind
from portal.domain.notices import Channel
from portal.domain.people import STAFF, Role
from portal.domain.programme_outcome import Afterwards
from portal.rules.decision import from_data
from portal.services.my_data import Line, MyData, Who, links
from portal.text.dates import Dates
from portal.text.interpreting import spoken
from portal.text.labels import label
from portal.text.locales import LOCALES
from portal.text.my_data_words import COLUMNS, SECTIONS
from portal.text.plan_lines import change_lines, plan_lines
from portal.text.reasons import cited, sentence
from portal.text.words import N_, Words

# Long lists of the same thing are read newest first.
NEWEST_FIRST = frozenset({"attendance_report", "message", "submission", "notice", "sign_in", "audit"})
# Inner links, and what stands on the same page in a place of its own.
NOT_ON_THE_PAGE = frozenset(
    {"id", "absence_id", "content", "details", "further", "path", "phrase", "sequence", "slots", "version"}
)

YES, NO, YOU, STAFF_MEMBER = N_("Ja"), N_("Nei"), N_("Du"), N_("En ansatt på kontoret")
FUNCTIONS: Mapping[Role, str] = {
    Role.CASEWORKER: N_("veileder"),
    Role.LEADER: N_("leder"),
    # NOTE: En person som handler på vegne av deltakeren.
    Role.REPRESENTATIVE: N_("handler for deg"),
}
# By class first, as in `portal.text.labels`.
MORE: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    GrantKind: {
        GrantKind.EMERGENCY: N_("Åpnet saken fordi det hastet"),
        GrantKind.ASSIGNED: N_("Fikk tilgang av en leder"),
    },
}
# Several of one kind, in a list or with commas between.
KINDS: Mapping[str, type[StrEnum]] = {"afterwards": Afterwards, "channels": Channel}
LANGUAGES = frozenset({"locale", "goal_locale", "written_form"})
SOME_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and under it rows of names and values; each value is one line of text or several."""

    title: str
    rows: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


def readable(data: MyData, words: Words, dates: Dates) -> list[Section]:
    """Everything that is not empty, in the reader's language. What people wrote stays as they wrote it."""
    reader = _Reader(words, dates, links(data.tables))
    sections = []
    for table, title in SECTIONS.items():
        lines = data.tables.get(table, [])
        rows = tuple(reader.row(line) for line in (reversed(lines) if table in NEWEST_FIRST else lines))
        if rows:
            sections.append(Section(words.gettext(title), rows))
    return sections


def _is_plan(value: Any) -> bool:  # noqa: ANN401 -- A column may hold anything.
    """Whether the content is a version of the plan, which stands nowhere else on the page."""
    return isinstance(value, Mapping) and "activities" in value


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Words
    dates: Dates
    links: Mapping[str, str]

    def row(self, line: Line) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (self.words.gettext(COLUMNS[name]), said)
            for name, value in line.items()
            if (name not in NOT_ON_THE_PAGE or _is_plan(value)) and (said := tuple(self._said(name, value)))
        )

    def _said(self, name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 -- A column may hold anything.
        if value is None or value == "":
            return
        if _is_plan(value):
            yield from plan_lines(self.words, self.dates, value)
        elif name == "changes":
            yield from change_lines(self.words, self.dates, value)
        elif isinstance(value, Mapping):
            yield from self._lines(value)
        elif name in KINDS:
            yield from (label(self.words, KINDS[name](one)) for one in _each(value))
        elif name == "weekday":
            yield self.dates.weekday(SOME_MONDAY + timedelta(days=value))
        elif name in LANGUAGES and value in LOCALES:
            yield LOCALES[value].endonym
        elif name == "interpreter":
            yield spoken(self.words.locale.code, value)
        elif name.endswith("_id"):
            yield self.links.get(value, "")
        else:
            yield self._one(value)

    def _one(self, value: Any) -> str:  # noqa: ANN401 -- The same.
        match value:
            case bool():
                return self.words.gettext(YES if value else NO)
            case datetime():
                return self.dates.moment(value)
            case date():
                return self.dates.full(value)
            case time():
                return self.dates.clock(value)
            case StrEnum():
                more = MORE.get(type(value))
                return self.words.gettext(more[value]) if more else label(self.words, value)
            case Who():
                return self._who(value)
            case _:
                return str(value)

    def _who(self, who: Who) -> str:
        if who.is_me:
            return self.words.gettext(YOU)
        function = FUNCTIONS.get(who.function)
        if function is None or (who.function in STAFF and not who.name):
            return self.words.gettext(STAFF_MEMBER)
        said = self.words.gettext(function)
        return f"{who.name}, {said}" if who.name else said

    def _lines(self, value: Mapping[str, Any]) -> Iterator[str]:
        if "because" not in value:
            yield from (str(one) for one in value.values() if one)
            return
        for because in from_data(value).because:
            said = sentence(self.words, self.dates, because.reason)
            yield f"{said} ({cited(self.words, because.basis)})"


def _each(value: Any) -> list[str]:  # noqa: ANN401 -- Text or a list.
    return [one for one in (value.split(",") if isinstance(value, str) else value) if one]
