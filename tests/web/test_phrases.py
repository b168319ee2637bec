"""Fixed phrases on the pages: chosen, filled in, seen in both languages, sent once, and answered at a tap."""

from sqlalchemy import Engine, select, update

from portal.domain.phrase_list import CURRENT
from portal.store.models import Conversation, Message, MessagePhrase, Person
from tests.browser import Answer, Browser

THEM, CASEWORKER, OTHER, HELPER = "stille-strand", "blid-bjork", "trygg-tind", "hyggelig-hare"
OWN = "/messages/phrases"
MEETING = {"day": "2026-12-01", "clock": "10:00", "place": "office"}
ASKED = "Kan du komme til møte tirsdag 1. desember 2026 kl. 10.00? Sted: på kontoret."


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def case_of(engine: Engine, key: str = THEM) -> str:
    with engine.connect() as connection:
        return f"/work/case/{connection.scalar(select(Person.id).where(Person.key == key))}"


def reads(engine: Engine, key: str, locale: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.key == key).values(locale=locale))


def last_of(engine: Engine, key: str = THEM) -> tuple[Message, MessagePhrase | None]:
    with engine.connect() as connection:
        talk = connection.scalar(
            select(Conversation.id)
            .join(Person, Person.id == Conversation.participant_id)
            .where(Person.key == key)
        )
        query = select(Message).where(Message.conversation_id == talk).order_by(Message.sequence.desc())
        message = connection.execute(query).first()
        here = (MessagePhrase.conversation_id == talk) & (MessagePhrase.sequence == message.sequence)
        return message, connection.execute(select(MessagePhrase).where(here)).one_or_none()


def checked(browser: Browser, path: str, say: str, **slots: str) -> Answer:
    """The page that shows what a phrase says to both."""
    first = browser.get(f"{path}?say={say}")
    if not CURRENT[say].slots:
        return first
    return browser.post(path, first.page.form(path) | slots)


def sent(browser: Browser, path: str, say: str, **slots: str) -> Answer:
    page = checked(browser, path, say, **slots).page
    return browser.post(path, page.form(path) | {"step": "send"})


def test_two_without_a_common_language_agree_on_tuesday_at_ten(
    client: Browser, seeded_engine: Engine
) -> None:
    """Arabic on the phone, Norwegian at the desk, and not one word that anybody wrote."""
    phone, desk = signed_in(client, THEM), signed_in(client, CASEWORKER)
    case = case_of(seeded_engine)
    preview = checked(desk, f"{case}/phrases", "meeting.propose", **MEETING)
    assert ASKED in preview.text
    assert 'lang="ar" dir="rtl"' in preview.body
    assert sent(desk, f"{case}/phrases", "meeting.propose", **MEETING).status == 303
    message, phrase = last_of(seeded_engine)
    assert (message.text, message.locale, phrase.slots) == (ASKED, "nb", MEETING)
    assert set(phrase.wordings) == {"nb", "ar"}
    page = phone.get("/messages")
    assert "الثلاثاء" in page.text
    assert ASKED in page.text, "Norwegian is one tap away"
    button = next(
        one
        for one in page.page.all("form")
        if one["action"] == OWN and "meeting.yes" in str(one.all("input"))
    )
    fields = {one["name"]: one["value"] for one in button.all("input")} | {"step": "send"}
    first, again = phone.post(OWN, fields), phone.post(OWN, fields)
    assert (first.status, again.status) == (303, 303)
    answer, said = last_of(seeded_engine)
    assert (answer.text, answer.sequence) == ("Ja, det passer.", message.sequence + 1)
    assert said.phrase == "meeting.yes"
    seen = desk.get(case)
    assert "Ja, det passer." in seen.text
    gone = phone.get("/messages").page
    assert "Svar med ett trykk" not in gone.text, "Who has answered is asked no more."
