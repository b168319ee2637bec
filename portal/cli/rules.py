"""The rules on the command line: asked, listed and explained, JSON in and out."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from portal.rules.decision import Decision
    from portal.rules.parameters import Dated
    from portal.rules.questions import Around, Question
    from portal.text.dates import Dates
    from portal.text.words import Words

MOST_BYTES = 1_000_000
DAY = click.DateTime(["%Y-%m-%d"])

locale_option = click.option(
    "--locale", default="nb", show_default=True, help="The language of the sentences."
)


class Doubled(ValueError):
    """The same fact stands twice in one object, so nobody knows which one is meant."""


@click.group()
def rules() -> None:
    """The programme's rules: ask them, list them, see what they rest on."""


@rules.command("list")
@locale_option
def list_questions(locale: str) -> None:
    """Every question that can be asked, by name."""
    from portal.rules.questions import ALL
    from portal.text.questions import title

    words, _ = _tongue(locale)
    width = max(map(len, ALL))
    for name in ALL:
        click.echo(f"{name:<{width}}  {title(words, name)}")


@rules.command("show")
@click.argument("name")
@locale_option
def show(name: str, locale: str) -> None:
    """The facts a question takes, an example with its answer, and the paragraphs it rests on."""
    from portal.text.questions import title

    words, dates = _tongue(locale)
    question = _question(name)
    decision = question.answer(question.example, _around({}))
    click.echo(f"{question.name}: {title(words, name)}\n\nFacts")
    for fact in question.facts:
        extra = "" if not fact.optional else " (may be left out)"
        click.echo(f"  {fact.name}{extra}\n      {fact.means}\n      {fact.kind.says}")
    click.echo("\nParagraphs")
    for line in dict.fromkeys(_paragraphs(question, decision, words)):
        click.echo(f"  {line}")
    if question.settings:
        click.echo("\nOffice settings")
        for setting in question.settings:
            click.echo(f"  {_setting_line(setting)}")
    click.echo(
        f"\nRows of the rule table: {', '.join(question.covers)}\nStored with a case as: {decision.rule}"
    )
    click.echo(
        f"\nExample\n{_json(question.example)}\n\nAnswer\n{_json(_told(question, decision, words, dates))}"
    )


@rules.command("decide")
@click.argument("name")
@click.option(
    "--facts",
    type=click.File("rb"),
    required=True,
    help="A file with the facts as JSON, or - for standard input.",
)
@click.option(
    "--setting",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="What the office chose; see `portal rules settings`.",
)
@locale_option
def decide(name: str, facts: IO[bytes], settings: tuple[str, ...], locale: str) -> None:
    """Answer a question with its reasons, as JSON. Bad facts: exit 2, and one line that names the field."""
    from portal.rules.parameters import NoLawInForce
    from portal.rules.practice import BadSetting
    from portal.rules.questions.facts import BadFacts

    words, dates = _tongue(locale)
    question = _question(name)
    try:
        around = _around(_chosen(settings, question))
        decision = question.answer(_read(facts), around)
    except NoLawInForce as outside:
        _refuse(f"no law in force: {outside}")
    except (BadFacts, BadSetting) as bad:
        _refuse(str(bad))
    click.echo(_json(_told(question, decision, words, dates)))


@rules.command("coverage")
def coverage() -> None:
    """Every row of the rule table: enforced, shown, or left to people, and by what."""
    from collections import Counter

    from portal.rules.coverage import rows

    for row in rows().values():
        click.echo(f"{row.id:<16} {row.status:<9} {row.paragraph:<28} {row.rule}")
        click.echo(f"{'':<16} {', '.join(row.by) or row.why}")
    counts = Counter(row.status for row in rows().values())
    told = ", ".join(f"{number} {status}" for status, number in counts.most_common())
    click.echo(f"{len(rows())} rows: {told}")


@rules.command("parameters")
@click.option("--on", type=DAY, help="The day of the event; today unless given.")
def parameters(on: datetime | None) -> None:
    """The numbers of the law in force on a day, with their dates and sources."""
    from portal.adapters.clock import SystemClock
    from portal.domain.calendar import oslo_day
    from portal.rules.parameters.table import SETS, TABLE, waiting

    day = on.date() if on else oslo_day(SystemClock().now())
    for name, rows in TABLE.items():
        for row in (row for row in rows if row.holds(day)):
            click.echo(_parameter_line(name, row))
    for rule_set in SETS:
        for name, rows in waiting(rule_set).items():
            click.echo(_parameter_line(name, rows[0], "adopted, not in force"))


