"""`manage.py backup`: a copy of everything, encrypted; `--vecchie` also throws the old ones away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from networking import health
from networking.safekeeping import copying, rotating
from networking.safekeeping.refusals import SafekeepingError


class Command(BaseCommand):
    help = "Copia database, file e chiavi in due file cifrati; poi butta le copie troppo vecchie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tieni-tutte", action="store_true", help="non buttare le copie più vecchie di BACKUP_KEEP_DAYS"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            copy = copying.make(now=now)
        except SafekeepingError as refused:
            raise CommandError(str(refused)) from refused
        health.record_beat(health.BACKUP, now=now)
        self.stdout.write(f"copia: {copy.data} (SHA-256 {copy.digest})")
        self.stdout.write(f"chiavi: {copy.keys}, da tenere in un altro posto")
        self.stdout.write(
            f"tabelle: {len(copy.manifest.tables)}, file: {copy.manifest.files}, "
            f"file spariti durante la copia: {len(copy.manifest.vanished)}"
        )
        if not options["tieni_tutte"]:
            for path in rotating.throw_away_old(now=now):
                self.stdout.write(f"buttata: {path.name}")
