"""Reading templates as a strict house reads them: tags, attributes, text, and what the expressions may say."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import jinja2
from jinja2 import nodes

_PIECE = re.compile(r"\{#.*?#\}|\{\{-?(?P<said>.*?)-?\}\}|\{%.*?%\}", re.DOTALL)
# This block holds a class name and no text; the frame draws it inside an attribute.
_CLASS_BLOCK = re.compile(r"\{% block kind %\}[a-z]*\{% endblock %\}")
# Stands for one expression while the HTML around it is read. Private use, so no template holds it.
HOLE = "\ue000"
_NUMBERED = re.compile(f"{HOLE}(\\d+){HOLE}")
_UNQUOTED = re.compile(r"""=\s*(?!["'\s])""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")

ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "poster", "cite", "data", "background", "srcset", "ping"}
)
SPOKEN_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "label"})
NEVER = frozenset(
    {"style", "base", "iframe", "object", "embed", "applet", "frame", "marquee", "template", "math"}
)
SCHEMES = ("javascript:", "vbscript:", "data:", "blob:", "file:")

# What an address may be made of besides url_for() and asset(): each is set from one of them, or is a constant of ours.
KNOWN_ADDRESSES = frozenset(
    {
        "conversation.messages[0].sequence",  # A number, behind the question mark.
        "message.sequence",  # The same.
        *("below", "conversation.newer"),
        *("draft_url", "further_url", "newer_url", "older_url", "search_url", "undo_url"),
        "answer_url",
        "follow",  # The feed's own address with the scheme that a phone hands to its calendar.
        "redact_url",
        "thread_url",
        # Each side of a plan says where its pages are.
        *("here", "plan_url", "propose_url", "answer_url", "withdraw_url", "decide_url"),
        "read_url",
        "write_url",
        # Each side says where its fixed phrases are; which one is a constant of `portal.domain.phrase_list`.
        *("phrases_url", "page_url", "send_url", "change_url", "one.id"),
        "where",  # A provider's own place for logging out; the policy of that page allows no other.
        "participants_door",
        "participants_door_anew",
        "staff_door",
        "part.name",  # A part of the law, a constant of `portal.text.questions`.
        "target",  # The path of the request, which `test_redirects` proves to stay here.
        "basis.address",  # Where the law stands, a constant of `portal.rules.law`.
    }
)
KNOWN_TRIGGERS = frozenset(
    {"thread_event", "person.id"}
)  # Our own names and random ids, never a person's words.
# `map_of` puts a place into the query of one map, which is a constant of ours.
MAKES_ADDRESSES = frozenset({"url_for", "asset", "map_of"})
SPEAKS = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
# The one foreign word on purpose: whoever reads no word of this page must find where to change its language.
SIGNPOST = frozenset({"Language", "/ Language", "/ Language:"})


def faults_of(name: str, source: str) -> list[str]:
    """Everything a template does against the rules of this house, each with the template's name."""
    return [f"{name}: {what}" for what in (*_tree_faults(source), *_markup_faults(source))]


def parsed(source: str) -> nodes.Template:
    """The template as a tree."""
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    return environment.parse(source)


def _tree_faults(source: str) -> Iterator[str]:
    tree = parsed(source)
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name in {"safe", "xmlattr", "urlize", "tojson", "forceescape", "format"}:
            yield f"line {filtered.lineno}: the filter {filtered.name} makes markup"
    for named in tree.find_all(nodes.Name):
        if named.name in {"Markup", "request", "session", "config", "g", "self_"}:
            yield f"line {named.lineno}: {named.name} is not for templates"
    for attribute in tree.find_all(nodes.Getattr):
        if attribute.attr.startswith("__"):
            yield f"line {attribute.lineno}: {attribute.attr} is not for templates"
    for switched in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
        yield f"line {switched.lineno}: autoescape is switched"


def _markup_faults(source: str) -> Iterator[str]:
    said: list[str] = []

    def hole(match: re.Match[str]) -> str:
        if match["said"] is None:
            return ""
        said.append(match["said"].strip())
        return f"{HOLE}{len(said) - 1}{HOLE}"

    reader = _Reader()
    reader.feed(_PIECE.sub(hole, _CLASS_BLOCK.sub("", source)))
    reader.close()
    for raw, tag, attributes in reader.tags:
        yield from _tag_faults(raw, tag, attributes, said)
    for tag, text in reader.texts:
        for number in _NUMBERED.findall(text):
            yield from _spoken_faults(said[int(number)])
        plain = " ".join(_NUMBERED.sub(" ", text).split())
        if re.search(r"[^\W\d_]", plain) and plain not in SIGNPOST:
            yield f"<{tag}> says {plain[:60]!r} without a translation"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, str, list[tuple[str, str]]]] = []
        self.texts: list[tuple[str, str]] = []
        self._last = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._last = tag
        self.tags.append(
            (self.get_starttag_text() or "", tag, [(name, value or "") for name, value in attrs])
        )

    def handle_data(self, data: str) -> None:
        self.texts.append((self._last, data))


