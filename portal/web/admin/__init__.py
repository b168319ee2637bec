"""The administrator's pages: the office's staff with an end to their sign-ins, and notices that did not arrive."""

from portal.web.admin import notices, staff

BLUEPRINTS = (staff.blueprint, notices.blueprint)
