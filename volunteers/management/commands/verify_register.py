"""`manage.py verify_register`: whether any line of the register of volunteers, or any file of its seals, was touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from volunteers.register import verifying


class Command(BaseCommand):
    help = (
        "Verifica il registro dei volontari: riga per riga, dicendo la prima che non torna, "
        "e byte per byte i file preparati e firmati."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found, flaws = verifying.check(), verifying.flaws()
        for section, lines, broken in found:
            state = "intatta" if broken is None else f"NON torna alla riga {broken}"
            self.stdout.write(f"{section.register} · {section}: righe {lines}, {state}")
            for seal, words in flaws:
                if seal.section_id == section.pk:
                    self.stdout.write(f"  Firma del {seal.year}: {words}")
        if flaws or any(each.broken is not None for each in found):
            raise CommandError("Il registro è stato toccato.")
        if not found:
            self.stdout.write("Nessun registro è ancora aperto.")
