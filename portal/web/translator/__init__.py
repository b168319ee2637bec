"""The translators' workbench: languages, texts, an editor, what waits for a second person, and questions."""

from portal.web.translator import editor, listing, overview, pages, questions, reviewing, where

BLUEPRINTS = (
    overview.blueprint,
    listing.blueprint,
    editor.blueprint,
    reviewing.blueprint,
    questions.blueprint,
    where.blueprint,
)
OF_THE_DEMO = pages.blueprint
"""Pages of synthetic people, which a translator may look at: only where nobody is real."""
