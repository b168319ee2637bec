"""The translators' workbench: languages, texts, an editor, what waits for a second person, and questions."""

from portal.web.translator import editor, listing, overview, questions, reviewing, where

BLUEPRINTS = (
    overview.blueprint,
    listing.blueprint,
    editor.blueprint,
    reviewing.blueprint,
    questions.blueprint,
    where.blueprint,
)
