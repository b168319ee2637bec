"""Sending one message, whatever it carries: the receipt, its place in the conversation, and who is told."""

from dataclasses import dataclass
from typing import Any

from portal.domain.alarms import AlarmKind
from portal.domain.documents import AboutKind
from portal.domain.errors import NotFound, Refused
from portal.domain.events import MessageSent
from portal.domain.messages import MOST_ENCLOSED, UNDO, MessageAbout
from portal.domain.people import STAFF
from portal.domain.phrases import SOURCE, Phrase, Values, plain
from portal.domain.submission import SubmissionKind
from portal.services import alarms, message_topics
from portal.services.enclosing import Enclosed, enclose
from portal.services.permissions import Subject
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import important as importants
from portal.store import message_more as carried
from portal.store import message_phrase
from portal.store.base import rows
from portal.store.message import Message

LONGEST = 5000
"""Characters of one message."""


@dataclass(frozen=True, slots=True)
class SaidPhrase:
    """A fixed phrase as it is sent: what stands in its slots, what it says by language, and in which the sender reads.

    The wordings hold isolates around the slots; bokmål is always among them.
    """

    phrase: Phrase
    values: Values
    wordings: dict[str, str]
    reads: str

    @property
    def text(self) -> str:
        """What is kept as the message's text: bokmål, for search and for the archive."""
        return plain(self.wordings[SOURCE])

    @property
    def on_receipt(self) -> str:
        """What the receipt says was sent: what the sender read, and bokmål under it where that is another language."""
        own = plain(self.wordings.get(self.reads, self.wordings[SOURCE]))
        return own if own == self.text else f"{own}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody sends: the text, in their own language, or a phrase with its text in bokmål.

    `about` is what it is about, and `urgent` that it cannot wait, as the participant says. There is a text or at least
    one of `files`; these are clean and lie where files lie, but have no rows yet. `important` asks the participant to
    say that they have read it, and only the staff can. `called_for` is what a participant who calls for help says that
    they have not.
    """

    text: str
    about: MessageAbout | None = None
    files: tuple[Enclosed, ...] = ()
    phrase: SaidPhrase | None = None
    urgent: bool = False
    important: bool = False
    called_for: AlarmKind | None = None

    def require_good(self) -> None:
        """Raise Refused when there is nothing in it, or too much."""
        if not self.text and not self.files:
            raise Refused("message-empty")
        if len(self.text) > LONGEST:
            raise Refused("message-too-long")
        if len(self.files) > MOST_ENCLOSED:
            raise Refused("message-files-many")

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt."""
        content: dict[str, Any] = {"text": self.phrase.on_receipt if self.phrase else self.text}
        if self.urgent:
            content["urgent"] = True
        if self.about:
            content |= {"topic": self.about.topic.value, "topic_id": self.about.id}
        if self.files:
            content["files"] = [{"bytes": one.received, "sha256": one.received_sha256} for one in self.files]
        return content


def send(work: Work, subject: Subject, key: str, letter: Letter) -> tuple[Receipt, str]:
    """Put a message into the conversation and tell of it. Returns the receipt and the conversation's id.

    Raises Refused when there is neither text nor file, or too much of either, when what it is about is not the
    participant's, and when more files have come within a day than we take.
    """
    letter.require_good()
    from_staff = work.actor.role in STAFF
    phrase = letter.phrase
    content = letter.as_content() | ({"to": subject.id} if from_staff else {})
    if letter.important and from_staff:
        content["important"] = True
    receipt = hand_in(work, SubmissionKind.MESSAGE, key, content)
    if not receipt.again:
        conversations.begin(work.session, subject.id, subject.office_id)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("The conversation is gone.")
    if receipt.again:
        return receipt, conversation.id
    if letter.about:
        message_topics.require(work, subject, letter.about)
    stood = conversations.next_place(work.session, conversation.id, work.now)
    sequence = stood.last_sequence
    work.session.execute(
        rows(Message).insert(),
        {
            "conversation_id": conversation.id,
            "sequence": sequence,
            "author_id": work.actor.id,
            "from_staff": from_staff,
            "text": letter.text,
            "locale": SOURCE if phrase else work.actor.locale,
            "sent_at": work.now,
            "submission_id": receipt.id,
        },
    )
    if phrase:
        version = (phrase.phrase.id, phrase.phrase.version)
        message_phrase.keep(
            work.session, (conversation.id, sequence), version, phrase.values, phrase.wordings
        )
    place = {"conversation_id": conversation.id, "sequence": sequence}
    if letter.about or letter.files:
        about = letter.about
        topic, topic_id = (about.topic, about.id) if about else (None, "")
        carried.carry(
            work.session, place | {"topic": topic, "topic_id": topic_id, "files": len(letter.files)}
        )
    if letter.files:
        enclose(work, subject, AboutKind.MESSAGE, receipt, letter.files)
    carried.remember(
        work.session,
        {
            **place,
            **{name: getattr(stood, name) for name in carried.BEFORE},
            "author_id": work.actor.id,
            "from_staff": from_staff,
            "sent_at": work.now,
            "undone_at": None,
            "seen": False,
        },
        work.now - UNDO,
    )
    if letter.important and from_staff:
        importants.mark(work.session, conversation.id, sequence)
    alarms.listen(work, conversation.id, sequence, letter.text, letter.called_for)
    # Who writes has the conversation before their eyes, so nothing above their own message is unread to them.
    conversations.mark_read(work.session, conversation.id, work.actor.id, sequence)
    work.tell(MessageSent(subject.id, subject.office_id, conversation.id, sequence, from_staff=from_staff))
    return receipt, conversation.id
