"""A signature as it was found in a file, and what is known of it where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from asn1crypto import cms

    # From the name of a hash to what it gives of the bytes that a stamp is on.
    Imprint = Callable[[str], bytes]


@dataclass(frozen=True)
class Verified:
    """Who signed, under which authority, and the moment that the time stamp says (None: there is none)."""

    signer: str
    authority: str
    stamped_at: datetime | None
    stamp_authority: str


class Signature(NamedTuple):
    """A signature as it was found; `digest` of what it covers (None: it carries it inside), and stamps put after it."""

    data: cms.SignedData
    digest: bytes | None = None
    later: Sequence[tuple[cms.SignedData, Imprint]] = ()


def is_on(data: cms.SignedData, digest: bytes) -> bool:
    """Whether the signature says of itself that it is on what has this digest."""
    attributes = data["signer_infos"][0]["signed_attrs"]
    said = (each["values"][0].native for each in attributes if each["type"].native == "message_digest")
    return digest in said
