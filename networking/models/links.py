"""Addresses of web pages, as people and files hand them in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

SCHEMES = ("http", "https")


def web_address(url: str | None) -> str:
    """`url` where it may stand behind a link (http or https), else nothing."""
    return url if url and urlsplit(url.strip()).scheme.lower() in SCHEMES else ""


class WebAddressField(models.URLField):
    """An address of the web: http or https, nothing that would run or download something else."""

    default_validators = [
        URLValidator(schemes=SCHEMES, message=_("Scrivi un indirizzo che comincia con http:// o https://."))
    ]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """To the database it is Django's own field: nothing to migrate."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **options: Any) -> Any:
        """Whoever leaves out how it begins means https."""
        return super().formfield(**{"assume_scheme": "https", **options})
