"""The ground's tables."""

from .access_log import AccessRecord
from .erasure import Channel, ErasureProof, ErasureRequest
from .feedback import PageReport
from .files import StoredFile
from .jobs import Job
from .links import WebAddressField
from .mail import OutboxMail
from .operations import Heartbeat
from .people import STAFF_KINDS, Role, RoleKind, User
from .persons import Guardianship, Person
from .programme import Action, Goal, ProgrammePoint
from .territory import Comune, Holiday, PopulationBand, Zone

__all__ = [
    "STAFF_KINDS",
    "AccessRecord",
    "Action",
    "Channel",
    "Comune",
    "ErasureProof",
    "ErasureRequest",
    "Goal",
    "Guardianship",
    "Heartbeat",
    "Holiday",
    "Job",
    "OutboxMail",
    "PageReport",
    "Person",
    "PopulationBand",
    "ProgrammePoint",
    "Role",
    "RoleKind",
    "StoredFile",
    "User",
    "WebAddressField",
    "Zone",
]
