"""What is wrong with a translation is said in the workbench in whole sentences, which nothing that was written disturbs."""

import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.resources import TRANSLATIONS
from portal.settings import Settings
from portal.text.catalogue import path_of
from portal.text.findings import SENTENCES
from portal.web.site import Site
from tests.browser import Answer, Browser
from tests.builders import RecordingBus
from tests.portals import portal_of
from tests.web.translating import address_of, propose

OUT, DAYS = "Rask ut", "%(num)s varsel"
COMPLAINT = "Du kan alltid sende klagen. Et menneske leser den."
_LIST = re.compile(r'<ul class="found[^"]*">(.*?)</ul>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def found_on(page: Answer) -> str:
    """What the page says that the checks have found, as markup."""
    return "\n".join(_LIST.findall(page.body))


def read(markup: str) -> str:
    """The same as somebody reads it."""
    return _TAG.sub("", markup).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fort ut\u202e", "Teksten har et skjult tegn som snur skriveretningen."),
        ("Fort\nut", "Teksten har et linjeskift som kilden ikke har. Ta det bort."),
        ("Se www.example.org", "Adressen www.example.org står ikke i kilden. Ta den bort."),
        ("%(name)s", "%(name)s står ikke i kilden. Ta det bort."),
        ("Ut <b>no</b>", "Ta bort <b>."),
        ("Ut om 14", "Tallet 14 står ikke i kilden. Skriv tallene som der."),
        ("Fort {{ ut }}", "{{ er kode. Kode kan ikke stå i en tekst. Ta det bort."),
        ("Fort ut" + "\u0489" * 9, "En bokstav har så mange aksenter"),
        ("Fort уt", "Ordet уt blander bokstaver"),
        ("ha " * 900, "Den kan ha opptil 340 tegn."),
    ],
    ids=ascii,
)
def test_a_refusal_says_in_one_language_what_is_wrong_and_what_to_do(
    pil: Browser, app: Flask, text: str, said: str
) -> None:
    refused = propose(pil, address_of(app, "nn", OUT), text)
    assert refused.status == 422
    found = found_on(refused)
    assert said in read(found)
    assert 'lang="en"' not in found
    english = {sentence.english.partition("{")[0] for sentence in SENTENCES.values()}
    assert not any(len(words) > 5 and words in refused.text for words in english)


def test_what_is_missing_is_named_while_it_is_written(pil: Browser, app: Flask) -> None:
    path = address_of(app, "nn", DAYS)
    form = pil.get(path).page.form(path) | {"text_0": "eitt varsel", "text_1": "varsel"}
    part = pil.post(f"{path}/check", form, headers={"HX-Request": "true"})
    assert '<bdi dir="ltr">%(num)s</bdi> mangler i feltet for tallene ' in part.body
    assert "Skriv det akkurat som i kilden." in part.text


def test_of_several_fields_the_one_that_has_it_is_named(pil: Browser, app: Flask) -> None:
    path = address_of(app, "ar", DAYS)
    said = ("لا", "واحد", "اثنان", "%(num)s", "%(num)s <i>x</i>", "%(num)s")
    found = found_on(propose(pil, path, *said))
    assert "For tallene 11, 12, 13, 14, 15: Kodene i vinkelparentes" in read(found)


def test_a_legal_term_is_named_with_the_word_to_write(pil: Browser, app: Flask) -> None:
    refused = propose(
        pil, address_of(app, "en", COMPLAINT), "You can always send it. A human being reads it."
    )
    assert refused.status == 422
    said = (
        '«<bdi lang="nb" dir="ltr">klage</bdi>» har rettslig betydning. Skriv <bdi lang="en" dir="ltr">appeal'
    )
    assert said in found_on(refused)


def test_signs_stand_in_their_own_direction_and_those_of_others_as_they_are(pil: Browser, app: Flask) -> None:
    path = address_of(app, "ar", OUT)
    form = pil.get(path).page.form(path) | {"text_0": "خروج, سريع"}
    part = pil.post(f"{path}/check", form, headers={"HX-Request": "true"})
    assert '<bdi lang="ar" dir="rtl">،</bdi>, ikke <bdi dir="ltr">,</bdi>' in part.body


def test_who_reviews_reads_the_same_sentences(pil: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")
    assert propose(pil, path, "Ka bax hadda.").status == 303
    other = pil.another()
    other.sign_in("lydhor-lyng")
    found = found_on(other.get(path))
    assert '<li>Kilden har ikke noe tegn til slutt. Ta bort «<bdi dir="ltr">.</bdi>».</li>' in found
    other.post("/language", {"language": "nn", "back": path, "csrf_token": other.token})
    assert "Kjelda har ikkje noko teikn til slutt. Ta bort «.»." in read(found_on(other.get(path)))


@pytest.mark.parametrize(
    "text",
    [
        "www.x.no/'\"&\u202e\u2066" + "y" * 200,
        'Ut <b title="\u202e&#x3c;">no</b>',
        "<img src=x onerror=alert(1)>",
        "</bdi></ul><script>alert(1)</script>",
        "%(" + "a" * 200 + ")s",
        "Ut\u202e \u0660\u0661",
        "рay\u202epаl",
    ],
    ids=ascii,
)
def test_what_was_written_stands_apart_short_and_cannot_turn_the_page(
    pil: Browser, app: Flask, text: str
) -> None:
    page = propose(pil, address_of(app, "nn", OUT), text)
    assert page.status == 422
    found = found_on(page)
    assert found
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(found)
    assert set(re.findall(r"</?([a-z]+)", found)) <= {"li", "bdi"}
    assert all(len(read(value)) <= 61 for value in re.findall(r"<bdi[^>]*>(.*?)</bdi>", found))
    assert "<script>alert" not in page.body
    assert "<img src=x" not in page.body


def test_a_text_of_the_file_that_nobody_is_shown_says_why(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus, tmp_path: Path
) -> None:
    from portal.app import World

    folder = tmp_path / "catalogues"
    copytree(TRANSLATIONS, folder)
    path = path_of(folder, "nn")
    before = path.read_text("utf-8")
    after = before.replace('msgid "Rask ut"\nmsgstr "Raskt ut"', 'msgid "Rask ut"\nmsgstr "Ring 815"')
    assert after != before
    path.write_text(after, "utf-8")
    app = portal_of(replace(settings, catalogues=folder), World(seeded_engine, clock, bus))
    browser = Browser(app)
    browser.sign_in("presis-pil")
    page = browser.get(address_of(app, "nn", OUT))
    assert "Teksten i fila er ikke trygg å vise" in page.text
    assert "Tallet 815 står ikke i kilden. Skriv tallene som der." in read(found_on(page))


def test_a_file_that_cannot_be_read_is_named_with_its_line(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus, tmp_path: Path
) -> None:
    from portal.app import World

    folder = tmp_path / "catalogues"
    copytree(TRANSLATIONS, folder)
    app = portal_of(replace(settings, catalogues=folder), World(seeded_engine, clock, bus))
    browser = Browser(app)
    browser.sign_in("presis-pil")
    path_of(folder, "nn").write_text('\n\nmsgid "open', "utf-8")
    site: Site = app.extensions["portal"]
    site.speaking.look()
    page = browser.get("/translate")
    assert (
        "Noen filer kan ikke leses. Portalen sier det som sto der før. Si fra til dem som drifter portalen."
        in page.text
    )
    assert re.search(r'<li><bdi lang="nn" dir="ltr">[^<]+</bdi>: linje 3</li>', page.body)
