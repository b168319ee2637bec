"""The administrator's page: the office's staff, and an end to their sign-ins."""

from portal.web.admin import staff

BLUEPRINTS = (staff.blueprint,)
