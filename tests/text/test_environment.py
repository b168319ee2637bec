"""Templates that speak: words folded in, escaped everywhere, and marked where they are in another language."""

from collections.abc import Mapping
from html.parser import HTMLParser

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from portal.text.catalogue import Catalogue, Catalogues, parse_catalogue
from portal.text.environment import Environment, build_environment
from portal.text.positions import Position
from portal.text.words import Words

EN = r"""
msgid "Min plan"
msgstr "My & plan"

msgid "Les <a href=\"/klage\">om klage</a>, %(navn)s"
msgstr "Read <a href=\"/klage\">about complaints</a>, %(navn)s"

msgid "Hei %(navn)s"
msgstr "Hello & hi %(navn)s"

msgctxt "verb"
msgid "Klage"
msgstr "Complain"

msgid "%(num)s dag"
msgid_plural "%(num)s dager"
msgstr[0] "one day"
msgstr[1] "%(num)s days"
"""

ENGLISH = Catalogues({"en": parse_catalogue(EN, "en")})
UNTRANSLATED = '<span lang="nb" dir="ltr">Ut</span>'


def speak(
    code: str, templates: Mapping[str, str] | str, catalogues: Catalogues = ENGLISH, *, plain: bool = False
) -> Environment:
    pages = {"page": templates} if isinstance(templates, str) else dict(templates)
    return build_environment(Words(code, catalogues), jinja2.DictLoader(pages), plain=plain)


def render(code: str, source: str, **values: object) -> str:
    return speak(code, source).get_template("page").render(**values)


def test_a_literal_becomes_constant_text_and_no_call_remains() -> None:
    source = "<p>{{ _('Min plan') }}</p>{% trans %}Min\n   plan{% endtrans %}{{ pgettext('verb', 'Klage') }}"
    code = speak("en", source).compile(source, raw=True)
    assert "My &amp; plan" in code
    assert "Complain" in code
    assert "gettext" not in code
    assert "context.call" not in code
    assert render("en", source) == "<p>My &amp; plan</p>My &amp; planComplain"


def test_a_literal_with_a_value_keeps_one_call_with_the_text_already_chosen() -> None:
    source = "{{ _('Hei %(navn)s', navn=x) }}"
    code = speak("en", source).compile(source, raw=True)
    assert "Hello &amp; hi %(navn)s" in code
    assert code.count("context.call") == 1
    assert "gettext" not in code


def test_values_are_escaped_and_so_is_the_translation() -> None:
    assert (
        render("en", "{{ _('Hei %(navn)s', navn=x) }}", x="<b>%(navn)s") == "Hello &amp; hi &lt;b&gt;%(navn)s"
    )


def test_a_value_that_is_markup_already_stays_so() -> None:
    assert (
        render("en", "{{ _('Hei %(navn)s', navn=x) }}", x=Markup("<bdi>Ola</bdi>"))
        == "Hello &amp; hi <bdi>Ola</bdi>"
    )


def test_a_sentence_with_tags_keeps_its_own_tags_and_no_others() -> None:
    source = """{{ _('Les <a href="/klage">om klage</a>, %(navn)s', navn=x) }}"""
    assert render("en", source, x="<i>") == 'Read <a href="/klage">about complaints</a>, &lt;i&gt;'


def test_a_sentence_with_tags_is_plain_text_where_no_element_may_stand() -> None:
    source = """<p title="{{ _('Les <b>nå</b>') }}"></p>"""
    assert render("nb", source) == '<p title="Les &lt;b&gt;nå&lt;/b&gt;"></p>'


def test_a_sentence_from_a_variable_is_escaped_whatever_it_holds() -> None:
    assert render("nb", "{{ gettext(x) }}", x="<script>") == "&lt;script&gt;"
    assert render("en", "{{ gettext(x) }}", x="Min plan") == "My &amp; plan"


@pytest.mark.parametrize("name", ["a.html", "a.j2", "a.txt", "a.html.jinja2", "a"])
def test_every_template_escapes_whatever_its_name(name: str) -> None:
    environment = speak("nb", {name: "{{ x }}"})
    assert environment.get_template(name).render(x="<") == "&lt;"
    assert environment.from_string("{{ x }}").render(x="<") == "&lt;"


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("nb", "{{ x }}")


