"""The tables of activities."""

from .activities import Activity
from .bookings import Booking, Party, Pool, QueueStep, SeatPool
from .certificates import Certificate
from .closures import Closure, ClosureEffect
from .cycles import PLAN_ACTIVITIES, Cycle, CycleStaff, StaffRole, WeeklyRule
from .presences import Mark, Presence, PresenceMark
from .schooling import Grade, Schooling
from .sessions import RoomUse, Session, SessionStaff
from .venues import Room, RoomPart, Venue, VenueHours

__all__ = [
    "PLAN_ACTIVITIES",
    "Activity",
    "Booking",
    "Certificate",
    "Closure",
    "ClosureEffect",
    "Cycle",
    "CycleStaff",
    "Grade",
    "Mark",
    "Party",
    "Pool",
    "Presence",
    "PresenceMark",
    "QueueStep",
    "Room",
    "RoomPart",
    "RoomUse",
    "Schooling",
    "SeatPool",
    "Session",
    "SessionStaff",
    "StaffRole",
    "Venue",
    "VenueHours",
    "WeeklyRule",
]
