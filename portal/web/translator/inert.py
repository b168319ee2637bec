"""Inert: what of an element of somebody's page may be shown to a translator without doing anything there."""

from collections.abc import Callable

from portal.text.marked import unmarked

Link = Callable[[str], str]
Attributes = list[tuple[str, str | None]]

VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    }
)
GONE = frozenset({"script", "noscript", "template", "style", "iframe", "object", "embed", "base", "frame"})
"""What is left out with all that is in it: it would be at work, or is for readers whom nobody looks over the shoulder of."""

TEXT_ONLY = frozenset({"title", "textarea", "option", "optgroup", "svg"})
"""Where no element of ours may stand."""

STYLED_IDS = frozenset({"week", "context", "work", "month", "months", "main", "answerer", "places"})
"""What our own sheets name: these stay as they are. The others give way to those of what stands beside the page."""

_DEAD = frozenset(
    {
        *("action", "method", "formaction", "formmethod", "formtarget", "form", "name", "target", "ping"),
        *("srcset", "srcdoc", "poster", "data", "background", "usemap", "download", "nonce", "integrity"),
        *("autofocus", "accesskey", "contenteditable", "popovertarget", "style"),
    }
)
_DEAD_BEGINNINGS = ("on", "hx-", "data-hx-", "data-live", "data-i18n", "xlink:")
_NAMES_IDS = frozenset(
    {
        *("id", "for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls"),
        *("aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant"),
    }
)


def inert(tag: str, attributes: Attributes, link: Link) -> dict[str, str | None]:
    """The attributes that an element keeps, without the marks of words. `link` says where a link leads to here, if anywhere."""
    kept: dict[str, str | None] = {}
    for name, value in attributes:
        if name in _DEAD or name.startswith(_DEAD_BEGINNINGS) or name in kept:
            continue
        plain = None if value is None else unmarked(value)
        kept[name] = " ".join(map(_out_of_the_way, (plain or "").split())) if name in _NAMES_IDS else plain
    if "href" in kept:
        kept["href"] = _led(tag, kept["href"] or "", link)
        if not kept["href"]:
            del kept["href"]
    if "src" in kept and not (kept["src"] or "").startswith("/static/"):
        del kept["src"]
    if tag == "form":
        # Sent to a dialog that is not there, it goes nowhere.
        kept["method"] = "dialog"
    if tag == "button" or (tag == "input" and kept.get("type") in {"submit", "image"}):
        kept["type"] = "button"
    return kept


def _led(tag: str, href: str, link: Link) -> str:
    if href.startswith("#"):
        return f"#{_out_of_the_way(href[1:])}" if href != "#" else href
    return link(href) if tag == "a" else ""


def _out_of_the_way(id_: str) -> str:
    return id_ if id_ in STYLED_IDS else f"shown-{id_}"