def test_a_sentence_without_its_value_does_not_compile() -> None:
    with pytest.raises(jinja2.TemplateAssertionError, match="navn"):
        render("nb", "{{ _('Hei %(navn)s') }}")


@pytest.mark.parametrize(
    ("n", "nb", "en"), [(1, "1 dag", "one day"), (2, "2 dager", "2 days"), (0, "0 dager", "0 days")]
)
def test_plural_blocks_choose_their_form(n: int, nb: str, en: str) -> None:
    block = "{% trans num=n %}{{ num }} dag{% pluralize %}{{ num }} dager{% endtrans %}"
    call = "{{ ngettext('%(num)s dag', '%(num)s dager', n) }}"
    assert render("nb", block, n=n) == render("nb", call, n=n) == nb
    assert render("en", block, n=n) == render("en", call, n=n) == en


def test_a_block_with_a_counter_of_another_name_and_a_function_for_it() -> None:
    block = "{% trans antall=f() %}Én ting{% pluralize %}{{ antall }} ting{% endtrans %}"
    assert render("nb", block, f=lambda: 3) == "3 ting"


def test_a_context_in_a_block_is_heard() -> None:
    assert render("en", '{% trans "verb" %}Klage{% endtrans %}') == "Complain"


def test_a_percent_sign_is_doubled_in_the_source_and_single_on_the_page() -> None:
    assert render("nb", "{{ _('100%% sikkert') }}{% trans %} 5 % {% endtrans %}") == "100% sikkert5 %"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>{{ _('Ut') }}</p>", f"<p>{UNTRANSLATED}</p>"),
        ("<p title=\"{{ _('Ut') }}\">{{ _('Ut') }}</p>", f'<p title="Ut">{UNTRANSLATED}</p>'),
        ("<p title='>{{ _('Ut') }}'></p>", "<p title='>Ut'></p>"),
        ("<title>{{ _('Ut') }}</title>{{ _('Ut') }}", f"<title>Ut</title>{UNTRANSLATED}"),
        ("<select><option>{{ _('Ut') }}</select>{{ _('Ut') }}", f"<select><option>Ut</select>{UNTRANSLATED}"),
        ("<textarea><b>{{ _('Ut') }}</textarea>", "<textarea><b>Ut</textarea>"),
        ("<script>a<b;'{{ _('Ut') }}'</script>{{ _('Ut') }}", f"<script>a<b;'Ut'</script>{UNTRANSLATED}"),
        ("<!-- {{ _('Ut') }} -->{{ _('Ut') }}", f"<!-- Ut -->{UNTRANSLATED}"),
        ("{{ _('Ut') if x else _('Min plan') }}", UNTRANSLATED),
        (
            "<a {% if x %}title=\"{{ _('Ut') }}\"{% endif %}>{{ _('Ut') }}</a>",
            f'<a title="Ut">{UNTRANSLATED}</a>',
        ),
        ("{% for i in [1] %}<b>{{ _('Ut') }}</b>{% endfor %}", f"<b>{UNTRANSLATED}</b>"),
        ("{% trans %}Ut{% endtrans %}", UNTRANSLATED),
        ("{% set t = _('Ut') %}<i title=\"{{ t }}\">", '<i title="Ut">'),
        ("{% if x %}<i {% else %}<b>{% endif %}{{ _('Ut') }}>", "<i Ut>"),
        ("<p>{{ _('Min plan') }}</p>", "<p>My &amp; plan</p>"),
        ("{% macro m() %}<p>{{ _('Ut') }}</p>{% endmacro %}<i {{ m() }}>", f"<i <p>{UNTRANSLATED}</p>>"),
    ],
)
def test_a_text_that_fell_back_says_its_language_where_an_element_may_stand(source: str, shown: str) -> None:
    assert render("en", source, x=True) == shown


def test_a_filled_text_that_fell_back_says_its_language_too() -> None:
    shown = '<span lang="nb" dir="ltr">Hei du &lt;</span>'
    assert render("en", "{{ _('Hei du %(x)s', x=x) }}", x="<") == shown


def test_arabic_that_fell_back_on_english_runs_from_the_left() -> None:
    assert render("ar", "{{ _('Min plan') }}") == '<span lang="en" dir="ltr">My &amp; plan</span>'


