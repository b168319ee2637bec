"""The world outside as the inner rooms see it: small protocols, implemented in `portal.adapters`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from portal.domain.access import Protection
from portal.domain.documents import CleanFile


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class PublicHolidays(Protocol):
    """Norway's public holidays, movable ones included, ordinary Saturdays and Sundays not."""

    def of_year(self, year: int) -> frozenset[date]:
        """The days of `year` that are public holidays."""


class Notices(Protocol):
    """Sends a word to somebody outside the portal: SMS, e-mail or push."""

    def send(self, *, reference: str, to: str, text: str) -> None:
        """Deliver `text`, one of the fixed ones, to the address `to`. `reference` is the same when it is tried again.

        Raises NotTold (`portal.domain.notices`), or OSError for what breaks on this machine.
        """


class TranslationProvider(Protocol):
    """Drafts a translation of what somebody wrote, inside the municipality's own installation. None is built in."""

    runs_locally: bool
    """Whether no text leaves the municipality's own installation."""
    agreement: str
    """The reference of the data-processing agreement."""

    def draft(self, text: str, *, source: str, target: str) -> str | None:
        """The text in another language by its code, None where the provider cannot; never kept as what somebody wrote."""


class RegisterDown(Exception):
    """The population register did not answer, or said what nobody understands."""


class PopulationRegister(Protocol):
    """Asks the population register whom nobody may find."""

    def protections(self, numbers: Sequence[str]) -> Mapping[str, Protection]:
        """The protection of at most 1,000 people by their identity numbers; whom it does not know is left out.

        Raises RegisterDown.
        """


class FileKeeper(Protocol):
    """Keeps files under the ids of their rows, where no web server finds them."""

    def put(self, file_id: str, content: bytes) -> None:
        """Keep a new file; when this returns it is on the disk. Raises OSError."""

    def get(self, file_id: str) -> bytes:
        """The file's content. Raises FileMissing."""

    def drop(self, file_id: str) -> None:
        """Remove the file, if it is there."""

    def ids(self, before: datetime) -> Sequence[str]:
        """The files that were put there before a moment of the real clock."""


class FileMissing(Exception):
    """A file that should be there is not, or is not what was put there."""


class FileCleaner(Protocol):
    """Makes a file anew from one that somebody sent."""

    def clean(self, content: bytes) -> CleanFile:
        """The same to look at, and nothing else in it. Raises Refused with the code that says why, and Busy."""


class ScannerDown(Exception):
    """The scanner did not answer, or said what nobody understands."""


class VirusScanner(Protocol):
    """Looks for harmful programs."""

    def is_infected(self, content: bytes) -> bool:
        """Whether the scanner knows something harmful in it. Raises ScannerDown."""
