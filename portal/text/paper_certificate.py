"""The certificate of participation on paper, in the written form of Norwegian that the participant has chosen."""

from collections.abc import Iterable

from portal.services.papers import Certificate
from portal.services.story import Strand
from portal.text.dates import Dates
from portal.text.paper import Paper, Said
from portal.text.paper_plan import WRITTEN, Voice
from portal.text.words import N_


def certificate_paper(certificate: Certificate, voice: Voice) -> Paper:
    """What stands on it is what `portal.services.papers` gives, and nothing else."""
    words, dates = voice.words, voice.dates
    title = words.gettext(N_("Deltakerbevis"))
    paper = Paper(title, words.locale.code, certificate.office)
    paper.heading(title, 1)
    paper.heading(certificate.name)
    paper.say(words.gettext(N_("har deltatt i kvalifiseringsprogrammet.")))
    where = [(words.gettext(N_("Kommune")), [certificate.municipality])] if certificate.municipality else []
    if certificate.office:
        where.append((words.gettext(N_("Kontor")), [certificate.office]))
    period = f"{dates.short(certificate.first_day)} – {dates.short(certificate.last_day)}"
    paper.facts([(words.gettext(N_("Periode")), [period]), *where])
    if certificate.took_part_in:
        paper.heading(words.gettext(N_("Innhold")))
        strands_on(paper, certificate.took_part_in, dates)
    paper.signatures(words.gettext(N_("Sted og dato")), words.gettext(N_("Underskrift for kontoret")))
    return paper


def strands_on(paper: Paper, strands: Iterable[Strand], dates: Dates) -> None:
    """What somebody took part in, each with who gave it and from when to when, by month."""
    for strand in strands:
        said = [Said(strand.provider, WRITTEN)] if strand.provider else []
        paper.item(Said(strand.title, WRITTEN), [*said, Said(months(strand, dates), "")])


def months(strand: Strand, dates: Dates) -> str:
    """«august 2025 – november 2026», or one month alone, or what goes on with a dash at its end."""
    first = dates.month_year(strand.first_day)
    if strand.last_day is None:
        return f"{first} –"
    last = dates.month_year(strand.last_day)
    return first if first == last else f"{first} – {last}"
