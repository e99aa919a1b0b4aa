"""`manage.py load_catalogue`: categories, synonyms, organisations and services of the territory."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from services import loading


class Command(BaseCommand):
    help = "Aggiunge categorie, sinonimi, enti e schede che mancano. Prima serve load_territory."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, added in (loading.load_words() | loading.load_services(now=timezone.now())).items():
            self.stdout.write(f"{kind}: {added} aggiunti")
