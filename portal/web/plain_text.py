"""People's own text on a page: escaped, with line breaks kept and web addresses made into links."""

import re

from markupsafe import Markup, escape

# Only what nobody can mistake: http or https, up to the next space or quote. The match is linear in the text's length.
ADDRESS = re.compile(r"https?://[^\s<>\"']{1,500}")
TRAILING = ".,;:!?)]}»"


def linked(text: str) -> Markup:
    """The text as markup with live links. Everything in it is escaped; this is the only place that makes markup."""
    parts: list[Markup] = []
    end = 0
    for match in ADDRESS.finditer(text):
        address = match.group().rstrip(TRAILING)
        parts.append(escape(text[end : match.start()]))
        parts.append(
            Markup('<a class="ds-link" href="{0}" rel="noopener noreferrer" dir="ltr">{0}</a>').format(
                address
            )
        )
        end = match.start() + len(address)
    parts.append(escape(text[end:]))
    return Markup("").join(parts)
