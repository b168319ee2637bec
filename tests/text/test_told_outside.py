"""What leaves the portal: in the words of today, and never longer than a short message may be."""

from types import MappingProxyType

import pytest

from portal.domain.notices import Channel
from portal.resources import TEMPLATES, TRANSLATIONS
from portal.text.catalogue import Catalogue, Catalogues, load_catalogues, with_accepted
from portal.text.drafted import DRAFT, DRAFT_WORD
from portal.text.locales import LOCALES
from portal.text.told_outside import LONGEST, Fixed, NotFixed, code, news, parts_as_sms
from portal.text.words import Words

NEWS = (None, "Du har en ny melding. Logg inn for å lese den.", None)


def saying(text: str) -> Catalogues:
    """Catalogues in which English has this for the news."""
    return Catalogues({"en": Catalogue("en", MappingProxyType({NEWS: (text,)}))})


def test_new_words_go_out_from_when_they_are_said() -> None:
    fixed = Fixed(saying("New mesage."))
    fixed.renew(saying("New message."))
    assert news(fixed.words_of("en")) == "New message."
    assert fixed.spoken("New message.").locale == "en"
    with pytest.raises(NotFixed):
        fixed.spoken("New mesage.")


def test_a_language_that_takes_more_room_than_a_notice_has_is_left_for_bokmal() -> None:
    fixed = Fixed(saying("x " * LONGEST))
    assert news(fixed.words_of("en")) == news(Words("nb", saying("")))
    assert news(Fixed(saying("x" * LONGEST)).words_of("en")) == "x" * LONGEST


def test_a_text_in_a_language_that_nobody_has_reviewed_says_so_on_every_way() -> None:
    """In a letter with the sentence of the pages, and where that would make two messages of one, with a word."""
    known = load_catalogues(TRANSLATIONS)
    fixed = Fixed(known)
    for locale, row in LOCALES.items():
        words = fixed.words_of(locale)
        for text in (news(words), code(words, "314159")):
            spoken = fixed.spoken(text)
            if LOCALES[spoken.locale].draft:
                own = Words(spoken.locale, known)
                assert spoken.on(Channel.EMAIL) == f"{text}\n\n{own.gettext(DRAFT)}"
                assert (
                    spoken.on(Channel.SMS) == spoken.on(Channel.PUSH) == f"{text} ({own.gettext(DRAFT_WORD)})"
                )
                assert own.lookup(DRAFT_WORD).locale == locale
                assert parts_as_sms(spoken.on(Channel.SMS)) == 1
            else:
                assert {spoken.on(channel) for channel in Channel} == {text}
        assert fixed.spoken(news(words)).locale == locale, "Each language has the news itself."
        assert bool(fixed.spoken(news(words)).draft) is row.draft


def test_pages_say_of_a_draft_what_a_letter_says() -> None:
    pages = [page.read_text("utf-8") for page in TEMPLATES.rglob("*.html")]
    said = [line for page in pages for line in page.splitlines() if 'class="draft"' in line]
    assert said
    assert all(f"<p class=\"draft\">{{{{ _('{DRAFT}') }}}}</p>" in line for line in said)


def test_a_language_whose_word_for_a_draft_takes_more_room_than_a_notice_has_is_told_in_bokmal() -> None:
    known = load_catalogues(TRANSLATIONS)
    so = with_accepted(known["so"], {(None, DRAFT_WORD, None): ("Qabyo " * 50,)})
    assert so.refused == known["so"].refused
    fixed = Fixed(known.but({"so": so}))
    said = fixed.spoken(news(fixed.words_of("so")))
    assert len(said.on(Channel.SMS)) <= LONGEST
    assert (said.locale, said.draft_word) == ("nb", "")
