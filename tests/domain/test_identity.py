"""Identity numbers: all kinds, both check rules, and the two worlds apart."""

from datetime import date, timedelta

import pytest

from portal.domain.identity import FIRST, SECOND, is_identity_number

# Published examples: Skatteetaten's own for the numbers of 2032, and synthetic ones of two other kinds.
OF_2032 = ("02013299997", "02013299903", "02013299806", "30108299920", "30108299939")
SYNTHETIC = ("17859012582", "17859012590", "57859013521")


def made(nine: str, first_remainder: int = 0) -> str | None:
    """The number with these nine digits whose first check leaves this remainder, if there is one."""
    digits = [int(sign) for sign in nine]
    for weights, remainder in ((FIRST, first_remainder), (SECOND, 0)):
        digits.append((remainder - sum(w * d for w, d in zip(weights, digits, strict=True))) % 11)
        if digits[-1] == 10:
            return None
    return "".join(map(str, digits))


@pytest.mark.parametrize("number", SYNTHETIC)
def test_a_synthetic_number_is_good_where_only_such_are(number: str) -> None:
    assert is_identity_number(number, synthetic=True)
    assert not is_identity_number(number, synthetic=False)


@pytest.mark.parametrize("number", ["02013299997", "02013299903", "02013299806"])
def test_a_number_after_the_rule_of_2032_is_good(number: str) -> None:
    assert is_identity_number(number, synthetic=False)
    assert not is_identity_number(number, synthetic=True)


@pytest.mark.parametrize("number", ["30108299920", "30108299939"])
def test_the_remainder_of_the_first_check_digit_is_free_to_be_one(number: str) -> None:
    assert is_identity_number(number, synthetic=False)


def test_every_single_wrong_digit_in_the_second_check_is_found() -> None:
    good = SYNTHETIC[0]
    for last in "0123456789":
        assert is_identity_number(good[:10] + last, synthetic=True) is (last == good[10])


def test_the_first_check_leaves_no_more_than_three() -> None:
    for remainder in range(11):
        numbers = [made(f"018590{number:03d}", remainder) for number in range(40)]
        good = {is_identity_number(number, synthetic=True) for number in numbers if number}
        assert good == {remainder <= 3}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1785901258",
        "178590125822",
        "1785901258a",
        "178590 12582",
        "17859012582\n",
        "١٧٨٥٩٠١٢٥٨٢",
        "+7859012582",
    ],
)
def test_what_is_not_eleven_plain_digits_is_no_number(text: str) -> None:
    assert not is_identity_number(text, synthetic=True)


def test_every_day_there_is_and_no_other_is_good() -> None:
    """As a birthday, and with 40 more on the day for a D-number. Which century it was is never asked."""
    days = {date(2000, 1, 1) + timedelta(days=number) for number in range(366)}
    for plus in (0, 40):
        for month in range(100):
            for day in range(1, 32):
                number = next(
                    filter(None, (made(f"{day + plus:02d}{month:02d}00{tail:03d}") for tail in range(9))), ""
                )
                exists = 81 <= month <= 92 and date_exists(2000, month - 80, day)
                assert is_identity_number(number, synthetic=True) is (exists and number != "")
    assert len(days) == 366


def date_exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has it."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def test_29_february_needs_a_leap_year_in_one_of_the_centuries() -> None:
    def on(year: str) -> str:
        return next(filter(None, (made(f"2982{year}{tail:03d}") for tail in range(9))))

    assert is_identity_number(on("96"), synthetic=True)
    assert is_identity_number(on("00"), synthetic=True)
    assert not is_identity_number(on("97"), synthetic=True)
