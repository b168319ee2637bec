"""What is said of a language that nobody has reviewed, where the code says it: in notices, on papers and in calendars.

Pages say the same sentence in their templates.
"""

from portal.text.words import N_, Words

DRAFT = N_("Dette er et utkast. Ingen person har sett over oversettelsen ennå.")
DRAFT_WORD = N_("Utkast")
"""The same where a line is all the room there is."""


def draft_said(words: Words) -> str:
    """The sentence for readers of a draft, in their language; nothing for all others."""
    return words.gettext(DRAFT) if words.locale.draft else ""
