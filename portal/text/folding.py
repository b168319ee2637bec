"""Folding: translated text put into a template when it is compiled, so that no page has to look it up.

A call with a literal sentence and no values becomes constant text. One with values or a count keeps a call
that only chooses the form and fills the slots. Only literal sentences may bring tags: a sentence out of a
variable is escaped whatever it holds (`environment.py`).
"""

from collections.abc import Callable, Mapping

from jinja2 import TemplateAssertionError, nodes
from markupsafe import Markup, escape

from portal.text.locales import LOCALES
from portal.text.placeholders import placeholders, substitute
from portal.text.positions import UNSURE, Position
from portal.text.speaking import as_markup, in_its_language, spoken, with_hint
from portal.text.words import Words

_TEXTS = {"_": 1, "gettext": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}
"""How many of a call's first arguments are text. The counting ones take the number after them."""

_COUNTING = frozenset({"ngettext", "npgettext"})
_WITH_CONTEXT = frozenset({"pgettext", "npgettext"})


class Folding:
    """One walk through a parsed template, in the order of the page; `blocks` says where each block begins."""

    def __init__(
        self,
        words: Words,
        *,
        plain: bool,
        call: Callable[[str], nodes.Expr],
        parent_blocks: Mapping[str, Position] | None,
    ) -> None:
        self.blocks: dict[str, Position] = {}
        self._words = words
        self._plain = plain
        self._call = call
        self._parent_blocks = parent_blocks
        self._here = Position()
        self._depth = 0

    def walk(self, node: nodes.Node) -> None:
        """Fold every call below a node, in place."""
        if isinstance(node, nodes.Output):
            node.nodes = [self._shown(child) for child in node.nodes if isinstance(child, nodes.Expr)]
        elif isinstance(node, nodes.If):
            self._branches(node)
        elif isinstance(node, nodes.Block):
            self._block(node)
        elif isinstance(node, nodes.Macro | nodes.CallBlock | nodes.AssignBlock):
            # What these hold is shown elsewhere, so it neither knows nor moves the place we are at.
            outside, self._here = self._here, Position()
            self._children(node)
            self._here = outside
        else:
            self._children(node)

    def _children(self, node: nodes.Node) -> None:
        for name, value in node.iter_fields():
            if isinstance(value, list):
                setattr(node, name, [self._child(one) for one in value])
            else:
                setattr(node, name, self._child(value))

    def _child(self, value: object) -> object:
        if isinstance(value, nodes.Expr):
            return self._used(value)
        if isinstance(value, nodes.Node):
            self.walk(value)
        return value

    def _branches(self, node: nodes.If) -> None:
        if isinstance(node.test, nodes.Expr):
            node.test = self._used(node.test)
        before = self._here
        ends: set[Position] = set()
        branches: list[list[nodes.Node]] = [node.body, node.else_]
        branches += [[other] for other in node.elif_]
        for branch in branches:
            self._here = before
            for child in branch:
                self.walk(child)
            ends.add(self._here)
        self._here = ends.pop() if len(ends) == 1 else UNSURE

    def _block(self, node: nodes.Block) -> None:
        if self._parent_blocks is not None:
            # A page's block is shown where its parent has it: {% block title %} stands in <title>.
            known = self._parent_blocks.get(node.name)
            if known is not None:
                self._here = known
            elif self._depth == 0:
                self._here = Position()
        self.blocks[node.name] = self._here
        self._depth += 1
        self._children(node)
        self._depth -= 1

    def _shown(self, node: nodes.Expr) -> nodes.Expr:
        """An expression whose value is written straight into the page."""
        if isinstance(node, nodes.TemplateData):
            self._here = self._here.after(node.data)
            return node
        if isinstance(node, nodes.CondExpr):
            node.test = self._used(node.test)
            node.expr1 = self._shown(node.expr1)
            node.expr2 = self._shown(node.expr2) if node.expr2 is not None else None
            return node
        if _may_fall(node) and self._here.takes_elements and not self._plain:
            return nodes.Call(self._call("placed"), [self._used(node)], [], None, None, lineno=node.lineno)
        return self._used(node, shown=True)

    def _used(self, node: nodes.Expr, *, shown: bool = False) -> nodes.Expr:
        """Any other expression: its value may go where we cannot see, into a variable, a macro or a filter."""
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            name = node.node.name
            texts = literals(node, name)
            if texts is not None:
                return self._folded(node, name, texts, shown=shown)
        self._children(node)
        return node

    def _folded(self, node: nodes.Call, name: str, literal: tuple[str, ...], *, shown: bool) -> nodes.Expr:
        ctx, ids = (literal[0], literal[1:]) if name in _WITH_CONTEXT else (None, literal)
        counting = name in _COUNTING
        _require_values(node, ids, counting=counting)
        forms = spoken(self._words, ids, ctx)
        if self._plain or (shown and not self._here.takes_elements):
            texts = forms.texts
        else:
            texts = as_markup(forms, ids)
        elements, reader = shown and not self._plain and self._here.takes_elements, self._words.locale.code
        if elements:
            texts = in_its_language(forms, texts, reader)
        texts = with_hint(forms, texts, ids, reader, elements=elements)
        if not counting and not node.kwargs:
            text = substitute(texts[0], {}) if "%" in ids[0] else texts[0]
            # Markup stays Markup through the substitution of nothing but doubled percent signs.
            return nodes.Const(Markup(text) if isinstance(texts[0], Markup) else text, lineno=node.lineno)  # noqa: S704
        # What stands in the sentence is said in the language of the sentence, which need not be the reader's.
        theirs, self._words = self._words, self._words.of(forms.locale)
        for keyword in node.kwargs:
            keyword.value = self._used(keyword.value)
        self._words = theirs
        source = nodes.Const("%" if any("%" in one for one in ids) else "")
        # Escaped here once, so that no page does it again; what is Markup already stays as it is.
        ready = texts if self._plain else tuple(escape(text) for text in texts)
        arguments: list[nodes.Expr] = [nodes.Const(ready), source]
        if counting:
            arguments += [nodes.Const(LOCALES[forms.locale].plural), self._used(node.args[-1])]
        method = "count" if counting else "fill"
        if forms.locale != reader:
            method, arguments = f"{method}_in", [nodes.Const(forms.locale), *arguments]
        target = self._call(method)
        return nodes.Call(target, arguments, node.kwargs, None, None, lineno=node.lineno)


