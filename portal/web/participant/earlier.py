"""Earlier programmes as their participant keeps them: to read, and to take home."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.individual_plan import WRITTEN
from portal.services import programme_earlier
from portal.text.locales import SOURCE
from portal.text.paper_certificate import certificate_paper
from portal.text.paper_plan import Voice
from portal.text.story import sentence_of
from portal.web.asked import asked_place
from portal.web.guards import participants
from portal.web.language import tongue
from portal.web.participant.frame import framed
from portal.web.pdf import as_file
from portal.web.site import reading, site

blueprint = Blueprint("earlier", __name__)


# Of the person alone: a mandate is for what goes on, and was given without a thought of what came before.
@blueprint.get("/plan/earlier")
@participants
def show() -> BaseResponse:
    """Which there are."""
    with reading() as work:
        found, hidden = programme_earlier.own_earlier(work)
        return framed(work, "participant/earlier.html", found=found, hidden=hidden)


@blueprint.get("/plan/earlier/<programme_id>")
@participants
def one(programme_id: str) -> BaseResponse:
    """What was decided, what was done, and how the plan was."""
    words = tongue().words
    with reading() as work:
        found = programme_earlier.earlier_one(work, programme_id)
        return framed(
            work,
            "participant/earlier_one.html",
            found=found,
            moments=[(moment, sentence_of(words, moment)) for moment in found.moments],
            sheet=found.sheet,
            parts=WRITTEN,
            editing=None,
        )


@blueprint.get("/plan/earlier/<programme_id>/plan")
@participants
def plan(programme_id: str) -> BaseResponse:
    """The plan as it was last, or in the version that the address names."""
    with reading() as work:
        version = programme_earlier.earlier_version(work, programme_id, asked_place("version"))
        return framed(
            work,
            "participant/earlier_plan.html",
            programme_id=programme_id,
            version=version,
            day=None,
            earliest=None,
        )


@blueprint.get("/plan/earlier/<programme_id>/certificate")
@participants
def certificate(programme_id: str) -> BaseResponse:
    """The certificate as a file; with `health`, what is about health is on it."""
    with reading() as work:
        found = programme_earlier.earlier_certificate(
            work, programme_id, with_private="health" in request.args
        )
        speaks = site().tongues.get(found.written_form) or site().tongues[SOURCE]
        paper = certificate_paper(found, Voice(speaks.words, speaks.dates, work.today))
        return as_file(paper, work.now, "bevis")
