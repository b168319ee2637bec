"""E-mail over SMTP with TLS: a fixed headline, a fixed text, and nothing that says who sent it beyond the address."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from portal.adapters.notices import WayOut
from portal.domain.notices import Channel, NotTold, Trouble
from portal.domain.ports import Clock
from portal.settings import Smtp
from portal.text.told_outside import Fixed, Spoken

SECONDS = 15.0
NO_SUCH_MAILBOX = 500


class Mail(WayOut):
    """Hands each e-mail to the municipality's own server, one connection for each."""

    def __init__(
        self,
        server: Smtp,
        clock: Clock,
        fixed: Fixed,
        *,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`tls` says whom we believe, by default whom the machine believes. `seconds` is for each answer."""
        super().__init__(fixed)
        self._server = server
        self._clock = clock
        self._tls = tls or ssl.create_default_context()
        self._seconds = seconds

    def deliver(self, reference: str, to: str, spoken: Spoken) -> None:
        """Send it. Raises NotTold; REFUSED only for an address of which the server says so for good."""
        message = self._letter(reference, to, spoken, self._clock.now())
        try:
            there = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            raise NotTold(Trouble.BARRED) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotTold(Trouble.DOWN) from error
        try:
            self._hand_over(there, to, message)
        finally:
            there.close()

    def _connected(self) -> smtplib.SMTP:
        where = (self._server.host, self._server.port)
        if self._server.security == "tls":
            there: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=self._seconds, context=self._tls)
        else:
            there = smtplib.SMTP(*where, timeout=self._seconds)
        try:
            if self._server.security == "starttls":
                there.starttls(context=self._tls)
            if self._server.user:
                there.login(self._server.user, self._server.password)
        except BaseException:
            there.close()
            raise
        return there

    def _hand_over(self, there: smtplib.SMTP, to: str, message: EmailMessage) -> None:
        sent = False
        try:
            there.ehlo_or_helo_if_needed()
            _agreed(*there.mail(self._server.sender), refusal=Trouble.BARRED)
            _agreed(*there.rcpt(to), refusal=Trouble.REFUSED)
            sent = True
            _agreed(*there.data(message.as_bytes()), refusal=Trouble.DOWN)
        except NotTold:
            raise
        except TimeoutError as error:
            raise NotTold(Trouble.SLOW if sent else Trouble.DOWN) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotTold(Trouble.LOST if sent else Trouble.DOWN) from error

    def _letter(self, reference: str, to: str, spoken: Spoken, at: datetime) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = to
        message["Subject"] = spoken.headline
        message["Date"] = format_datetime(at)
        # The same for each attempt, by which a mailbox can know a second copy.
        message["Message-ID"] = f"<{reference}@{self._server.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        # Seven bits on the way, which every server between us and the mailbox can carry.
        message.set_content(spoken.on(Channel.EMAIL), cte="base64")
        message["Content-Language"] = spoken.locale
        return message


def _agreed(said: int, _words: bytes, *, refusal: Trouble) -> None:
    """Raise NotTold unless the server agreed; a five in front means for good."""
    if said >= NO_SUCH_MAILBOX:
        raise NotTold(refusal)
    if not 200 <= said < 300:
        raise NotTold(Trouble.DOWN)
