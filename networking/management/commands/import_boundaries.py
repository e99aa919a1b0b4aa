"""`manage.py import_boundaries FILE`: the boundaries of the comuni, from ISTAT."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networking import boundaries


class Command(BaseCommand):
    help = "Legge i confini dei comuni da un file GeoJSON in gradi WGS 84 (ISTAT, confini amministrativi)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--prova", action="store_true", help="di' che cosa cambierebbe, senza scrivere")

    def handle(self, *args: Any, **options: Any) -> None:
        report = boundaries.import_boundaries(options["file"], rehearsal=options["prova"])
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_writable:
            raise CommandError("Non ho scritto niente: correggi le righe con ✗ e riprova.")
        if options["prova"]:
            self.stdout.write("Era una prova: non ho scritto niente.")
