"""The ground's tables."""

from .access_log import AccessRecord
from .announcements import Announcement
from .calendars import CalendarFeed
from .consents import Consent
from .contacts import ContactChannel
from .credentials import Credential, CredentialKind, CredentialMode, CredentialPolicy, StaffPolicy
from .erasure import Channel, ErasureProof, ErasureRequest
from .facts import Fact
from .feedback import PageReport
from .files import StoredFile
from .invitations import GuardianInvitation
from .jobs import Job
from .letters import LetterBatch
from .links import WebAddressField
from .notices import Notice, NoticeTry
from .operations import Heartbeat, ScheduledRun
from .people import STAFF_KINDS, Role, RoleKind, Sex, User
from .persons import Guardianship, Person
from .programme import Action, Goal, ProgrammePoint
from .school_years import SchoolBreak, SchoolYear
from .territory import Comune, Holiday, PopulationBand, Zone
from .travel import TravelTime

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
    "Credential",
    "CredentialKind",
    "CredentialMode",
    "CredentialPolicy",
    "ErasureProof",
    "ErasureRequest",
    "Fact",
    "Goal",
    "GuardianInvitation",
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
    "SchoolBreak",
    "SchoolYear",
    "Sex",
    "StaffPolicy",
    "StoredFile",
    "TravelTime",
    "User",
    "WebAddressField",
    "Zone",
]
