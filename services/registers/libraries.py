"""The ICCU's register of libraries (Anagrafe delle biblioteche italiane, territorio.csv)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.models import Library

from .importing import Register
from .reading import Columns
from .webs import address_on_the_web, first_of

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = Columns(
    headings={
        "isil": ("codice-isil", "isil"),
        "name": ("denominazione", "nome"),
        "address": ("indirizzo",),
        "locality": ("frazione",),
        "postcode": ("cap",),
        "comune": ("comune",),
        "comune_code": ("codice istat comune",),
        "latitude": ("latitudine", "lat"),
        "longitude": ("longitudine", "lon"),
        "phones": ("telefono",),
        "email": ("email",),
        "website": ("url", "sito_web"),
        "status": ("stato-registrazione", "stato_iccu"),
    },
    required=("isil", "name", "comune"),
)


def degrees(text: str) -> float | None:
    """A coordinate, with a comma or a point; None for a blank one and for the zero of who does not know."""
    try:
        return float(text.replace(",", ".")) or None
    except ValueError:
        return None


def values(row: Mapping[str, str]) -> dict[str, Any]:
    """Our values for a row."""
    latitude, longitude = degrees(row.get("latitude", "")), degrees(row.get("longitude", ""))
    is_point = latitude is not None and longitude is not None
    return {
        "isil": row["isil"].upper(),
        "name": row["name"],
        "locality": row.get("locality", ""),
        "address": row.get("address", ""),
        "postcode": row.get("postcode", ""),
        "latitude": latitude if is_point else None,
        "longitude": longitude if is_point else None,
        "phones": row.get("phones", ""),
        "email": first_of(row.get("email", "")).lower(),
        "website": address_on_the_web(row.get("website", "")),
        "status": row.get("status", ""),
    }


REGISTER = Register(
    model=Library,
    key="isil",
    columns=COLUMNS,
    values=values,
    dispensable=(("email",), ("website",), ("postcode",), ("latitude", "longitude")),
)
