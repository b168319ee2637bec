"""The caseworker's pages: today's work, one case, and deciding absences."""

from portal.web.caseworker import absence, case, work

BLUEPRINTS = (work.blueprint, case.blueprint, absence.blueprint)
