"""The Ministry's register of schools («Scuola in Chiaro», SCUANAGRAFESTAT and SCUANAGRAFEPAR)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.models import School

from .importing import Register
from .reading import Columns
from .webs import address_on_the_web, first_of

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = Columns(
    headings={
        "code": ("CODICESCUOLA", "codice_meccanografico"),
        "name": ("DENOMINAZIONESCUOLA", "denominazione"),
        "kind": ("DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA", "tipologia_mim"),
        "ownership": ("statale_paritaria",),
        "institute_code": ("CODICEISTITUTORIFERIMENTO", "codice_istituto_riferimento"),
        "comune": ("DESCRIZIONECOMUNE", "comune"),
        "comune_code": ("CODICECOMUNESCUOLA", "codice_belfiore"),
        "address": ("INDIRIZZOSCUOLA", "indirizzo"),
        "postcode": ("CAPSCUOLA", "cap"),
        "email": ("INDIRIZZOEMAILSCUOLA", "email"),
        "pec": ("INDIRIZZOPECSCUOLA", "pec"),
        "website": ("SITOWEBSCUOLA", "sito_web"),
        "school_year": ("ANNOSCOLASTICO", "anno_scolastico"),
    },
    required=("code", "name", "kind", "comune", "comune_code"),
)
# The first that fits: a «SCUOLA PRIMO GRADO» is no primary school, an institute of all comes before each.
LEVELS = (
    ("COMPRENSIVO", School.Level.INSTITUTE),
    ("CONVITTO", School.Level.BOARDING),
    ("EDUCANDATO", School.Level.BOARDING),
    ("CENTRO TERRITORIALE", School.Level.ADULTS),
    ("INFANZIA", School.Level.NURSERY),
    ("PRIMARIA", School.Level.PRIMARY),
    ("PRIMO GRADO", School.Level.LOWER_SECONDARY),
    ("SECONDO GRADO", School.Level.UPPER_SECONDARY),
    ("LICEO", School.Level.UPPER_SECONDARY),
    ("ISTITUTO", School.Level.UPPER_SECONDARY),
    ("IST ", School.Level.UPPER_SECONDARY),
)


def level_of(kind: str) -> School.Level:
    """The level of a school by the Ministry's word for it. Raises ValidationError for a word we do not know."""
    for word, level in LEVELS:
        if word in kind.upper():
            return level
    raise ValidationError({"kind": _("«{kind}» non è un tipo di scuola che conosco.").format(kind=kind)})


def school_year(text: str) -> str:
    """«2025/26», from the Ministry's «202526» too."""
    return re.sub(r"^(\d{4})(\d{2})$", r"\1/\2", text)


def values(row: Mapping[str, str]) -> dict[str, Any]:
    """Our values for a row. Raises ValidationError."""
    kind = row["kind"]
    return {
        "code": row["code"].upper(),
        "name": row["name"],
        "kind": kind,
        "level": level_of(kind),
        "is_state": row.get("ownership") != "paritaria" and "NON STATALE" not in kind.upper(),
        "institute_code": row.get("institute_code", "").upper(),
        "address": row.get("address", ""),
        "postcode": row.get("postcode", ""),
        "email": first_of(row.get("email", "")).lower(),
        "pec": first_of(row.get("pec", "")).lower(),
        "website": address_on_the_web(row.get("website", "")),
        "school_year": school_year(row.get("school_year", "")),
    }


REGISTER = Register(
    model=School,
    key="code",
    columns=COLUMNS,
    values=values,
    dispensable=(("email",), ("pec",), ("website",), ("postcode",), ("school_year",)),
)
