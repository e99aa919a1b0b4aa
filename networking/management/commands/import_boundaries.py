"""`manage.py import_boundaries FILE`: the boundaries of the comuni, from ISTAT."""

from pathlib import Path

from networking import boundaries
from networking.management.rehearsing import RehearsedCommand
from networking.registers import Report


class Command(RehearsedCommand):
    help = "Legge i confini dei comuni da un file GeoJSON in gradi WGS 84 (ISTAT, confini amministrativi)."

    def read(self, path: Path, *, rehearsal: bool) -> Report:
        return boundaries.import_boundaries(path, rehearsal=rehearsal)
