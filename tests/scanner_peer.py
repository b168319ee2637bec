"""A scanner of our own that speaks as clamd does, over a real socket, and fails one call in twenty unless told otherwise."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hostile_files import EICAR

ONE_IN = 20


class ScannerPeer:
    """What it was asked, and how it fails. Call `n` fails when `n` is divided by `one_in`; 0 means never."""

    def __init__(self, one_in: int = ONE_IN) -> None:
        self.one_in = one_in
        self.down = False
        self.asked: list[bytes] = []
        self.failed = 0
        self.address = ""
        self._lock = threading.Lock()

    def answer(self, content: bytes) -> bytes:
        """What it says of a file: clamd's own lines, or one of four ways of failing."""
        with self._lock:
            self.asked.append(content)
            fails = self.down or (self.one_in and len(self.asked) % self.one_in == 0)
            if fails:
                self.failed += 1
                return (
                    b"",
                    b"stream: O",
                    b"INSTREAM size limit exceeded. ERROR\0",
                    b"stream: OK and more\0",
                )[self.failed % 4]
        if EICAR.encode() in content or b"harmful" in content:
            return b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
        return b"stream: OK\0"


class _Call(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        there: socket.socket = self.request
        there.settimeout(5)
        file = there.makefile("rb")
        assert file.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", file.read(4))[0]:
            content += file.read(length)
        there.sendall(self.server.peer.answer(content))  # type: ignore[attr-defined] # Set where it is started.


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def scanner(one_in: int = ONE_IN, socket_path: Path | None = None) -> Iterator[ScannerPeer]:
    """The peer, listening on this machine: on a port that is free, or on a Unix socket."""
    peer = ScannerPeer(one_in)
    server: socketserver.BaseServer
    if socket_path:
        server = _Unix(str(socket_path), _Call)
        peer.address = f"unix://{socket_path}"
    else:
        server = _Tcp(("127.0.0.1", 0), _Call)
        peer.address = f"tcp://127.0.0.1:{server.server_address[1]}"
    server.peer = peer  # type: ignore[attr-defined] # Read by each call.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
