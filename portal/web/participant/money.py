"""Money as its participant sees it: the next payment, this month line by line, and the months before."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.months import read_month
from portal.services import money, months
from portal.web.guards import participants
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("money", __name__)


# Of the person alone: no mandate names money, so no representative comes here.
@blueprint.get("/me/money")
@participants
def show() -> BaseResponse:
    """The next payment, this month as far as it is known, and the months before; or one month of them line by line."""
    asked = request.args.get("month")
    month = read_month(asked) if asked else None
    if asked and month is None:
        abort(404)
    with reading() as work:
        if month:
            shown = money.own_month(work, month)
            state = months.own_states(work, month).get(month)
            return framed(work, "participant/money_month.html", estimate=shown, state=state)
        # Where each month stands is said as the page of the months says it.
        states = months.own_states(work, most=money.MONTHS_SHOWN + 1)
        return framed(work, "participant/money.html", money=money.own_money(work), states=states)
