"""Words that may mean danger: found in any case, with or without marks, in every language of the list; nothing is decided."""

import time

import pytest

from portal.rules.danger import plain, sounds_like_danger, word_list

FOUND = {
    "nb": (
        "Jeg vil DØ",
        "tenker på selvmordet hans",
        "Vi har ikke   mat.",
        "Han slår meg!",
        "sove ute i natt",
    ),
    "nb without the letters of Norway": ("jeg vil do", "han slar meg", "ingen steder a sove"),
    "nn": ("eg orkar ikkje leve", "me har ikkje mat", "Han trugar meg"),
    "en": ("I want to die", "I don’t want to live", "dont want to live", "there is no food", "kicked out"),
    "ar": ("أريد أن أموت", "اريد ان اموت", "أُرِيدُ أَنْ أَمُوتَ", "ما عندي اكل", "زوجي يضربني", "سأقتلك", "وسأقتله"),
    "uk": ("я хочу померти", "немає їжі", "він б’є мене", "Ніде спати"),
    "ru": ("хочу умереть", "НЕЧЕГО ЕСТЬ", "он бьёт меня", "негде ночевать"),
    "so": ("Cunto ma hayo", "waan is dilayaa mar walba is dilid", "gaajo baa i haysa"),
    "ti": ("ምግቢ የብለይን።", "ክመውት እደሊ"),
    "pl": ("nie mam co jesc", "Chcę umrzeć", "on mnie bije"),
    "fa": ("می‌خواهم بمیرم", "ميخواهم بميرم", "غذا ندارم", "گرسنه هستم"),
}
CALM = (
    "Hei, kan jeg få en ny time på torsdag?",
    "Takk for maten på kurset.",
    "Hi, can we meet on Tuesday at ten?",
    "مرحبا، هل يمكنني تغيير الموعد إلى يوم الثلاثاء؟",
    "Добрый день, можно перенести встречу?",
    "Dzień dobry, spóźnię się dziesięć minut.",
    "سلام، می‌توانم ساعت ده بیایم؟",
    "",
    "😀",
)


@pytest.mark.parametrize("text", [text for texts in FOUND.values() for text in texts])
def test_it_is_found_however_it_is_written(text: str) -> None:
    assert sounds_like_danger(text)
    assert sounds_like_danger(f"Hei!\n\n{text.upper()}\nHilsen meg")


@pytest.mark.parametrize("text", CALM)
def test_what_is_calm_is_left_alone(text: str) -> None:
    assert not sounds_like_danger(text)


def test_every_line_finds_itself_and_is_written_once() -> None:
    for code, words in word_list().words.items():
        assert len(set(words)) == len(words), code
        for one in words:
            assert plain(one), (code, one)
            assert sounds_like_danger(one.replace("*", "")), (code, one)


def test_the_list_says_since_when_it_stands_and_who_has_read_it() -> None:
    found = word_list()
    assert found.since.isoformat() == "2026-11-23"
    assert set(found.words) == {"nb", "nn", "en", "ar", "uk", "ru", "so", "ti", "pl", "fa"}
    # Nobody who speaks them has read the lines yet; whoever has says so in the file.
    assert found.reviewed == frozenset()


@pytest.mark.parametrize("sign", ["ا", "a", "ـ", "\u0301", " ", "\u200d", "vil ikke ", "*"])
def test_no_text_takes_long(sign: str) -> None:
    text = sign * (5000 // len(sign))
    began = time.perf_counter()
    sounds_like_danger(text)
    assert time.perf_counter() - began < 0.25


def test_half_a_sign_and_nothing_at_all_are_texts_too() -> None:
    assert not sounds_like_danger("\ud83d \x00 \u202e")
