"""Organisations as rows of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from services.models import Organization

from .addresses import free_slug
from .cells import PhonesField, ReferenceField, WordField
from .tables import RowForm, Table, code_field, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from networking.models.scope import Scope

# What an imported row may change; the code, the page's address and the source's key stay.
WRITTEN = (
    "name",
    "kind",
    "legal_form",
    "description",
    "comune",
    "address",
    "phones",
    "email",
    "pec",
    "website",
    "source",
    "source_date",
)


class OrganizationRow(RowForm):
    """An organisation."""

    code = code_field()
    name = text_of(Organization, "name")
    kind = WordField(label=_("Tipo"), words=Organization.Kind.choices)
    legal_form = text_of(Organization, "legal_form")
    description = text_of(Organization, "description")
    comune = ReferenceField(label=_("Comune"), among="comuni", required=False)
    address = text_of(Organization, "address")
    phones = PhonesField(label=_("Telefoni"), longest=30, required=False)
    email = text_of(Organization, "email")
    pec = text_of(Organization, "pec")
    website = text_of(Organization, "website", assume_scheme="https")
    source = text_of(Organization, "source")
    source_date = text_of(Organization, "source_date")


def _rows_within(scope: Scope) -> QuerySet[Organization]:
    return Organization.objects.filter(scope.within("comune")).select_related("comune")


def _values_of(organization: Organization) -> dict[str, Any]:
    return {"code": organization.slug} | {name: getattr(organization, name) for name in WRITTEN}


def _write(
    new: Iterable[dict[str, Any]], changed: Iterable[tuple[Organization, dict[str, Any], set[str]]]
) -> tuple[list[Organization], list[Organization]]:
    """Add the new organisations; in the others write only the cells that changed. Both, as written."""
    slugs = set(Organization.objects.values_list("slug", flat=True))
    added = Organization.objects.bulk_create(
        [
            Organization(
                slug=free_slug(values["name"], taken=slugs), **{name: values[name] for name in WRITTEN}
            )
            for values in new
        ],
        batch_size=500,
    )
    touched_ever: set[str] = set()
    organizations = []
    for organization, values, touched in changed:
        for name in touched:
            setattr(organization, name, values[name])
        touched_ever |= touched
        organizations.append(organization)
    if touched_ever:
        Organization.objects.bulk_update(organizations, touched_ever, batch_size=200)
    return added, organizations


TABLE = Table(
    slug="enti",
    title=_("enti"),
    model=Organization,
    form=OrganizationRow,
    rows_within=_rows_within,
    values_of=_values_of,
    identity=lambda values: (values["name"].casefold(), values["comune"]),
    comune_of=lambda values: values["comune"],
    write=_write,
)
