"""The dates that people carry in their own calendar."""

from datetime import timedelta
from email.utils import parseaddr

from .mail import DEFAULT_FROM_EMAIL
from .places import env

# Where each app says which dates are somebody's: `(person, *, now) -> Iterable[Event]`.
CALENDAR_SOURCES = [
    "networking.calendars.roles.ending_roles",
    "networking.announcing.appointments.appointments_of",
    "laboratories.calendars.sessions_of",
    "volunteers.calendars.turns_of",
    "governance.calendars.meetings_of",
]
# The end of every event's name. Calendars know events by it: whoever changes it doubles them in those that imported.
CALENDAR_DOMAIN = env.str("CALENDAR_DOMAIN", parseaddr(DEFAULT_FROM_EMAIL)[1].partition("@")[2])
# How often a calendar is asked to look again.
CALENDAR_REFRESH = timedelta(hours=1)
# Past and called-off dates stay for so long: what merely vanished would stay where it was imported.
CALENDAR_PAST = timedelta(days=90)
