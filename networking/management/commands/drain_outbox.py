"""`manage.py drain_outbox`: deliver the mail without Celery or Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from networking import mail


class Command(BaseCommand):
    help = "Spedisce la posta in attesa, anche senza Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="continua ogni 15 secondi")

    def handle(self, *args: Any, loop: bool, **options: Any) -> None:
        while True:
            self.stdout.write(f"{mail.drain()} spedite")
            if not loop:
                return
            time.sleep(15)
