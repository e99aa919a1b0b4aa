"""`manage.py load_territory`: the zones, the comuni, who lives there, the programme."""

from typing import Any

from django.core.management.base import BaseCommand

from networking import territory


class Command(BaseCommand):
    help = "Aggiunge zone, comuni, popolazione, feste e programma che mancano."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, added in territory.load().items():
            self.stdout.write(f"{kind}: {added} aggiunti")
