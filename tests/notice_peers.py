"""Peers of our own for the ways out: an SMS gateway, a mail server and a push service, over real sockets, which fail as told.

Each remembers what it *took*, so that a test can count what arrived and not what was answered.
"""

import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# How an answer goes wrong. "lost" takes what was sent and breaks the line before the answer.
FINE, DOWN, SLOW, LOST, REFUSED = "fine", "down", "slow", "lost", "refused"
SLOWNESS = 1.0


class Peer:
    """What came, by kind. `mood` says of the n-th call, from 0, how it goes."""

    def __init__(self) -> None:
        self.mood: Callable[[int], str] = lambda _call: FINE
        self.calls = 0
        self.took: list[dict[str, Any]] = []
        self.seen: set[str] = set()
        self.once = False
        self.port = 0
        self.lock = threading.Lock()
        self.open = threading.Event()

    def next_mood(self) -> str:
        """How this call goes."""
        with self.lock:
            self.calls += 1
            return self.mood(self.calls - 1)

    def take(self, what: dict[str, Any], reference: str) -> None:
        """It has arrived. A peer that keeps references (`once`) sends none on twice."""
        with self.lock:
            if self.once and reference in self.seen:
                return
            self.seen.add(reference)
            self.took.append(what)


class _Http(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        peer: Peer = self.server.peer  # type: ignore[attr-defined] # Set where it is started.
        while (line := self.rfile.readline()) not in (b"", b"\r\n"):
            method, path = line.decode().split()[:2]
            headers = {}
            while (line := self.rfile.readline()) not in (b"", b"\r\n"):
                name, _, value = line.decode().partition(":")
                headers[name.strip().lower()] = value.strip()
            body = self.rfile.read(int(headers.get("content-length", "0")))
            mood = peer.next_mood()
            if mood == DOWN:
                self._say(503)
                continue
            if mood == REFUSED:
                self._say(410)
                continue
            sent = {"method": method, "path": path, "headers": headers, "body": body}
            peer.take(sent, headers.get("idempotency-key", ""))
            if mood == LOST:
                return
            if mood == SLOW:
                peer.open.wait(SLOWNESS)
                return
            self._say(202)

    def _say(self, status: int) -> None:
        self.wfile.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())


class _Smtp(socketserver.StreamRequestHandler):
    timeout = 5
    to, safe = "", False

    def handle(self) -> None:
        mood = self.server.peer.next_mood()  # type: ignore[attr-defined] # Set where it is started.
        if mood == DOWN:
            return
        self._say("220 peer")
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "QUIT" or (word == "DATA" and not self._data(mood)):
                return
            if word == "STARTTLS":
                self._begin_tls()
            elif word == "RCPT":
                self.to = line.partition("<")[2].partition(">")[0]
                self._say("550 nobody" if mood == REFUSED else "250 ok")
            elif word != "DATA":
                self._say("250 ok" if self.safe else "250-peer\r\n250 STARTTLS")

    def finish(self) -> None:
        super().finish()
        # TLS has taken the line over from who would have closed it.
        self.request.close()

    def _begin_tls(self) -> None:
        self._say("220 go on")
        tls: ssl.SSLContext = self.server.tls  # type: ignore[attr-defined] # The same.
        self.rfile.close()
        self.request = tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.safe = True

    def _data(self, mood: str) -> bool:
        peer: Peer = self.server.peer  # type: ignore[attr-defined] # The same.
        self._say("354 go on")
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += self.rfile.readline()
        peer.take({"to": self.to, "text": text[:-3], "safe": self.safe}, "")
        if mood == SLOW:
            peer.open.wait(SLOWNESS)
        if mood in {SLOW, LOST}:
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    peer: Peer
    tls: ssl.SSLContext | None = None
    wrapped = False

    def get_request(self) -> Any:  # noqa: ANN401 -- A socket and an address.
        there, address = super().get_request()
        if self.wrapped and self.tls:
            there.settimeout(5)
            there = self.tls.wrap_socket(there, server_side=True)
        return there, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks is what these peers are for."""


@contextmanager
def sms_gateway() -> Iterator[Peer]:
    """A gateway over plain HTTP on this machine."""
    with _serving(_Http, None, wrapped=False) as peer:
        yield peer


@contextmanager
def mail_server(tls: ssl.SSLContext) -> Iterator[Peer]:
    """A mail server that offers STARTTLS."""
    with _serving(_Smtp, tls, wrapped=False) as peer:
        yield peer


@contextmanager
def push_service(tls: ssl.SSLContext) -> Iterator[Peer]:
    """A push service over HTTPS."""
    with _serving(_Http, tls, wrapped=True) as peer:
        yield peer


@contextmanager
def _serving(
    handler: type[socketserver.BaseRequestHandler], tls: ssl.SSLContext | None, *, wrapped: bool
) -> Iterator[Peer]:
    peer, server = Peer(), _Server(("127.0.0.1", 0), handler)
    server.peer, server.tls, server.wrapped = peer, tls, wrapped
    peer.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        peer.open.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def certificates(folder: Path, *hosts: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of these names shows, and what believes it."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "peer")])
    now = datetime.now(UTC)  # noqa: DTZ005, TID251, RUF100 -- A certificate lives in real time.
    names = [x509.DNSName(host) for host in hosts if not host[0].isdigit()]
    numbers = [x509.IPAddress(ip_address(host)) for host in hosts if host[0].isdigit()]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([*names, *numbers]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "peer.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(file)
    believes = ssl.create_default_context(cafile=str(file))
    return shows, believes


def said_by_sms(peer: Peer) -> list[dict[str, str]]:
    """What the gateway was told to send, as it read it."""
    return [json.loads(one["body"]) for one in peer.took]
