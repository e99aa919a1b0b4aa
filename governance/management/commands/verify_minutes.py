"""`manage.py verify_minutes`: whether any line of the books of the minutes, or any of their files, was touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.minutes import verifying


class Command(BaseCommand):
    help = "Verifica i libri dei verbali, riga per riga, e i file conservati: dice che cosa non torna."

    def handle(self, *args: Any, **options: Any) -> None:
        books = verifying.books()
        for body, lines, broken in books:
            state = "intatto" if broken is None else f"NON torna alla riga {broken}"
            self.stdout.write(f"{body}: righe {lines}, {state}")
        flaws = list(verifying.flaws())
        for each in flaws:
            self.stdout.write(each)
        if flaws or any(each.broken is not None for each in books):
            raise CommandError("I verbali sono stati toccati.")
        if not books:
            self.stdout.write("Nessun verbale è ancora trascritto.")
