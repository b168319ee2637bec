"""Sending one message, whatever it carries: the receipt, its place in the conversation, and who is told."""

from dataclasses import dataclass
from typing import Any

from portal.domain.errors import NotFound, Refused
from portal.domain.events import MessageSent
from portal.domain.people import STAFF
from portal.domain.phrases import SOURCE, Phrase, Values, plain
from portal.domain.submission import SubmissionKind
from portal.services.permissions import Subject
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import conversation as conversations
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

    `about` is what it is about, and `urgent` that it cannot wait, as the participant says.
    """

    text: str
    phrase: SaidPhrase | None = None
    about: str | None = None
    urgent: bool = False


def send(work: Work, subject: Subject, key: str, letter: Letter) -> tuple[Receipt, str]:
    """Put a message into the conversation and tell of it. Returns the receipt and the conversation's id.

    Raises Refused when there is no text or too much of it.
    """
    text = letter.text
    if not text or len(text) > LONGEST:
        raise Refused("message-empty" if not text else "message-too-long")
    from_staff = work.actor.role in STAFF
    phrase = letter.phrase
    content: dict[str, Any] = {"text": phrase.on_receipt if phrase else text}
    if from_staff:
        content["to"] = subject.id
    if letter.urgent:
        content["urgent"] = True
    receipt = hand_in(work, SubmissionKind.MESSAGE, key, content)
    if not receipt.again:
        conversations.begin(work.session, subject.id, subject.office_id)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("The conversation is gone.")
    if receipt.again:
        return receipt, conversation.id
    sequence = conversations.next_sequence(work.session, conversation.id, work.now)
    work.session.execute(
        rows(Message).insert(),
        {
            "conversation_id": conversation.id,
            "sequence": sequence,
            "author_id": work.actor.id,
            "from_staff": from_staff,
            "text": text,
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
    # Who writes has the conversation before their eyes, so nothing above their own message is unread to them.
    conversations.mark_read(work.session, conversation.id, work.actor.id, sequence)
    work.tell(MessageSent(subject.id, subject.office_id, conversation.id, sequence, from_staff=from_staff))
    return receipt, conversation.id
