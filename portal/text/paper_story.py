"""The story on paper for a CV: in Norwegian, with what the participant chose and nothing else."""

from dataclasses import dataclass

from portal.services.story import Strand
from portal.text.paper import Paper
from portal.text.paper_certificate import strands_on
from portal.text.paper_plan import Voice
from portal.text.words import N_, Words


@dataclass(frozen=True, slots=True)
class Cv:
    """What was chosen. `goal` is empty unless it was, and so is the programme's own name."""

    name: str
    goal: str
    goal_locale: str
    names_programme: bool
    strands: tuple[Strand, ...]

    @property
    def newest_first(self) -> list[Strand]:
        """The newest first, as on a CV."""
        return sorted(self.strands, key=lambda one: one.first_day, reverse=True)


def cv_headings(words: Words) -> dict[str, str]:
    """What stands over each part."""
    return {
        "goal": words.gettext(N_("Mål")),
        "strands": words.gettext(N_("Kurs, arbeid og praksis")),
        "programme": words.gettext(N_("Som del av kvalifiseringsprogrammet.")),
    }


def cv_paper(cv: Cv, voice: Voice) -> Paper:
    """The page as a PDF."""
    said = cv_headings(voice.words)
    paper = Paper(cv.name, voice.words.locale.code)
    paper.heading(cv.name, 1)
    if cv.goal:
        paper.heading(said["goal"])
        paper.quote(cv.goal, cv.goal_locale)
    if cv.strands:
        paper.heading(said["strands"])
        if cv.names_programme:
            paper.say(said["programme"], quiet=True)
        strands_on(paper, cv.newest_first, voice.dates)
    return paper
