"""The exceptions of the portal. A refusal by the law is a value, never one of these."""


class PortalError(Exception):
    """What every error of our own descends from."""


class NotFound(PortalError):
    """It does not exist, or this actor must not learn whether it exists."""


class NotPermitted(PortalError):
    """This actor's role may never do this."""


class MandateOver(NotPermitted):
    """The participant for whom this actor acts has ended the mandate, or its last day is past."""


class Refused(PortalError):
    """What was handed in cannot stand as it is. `code` says why; the web has the sentence for it."""

    def __init__(self, code: str) -> None:
        """`code` is permanent and carries nothing of what the person wrote."""
        super().__init__(code)
        self.code = code


class Conflict(PortalError):
    """Somebody else changed it since the actor read it. The actor's own words must be kept."""


class KeyReused(PortalError):
    """An idempotency key came back with another content: a bug or an attack, never a retry."""


class Busy(PortalError):
    """The database is locked for longer than we wait. Trying again soon will work."""


class ProtectionUnknown(Busy):
    """The population register does not answer, so nobody can say whom this member of staff must not see."""


class TooMany(PortalError):
    """Somebody sends more than is allowed just now. Nothing was kept, and trying again after `seconds` will work."""

    def __init__(self, seconds: int) -> None:
        """`seconds` is at least one."""
        super().__init__(f"Too many; try again in {seconds} s.")
        self.seconds = seconds
