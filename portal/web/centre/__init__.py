"""The contact centre's page: a summary, for whoever rings."""

from portal.web.centre import summary

BLUEPRINTS = (summary.blueprint,)