def test_a_block_stands_where_its_parent_or_grandparent_has_it() -> None:
    templates = {
        "shell": "<title>{% block title %}{% endblock %}</title><p>{% block body %}{% endblock %}",
        "middle": "{% extends 'shell' %}{% block body %}<i title=\"{% block hint %}{% endblock %}\">{% endblock %}",
        "page": "{% extends 'middle' %}{% block title %}{{ _('Ut') }}{% endblock %}{% block hint %}{{ _('Ut') }}{% endblock %}",
        "body": "{% extends 'shell' %}{% block body %}{{ _('Ut') }}{% endblock %}",
    }
    environment = speak("en", templates)
    assert environment.get_template("page").render() == '<title>Ut</title><p><i title="Ut">'
    assert environment.get_template("body").render() == f"<title></title><p>{UNTRANSLATED}"


def test_a_block_rendered_alone_has_its_words() -> None:
    template = speak("en", "<p>{% block a %}{{ _('Min plan') }}{% endblock %}").get_template("page")
    assert "".join(template.blocks["a"](template.new_context())) == "My &amp; plan"


def test_a_notice_sent_as_text_is_neither_escaped_nor_wrapped() -> None:
    source = "{{ _('Min plan') }} {{ _('Ut') }} {{ _('Hei %(navn)s', navn=x) }}"
    text = speak("en", source, plain=True).get_template("page").render(x="<b>")
    assert text == "My & plan Ut Hello & hi <b>"


def test_a_translation_given_to_a_macro_or_filter_is_escaped_once() -> None:
    source = "{% macro label(t) %}<label>{{ t }}</label>{% endmacro %}{{ label(_('Min plan')) }}{{ _('Min plan')|upper }}"
    assert render("en", source) == "<label>My &amp; plan</label>MY &amp; PLAN"


def test_an_inner_call_is_folded_as_well() -> None:
    assert render("en", "{{ _('Hei %(navn)s', navn=_('Min plan')) }}") == "Hello &amp; hi My &amp; plan"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(" ".join([tag, *sorted(name for name, _ in attrs)]))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(decl)


PAGE = """<p>{{ _('Ut') }}</p><p title="{{ _('Ut') }}">{{ _('Hei %(navn)s', navn=x) }}</p>
{{ _('Les <b>nå</b>') }}{{ gettext(y) }}{{ ngettext('%(num)s dag', '%(num)s dager', 2) }}
{% trans num=2 %}<i>{{ num }}</i>{% pluralize %}<i>{{ num }}</i> flere{% endtrans %}"""
PARTS = [
    "<script>",
    "<b>",
    "</b>",
    '"',
    "'>",
    "<img src=x onerror=a>",
    "%(navn)s",
    "%(nam)s",
    "%(navn)9999999s",
    "%*d",
    "%",
    "%(num)s",
    "&lt;",
    "<!--",
    "<i>",
    "</i>",
]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS) | st.text(st.characters(codec="utf-8"), max_size=4), max_size=6).map(
        "".join
    )
)
def test_whatever_a_catalogue_holds_a_page_is_shown_with_the_sources_tags_only(text: str) -> None:
    # The gate is off here: the catalogue is made by hand and nothing has checked it.
    keys = [("Ut", None), ("Hei %(navn)s", None), ("Les <b>nå</b>", None), ("%(num)s dag", "%(num)s dager")]
    keys += [("<i>%(num)s</i>", "<i>%(num)s</i> flere")]
    entries = {(None, one, many): (text,) * (2 if many else 1) for one, many in keys}
    unchecked = speak("nn", PAGE, Catalogues({"nn": Catalogue("nn", entries)}))
    html = unchecked.get_template("page").render(x="<u>", y="Ut")
    parser = Tags()
    parser.feed(html)
    shown = [one for one in parser.seen if one != "span dir lang"]
    assert shown == ["p", "p title", "b", "i"]
    assert len(html) < 5000


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                '"',
                "'",
                "<p ",
                "<title>",
                "</title>",
                "<!--",
                "-->",
                "x",
                "<script>",
                "</script",
                "=",
                "/",
            ]
        ),
        max_size=12,
    )
)
def test_a_position_is_the_same_however_the_text_is_cut(pieces: list[str]) -> None:
    whole = Position().after(" ".join(pieces))
    step = Position()
    for piece in pieces:
        step = step.after(piece + " ")
    assert step.takes_elements == whole.after(" ").takes_elements
