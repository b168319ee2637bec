"""Papers from the office: the certificate of participation of a programme that is over."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import papers, plans
from portal.text.locales import SOURCE
from portal.text.paper_certificate import certificate_paper
from portal.text.paper_plan import Voice
from portal.web.guards import caseworkers
from portal.web.page import page
from portal.web.pdf import as_file
from portal.web.site import reading, site

blueprint = Blueprint("case_papers", __name__)


@blueprint.get("/work/case/<participant_id>/certificate")
@caseworkers
def certificate(participant_id: str) -> BaseResponse:
    """The certificate as a file, without anything about health: that only the participant can put on it.

    When none is due, a page that says why.
    """
    with reading() as work:
        plan = plans.plan_of(work, participant_id)
        if not papers.is_due(plan):
            return page(
                "caseworker/certificate.html", participant_id=participant_id, decision=papers.due(plan)
            )
        found = papers.certificate_of(work, participant_id)
        speaks = site().tongues.get(found.written_form) or site().tongues[SOURCE]
        paper = certificate_paper(found, Voice(speaks.words, speaks.dates, work.today))
        return as_file(paper, work.now, "deltakerbevis")
