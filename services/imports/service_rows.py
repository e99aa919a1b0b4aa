"""Services as rows of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from services.models import Place, Service

from .service_form import HIDDEN_ADDRESS, ServiceRow
from .service_writing import write_services
from .tables import Table

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from networking.models.scope import Scope

# Cells that are columns of the table, as they are.
PLAIN = (
    "title",
    "summary",
    "description",
    "keywords",
    "category",
    "organization",
    "addressed_to",
    "min_age",
    "max_age",
    "how_to",
    "obtained",
    "times",
    "cost",
    "cost_text",
    "access_modes",
    "online_url",
    "more_info",
    "conditions",
    "serves_everywhere",
    "hours_note",
    "source",
    "source_date",
    "source_note",
)


def _rows_within(scope: Scope) -> QuerySet[Service]:
    return (
        Service.objects.filter(scope.within("place__comune"))
        .select_related("category", "organization", "place__comune")
        .prefetch_related(
            "extra_categories",
            "targets__group",
            "contacts",
            "documents",
            "area_comuni",
            "area_zones",
            "languages",
        )
    )


def _values_of(service: Service) -> dict[str, Any]:
    contacts = [each for each in service.contacts.all() if each.is_public]
    return (
        {name: getattr(service, name) for name in PLAIN}
        | _place_cells(service.place)
        | {
            "code": service.short_code,
            "extra_categories": list(service.extra_categories.all()),
            "targets": [(each.group, each.strength) for each in service.targets.all()],
            "needed": [each.text for each in service.documents.all()],
            "area_comuni": list(service.area_comuni.all()),
            "area_zones": list(service.area_zones.all()),
            "languages": list(service.languages.all()),
            "phones": [(each.phone, each.label) for each in contacts if each.phone],
            "emails": [(each.email, each.label) for each in contacts if each.email],
            "sites": [(each.url, each.label) for each in contacts if each.url],
        }
    )


def _place_cells(place: Place | None) -> dict[str, Any]:
    """Which place; a hidden address does not leave in a file."""
    if place is None:
        return {"place_name": "", "comune": None, "address": ""}
    address = HIDDEN_ADDRESS if place.is_protected else place.address
    return {"place_name": place.name, "comune": place.comune, "address": address}


TABLE = Table(
    slug="servizi",
    title=_("servizi"),
    model=Service,
    form=ServiceRow,
    rows_within=_rows_within,
    values_of=_values_of,
    identity=lambda values: (
        values["title"].casefold(),
        values["organization"],
        values["comune"],
        values["address"].casefold(),
    ),
    comune_of=lambda values: values["comune"],
    write=write_services,
)
