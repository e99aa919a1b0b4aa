"""`manage.py recompute_indicators`: whether the kept rows still give every number that was read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.indicators import measuring
from governance.indicators.sources import SOURCES
from governance.models import Reading


class Command(BaseCommand):
    help = "Rifà il conto di ogni numero letto dalle sue righe, e dice quelli che non tornano."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="solo questi indicatori: NW-01 NW-05")

    def handle(self, *args: Any, **options: Any) -> None:
        readings = Reading.objects.select_related("definition").filter(definition__code__in=list(SOURCES))
        if options["codes"]:
            readings = readings.filter(definition__code__in=options["codes"])
        held, gone, broken = 0, 0, []
        for reading in readings.order_by("definition__code", "first_day").iterator(chunk_size=200):
            # Rows that were erased, or are past their time, cannot be counted again: the number stays.
            if reading.rows_gone:
                gone += 1
            elif measuring.recompute(reading):
                held += 1
            else:
                broken.append(str(reading))
        self.stdout.write(f"Tornano: {held}. Senza più tutte le righe: {gone}. Non tornano: {len(broken)}.")
        for each in broken:
            self.stdout.write(f"  {each}")
        if broken:
            raise CommandError("Qualche numero non è più quello delle sue righe.")