@rules.command("settings")
def settings() -> None:
    """What an office may choose itself, with the defaults. None of it is law."""
    from portal.rules.practice import SETTINGS

    for name in SETTINGS:
        click.echo(_setting_line(name))


def _paragraphs(question: "Question", decision: "Decision[Any]", words: "Words") -> list[str]:
    from portal.rules.coverage import rows
    from portal.rules.places import places
    from portal.text.reasons import cited

    bases = [*places(question, decision.rule), *(because.basis for because in decision.because)]
    paragraphs = [f"{row.paragraph} ({row.id})" for row in rows().values() if row.id in question.covers]
    return [cited(words, basis) for basis in bases] + paragraphs


def _parameter_line(name: str, row: "Dated", dates: str = "") -> str:
    from portal.rules.law import Citation

    dates = dates or f"{row.first} – {row.last or ''}".rstrip()
    source = row.basis.key if isinstance(row.basis, Citation) else f"house rule {row.basis.code}"
    rule_set = f" [{row.rule_set}]" if row.rule_set else ""
    return f"{name:<40} {row.value!s:>8}  {dates:<24} {source}{rule_set}"


def _setting_line(name: str) -> str:
    from portal.rules.practice import SETTINGS

    setting = SETTINGS[name]
    allowed = "|".join(setting.choices) if setting.choices else f"{setting.least}–{setting.most}"
    return f"{name} = {setting.default} ({allowed}; {setting.rule})\n      {setting.note}"


def _told(question: "Question", decision: "Decision[Any]", words: "Words", dates: "Dates") -> dict[str, Any]:
    from portal.text.told import told

    return told(question, decision, words, dates)


def _json(data: Any) -> str:  # noqa: ANN401 - JSON has no narrower type.
    return json.dumps(data, ensure_ascii=False, indent=2)


def _question(name: str) -> "Question":
    from portal.rules.questions import ALL

    if name not in ALL:
        _refuse(f"{name}: there is no such question; see `portal rules list`")
    return ALL[name]


def _around(chosen: Mapping[str, object]) -> "Around":
    from portal.adapters.holidays import NorwegianHolidays
    from portal.rules.practice import Practice
    from portal.rules.questions import Around

    return Around(NorwegianHolidays().of_year, Practice(chosen))


def _chosen(settings: tuple[str, ...], question: "Question") -> dict[str, object]:
    """What the office chose, by name; each once, and only what this question reads. Raises `BadSetting`."""
    from portal.rules.practice import SETTINGS, BadSetting

    chosen: dict[str, object] = {}
    for setting in settings:
        name, _, value = (part.strip() for part in setting.partition("="))
        if name in chosen:
            raise BadSetting(f"{name}: it stands there twice")
        if name in SETTINGS and name not in question.settings:
            raise BadSetting(f"{name}: {question.name} does not read this setting")
        chosen[name] = value
    return chosen


def _tongue(locale: str) -> "tuple[Words, Dates]":
    from portal.resources import TRANSLATIONS
    from portal.text.catalogue import load_catalogues
    from portal.text.dates import Dates
    from portal.text.locales import LOCALES, chain
    from portal.text.words import Words

    if locale not in LOCALES:
        _refuse(f"locale: one of {', '.join(LOCALES)} is needed")
    return Words(locale, load_catalogues(TRANSLATIONS, chain(locale))), Dates(locale)


def _read(file: IO[bytes]) -> object:
    """The facts as JSON says them, numbers exact. Raises `BadFacts` for what is no JSON or says a fact twice."""
    from portal.rules.questions.facts import BadFacts

    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadFacts("facts", f"at most {MOST_BYTES} bytes can be read")
    try:
        return json.loads(
            raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
        )
    except Doubled as doubled:
        raise BadFacts(str(doubled), "it stands there twice") from doubled
    except (ValueError, RecursionError, ArithmeticError) as wrong:
        raise BadFacts("facts", "this is no JSON that can be read") from wrong


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Doubled(name[:60])
        found[name] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _refuse(line: str) -> NoReturn:
    click.echo(" ".join(line.split()), err=True)
    sys.exit(2)
