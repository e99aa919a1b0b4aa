"""Loading the catalogue from the project's own data files: facts with their source, still to verify.

What is already there is never touched: staff may have corrected it.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from networking.models import Action, Comune, Zone

from .models import (
    Category,
    Contact,
    Language,
    LifeSituation,
    OpeningRule,
    Organization,
    Place,
    RequiredDocument,
    Service,
    ServiceTarget,
    Synonym,
    TargetGroup,
    Topic,
)
from .search import indexing

FOLDER = Path(__file__).with_name("data")
WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
LANGUAGES = {
    "it": "italiano",
    "en": "inglese",
    "fr": "francese",
    "es": "spagnolo",
    "ar": "arabo",
    "ro": "rumeno",
}
COPIED_TEXTS = [
    "title",
    "slug",
    "summary",
    "description",
    "addressed_to",
    "min_age",
    "max_age",
    "how_to",
    "obtained",
    "times",
    "cost",
    "cost_text",
    "online_url",
    "more_info",
    "conditions",
    "hours_note",
    "closed_from",
    "closure_reason",
    "source",
    "source_date",
    "source_note",
]


@transaction.atomic
def load_words(folder: Path = FOLDER) -> dict[str, int]:
    """Add the categories, situations, groups, languages and synonyms that are missing; rows added by kind."""
    return {
        "categorie": sum(
            _add_category(row, order)
            for order, row in enumerate(_tables(folder / "categories.toml", "category"))
        ),
        "situazioni di vita": sum(
            _add_situation(row, order)
            for order, row in enumerate(_tables(folder / "situations.toml", "situation"))
        ),
        "gruppi di persone": sum(
            _add_target(row, order) for order, row in enumerate(_tables(folder / "targets.toml", "target"))
        ),
        "lingue": sum(
            Language.objects.get_or_create(code=code, defaults={"name": name})[1]
            for code, name in LANGUAGES.items()
        ),
        "sinonimi": _add_synonyms(folder / "synonyms.csv"),
    }


@transaction.atomic
def load_services(*, now: datetime, folder: Path = FOLDER) -> dict[str, int]:
    """Add the organisations and the sheets that are missing, published at `now`; rows added by kind."""
    organizations = _tables(folder / "organizations.toml", "organization")
    added = {
        "enti": sum(_add_organization(row) for row in organizations),
        "servizi": sum(
            _add_service(row, now)
            for path in sorted((folder / "services").glob("*.toml"))
            for row in _tables(path, "service")
        ),
    }
    # What was loaded can be found at once.
    indexing.drain_stale()
    return added


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))[name]


def _add_category(row: dict[str, Any], order: int, parent: Category | None = None) -> int:
    category, created = Category.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "parent": parent,
            "name": row["name"],
            "description": row.get("description", ""),
            "icon": row.get("icon", ""),
            "order": order,
        },
    )
    if created:
        category.topics.set(_topic(name) for name in row.get("topics", []))
    return created + sum(
        _add_category(child, place, category) for place, child in enumerate(row.get("child", []))
    )


def _topic(name: str) -> Topic:
    topic, _created = Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name})
    return topic


def _add_situation(row: dict[str, Any], order: int) -> bool:
    situation, created = LifeSituation.objects.get_or_create(
        slug=row["slug"],
        defaults={key: row[key] for key in ("title", "intro", "icon", "steps")} | {"order": order},
    )
    if created:
        situation.categories.set(Category.objects.filter(slug__in=row["categories"]))
    return created


def _add_target(row: dict[str, Any], order: int) -> bool:
    _group, created = TargetGroup.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "min_age": row.get("min_age"),
            "max_age": row.get("max_age"),
            "order": order,
        },
    )
    return created


def _add_synonyms(path: Path) -> int:
    before = Synonym.objects.count()
    with path.open(encoding="utf-8", newline="") as file:
        Synonym.objects.bulk_create(
            [
                Synonym(
                    term=row["term"],
                    preferred=row["preferred"],
                    area=row["area"],
                    relation=row["relation"],
                    avoid_in_texts=row["avoid_in_texts"] == "1",
                    is_validated=row["validated"] == "1",
                    source=row["source"],
                )
                for row in csv.DictReader(file)
            ],
            ignore_conflicts=True,
        )
    return Synonym.objects.count() - before


def _add_organization(row: dict[str, Any]) -> bool:
    texts = [
        "name",
        "slug",
        "kind",
        "legal_form",
        "description",
        "address",
        "phones",
        "email",
        "pec",
        "website",
        "source",
        "source_date",
    ]
    _organization, created = Organization.objects.get_or_create(
        key=row["key"],
        defaults={key: row[key] for key in texts if key in row} | {"comune": _comune(row.get("comune"))},
    )
    return created


def _comune(name: str | None) -> Comune | None:
    return Comune.objects.get(name=name) if name else None


def _add_service(row: dict[str, Any], now: datetime) -> bool:
    if Service.objects.filter(key=row["key"]).exists():
        return False
    service = Service.objects.create(
        key=row["key"],
        **{key: row[key] for key in COPIED_TEXTS if key in row},
        keywords=row.get("keywords", []),
        access_modes=row.get("access", []),
        category=Category.objects.get(slug=row["category"]),
        organization=Organization.objects.get(key=row["organization"]),
        place=_place(row),
        published_at=now,
    )
    service.extra_categories.set(Category.objects.filter(slug__in=row.get("extra_categories", [])))
    service.area_comuni.set(Comune.objects.filter(name__in=row.get("area_comuni", [])))
    service.area_zones.set(Zone.objects.filter(number__in=row.get("area_zones", [])))
    service.languages.set(Language.objects.filter(code__in=row.get("languages", [])))
    service.actions.set(Action.objects.filter(code__in=row.get("actions", [])))
    _add_details(service, row)
    return True


def _place(row: dict[str, Any]) -> Place | None:
    """The place of the sheet; services in the same building share it."""
    fact = row.get("place")
    if fact is None:
        return None
    place, _created = Place.objects.get_or_create(
        name=fact["name"],
        comune=_comune(row["comune"]),
        address=fact.get("address", ""),
        defaults={
            "postcode": fact.get("postcode", ""),
            "locality": fact.get("locality", ""),
            "is_protected": fact.get("withheld", False),
        },
    )
    return place


def _add_details(service: Service, row: dict[str, Any]) -> None:
    """Targets, contacts, documents and hours."""
    for target in row.get("targets", []):
        group = TargetGroup.objects.get(slug=target["group"])
        ServiceTarget.objects.create(service=service, group=group, strength=target["strength"])
    contacts = [Contact(phone=each["number"], label=each.get("label", "")) for each in row.get("phones", [])]
    contacts += [Contact(email=address) for address in row.get("emails", [])]
    contacts += [Contact(url=row["website"])] if row.get("website") else []
    for order, contact in enumerate(contacts):
        contact.service, contact.order = service, order
    Contact.objects.bulk_create(contacts)
    RequiredDocument.objects.bulk_create(
        RequiredDocument(service=service, text=text, order=order)
        for order, text in enumerate(row.get("needed", []))
    )
    OpeningRule.objects.bulk_create(
        OpeningRule(
            service=service,
            weekday=WEEKDAYS[day],
            opens=time.fromisoformat(hours["opens"]),
            closes=time.fromisoformat(hours["closes"]),
            weeks_of_month=hours.get("weeks", []),
            by_appointment=hours.get("by_appointment", False),
            note=hours.get("note", ""),
        )
        for hours in row.get("hours", [])
        for day in hours["days"]
    )
