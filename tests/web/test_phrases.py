"""Fixed phrases on the pages: chosen, filled in, seen in both languages, sent once, and answered at a tap."""

import pytest
from sqlalchemy import Engine, select, update

from portal.domain.people import Role
from portal.domain.phrase_list import CURRENT
from portal.store.models import Conversation, Message, MessagePhrase, Person, Redaction
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


def test_a_phrase_without_slots_is_shown_to_both_before_it_is_sent(
    client: Browser, seeded_engine: Engine
) -> None:
    phone = signed_in(client, THEM)
    page = checked(phone, OWN, "absence.ill_today")
    assert ("أشعر بالمرض اليوم." in page.text, "Jeg er syk i dag." in page.text) == (True, True)
    before = last_of(seeded_engine)[0].sequence
    assert sent(phone, OWN, "absence.ill_today").status == 303
    message, phrase = last_of(seeded_engine)
    assert (message.sequence, message.text, phrase.phrase) == (
        before + 1,
        "Jeg er syk i dag.",
        "absence.ill_today",
    )


def test_who_reads_norwegian_sees_it_once(client: Browser) -> None:
    phone = signed_in(client, "rolig-rogn")
    page = checked(phone, OWN, "absence.ill_today")
    assert page.text.count("Jeg er syk i dag.") == 1


@pytest.mark.parametrize(
    ("slots", "complaint"),
    [
        ({"day": "2025-01-01", "clock": "10:00"}, "Velg en dag fra i dag til ett år fram."),
        ({"day": "<b>", "clock": "10:00"}, "Velg en dag fra i dag til ett år fram."),
        ({"day": "2026-12-01", "clock": "25:00"}, "Skriv klokkeslettet slik: 09:30."),
        ({"day": "2026-12-01", "clock": ""}, "Skriv klokkeslettet slik: 09:30."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_kept(
    client: Browser, seeded_engine: Engine, slots: dict[str, str], complaint: str
) -> None:
    phone = signed_in(client, "rolig-rogn")
    before = last_of(seeded_engine, "rolig-rogn")[0].sequence
    answer = checked(phone, OWN, "meeting.move", **slots)
    assert answer.status == 422
    assert complaint in answer.text
    assert last_of(seeded_engine, "rolig-rogn")[0].sequence == before


def test_a_version_that_is_no_longer_said_is_looked_over_once_more(
    client: Browser, seeded_engine: Engine
) -> None:
    phone = signed_in(client, "rolig-rogn")
    before = last_of(seeded_engine, "rolig-rogn")[0].sequence
    page = checked(phone, OWN, "general.thanks").page
    answer = phone.post(OWN, page.form(OWN) | {"step": "send", "version": "7"})
    assert answer.status == 422
    assert "Vi har endret denne meldingen." in answer.text
    assert last_of(seeded_engine, "rolig-rogn")[0].sequence == before
    assert phone.post(OWN, answer.page.form(OWN) | {"step": "send"}).status == 303


def test_the_desk_searches_in_norwegian_and_hears_what_the_reader_lacks(
    client: Browser, seeded_engine: Engine
) -> None:
    desk, case = signed_in(client, CASEWORKER), case_of(seeded_engine)
    found = desk.get(f"{case}/phrases?q=TOLK")
    assert {link["href"].partition("say=")[2] for link in found.page.all("a") if "say=" in link["href"]} == {
        "help.booked",
        "help.ask_interpreter",
    }
    assert "Vises på norsk" not in found.text
    assert "Ingen faste meldinger har disse ordene." in desk.get(f"{case}/phrases?q=xyzzy").text


def test_each_side_has_its_own_phrases_and_nobody_anothers(client: Browser, seeded_engine: Engine) -> None:
    phone, desk = signed_in(client, THEM), signed_in(client, CASEWORKER)
    case = case_of(seeded_engine)
    assert phone.get(f"{OWN}?say=meeting.propose").status == 404
    assert desk.get(f"{case}/phrases?say=absence.ill_today").status == 404
    assert phone.get(f"{OWN}?say=<b>").status == 404
    far = signed_in(client, OTHER)
    assert far.get(f"{case}/phrases").status == 404
    fields = {
        "csrf_token": far.token,
        "key": "f" * 24,
        "say": "general.thanks",
        "version": "1",
        "step": "send",
    }
    assert far.post(f"{case}/phrases", fields).status == 404
    assert phone.get(f"{case}/phrases").status == 403


def test_an_old_message_keeps_the_wording_that_was_shown(client: Browser, seeded_engine: Engine) -> None:
    """Whatever the catalogues say today."""
    message, phrase = last_of(seeded_engine)
    here = (MessagePhrase.conversation_id == message.conversation_id) & (
        MessagePhrase.sequence == message.sequence
    )
    shown = {"nb": "Slik sto det \u2068da\u2069.", "ar": "هكذا كان النص <b>\u2066123\u2069."}
    with seeded_engine.begin() as connection:
        connection.execute(update(MessagePhrase).where(here).values(wordings=shown))
    page = signed_in(client, THEM).get("/messages")
    assert "هكذا كان النص <b>123." in page.text
    assert '<bdi dir="ltr">123</bdi>' in page.body
    assert "<b>" not in page.body
    assert phrase is not None
    # In a language that was not kept, that version says it now.
    reads(seeded_engine, THEM, "en")
    assert "I need an interpreter. Language: Arabic." in signed_in(client, THEM).get("/messages").text


def test_what_is_taken_away_leaves_nothing_of_the_phrase(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.connect() as connection:
        office = select(Person.office_id).where(Person.key == CASEWORKER).scalar_subquery()
        near = select(Person.key).where(Person.office_id == office, Person.role == Role.CASEWORKER)
        colleague = connection.scalars(near.where(Person.key != CASEWORKER)).first()
    assert colleague
    first, second = signed_in(client, CASEWORKER), signed_in(client, colleague)
    message, phrase = last_of(seeded_engine)
    assert phrase is not None
    case = case_of(seeded_engine)
    fields = {"message": str(message.sequence), "kind": "secret", "reason": "Noe privat om en annen person."}
    assert first.post(f"{case}/redact", fields | {"csrf_token": first.token}).status == 303
    with seeded_engine.connect() as connection:
        about = (Redaction.conversation_id == message.conversation_id) & (
            Redaction.sequence == message.sequence
        )
        proposal = connection.scalar(select(Redaction.id).where(about))
    place = f"/work/second/message/{proposal}"
    agreed = second.post(place, {"csrf_token": second.token, "answer": "agree"})
    assert agreed.status == 303, agreed.text
    gone, nothing = last_of(seeded_engine)
    assert (gone.text, nothing) == ("", None)
    page = signed_in(client, THEM).get("/messages")
    assert "أحتاج إلى مترجم شفهي" not in page.text


def test_free_text_of_another_language_is_shown_as_it_was_written(
    client: Browser, seeded_engine: Engine
) -> None:
    phone, desk = signed_in(client, THEM), signed_in(client, CASEWORKER)
    fields = {"csrf_token": phone.token, "key": "m" * 24, "text": "متى أحضر؟"}
    assert phone.post("/messages", fields).status == 303
    seen = desk.get(case_of(seeded_engine))
    assert "Ikke oversatt" in seen.text
    assert "متى أحضر؟" in seen.text
    assert "غير مترجمة" not in phone.get("/messages").text
