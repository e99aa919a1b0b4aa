"""`manage.py rebuild_search`: draw the search's index anew from the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from services.search import indexing


class Command(BaseCommand):
    help = "Rifà l'indice della ricerca. Di solito non serve: le schede cambiate si aggiornano da sole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--solo-cambiate", action="store_true", help="solo le schede da reindicizzare")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["solo_cambiate"]:
            self.stdout.write(f"schede aggiornate: {indexing.drain_stale()}")
        else:
            self.stdout.write(f"servizi che si possono trovare: {indexing.rebuild_all()}")
