"""Envelopes as a phone closes them, written a second time: what the worker does in the browser, in Python."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DAY, AT = "2026-11-24", "2026-11-24T08:31:00.000Z"


def letter(path: str, fields: dict[str, str], **more: object) -> dict[str, Any]:
    """What lies in an envelope."""
    return {"path": path, "fields": fields, "day": DAY, "at": AT} | more


def closed(public_key: str, owner: str, key: str, written: object) -> str:
    """The envelope of `owner` for the form with that key."""
    curve = ec.SECP256R1()
    mine = ec.generate_private_key(curve)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(curve, base64.b64decode(public_key))
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    made = HKDF(SHA256(), 32, point, b"portal envelope").derive(mine.exchange(ec.ECDH(), theirs))
    text = json.dumps(written).encode()
    padded = text.ljust(-(-len(text) // 1024) * 1024)
    return base64.b64encode(
        point + AESGCM(made).encrypt(bytes(12), padded, f"{owner} {key}".encode())
    ).decode()
