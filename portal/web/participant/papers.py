"""Papers to take home: the plan, the certificate of participation, and the story with its page for a CV."""

from collections.abc import Iterable

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.errors import NotFound
from portal.services import papers, plans, story
from portal.services.plans import Plan
from portal.services.take_aways import own_agreed
from portal.services.work import Work
from portal.text.locales import SOURCE
from portal.text.paper_certificate import certificate_paper, months
from portal.text.paper_plan import PARTS, Part, Voice, plan_paper
from portal.text.paper_story import Cv, cv_headings, cv_paper
from portal.text.story import sentence_of
from portal.web.guards import participants, participants_or_helpers
from portal.web.language import tongue
from portal.web.participant.frame import framed
from portal.web.pdf import as_file
from portal.web.site import reading, site

blueprint = Blueprint("papers", __name__)
# What is proposed: all but the boxes, which not everybody wants.
USUAL = frozenset(Part) - {Part.TICKS}
GOAL, PROGRAMME = "goal", "programme"
NORWEGIAN = frozenset({"nb", "nn"})


@blueprint.get("/plan/pdf")
@participants_or_helpers(Area.PLAN)
def plan() -> BaseResponse:
    """What to take along of the plan."""
    with reading() as work:
        return framed(
            work,
            "participant/plan_pdf.html",
            plan=plans.own_plan(work),
            parts=PARTS,
            chosen=_parts() or USUAL,
        )


@blueprint.get("/plan/pdf/file")
@participants_or_helpers(Area.PLAN)
def plan_file() -> BaseResponse:
    """The plan as a file, in the reader's language. Whoever chose nothing gets what is usual."""
    speaks = tongue()
    with reading() as work:
        found = plans.own_plan(work)
        if found is None:
            raise NotFound("There is no plan yet.")
        agreed = own_agreed(work)
        standing = [one for one in (*agreed.to_do, *agreed.done) if one.stands]
        voice = Voice(speaks.words, speaks.dates, work.today)
        return as_file(plan_paper(found, standing, _parts() or USUAL, voice), work.now, "plan")


@blueprint.get("/plan/certificate")
@participants
def certificate() -> BaseResponse:
    """Whether there is a certificate, and what may stand on it."""
    with reading() as work:
        return _about_certificate(work)


@blueprint.get("/plan/certificate/file")
@participants
def certificate_file() -> BaseResponse:
    """The certificate; with `health`, what is about health is on it. When none is due, the page that says why."""
    with reading() as work:
        if not papers.is_due(plans.own_plan(work)):
            return _about_certificate(work)
        found = papers.own_certificate(work, with_private="health" in request.args)
        paper = certificate_paper(found, _norwegian(found.written_form, work))
        return as_file(paper, work.now, "bevis")


@blueprint.get("/plan/story")
@participants_or_helpers(Area.PLAN)
def tell() -> BaseResponse:
    """From the first day to the goal."""
    words = tongue().words
    with reading() as work:
        found = story.own_story(work)
        moments = [(one, sentence_of(words, one)) for one in found.moments] if found else []
        return framed(work, "participant/story.html", story=found, moments=moments)


@blueprint.get("/plan/story/cv")
@participants
def cv() -> BaseResponse:
    """What to put on it, and the page as it will be."""
    with reading() as work:
        found = _plan_or_404(work)
        chosen, told = _cv(work, found, request.args.getlist("with"))
        voice = _norwegian(found.programme.written_form, work)
        return framed(
            work,
            "participant/cv.html",
            strands=story.strands(work, found),
            goal=found.programme.goal,
            goal_locale=found.programme.goal_locale,
            chosen=chosen,
            cv=told,
            when={one.id: months(one, voice.dates) for one in told.strands},
            said=cv_headings(voice.words),
            form=voice.words.locale,
        )


@blueprint.get("/plan/story/cv/file")
@participants
def cv_file() -> BaseResponse:
    """The same as a file."""
    with reading() as work:
        found = _plan_or_404(work)
        _, told = _cv(work, found, request.args.getlist("with"))
        return as_file(cv_paper(told, _norwegian(found.programme.written_form, work)), work.now, "cv")


def _about_certificate(work: Work) -> BaseResponse:
    found = plans.own_plan(work)
    private = found is not None and any(one.private for one in story.strands(work, found))
    return framed(
        work,
        "participant/certificate.html",
        decision=papers.due(found),
        is_due=papers.is_due(found),
        private=private,
    )


def _parts() -> frozenset[Part]:
    asked = request.args.getlist("part")
    if not set(asked) <= set(Part):
        abort(404)
    return frozenset(Part(one) for one in asked)


def _plan_or_404(work: Work) -> Plan:
    found = plans.own_plan(work)
    if found is None:
        raise NotFound("There is no plan yet.")
    return found


def _cv(work: Work, found: Plan, asked: Iterable[str]) -> tuple[frozenset[str], Cv]:
    """What was chosen, or what is usual: where the participant has said to have been, but for what is about health, the
    programme's name, and a goal that whoever reads the page would not understand.
    """
    strands = story.strands(work, found)
    usual = {one.id for one in strands if one.there and not one.private}
    if found.programme.goal_locale in NORWEGIAN:
        usual.add(GOAL)
    chosen = frozenset(asked) if "chosen" in request.args else frozenset(usual)
    told = Cv(
        work.actor.name,
        found.programme.goal if GOAL in chosen else "",
        found.programme.goal_locale,
        PROGRAMME in chosen,
        tuple(one for one in strands if one.id in chosen),
    )
    return chosen, told


def _norwegian(written_form: str, work: Work) -> Voice:
    """The voice of a paper that is always in Norwegian, in the written form that was asked for."""
    speaks = site().tongues.get(written_form) or site().tongues[SOURCE]
    return Voice(speaks.words, speaks.dates, work.today)
