"""The templates' environment: one for each language, strict, escaping everywhere, with the words folded in."""

from collections.abc import Mapping

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension

from portal.text.again import lang_of
from portal.text.folding import Folding
from portal.text.positions import Position
from portal.text.speaking import chosen, filled, shown
from portal.text.words import Found, Words


class Spoken(Extension):
    """What folded calls are left with on each page: choosing the form that goes with a count, and filling it."""

    environment: "Environment"

    def fill(self, texts: tuple[str, ...], source: str, /, **values: object) -> str:
        """The one text, filled. `source` holds a percent sign when the source sentence does."""
        return filled(texts[0], source, values, plain=self.environment.plain)

    def count(
        self, texts: tuple[str, ...], source: str, rule: str, count: object, /, **values: object
    ) -> str:
        """The form that goes with the count, filled; `num` is the count unless it is given."""
        values.setdefault("num", count)
        return filled(chosen(rule, texts, count), source, values, plain=self.environment.plain)

    def placed(self, text: str) -> str:
        """A word out of a variable, in an element of its own language where it has fallen back on another."""
        lang = lang_of(text)
        return shown(Found(text, lang), self.environment.words.locale.code) if lang else text

    def fill_in(self, code: str, texts: tuple[str, ...], source: str, /, **values: object) -> str:
        """The one text, which is in another language than its reader's, filled with values that are said in it too."""
        return self.fill(texts, source, **self.environment.words.values_in(code, values))

    def count_in(
        self, code: str, texts: tuple[str, ...], source: str, rule: str, count: object, /, **values: object
    ) -> str:
        """The same for the form that goes with a count."""
        return self.count(texts, source, rule, count, **self.environment.words.values_in(code, values))


class Environment(jinja2.Environment):
    """A Jinja environment that speaks one language. Made by `build_environment`."""

    words: Words
    plain: bool = False

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._fold(tree)
        return tree

    def _fold(self, tree: nodes.Template) -> dict[str, Position]:
        """Fold the words into a parsed template; answers where its blocks begin."""
        extended = tree.find(nodes.Extends)
        folding = Folding(
            self.words,
            plain=self.plain,
            call=lambda method: nodes.ExtensionAttribute(Spoken.identifier, method),
            parent_blocks=None if extended is None else self._blocks_of(extended.template),
        )
        folding.walk(tree)
        inherited = folding.blocks
        return inherited if extended is None else {**self._blocks_of(extended.template), **inherited}

    def _blocks_of(self, parent: nodes.Expr) -> Mapping[str, Position]:
        """Where the blocks of a parent template begin; nothing when its name is only known on the page."""
        if not isinstance(parent, nodes.Const) or self.loader is None:
            return {}
        try:
            source, filename, _ = self.loader.get_source(self, parent.value)
        except jinja2.TemplateNotFound:
            # Rendering will say so, with a better sentence than we have here.
            return {}
        return self._fold(super()._parse(source, parent.value, filename))


def build_environment(
    words: Words, loader: jinja2.BaseLoader, *, plain: bool = False, auto_reload: bool = False
) -> Environment:
    """An environment for one language. Every template escapes, whatever its name ends in (safety, T5).

    `plain` is for notices sent as text: nothing is escaped or wrapped. A sentence is written `_('…')` when
    it is literal and `gettext(variable)` when it comes out of a table of `N_` sentences.
    """
    environment = Environment(
        loader=loader,
        autoescape=not plain,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n", Spoken],
        auto_reload=auto_reload,
        cache_size=-1,
    )
    environment.words = words
    environment.plain = plain
    environment.policies["ext.i18n.trimmed"] = True
    # Makes {% trans %} pass its values to the call instead of formatting the answer with Python's `%`.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]

    # These serve sentences out of variables. They give plain text, which a page escapes like any other.
    environment.globals.update(
        {
            "_": words.gettext,
            "gettext": words.gettext,
            "ngettext": words.ngettext,
            "pgettext": words.pgettext,
            "npgettext": words.npgettext,
        }
    )
    return environment
