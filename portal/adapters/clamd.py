"""The scanner clamd, asked in its own words: a file is streamed to it and one line comes back."""

import socket
import struct
from urllib.parse import urlsplit

from portal.domain.ports import ScannerDown

SECONDS = 30.0
PART = 64 * 1024
LONGEST_ANSWER = 4096


class Clamd:
    """Speaks INSTREAM over TCP or a Unix socket; a connection for each file, as clamd closes it after each."""

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        """`address` is `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""
        self._parts = urlsplit(address)
        self._seconds = seconds

    def is_infected(self, content: bytes) -> bool:
        """Whether clamd knows something harmful in it. Raises ScannerDown for every answer but a plain yes or no."""
        try:
            with self._connected() as there:
                there.sendall(b"zINSTREAM\0")
                for at in range(0, len(content), PART):
                    part = content[at : at + PART]
                    there.sendall(struct.pack(">I", len(part)) + part)
                there.sendall(struct.pack(">I", 0))
                answer = _line(there)
        except OSError as error:
            raise ScannerDown("The scanner could not be reached.") from error
        if answer == b"stream: OK":
            return False
        # The name of what was found stands between the two, and is nobody's business here.
        if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
            return True
        raise ScannerDown("The scanner did not answer as agreed.")

    def _connected(self) -> socket.socket:
        if self._parts.scheme == "unix":
            there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                there.settimeout(self._seconds)
                there.connect(self._parts.path)
            except BaseException:
                there.close()
                raise
            return there
        return socket.create_connection(
            (self._parts.hostname or "", self._parts.port or 3310), timeout=self._seconds
        )


def _line(there: socket.socket) -> bytes:
    """What comes until the NUL that ends it. Half an answer is none: `stream: OK` must not be read out of a longer one."""
    answer = b""
    while b"\0" not in answer:
        more = there.recv(LONGEST_ANSWER)
        if not more or len(answer) > LONGEST_ANSWER:
            raise ScannerDown("The scanner ended in the middle of its answer.")
        answer += more
    return answer.partition(b"\0")[0]
