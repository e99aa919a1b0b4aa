"""`manage.py import_schools FILE`: the Ministry's register of schools."""

from services.management.register_command import RegisterCommand
from services.registers import schools


class Command(RegisterCommand):
    register = schools.REGISTER
    help = "Legge l’anagrafe delle scuole del Ministero (SCUANAGRAFESTAT o SCUANAGRAFEPAR, CSV)."
