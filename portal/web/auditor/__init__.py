"""The auditor's page: who of the office looked at what."""

from portal.web.auditor import trail

BLUEPRINTS = (trail.blueprint,)
