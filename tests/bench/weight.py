"""What a first visit weighs: the page and everything it asks for, as it travels."""

import re
from urllib.parse import urlsplit

from tests.bench.client import Client
from tests.bench.pages import PARTICIPANT
from tests.bench.servers import Server

# The manifest of links in a page: what a browser fetches by itself to draw it.
FETCHED = re.compile(r'<(?:link rel="(?:icon|stylesheet)" href|script src|img src)="([^"]+)"')


def first_visit(portal: Server) -> dict[str, int]:
    """Bytes of the bodies of /week and of what it links to: in all, and of the scripts alone."""
    with Client(portal.port) as client:
        client.sign_in(PARTICIPANT)
        page = client.get("/week")
        html = decoded(page.body, page.headers.get("content-encoding", ""))
        linked = {path: len(client.get(path).body) for path in sorted(set(FETCHED.findall(html)))}
    scripts = sum(size for path, size in linked.items() if urlsplit(path).path.endswith(".js"))
    return {"files": len(linked) + 1, "all": len(page.body) + sum(linked.values()), "scripts": scripts}


def decoded(body: bytes, encoding: str) -> str:
    """The text of a body as our server sends it to a browser that knows zstd."""
    if encoding == "zstd":
        import zstandard

        return zstandard.ZstdDecompressor().decompress(body, max_output_size=2**22).decode()
    return body.decode()
