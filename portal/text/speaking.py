"""Speaking in pages: a text made ready for a template, escaped unless its source is markup, then filled."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from portal.text.locales import LOCALES, Locale
from portal.text.markup import has_markup, same_markup
from portal.text.placeholders import slot_names, substitute
from portal.text.plurals import form_of
from portal.text.words import Found, FoundForms, Words


def spoken(words: Words, ids: tuple[str, ...], ctx: str | None) -> FoundForms:
    """The text or plural forms for a sentence; where a text has other tags or slots, the source itself.

    Catalogues are checked when they are loaded. This second look costs nothing, since it happens when a
    template is compiled, and it holds for a catalogue that was made in another way too.
    """
    if len(ids) == 1:
        found = words.lookup(ids[0], ctx)
        forms = FoundForms((found.text,), found.locale, found.hint)
    else:
        forms = words.lookup_forms(ids[0], ids[1], ctx)
    if all(_may_stand_in(text, ids) for text in forms.texts):
        return forms
    return words.in_source((ctx, ids[0], ids[1] if len(ids) > 1 else None))


def _may_stand_in(text: str, ids: tuple[str, ...]) -> bool:
    if not _slots((text,)) <= _slots(ids):
        return False
    return not any(map(has_markup, ids)) or any(same_markup(source, text) for source in ids)


def _slots(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for name in slot_names(text)}


def as_markup(forms: FoundForms, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The texts as values: Markup where the source holds tags, else plain strings that the page will escape."""
    if any(map(has_markup, ids)):
        return tuple(Markup(text) for text in forms.texts)  # noqa: S704 - spoken() compared its tags with ours.
    return forms.texts


def in_its_language(forms: FoundForms, texts: tuple[str, ...], reader: str) -> tuple[str, ...]:
    """The texts wrapped in their language where that is not the reader's, so that a voice changes with it."""
    if forms.locale == reader:
        return texts
    other = LOCALES[forms.locale]
    begin = Markup('<span lang="{}" dir="{}">').format(other.code, other.direction)
    return tuple(begin + text + Markup("</span>") for text in texts)


def with_hint(
    forms: FoundForms, texts: tuple[str, ...], ids: tuple[str, ...], reader: str, *, elements: bool
) -> tuple[str, ...]:
    """The texts, each followed by the hint where their reader must be told that a right is not in their language."""
    if forms.hint is None:
        return texts
    hint = forms.hint.text.replace("%", "%%") if any("%" in one for one in ids) else forms.hint.text
    if not elements:
        return tuple(text + f" {hint}" for text in texts)
    (said,) = in_its_language(FoundForms((hint,), forms.hint.locale), (hint,), reader)
    return tuple(_one(text, said) for text in texts)


def shown(found: Found, reader: str) -> str:
    """A finished text for a page: plain where it is in the reader's language, else Markup in which it is escaped."""
    if found.hint is None and found.locale == reader:
        return found.text
    (text,) = in_its_language(FoundForms((found.text,), found.locale), (found.text,), reader)
    if found.hint is None:
        return text
    (hint,) = in_its_language(FoundForms((found.hint.text,), found.hint.locale), (found.hint.text,), reader)
    return _one(text, hint)


def _one(text: str, hint: str) -> Markup:
    # One element, so that a button that lays out its parts side by side does not part them.
    return Markup("<span>") + text + Markup(" ") + hint + Markup("</span>")


def said_with(words: Words, msgid: str, values: Mapping[str, object]) -> str:
    """A sentence out of a table as Markup, filled with values that may be Markup; every other is escaped."""
    ids, reader = (msgid,), words.locale.code
    forms = spoken(words, ids, None)
    (text,) = with_hint(
        forms, in_its_language(forms, as_markup(forms, ids), reader), ids, reader, elements=True
    )
    return filled(text, msgid, values, plain=False)


def apart(value: object, language: Locale | None) -> Markup:
    """A value of a sentence, set apart from the words around it: a word of a language, or code, which has none."""
    if language is None:
        return Markup('<bdi dir="ltr">{}</bdi>').format(value)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language.code, language.direction, value)


def filled(text: str, source: str, values: Mapping[str, object], *, plain: bool) -> str:
    """The text with its values: as plain text, or as Markup in which every value that is not Markup is escaped."""
    if plain:
        return substitute(text, values) if "%" in source else text
    safe = text if isinstance(text, Markup) else escape(text)
    # A source without a percent sign is no pattern, so a translation of it is not one either.
    return Markup(substitute(safe, values, escape)) if "%" in source else safe  # noqa: S704 - Escaped just above.


def chosen(rule: str, texts: tuple[str, ...], count: object) -> str:
    """The form that goes with a count."""
    return texts[min(form_of(rule, count), len(texts) - 1)]
