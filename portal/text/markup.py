"""Markup in sentences: the few tags a sentence of ours may hold, found by a grammar far stricter than HTML's."""

import re
from collections import Counter

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)\s*(/?)>')
ENTITY = re.compile(r"&(?:#?[A-Za-z0-9]+;?)")
_LOOKS_LIKE_A_TAG = re.compile(r"<[A-Za-z/!?]")
_VOID = frozenset({"br", "wbr", "img", "hr", "input"})
_HARMLESS_ENTITIES = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&shy;"})


def has_markup(text: str) -> bool:
    """Whether a sentence of ours holds tags, so that its translation is shown as markup and not escaped."""
    return _LOOKS_LIKE_A_TAG.search(text) is not None


def tags(text: str) -> Counter[str]:
    """Each tag exactly as written, and how often. Exactly: a browser reads a quote or a slash more freely than we do."""
    return Counter(match.group() for match in TAG.finditer(text))


def well_formed(text: str) -> bool:
    """Whether every `<` begins a tag of the grammar and every tag that opens is closed in its turn."""
    if "<" in TAG.sub("", text):
        return False
    open_tags: list[str] = []
    for closing, name, _, empty in TAG.findall(text):
        if closing:
            if not open_tags or open_tags.pop() != name:
                return False
        elif name not in _VOID and not empty:
            open_tags.append(name)
    return not open_tags


def strange_entities(text: str, sources: tuple[str, ...]) -> set[str]:
    """Character references that are neither harmless nor in a source: they can spell what the checks look for."""
    known = {entity for source in sources for entity in ENTITY.findall(source)}
    return set(ENTITY.findall(text)) - known - _HARMLESS_ENTITIES


def same_markup(source: str, text: str) -> bool:
    """Whether a text may stand in for a source that holds markup: the same tags, well formed, nothing more."""
    return tags(source) == tags(text) and well_formed(text) and not strange_entities(text, (source,))
