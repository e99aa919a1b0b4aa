"""`manage.py restore`: a copy put back into an empty database, ending in the smoke test."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networking.safekeeping import restoring
from networking.safekeeping.refusals import SafekeepingError


class Command(BaseCommand):
    help = "Ripristina una copia in un database vuoto. Serve il file con la chiave privata."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copia", type=Path)
        parser.add_argument(
            "--chiave-privata", type=Path, required=True, help="il file scritto da age-keygen"
        )
        parser.add_argument("--senza-file", action="store_true", help="solo il database")
        parser.add_argument(
            "--scrivi-chiavi",
            type=Path,
            metavar="FILE",
            help="la copia è quella delle chiavi: scrivile in FILE (da mettere poi in .env) e fermati",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        copy, identity = options["copia"], options["chiave_privata"]
        try:
            if options["scrivi_chiavi"]:
                self._write_keys(restoring.read_keys(copy, identity), options["scrivi_chiavi"])
                return
            wanted = restoring.Wanted(copy, identity, with_files=not options["senza_file"])
            told = restoring.restore(wanted, say=self.stdout.write)
        except SafekeepingError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"segreti che servono: {', '.join(told.secret_names)}")
        self.stdout.flush()
        if not restoring.smoke():
            raise CommandError("I dati sono tornati, ma il portale non è a posto: guarda le righe con ✗.")

    def _write_keys(self, keys: dict[str, str], path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as problem:
            raise CommandError(f"Il file {path} c’è già: non lo riscrivo.") from problem
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in keys.items())
        self.stdout.write(f"chiavi scritte in {path}: mettile in .env e poi butta il file")
