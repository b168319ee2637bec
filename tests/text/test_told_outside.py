"""What leaves the portal: in the words of today, and never longer than a short message may be."""

from types import MappingProxyType

import pytest

from portal.text.catalogue import Catalogue, Catalogues
from portal.text.told_outside import LONGEST, Fixed, NotFixed, news
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
