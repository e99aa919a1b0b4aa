"""`manage.py smoke`: does the portal stand up?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networking import smoke


class Command(BaseCommand):
    help = "Prova il portale con poche domande vere, che non cambiano niente."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = []
        for outcome in smoke.try_all():
            self.stdout.write(f"{'✓' if outcome.is_well else '✗'} {outcome.words}")
            outcomes.append(outcome.is_well)
        if not all(outcomes):
            raise CommandError("Il portale non è a posto: guarda le righe con ✗.")
