"""The participant's pages: week, plan, absence, messages and me."""

from portal.web.participant import absence, me, messages, plan, week

BLUEPRINTS = (week.blueprint, plan.blueprint, absence.blueprint, messages.blueprint, me.blueprint)
