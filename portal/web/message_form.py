"""The form that both sides write in, and the mark of how far somebody has read."""

from flask import abort
from wtforms import BooleanField, Form, IntegerField, StringField

from portal.domain.waiting import Waits
from portal.web.forms import KeyedForm, clean


class MessageForm(KeyedForm):
    """A message: plain text, any script. The participant says whether it cannot wait, a caseworker whether it asks something."""

    text = StringField()
    urgent = BooleanField()
    asks = BooleanField()


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
