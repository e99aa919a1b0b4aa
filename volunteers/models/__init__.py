"""The tables of volunteering."""

from .assignments import LIVE, Assignment
from .help_requests import HelpRequest, Priority
from .insurance import InsuranceCover, InsurancePolicy
from .kinds import HelpKind
from .volunteers import COORDINATE, Volunteer

__all__ = [
    "COORDINATE",
    "LIVE",
    "Assignment",
    "HelpKind",
    "HelpRequest",
    "InsuranceCover",
    "InsurancePolicy",
    "Priority",
    "Volunteer",
]
