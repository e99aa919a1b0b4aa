"""The ground's tables."""

from .feedback import PageReport
from .files import StoredFile
from .mail import OutboxMail
from .operations import Heartbeat
from .people import Role, RoleKind, User
from .programme import Action, Goal, ProgrammePoint
from .territory import Comune, Holiday, PopulationBand, Zone

__all__ = [
    "Action",
    "Comune",
    "Goal",
    "Heartbeat",
    "Holiday",
    "OutboxMail",
    "PageReport",
    "PopulationBand",
    "ProgrammePoint",
    "Role",
    "RoleKind",
    "StoredFile",
    "User",
    "Zone",
]
