"""CAdES: a file around the document, with its signature (`.p7m`; ETSI EN 319 122)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from asn1crypto import cms

from .finding import Signature, is_on
from .refusing import Flaw, SignatureRefusedError

ARMOUR = re.compile(rb"-----[^-]+-----")


def open_envelope(content: bytes) -> tuple[cms.SignedData, bytes]:
    """The signature of a `.p7m` and what is inside. Raises SignatureRefusedError when it is none."""
    try:
        envelope = cms.ContentInfo.load(_as_der(content), strict=True)
        if envelope["content_type"].native != "signed_data":
            raise SignatureRefusedError(Flaw.UNSIGNED)
        data = envelope["content"]
        inside = bytes(data["encap_content_info"]["content"])
        signers = len(data["signer_infos"])
    except (ValueError, TypeError, KeyError) as error:
        raise SignatureRefusedError(Flaw.UNREADABLE) from error
    if signers != 1:
        raise SignatureRefusedError(Flaw.SEVERAL if signers else Flaw.UNSIGNED)
    return data, inside


def signature_in(content: bytes, document: bytes) -> Signature:
    """The signature around `document`. Raises SignatureRefusedError: it is around something else."""
    data, inside = open_envelope(content)
    if inside != document:
        algorithm = data["signer_infos"][0]["digest_algorithm"]["algorithm"].native
        is_whole = is_on(data, hashlib.new(algorithm, inside).digest())
        raise SignatureRefusedError(Flaw.ANOTHER if is_whole else Flaw.TAMPERED)
    return Signature(data)


def _as_der(content: bytes) -> bytes:
    """Some programs write it as text."""
    if content.startswith(b"\x30"):
        return content
    try:
        return base64.b64decode(ARMOUR.sub(b"", content).translate(None, b"\r\n "), validate=True)
    except binascii.Error as error:
        raise SignatureRefusedError(Flaw.UNREADABLE) from error
