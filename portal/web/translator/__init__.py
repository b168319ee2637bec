"""The translator's pages: how far each language has come."""

from portal.web.translator import translations

BLUEPRINTS = (translations.blueprint,)
