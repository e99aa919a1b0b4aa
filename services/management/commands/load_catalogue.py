"""`manage.py load_catalogue`: categories, synonyms, organisations and services of the territory."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from services import loading


class Command(BaseCommand):
    help = "Aggiunge categorie, sinonimi, enti e schede che mancano. Prima serve load_territory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--solo-parole", action="store_true", help="solo categorie, gruppi, situazioni, lingue e sinonimi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added_by_kind = loading.load_words()
        if not options["solo_parole"]:
            added_by_kind |= loading.load_services(now=timezone.now())
        for kind, added in added_by_kind.items():
            self.stdout.write(f"{kind}: {added} aggiunti")
