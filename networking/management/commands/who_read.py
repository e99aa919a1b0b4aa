"""`manage.py who_read`: who read the data of a person, or what somebody has read."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networking import access_log, inquiry


class Command(BaseCommand):
    help = "Chi ha letto i dati di una persona (id o e-mail); con --lettore, che cosa ha letto quell'accesso."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("chi", help="id o e-mail")
        parser.add_argument(
            "--lettore", action="store_true", help="«chi» è chi leggeva, non chi è stato letto"
        )
        parser.add_argument("--dal", type=date.fromisoformat, metavar="AAAA-MM-GG")
        parser.add_argument("--al", type=date.fromisoformat, metavar="AAAA-MM-GG")

    def handle(self, *args: Any, **options: Any) -> None:
        ask = inquiry.readings_by if options["lettore"] else inquiry.readings_of
        period = inquiry.Period(options["dal"], options["al"])
        # Said first: a log that was touched proves nothing.
        breaks = access_log.breaks()
        self.stdout.write(
            f"✗ il registro è stato toccato in {len(breaks)} punti" if breaks else "✓ il registro è intero"
        )
        try:
            count = 0
            for row in ask(options["chi"], period):
                count += 1
                self.stdout.write(inquiry.in_words(row))
        except inquiry.NobodyError as nobody:
            raise CommandError(str(nobody)) from nobody
        self.stdout.write(f"letture: {count}")
