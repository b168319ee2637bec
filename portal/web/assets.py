"""The static files: read once, named by their content, served compressed and cached for ever."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from flask import Response, abort, request

# The kinds we serve, and whether a kind gains from being compressed.
KINDS = {
    ".css": ("text/css; charset=utf-8", True),
    ".js": ("text/javascript; charset=utf-8", True),
    ".svg": ("image/svg+xml; charset=utf-8", True),
    ".webmanifest": ("application/manifest+json", True),
    ".png": ("image/png", False),
    ".ico": ("image/x-icon", False),
    ".woff2": ("font/woff2", False),
}
PREFIX = "/static/"
DIGITS = 16  # Of a sha256: 64 bits, so that two of our files never share a name.


@dataclass(frozen=True)
class Asset:
    """One file as it lay on the disk when the portal started, and what the build made of it."""

    kind: str
    raw: bytes
    name: str
    packed: dict[str, bytes]

    @cached_property
    def variants(self) -> dict[str, bytes]:
        """The body for each encoding that gains something, made now if the file changed since the build."""
        if not KINDS[self.kind][1]:
            return {}
        bodies = {
            "br": self.packed.get("br") or brotli.compress(self.raw, quality=5),
            "gzip": self.packed.get("gz") or gzip.compress(self.raw, compresslevel=5, mtime=0),
        }
        return {encoding: body for encoding, body in bodies.items() if len(body) < len(self.raw)}


class Assets:
    """Every file below `static` that a browser may ask for, held in memory.

    The disk is not touched while answering, so no path in a request can lead out of the folder.
    """

    def __init__(self, static: Path) -> None:
        self._urls: dict[str, str] = {}
        self._assets: dict[str, Asset] = {}
        packed = {path.name: path.read_bytes() for path in (static / "vendor" / "packed").glob("*.*")}
        for path in sorted(static.rglob("*")):
            if path.suffix not in KINDS or not path.is_file() or static / "readme" in path.parents:
                continue
            raw = path.read_bytes()
            name = hashlib.sha256(raw).hexdigest()[:DIGITS]
            plain = path.relative_to(static).as_posix()
            hashed = f"{plain.removesuffix(path.suffix)}.{name}{path.suffix}"
            self._urls[plain] = PREFIX + hashed
            made = {
                suffix: packed[f"{name}.{suffix}"] for suffix in ("br", "gz") if f"{name}.{suffix}" in packed
            }
            self._assets[hashed] = Asset(path.suffix, raw, name, made)

    def url(self, name: str) -> str:
        """The address of `name`, such as "css/portal.css"; KeyError if there is no such file.

        The address changes with the content, which is why the answer may be kept for ever.
        """
        return self._urls[name]

    def serve(self, path: str) -> Response:
        """The view behind /static/<path:path>: 200 or 304 for a hashed name, 404 for all others."""
        asset = self._assets.get(path)
        if asset is None:
            abort(404)
        encoding = _preferred(asset.variants)
        response = Response(asset.variants[encoding] if encoding else asset.raw)
        response.headers["Content-Type"] = KINDS[asset.kind][0]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if asset.variants:
            response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        # Each encoding is a body of its own and so has a tag of its own.
        response.set_etag(f"{asset.name}-{encoding}" if encoding else asset.name)
        response.make_conditional(request)
        return response


def _preferred(variants: dict[str, bytes]) -> str | None:
    """The smallest encoding that the browser accepts, or None for the plain file."""
    accepted = [encoding for encoding in variants if request.accept_encodings.quality(encoding) > 0]
    return min(accepted, key=lambda encoding: len(variants[encoding]), default=None)
