"""The form that both sides write in, and the mark of how far somebody has read."""

from flask import abort
from wtforms import BooleanField, Form, IntegerField, StringField

from portal.domain.messages import MessageAbout, read_about
from portal.domain.waiting import Waits
from portal.web.forms import KeyedForm, clean

LONGEST_DRAFT = 20_000
LAST_PLACE = 999_999_999


class MessageForm(KeyedForm):
    """A message: plain text, any script. The participant says whether it cannot wait, a caseworker whether it asks something
    and whether the participant must say that they have read it.
    """

    text = StringField()
    urgent = BooleanField()
    asks = BooleanField()
    important = BooleanField()
    about = StringField()

    @property
    def matter(self) -> MessageAbout | None:
        """What the message is about, if anything; 400 for what no page of ours offers."""
        said = self.about.data or ""
        return (read_about(said) or abort(400)) if said else None


class DraftForm(MessageForm):
    """What somebody is writing."""

    def fields_kept(self) -> dict[str, str]:
        """The words as they stand, and what else was filled in."""
        kept = {
            name: (field.data or "").replace("\0", "")[:LONGEST_DRAFT]
            for name, field in (("text", self.text), ("about", self.about))
        }
        ticked = (("urgent", self.urgent), ("asks", self.asks), ("important", self.important))
        return kept | {name: "1" for name, field in ticked if field.data}


class FindForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What somebody searches for."""

    q = StringField()


class UndoForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message somebody takes back."""

    message = IntegerField()

    @property
    def place(self) -> int:
        """The place, or 400 when the form carries none."""
        said = self.message.data
        return int(said) if isinstance(said, int) and 0 < said <= LAST_PLACE else abort(400)


class ReadForm(Form):  # type: ignore[misc] # WTForms has no types.
    """How far somebody has read."""

    sequence = IntegerField()

    @property
    def place(self) -> int:
        """The place, or 400 when the form carries none."""
        if not isinstance(self.sequence.data, int) or self.sequence.data < 0:
            abort(400)
        return int(self.sequence.data)


class WaitingForm(ReadForm):
    """Who waits for whom, said by hand from a page that showed the conversation up to a place."""

    waits = StringField()

    @property
    def chosen(self) -> Waits:
        """Who waits, or 400 for a word that the page does not offer."""
        if self.waits.data not in set(Waits):
            abort(400)
        return Waits(self.waits.data)


def text_of(form: MessageForm) -> str:
    """The message as it will be kept."""
    return clean(form.text.data)