def _may_fall(node: nodes.Expr) -> bool:
    """Whether it is a text that is looked up when the page is drawn: a word for a kind or a state, or one out of a table."""
    while isinstance(node, nodes.Filter) and node.name == "upper_first" and node.node is not None:
        node = node.node
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name in _TEXTS and literals(node, node.node.name) is None
    return isinstance(node, nodes.Filter) and node.name == "label"


def literals(node: nodes.Call, name: str) -> tuple[str, ...] | None:
    """The literal texts of a translation call, or None for any other call and one whose texts are not all literal."""
    wanted = _TEXTS.get(name)
    if wanted is None or node.dyn_args is not None or node.dyn_kwargs is not None:
        return None
    if len(node.args) != wanted + (name in _COUNTING):
        return None
    texts = [one.value for one in node.args[:wanted] if isinstance(one, nodes.Const)]
    return tuple(texts) if len(texts) == wanted and all(isinstance(one, str) for one in texts) else None


def _require_values(node: nodes.Call, ids: tuple[str, ...], *, counting: bool) -> None:
    given = {keyword.key for keyword in node.kwargs} | ({"num"} if counting else set())
    for one in ids:
        missing = {slot for slot, _ in placeholders(one) or ()} - given
        if missing:
            # Better a template that does not compile than a page that fails for the first reader.
            raise TemplateAssertionError(
                f"{one!r} needs a value for {', '.join(sorted(missing))}", node.lineno
            )
