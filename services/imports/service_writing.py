"""Writing the rows of a sheet of services, many at a time. The transaction is the caller's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from services.models import Contact, Place, RequiredDocument, Service, ServiceTarget

from .addresses import free_code, free_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    Values = dict[str, Any]
    Pairs = list[tuple[Service, Values]]

BATCH = 200
MANY = ("extra_categories", "area_comuni", "area_zones", "languages")
CONTACTS = {"phones": "phone", "emails": "email", "sites": "url"}
# Cells that are written elsewhere than in the table of services.
ELSEWHERE = {"code", "place_name", "comune", "address", "targets", "needed", *MANY, *CONTACTS}


def write_services(
    new: Iterable[Values], changed: Iterable[tuple[Service, Values, set[str]]]
) -> tuple[list[Service], list[Service]]:
    """Add the new services as drafts; in the others write only the cells that changed. Both, as written."""
    changed = list(changed)
    added = _add([*new])
    places = _Places()
    for service, values in added:
        service.place = places.get_or_make(values)
    _change(changed, places)
    Service.objects.bulk_create([service for service, _values in added], batch_size=BATCH)
    everything = [(service, values, {*values}) for service, values in added] + changed
    for name in MANY:
        _write_many(name, [(each, values) for each, values, touched in everything if name in touched])
    _write_targets([(each, values) for each, values, touched in everything if "targets" in touched])
    _write_needed([(each, values) for each, values, touched in everything if "needed" in touched])
    _write_contacts([(each, values) for each, values, touched in everything if touched & {*CONTACTS}])
    return [service for service, _values in added], [service for service, _values, _touched in changed]


def _add(rows: list[Values]) -> Pairs:
    """New services, not yet written: drafts, until somebody publishes them."""
    slugs = set(Service.objects.values_list("slug", flat=True))
    codes = set(Service.objects.values_list("short_code", flat=True))
    return [
        (
            Service(
                slug=free_slug(row["title"], taken=slugs), short_code=free_code(taken=codes), **_columns(row)
            ),
            row,
        )
        for row in rows
    ]


def _columns(values: Values) -> Values:
    return {name: value for name, value in values.items() if name not in ELSEWHERE}


def _change(changed: list[tuple[Service, Values, set[str]]], places: _Places) -> None:
    now = timezone.now()
    for service, values, touched in changed:
        for name in touched - ELSEWHERE:
            setattr(service, name, values[name])
        if touched & {"place_name", "comune", "address"}:
            service.place = places.get_or_make(values)
        service.updated_at = now
    services = [service for service, _values, _touched in changed]
    columns = {name for _service, _values, touched in changed for name in touched - ELSEWHERE}
    Service.objects.bulk_update(services, [*columns, "place", "updated_at"], batch_size=BATCH)


class _Places:
    """The places of the catalogue, made when a row names a new one."""

    def __init__(self) -> None:
        self._known = {
            (place.name.casefold(), place.comune_id, place.address.casefold()): place
            for place in Place.objects.order_by("-pk")
        }

    def get_or_make(self, values: Values) -> Place | None:
        """The place that a row names; None when it names none."""
        if not values["place_name"]:
            return None
        name, comune, address = values["place_name"], values["comune"], values["address"]
        key = (name.casefold(), comune.pk, address.casefold())
        if key not in self._known:
            self._known[key] = Place.objects.create(name=name, comune=comune, address=address)
        return self._known[key]


def _write_many(name: str, rows: Pairs) -> None:
    """Put each service beside what its cell names, in place of what there was."""
    through: type[Model] = getattr(Service, name).through
    other = next(
        each for each in through._meta.fields if each.is_relation and each.related_model is not Service
    )
    through._default_manager.filter(service__in=[each for each, _values in rows]).delete()
    through._default_manager.bulk_create(
        [through(**{"service": each, other.name: named}) for each, values in rows for named in values[name]],
        batch_size=BATCH * 5,
    )


def _write_targets(rows: Pairs) -> None:
    ServiceTarget.objects.filter(service__in=[each for each, _values in rows]).delete()
    ServiceTarget.objects.bulk_create(
        ServiceTarget(service=each, group=group, strength=strength)
        for each, values in rows
        for group, strength in values["targets"]
    )


def _write_needed(rows: Pairs) -> None:
    """What to bring: a line that stays keeps its form to download."""
    services = [each for each, _values in rows]
    known = {
        (each.service_id, each.text): each for each in RequiredDocument.objects.filter(service__in=services)
    }
    kept, made = [], []
    for service, values in rows:
        for order, text in enumerate(values["needed"]):
            document = known.pop((service.pk, text), None)
            if document is None:
                made.append(RequiredDocument(service=service, text=text, order=order))
            else:
                document.order = order
                kept.append(document)
    RequiredDocument.objects.filter(pk__in=[each.pk for each in known.values()]).delete()
    RequiredDocument.objects.bulk_update(kept, ["order"], batch_size=BATCH)
    RequiredDocument.objects.bulk_create(made, batch_size=BATCH)


def _write_contacts(rows: Pairs) -> None:
    """Public contacts in place of those there were; what only staff see stays."""
    Contact.objects.filter(service__in=[each for each, _values in rows], is_public=True).delete()
    contacts = []
    for service, values in rows:
        told = [
            {column: value, "label": label}
            for cell, column in CONTACTS.items()
            for value, label in values[cell]
        ]
        contacts += [Contact(service=service, order=order, **each) for order, each in enumerate(told)]
    Contact.objects.bulk_create(contacts, batch_size=BATCH)
