"""The ground in `/gestione/`."""

from . import (
    announcements,
    credentials,
    erasures,
    files,
    jobs,
    libraries,
    notices,
    operations,
    people,
    persons,
    programme,
    roles,
    schedules,
    territory,
)
from .reports import HandledFilter, ReportAdmin
from .scope import InScopeFilter, ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin, ScopedInline

__all__ = [
    "HandledFilter",
    "InScopeFilter",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "ReportAdmin",
    "ScopedAdmin",
    "ScopedInline",
    "announcements",
    "credentials",
    "erasures",
    "files",
    "jobs",
    "libraries",
    "notices",
    "operations",
    "people",
    "persons",
    "programme",
    "roles",
    "schedules",
    "territory",
]
