"""`manage.py import_libraries FILE`: the register of libraries of the ICCU."""

from services.management.register_command import RegisterCommand
from services.registers import libraries


class Command(RegisterCommand):
    register = libraries.REGISTER
    help = "Legge l’anagrafe delle biblioteche dell’ICCU (territorio.csv)."
