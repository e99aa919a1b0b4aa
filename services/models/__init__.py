"""The catalogue's tables."""

from .catalogue import Service
from .details import Contact, RequiredDocument, ServiceAlias, ServiceTarget, Verification
from .hours import OpeningException, OpeningRule
from .imports import PendingImport
from .organizations import Organization, ProviderScope
from .places import Place
from .registers import Library, School
from .reports import ErrorReport
from .search import CatalogueRevision, MissedSearch, SearchEntry, SearchWord, StaleSheet, Suggestion
from .taxonomy import Category, Language, LifeSituation, Synonym, TargetGroup, Topic

__all__ = [
    "CatalogueRevision",
    "Category",
    "Contact",
    "ErrorReport",
    "Language",
    "Library",
    "LifeSituation",
    "MissedSearch",
    "OpeningException",
    "OpeningRule",
    "Organization",
    "PendingImport",
    "Place",
    "ProviderScope",
    "RequiredDocument",
    "School",
    "SearchEntry",
    "SearchWord",
    "Service",
    "ServiceAlias",
    "ServiceTarget",
    "StaleSheet",
    "Suggestion",
    "Synonym",
    "TargetGroup",
    "Topic",
    "Verification",
]
