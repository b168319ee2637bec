"""The form that both sides write in, and the mark of how far somebody has read."""

from flask import abort
from wtforms import Form, IntegerField, StringField

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
