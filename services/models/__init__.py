"""The catalogue's tables."""

from .catalogue import Contact, RequiredDocument, Service, ServiceAlias, ServiceTarget, Verification
from .hours import OpeningException, OpeningRule
from .organizations import Organization, ProviderScope
from .places import Place
from .reports import ErrorReport
from .taxonomy import Category, Language, LifeSituation, Synonym, TargetGroup, Topic

__all__ = [
    "Category",
    "Contact",
    "ErrorReport",
    "Language",
    "LifeSituation",
    "OpeningException",
    "OpeningRule",
    "Organization",
    "Place",
    "ProviderScope",
    "RequiredDocument",
    "Service",
    "ServiceAlias",
    "ServiceTarget",
    "Synonym",
    "TargetGroup",
    "Topic",
    "Verification",
]
