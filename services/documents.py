"""What the catalogue says to machines: schema.org JSON-LD of a sheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from .sheet import Sheet

# As django.utils.html.json_script does: no text of ours can close the script element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_data(sheet: Sheet, *, page_url: str) -> SafeString:
    """The GovernmentService of `sheet` as JSON for an inline data block, escaped for HTML."""
    text = json.dumps(government_service(sheet, page_url=page_url), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - <, > and & are escaped above


def government_service(sheet: Sheet, *, page_url: str) -> dict[str, Any]:
    """The keys that the Modello Comuni asks for, and opening hours as the page tells them."""
    service = sheet.service
    told = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": service.title,
        "description": service.summary,
        "url": page_url,
        "serviceType": service.category.name,
        "serviceOperator": {"@type": "GovernmentOrganization", "name": sheet.organization.name},
        "areaServed": {"@type": "AdministrativeArea", "name": sheet.area or _place_name(sheet)},
        "audience": {
            "@type": "Audience",
            "audienceType": service.addressed_to or ", ".join(sheet.groups),
        },
        "availableChannel": _channel(sheet, page_url),
        "availableLanguage": sheet.languages,
    }
    return {key: value for key, value in told.items() if value}


def _channel(sheet: Sheet, page_url: str) -> dict[str, Any]:
    channel: dict[str, Any] = {
        "@type": "ServiceChannel",
        "name": sheet.service.title,
        "serviceUrl": sheet.service.online_url or page_url,
    }
    if sheet.phone:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": sheet.phone}
    if location := _location(sheet):
        channel["serviceLocation"] = location
    return channel


def _location(sheet: Sheet) -> dict[str, Any] | None:
    """The place, without anything that would lead to a protected one."""
    place = sheet.service.place
    if place is None or place.is_protected:
        return None
    address = {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(filter(None, [place.address, place.locality])),
        "postalCode": place.postcode or place.comune.postcode,
        "addressLocality": place.comune.name,
        "addressRegion": "Umbria",
        "addressCountry": "IT",
    }
    location: dict[str, Any] = {
        "@type": "Place",
        "name": place.name,
        "address": {key: value for key, value in address.items() if value},
    }
    if place.public_point:
        latitude, longitude = place.public_point
        location["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return location


def _place_name(sheet: Sheet) -> str:
    return sheet.service.place.comune.name if sheet.service.place else ""
