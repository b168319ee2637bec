"""The leader's own pages: emergencies that somebody must look at, given access, who covers for whom, and moves."""

from portal.web.leader import access, cover, move, openings, paydays, threats

BLUEPRINTS = (
    openings.blueprint,
    access.blueprint,
    cover.blueprint,
    move.blueprint,
    paydays.blueprint,
    threats.blueprint,
)
