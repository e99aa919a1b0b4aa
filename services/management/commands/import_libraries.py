"""`manage.py import_libraries FILE`: the register of libraries of the ICCU."""

from pathlib import Path

from networking.management.rehearsing import RehearsedCommand
from networking.registers import Report
from services.registers import libraries
from services.registers.importing import import_register


class Command(RehearsedCommand):
    help = "Legge l’anagrafe delle biblioteche dell’ICCU (territorio.csv)."

    def read(self, path: Path, *, rehearsal: bool) -> Report:
        return import_register(libraries.REGISTER, path, rehearsal=rehearsal)
