"""The form that both sides write in, and the mark of how far somebody has read."""

from flask import abort
from wtforms import Form, IntegerField, StringField

from portal.services.conversations import LONGEST
from portal.text.words import N_
from portal.web.forms import KeyedForm, clean


class MessageForm(KeyedForm):
    """A message: plain text, any script."""

    text = StringField()


class ReadForm(Form):  # type: ignore[misc] # WTForms has no types.
    """How far somebody has read."""

    sequence = IntegerField()

    @property
    def place(self) -> int:
        """The place, or 400 when the form carries none."""
        if not isinstance(self.sequence.data, int) or self.sequence.data < 0:
            abort(400)
        return int(self.sequence.data)


def text_of(form: MessageForm) -> str:
    """The message as it will be kept."""
    return clean(form.text.data)


def complaint_of(form: MessageForm) -> str:
    """What is wrong with the message, as a msgid; nothing when it can be sent."""
    form.validate()
    text = text_of(form)
    if not text:
        return N_("Skriv noe før du sender.")
    if len(text) > LONGEST:
        return N_("Meldingen er for lang. Den kan ha opptil 5000 tegn. Del den i to.")
    return ""
