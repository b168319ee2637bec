"""What every page must keep, read with Python's own HTML parser: one headline, labels, unique ids, clean nesting."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
BLOCKS = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)
# Elements that must not lie inside an element of the same kind, nor links inside buttons.
NEVER_WITHIN = {
    "a": {"a", "button"},
    "button": {"a", "button"},
    "form": {"form"},
    "label": {"label"},
    "main": {"main"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "option": {"select", "optgroup"},
}
# These two take no form token: nobody is signed in yet when they are asked (see portal.web.sign_in).
TOKEN_FREE = frozenset({"/sign-in/demo", "/language"})


@dataclass
class Element:
    """One element with its attributes, the text in it and what it lies in."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """An attribute, empty when it is missing."""
        return self.attributes.get(name, "")

    def within(self, tag: str) -> "Element | None":
        """The nearest element of that kind around this one."""
        around = self.parent
        while around is not None and around.tag != tag:
            around = around.parent
        return around

    def all(self, *tags: str) -> list["Element"]:
        """Every element of these kinds inside this one, in order."""
        found = []
        for child in self.children:
            if child.tag in tags:
                found.append(child)
            found.extend(child.all(*tags))
        return found


def without_nonces(html: str) -> str:
    """The page without what is drawn anew for each answer, for comparing two of them."""
    return re.sub(r' nonce="[^"]*"', "", html)


class Page(HTMLParser):
    """A parsed page. `faults` holds what was wrong with its nesting."""

    def __init__(self, html: str) -> None:
        """Parse the whole page at once."""
        super().__init__(convert_charrefs=True)
        self.html = html
        self.faults: list[str] = []
        self.root = Element("", {}, None)
        self._open = [self.root]
        self.feed(html)
        self.close()
        self.faults += [f"<{element.tag}> is never closed" for element in self._open[1:]]

    @property
    def text(self) -> str:
        """Everything a reader sees, and the text of scripts if there were any."""
        return self.root.text

    def all(self, *tags: str) -> list[Element]:
        """Every element of these kinds, in order."""
        return self.root.all(*tags)

    def form(self, action: str) -> dict[str, str]:
        """The fields of the first form with that action, as a browser would send them without any choice made."""
        forms = [form for form in self.all("form") if form["action"] == action]
        assert forms, f"No form goes to {action}."
        filled: dict[str, str] = {}
        for control in forms[0].all("input", "textarea"):
            chosen = control["type"] not in {"radio", "checkbox", "file"} or "checked" in control.attributes
            if control["name"] and chosen:
                filled[control["name"]] = control.text if control.tag == "textarea" else control["value"]
        return filled

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and complain when it must not lie here."""
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name, times in Counter(names).items() if times > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1])
        self._judge(element)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself, as in SVG."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        if self._open[-1].tag == tag and len(self._open) > 1:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing; <{self._open[-1].tag}> is open")

    def handle_data(self, data: str) -> None:
        """Text belongs to every element around it."""
        for element in self._open:
            element.text += data

    def _judge(self, element: Element) -> None:
        parent = self._open[-1].tag
        if element.tag in PARENTS and parent not in PARENTS[element.tag] and parent:
            self.faults.append(f"<{element.tag}> lies in <{parent}>")
        if parent in {"ul", "ol"} and element.tag != "li":
            self.faults.append(f"<{element.tag}> lies in <{parent}>")
        if element.tag in BLOCKS and (parent == "p" or element.within("p")):
            self.faults.append(f"<{element.tag}> lies in a paragraph")
        self.faults += [
            f"<{element.tag}> lies in <{tag}>"
            for tag in NEVER_WITHIN.get(element.tag, ())
            if element.within(tag)
        ]


def faults_of(page: Page, *, whole: bool, signed_in: bool, names: tuple[str, ...] = ()) -> list[str]:
    """Everything that a page, or with `whole` False a fragment of one, does against the rules of this house."""
    faults = list(page.faults)
    ids = Counter(element["id"] for element in _everything(page.root) if element["id"])
    faults += [f"the id {name} stands {times} times" for name, times in ids.items() if times > 1]
    faults += [
        f"{_shown(control)} has no label" for control in _controls(page) if not _labelled(page, control)
    ]
    faults += [f"{_shown(button)} says nothing" for button in page.all("button", "a") if not _says(button)]
    for element in _everything(page.root):
        faults += [f"{_shown(element)} has {name}=" for name in element.attributes if _is_inline(name)]
        if element.tag == "img" and "alt" not in element.attributes:
            faults.append(f"{_shown(element)} has no alt text")
        if element.tag == "style" or (element.tag == "script" and not element["src"]):
            faults.append(f"<{element.tag}> is written into the page")
    if signed_in:
        faults += [
            f"the form to {form['action']} carries no csrf_token"
            for form in page.all("form")
            if form["method"].lower() == "post"
            and form["action"] not in TOKEN_FREE
            # The page for no network is the same for everybody; the worker puts a token on when it sends.
            and "data-write" not in form.attributes
            and not any(item["name"] == "csrf_token" and item["value"] for item in form.all("input"))
        ]
    if whole:
        faults += _faults_of_frame(page, names)
    return faults


def _faults_of_frame(page: Page, names: tuple[str, ...]) -> list[str]:
    faults = []
    if len(page.all("h1")) != 1 or not page.all("h1")[0].text.strip():
        faults.append(f"the page has {len(page.all('h1'))} headlines of the first rank, or an empty one")
    html = page.all("html")
    if len(html) != 1 or not html[0]["lang"] or html[0]["dir"] not in {"ltr", "rtl"}:
        faults.append("the page does not say its language and direction")
    if len(page.all("main")) != 1:
        faults.append("the page has not exactly one <main>")
    titles = [title.text.strip() for title in page.all("title")]
    if len(titles) != 1 or not titles[0]:
        faults.append("the page has no title")
    for title in titles:
        faults += [f"the title says {word}" for word in ("KVP", *names) if word in title]
    return faults


def _everything(element: Element) -> list[Element]:
    return [found for child in element.children for found in (child, *_everything(child))]


def _controls(page: Page) -> list[Element]:
    silent = {"hidden", "submit", "button"}
    return [control for control in page.all("input", "select", "textarea") if control["type"] not in silent]


def _labelled(page: Page, control: Element) -> bool:
    if control["aria-label"].strip() or control.within("label"):
        return True
    if control["aria-labelledby"]:
        ids = {element["id"] for element in _everything(page.root)}
        return set(control["aria-labelledby"].split()) <= ids
    labels = [label for label in page.all("label") if label["for"] and label["for"] == control["id"]]
    return any(label.text.strip() for label in labels)


def _says(element: Element) -> bool:
    return bool(
        element.text.strip()
        or element["aria-label"].strip()
        or element["aria-labelledby"]
        or any(image["alt"].strip() for image in element.all("img"))
    )


def _is_inline(name: str) -> bool:
    return name == "style" or name.startswith(("on", "hx-on", "data-hx-on"))


def _shown(element: Element) -> str:
    name = element["id"] or element["name"] or element["href"]
    return f"<{element.tag} {name}>" if name else f"<{element.tag}>"
