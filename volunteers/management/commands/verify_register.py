"""`manage.py verify_register`: whether any line of the register of volunteers was touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from volunteers.register import verifying


class Command(BaseCommand):
    help = "Verifica il registro dei volontari, riga per riga, e dice la prima che non torna."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verifying.check()
        for section, lines, broken in found:
            state = "intatta" if broken is None else f"NON torna alla riga {broken}"
            self.stdout.write(f"{section.register} · {section}: righe {lines}, {state}")
        if any(each.broken is not None for each in found):
            raise CommandError("Il registro è stato toccato.")
        if not found:
            self.stdout.write("Nessun registro è ancora aperto.")