def _tag_faults(raw: str, tag: str, attributes: list[tuple[str, str]], said: list[str]) -> Iterator[str]:
    if tag in NEVER:
        yield f"<{tag}> has no place here"
    if tag == "script" and not any(name == "src" and value for name, value in attributes):
        yield "a script is written into the page"
    if _UNQUOTED.search(_QUOTED.sub('""', raw)):
        yield f"<{tag}> has an attribute without quotes: {_NUMBERED.sub('…', raw)[:60]}"
    for name, value in attributes:
        yield from _attribute_faults(
            tag, name, value, [said[int(number)] for number in _NUMBERED.findall(value)]
        )


def _attribute_faults(tag: str, name: str, value: str, said: list[str]) -> Iterator[str]:
    bare = name.removeprefix("data-")
    squeezed = re.sub(r"\s", "", value.lower())
    if HOLE in name:
        yield f"<{tag}> has an attribute whose name comes from outside"
    elif name == "style" or name == "srcdoc" or name.startswith("on") or bare.startswith("hx-on"):
        yield f"<{tag}> has {name}="
    elif bare in {"hx-vals", "hx-vars", "hx-include"} and "js:" in squeezed:
        yield f"<{tag}> has {name} with a script"
    if any(scheme in squeezed for scheme in SCHEMES):
        yield f"<{tag}> has {name} with a dangerous address"
    if "http:" in squeezed or "https:" in squeezed or squeezed.startswith("//"):
        yield f"<{tag}> has {name} that leads elsewhere"
    yield from _origin_faults(tag, name, value, said)
    yield from _word_faults(tag, name, value, said)


def _origin_faults(tag: str, name: str, value: str, said: list[str]) -> Iterator[str]:
    bare = name.removeprefix("data-")
    for expression in said:
        if (
            name in ADDRESSES or bare in {"hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch"}
        ) and not value.startswith("tel:"):
            if not _is_made_by_us(expression, KNOWN_ADDRESSES, MAKES_ADDRESSES):
                yield f"<{tag}> has {name} from {expression!r}, which is no url_for()"
        elif bare.startswith(("hx-", "sse-")) and not _is_made_by_us(
            expression, KNOWN_TRIGGERS, MAKES_ADDRESSES | {"csrf_token"}
        ):
            yield f"<{tag}> has {name} from {expression!r}, which is neither constant nor url_for()"


def _word_faults(tag: str, name: str, value: str, said: list[str]) -> Iterator[str]:
    if name in SPOKEN_ATTRIBUTES or name in {
        "aria-label",
        "aria-description",
        "aria-placeholder",
        "aria-valuetext",
    }:
        if re.search(r"[^\W\d_]", _NUMBERED.sub("", value)):
            yield f"<{tag}> says {value[:60]!r} without a translation"
        for expression in said:
            yield from _spoken_faults(expression)


def _is_made_by_us(expression: str, names: frozenset[str], makers: frozenset[str]) -> bool:
    return all(
        (isinstance(one, nodes.Call) and isinstance(one.node, nodes.Name) and one.node.name in makers)
        or isinstance(one, nodes.Const)
        or _dotted(one) in names
        for one in outcomes(expression)
    )


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_dotted(node.node)}[{node.arg.value}]"
    return f"{_dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else ""


def outcomes(expression: str) -> list[nodes.Node]:
    """What an expression can come out as: both sides of each choice, each part of what is joined, each value of a table."""
    (output,) = parsed("{{ " + expression + " }}").find_all(nodes.Output)
    waiting, found = list(output.nodes), []
    while waiting:
        node: nodes.Node = waiting.pop()
        if isinstance(node, nodes.CondExpr):
            waiting += [node.expr1, *([node.expr2] if node.expr2 else [])]
        elif isinstance(node, nodes.Concat):
            waiting += node.nodes
        elif isinstance(node, nodes.BinExpr):
            waiting += [node.left, node.right]
        elif isinstance(node, nodes.Getitem) and isinstance(node.node, nodes.Dict):
            waiting += [pair.value for pair in node.node.items]
        elif isinstance(node, nodes.Filter) and node.node is not None:
            waiting.append(node.node)
        else:
            found.append(node)
    return found


def _spoken_faults(expression: str) -> Iterator[str]:
    for node in outcomes(expression):
        if (
            isinstance(node, nodes.Const)
            and isinstance(node.value, str)
            and re.search(r"[^\W\d_]{2}", node.value)
        ):
            yield f"{{{{ {expression[:60]} }}}} says {node.value!r} without a translation"
