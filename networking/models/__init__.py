"""The ground's tables."""

from .access_log import AccessRecord
from .announcements import Announcement
from .calendars import CalendarFeed
from .consents import Consent
from .contacts import ContactChannel
from .erasure import Channel, ErasureProof, ErasureRequest
from .feedback import PageReport
from .files import StoredFile
from .jobs import Job
from .letters import LetterBatch
from .links import WebAddressField
from .notices import Notice, NoticeTry
from .operations import Heartbeat, ScheduledRun
from .people import STAFF_KINDS, Role, RoleKind, User
from .persons import Guardianship, Person
from .programme import Action, Goal, ProgrammePoint
from .territory import Comune, Holiday, PopulationBand, Zone

__all__ = [
    "STAFF_KINDS",
    "AccessRecord",
    "Action",
    "Announcement",
    "CalendarFeed",
    "Channel",
    "Comune",
    "Consent",
    "ContactChannel",
    "ErasureProof",
    "ErasureRequest",
    "Goal",
    "Guardianship",
    "Heartbeat",
    "Holiday",
    "Job",
    "LetterBatch",
    "Notice",
    "NoticeTry",
    "PageReport",
    "Person",
    "PopulationBand",
    "ProgrammePoint",
    "Role",
    "RoleKind",
    "ScheduledRun",
    "StoredFile",
    "User",
    "WebAddressField",
    "Zone",
]
