"""Words that only the portal can read: AES-256-GCM under a ring of keys.

What is sealed carries the name of its key, so that keys can be changed while old rows are still read; and it is
bound to its place (`context`, as «networking.person.needs:<row>»), so that a sealed value copied into another
row or column does not open. Format: 1 byte, the length of the key's name; the name; 12 bytes of nonce; the rest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12


class UnreadableError(Exception):
    """The key is not in the ring, or the value was changed or moved."""


@cache
def _ring(written: str) -> dict[str, AESGCM]:
    return {name: AESGCM(key) for name, key in parse_keys(written).items()}


def parse_keys(written: str) -> dict[str, bytes]:
    """Keys by name, from «name:base64,name:base64»; the first seals, all of them open.

    Raises ImproperlyConfigured when a key is not of 32 bytes or there is none.
    """
    keys = {}
    for part in filter(None, (piece.strip() for piece in written.split(","))):
        name, _colon, encoded = part.partition(":")
        try:
            keys[name] = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise ImproperlyConfigured(f"FIELD_KEYS: la chiave {name} non è in base64.") from error
        if len(keys[name]) != KEY_BYTES or not name:
            raise ImproperlyConfigured(f"FIELD_KEYS: la chiave {name} deve essere di {KEY_BYTES} byte.")
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS: serve almeno una chiave.")
    return keys


def current_key() -> str:
    """The name of the key that seals today."""
    return next(iter(_ring(settings.FIELD_KEYS)))


def seal(text: str, *, context: str) -> bytes:
    """`text` sealed under today's key and bound to `context`."""
    name = current_key()
    nonce = os.urandom(NONCE_BYTES)
    body = _ring(settings.FIELD_KEYS)[name].encrypt(nonce, text.encode(), context.encode())
    return bytes([len(name)]) + name.encode() + nonce + body


def open_sealed(sealed: bytes, *, context: str) -> str:
    """What was sealed. Raises UnreadableError: never a guess, never an empty string."""
    start = 1 + sealed[0] if sealed else 0
    key = _ring(settings.FIELD_KEYS).get(key_of(sealed))
    if key is None:
        raise UnreadableError
    nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return key.decrypt(nonce, body, context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise UnreadableError from error


def key_of(sealed: bytes) -> str:
    """The name of the key a value was sealed with."""
    return sealed[1 : 1 + sealed[0]].decode(errors="replace") if sealed else ""


def blind_index(value: str, *, purpose: str) -> bytes:
    """A digest by which to find an equal value without being able to read it (HMAC-SHA-256)."""
    key = hashlib.sha256(b"index:" + settings.INDEX_KEY.encode()).digest()
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")
