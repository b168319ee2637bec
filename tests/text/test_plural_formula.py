"""Other people's plural rules: read without running them, and matched with ours form by form."""

import time

import pytest
from babel.messages.plurals import PLURALS
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.locales import LOCALES, TRANSLATED
from portal.text.plural_formula import FormulaError, order_of_forms, read_formula
from portal.text.plurals import RULES

_FEW = "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
GNOME_UK = f"nplurals=4; plural=n==1 ? 3 : n%10==1 && n%100!=11 ? 0 : {_FEW} ? 1 : 2;"
BLEACHBIT_UK = f"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : {_FEW} ? 1 : 2);"
DJANGO_UK = (
    "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && n % 10 >= 2 && "
    "n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && (n % 10 == 0 || (n % 10 >=5 && "
    "n % 10 <=9) || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);"
)
BABEL_AR = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=0 && n%100<=2 ? 4 : 5);"
)


@pytest.mark.parametrize(
    ("header", "rule", "order"),
    [
        (GNOME_UK, "slavic", (0, 1, 2)),
        (BLEACHBIT_UK, "slavic", (0, 1, 2)),
        (DJANGO_UK, "slavic", (0, 1, 2)),
        (BABEL_AR, "arabic", (0, 1, 2, 3, 5, 4)),
        ("nplurals=2; plural=n == 1;", "one", (1, 0)),
        ("nplurals=2; plural=(n != 1)", "nought_or_one", (0, 1)),
        ("nplurals=1; plural=0;", "same", (0,)),
        ("nplurals=3; plural=n==2 ? 0 : n==1 ? 1 : 2;", "dual", (1, 0, 2)),
    ],
)
def test_the_forms_of_other_tools_are_matched_with_ours(
    header: str, rule: str, order: tuple[int, ...]
) -> None:
    assert order_of_forms(read_formula(header), RULES[rule]) == order


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("nplurals=1; plural=0;", "one"),
        ("nplurals=2; plural=n != 1;", "dual"),
        ("nplurals=2; plural=n != 1;", "arabic"),
        ("nplurals=2; plural=n != 1;", "slavic"),
        ("nplurals=2; plural=n > 2;", "dual"),
    ],
)
def test_a_file_with_too_few_forms_is_told_which_one_is_missing(header: str, rule: str) -> None:
    with pytest.raises(FormulaError, match=r"no form of its own for «|one form where"):
        order_of_forms(read_formula(header), RULES[rule])


@pytest.mark.parametrize("code", TRANSLATED)
def test_our_own_headers_read_as_our_own_order(code: str) -> None:
    rule = RULES[LOCALES[code].plural]
    formula = read_formula(rule.header)
    assert formula.indexes == tuple(rule.index(number) for number in range(1001))
    assert order_of_forms(formula, rule) == tuple(range(rule.forms))


def test_every_rule_that_a_common_library_writes_can_be_read() -> None:
    for forms, expression in PLURALS.values():
        assert read_formula(f"nplurals={forms}; plural={expression};").forms == forms


HOSTILE = {
    "nothing": "",
    "no rule": "nplurals=2;",
    "too many": "nplurals=999999999; plural=0;",
    "many": "nplurals=9999; plural=0;",
    "none": "nplurals=0; plural=0;",
    "divides by zero": "nplurals=2; plural=n%0;",
    "divides by itself": "nplurals=2; plural=n/(n-n);",
    "python": "nplurals=2; plural=__import__('os').system('id');",
    "attribute": "nplurals=2; plural=n.real;",
    "power": "nplurals=2; plural=9**9**9;",
    "shift": "nplurals=2; plural=1<<99999999;",
    "huge": "nplurals=2; plural=" + "9" * 400 + ";",
    "product": "nplurals=2; plural=" + "*".join(["999999999"] * 40) + ";",
    "deep": "nplurals=2; plural=" + "(" * 200 + "n" + ")" * 200 + ";",
    "nots": "nplurals=2; plural=" + "!" * 400 + "n;",
    "choices": "nplurals=2; plural=" + "n?" * 150 + "0" + ":0" * 150 + ";",
    "long": "nplurals=2; plural=" + "n+" * 400 + "n;",
    "unclosed": "nplurals=2; plural=(n!=1;",
    "half a choice": "nplurals=2; plural=n ? 1;",
    "after the end": "nplurals=2; plural=n!=1 1;",
    "out of range": "nplurals=2; plural=n;",
    "negative": "nplurals=2; plural=0-1;",
    "letters": "nplurals=2; plural=EXPRESSION;",
    "other digits": "nplurals=2; plural=n!=\u0661;",
    "many sums": "nplurals=2; plural=" + "n-" * 280 + "n;",
}


@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_rule_is_a_sentence_and_takes_no_time(header: str) -> None:
    began = time.process_time()
    with pytest.raises(FormulaError) as error:
        read_formula(header)
    assert len(str(error.value)) > 20
    assert time.process_time() - began < 1


pieces = st.sampled_from(
    ["n", "0", "1", "100", "?", ":", "(", ")", "%", "/", "==", "&&", "||", "!", "-", "*"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=25))
def test_reading_a_rule_only_ever_says_that_it_cannot_be_used(parts: list[str]) -> None:
    try:
        formula = read_formula(f"nplurals=3; plural={' '.join(parts)};")
    except FormulaError:
        return
    assert set(formula.indexes) <= {0, 1, 2}
