"""`manage.py verify_member_book`: whether any line of the book of members was touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.membership import book


class Command(BaseCommand):
    help = "Verifica il libro degli associati, riga per riga, e dice la prima che non torna."

    def handle(self, *args: Any, **options: Any) -> None:
        found = book.check()
        for which, lines, broken in found:
            state = "intatto" if broken is None else f"NON torna alla riga {broken}"
            self.stdout.write(f"{which}: righe {lines}, {state}")
        if any(each.broken is not None for each in found):
            raise CommandError("Il libro è stato toccato.")
        if not found:
            self.stdout.write("Nessun libro è ancora aperto.")
