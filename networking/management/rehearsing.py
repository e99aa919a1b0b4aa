"""What the commands that read a public register share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

if TYPE_CHECKING:
    from networking.registers import Report


class RehearsedCommand(BaseCommand):
    """Reads a file: a report by row, then everything or nothing; with `--prova` the report alone."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--prova", action="store_true", help="di' che cosa cambierebbe, senza scrivere")

    def read(self, path: Path, *, rehearsal: bool) -> Report:
        """Read the file and write what it says, unless it is a rehearsal."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        report = self.read(options["file"], rehearsal=options["prova"])
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_writable:
            raise CommandError("Non ho scritto niente: correggi le righe con ✗ e riprova.")
        if options["prova"]:
            self.stdout.write("Era una prova: non ho scritto niente.")
