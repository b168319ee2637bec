"""A small keep-alive client, so that what is measured is the server and not who asks."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

ENCODINGS = "zstd, br, gzip"
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers with lower-case names, and the body as it travelled."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """One connection with one person's cookies. Raises OSError when the server goes away."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._socket.close()

    def get(self, path: str) -> Answer:
        return self.send(get_request(path, self.cookie))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        body = urlencode(fields).encode()
        head = _head("POST", path, self.cookie)
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        return self.send(head.encode() + body)

    def sign_in(self, person: str) -> None:
        """Sign in as one of the demo's people."""
        answer = self.post("/sign-in/demo", {"person": person})
        if answer.status != 303:
            raise RuntimeError(f"Signing in was answered with {answer.status}.")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]

    def send(self, request: bytes) -> Answer:
        """Send a whole request and read the whole answer, which must give its length."""
        self._socket.sendall(request)
        status = int(self._line().split()[1])
        headers: dict[str, str] = {}
        while line := self._line().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Answer(status, headers, self._file.read(int(headers.get("content-length", 0))))

    def _line(self) -> str:
        line = self._file.readline()
        if not line:
            raise ConnectionError("The server hung up.")
        return line.decode("latin-1")


def get_request(path: str, cookie: str) -> bytes:
    """The bytes of a GET request."""
    return (_head("GET", path, cookie) + "\r\n").encode()


def _head(method: str, path: str, cookie: str) -> str:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept-Encoding: {ENCODINGS}"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join(lines) + "\r\n"
