"""`manage.py drain_outbox`: send the notices without Celery or Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InternalError, OperationalError, connection

from networking import outbox

PAUSE = 15


class Command(BaseCommand):
    help = "Spedisce gli avvisi in attesa, anche senza Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="continua ogni 15 secondi")
        parser.add_argument("--pausa", type=float, default=PAUSE, help="secondi fra una volta e l'altra")

    def handle(self, *args: Any, loop: bool, pausa: float, **options: Any) -> None:
        while True:
            try:
                while sent := outbox.drain():
                    self.stdout.write(f"{sent} spediti")
            except (OperationalError, InternalError) as failure:
                # Away, or taking nothing in: it comes back, and the notices are still written there.
                if not loop:
                    raise
                connection.close()
                self.stderr.write(f"il database non risponde ({type(failure).__name__}): riprovo")
            if not loop:
                return
            time.sleep(pausa)
