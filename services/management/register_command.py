"""What the commands that read a register share."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from services.registers.importing import Register, import_register


class RegisterCommand(BaseCommand):
    """Reads a register's file: a report by row, then everything or nothing."""

    register: Register

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--prova", action="store_true", help="di' che cosa cambierebbe, senza scrivere")

    def handle(self, *args: Any, **options: Any) -> None:
        report = import_register(self.register, options["file"], rehearsal=options["prova"])
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_writable:
            raise CommandError("Non ho scritto niente: correggi le righe con ✗ e riprova.")
        if options["prova"]:
            self.stdout.write("Era una prova: non ho scritto niente.")
