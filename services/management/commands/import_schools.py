"""`manage.py import_schools FILE`: the Ministry's register of schools."""

from pathlib import Path

from networking.management.rehearsing import RehearsedCommand
from networking.registers import Report
from services.registers import schools
from services.registers.importing import import_register


class Command(RehearsedCommand):
    help = "Legge l’anagrafe delle scuole del Ministero (SCUANAGRAFESTAT o SCUANAGRAFEPAR, CSV)."

    def read(self, path: Path, *, rehearsal: bool) -> Report:
        return import_register(schools.REGISTER, path, rehearsal=rehearsal)
