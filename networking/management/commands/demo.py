"""`manage.py demo`: a living demonstration, and who can sign in to it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from networking import demo


class Command(BaseCommand):
    help = "Carica i dati dimostrativi e mostra gli accessi; si può ripetere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json",
            action="store_true",
            help="stampa accessi e pagine private come JSON, senza caricare nulla",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(demo.read_accounts(), ensure_ascii=False, indent=2))
            return
        try:
            accounts = demo.build_all(now=timezone.now())
        except demo.DemoRefusedError as refused:
            raise CommandError(str(refused)) from refused
        for account in accounts:
            self.stdout.write(f"{account.role}: {account.email}")
