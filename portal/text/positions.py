"""Positions: where in a page a piece of template stands, so that a <span> is only put where HTML allows one."""

import re
from dataclasses import dataclass

_TEXT_ONLY = frozenset(
    {"title", "textarea", "script", "style", "option", "optgroup", "text", "tspan", "desc"}
)
"""Elements that hold text and no elements (the last three are SVG's)."""

_SWALLOWS_TAGS = frozenset({"title", "textarea", "script", "style"})
_NEXT = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9-]*)")
_IN_A_TAG = re.compile(r"[\"'>]")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a page: `within` is the open text-only element, `tag` the tag we are inside of, `quote` its quote."""

    within: str = ""
    tag: str = ""
    quote: str = ""
    comment: bool = False

    @property
    def takes_elements(self) -> bool:
        """Whether an element may stand here."""
        return not (self.within or self.tag or self.comment)

    def after(self, text: str) -> "Position":
        """The position after a piece of the page's own text."""
        here, at = self, 0
        while at < len(text):
            if here.comment:
                here, at = _leave_comment(here, text, at)
            elif here.tag:
                here, at = _inside_tag(here, text, at)
            else:
                here, at = _inside_content(here, text, at)
        return here


UNSURE = Position(tag="?")
"""Where two branches of a template disagree: treated as inside a tag, which the next '>' ends."""


def _leave_comment(here: Position, text: str, at: int) -> tuple[Position, int]:
    end = text.find("-->", at)
    return (here, len(text)) if end < 0 else (Position(here.within), end + 3)


def _inside_tag(here: Position, text: str, at: int) -> tuple[Position, int]:
    if here.quote:
        end = text.find(here.quote, at)
        return (here, len(text)) if end < 0 else (Position(here.within, here.tag), end + 1)
    mark = _IN_A_TAG.search(text, at)
    if mark is None:
        return here, len(text)
    if mark.group() != ">":
        return Position(here.within, here.tag, mark.group()), mark.end()
    closing, name = here.tag.startswith("/"), here.tag.lstrip("/")
    if name in _TEXT_ONLY:
        return Position("" if closing else name), mark.end()
    # A list of choices that ends also ends the choice whose end tag was left out.
    ends_choice = closing and name in {"select", "datalist"}
    return Position("" if ends_choice else here.within), mark.end()


def _inside_content(here: Position, text: str, at: int) -> tuple[Position, int]:
    found = _NEXT.search(text, at)
    if found is None:
        return here, len(text)
    swallowing = here.within in _SWALLOWS_TAGS
    if found[2] is None:
        return Position(here.within, comment=not swallowing), found.end()
    name = found[2].lower()
    if swallowing and not (found[1] and name == here.within):
        return here, found.end()
    return Position(here.within, found[1] + name), found.end()
