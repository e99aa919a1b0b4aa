"""What a copy says of itself: its last part, written when everything else is known."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from .refusals import SafekeepingError

NAME = "manifesto.json"
FORMAT = 1
DATABASE = "database/"
MEDIA = "media/"


@dataclass
class Manifest:
    """When a copy was made, of what, and how to tell that it is all there."""

    made_at: str
    server: int
    migrations: list[str]
    tables: dict[str, int]
    secret_names: list[str]
    field_keys: list[str]
    format: int = FORMAT
    # Size and SHA-256 of every part, by name.
    parts: dict[str, tuple[int, str]] = field(default_factory=dict)
    # Files of the list that were no longer there when their turn came.
    vanished: list[str] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many files people handed in."""
        return sum(name.startswith(MEDIA) for name in self.parts)

    def as_json(self) -> bytes:
        """As it is written in the copy."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read again. Raises SafekeepingError when this program cannot."""
        try:
            written = json.loads(text)
            if written["format"] != FORMAT:
                raise SafekeepingError(_("La copia è di una versione del portale che questa non sa leggere."))
            parts = {name: (size, digest) for name, (size, digest) in written.pop("parts").items()}
            return cls(**written, parts=parts)
        except (ValueError, KeyError, TypeError) as problem:
            raise SafekeepingError(_("Il manifesto della copia non si legge.")) from problem
