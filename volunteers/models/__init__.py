"""The tables of volunteering."""

from .assignments import LIVE, Assignment
from .availability import AvailabilityException, AvailabilityRule, PartOfDay, Weekday
from .companion_notes import CompanionshipNote
from .companion_wishes import CompanionshipWish
from .companionships import Companionship
from .expense_claims import ExpenseClaim
from .expense_decisions import KEEP_ACCOUNTS, ExpenseDecision, ExpenseItem
from .help_requests import HelpRequest, Priority
from .hours import HoursCertificate, HoursLog
from .insurance import InsuranceCover, InsurancePolicy
from .kinds import HelpKind
from .needs import SessionNeed
from .referrals import Referral
from .register import READ_REGISTER, Register, RegisterEntry, RegisterSection, has_whole_register
from .register_seals import RegisterSeal
from .requirements import RequiredLanguage, RequiredSkill
from .skills import Level, Preference, Skill, VolunteerLanguage, VolunteerSkill
from .thanks import Thanks
from .volunteers import COORDINATE, Volunteer

__all__ = [
    "COORDINATE",
    "KEEP_ACCOUNTS",
    "LIVE",
    "READ_REGISTER",
    "Assignment",
    "AvailabilityException",
    "AvailabilityRule",
    "Companionship",
    "CompanionshipNote",
    "CompanionshipWish",
    "ExpenseClaim",
    "ExpenseDecision",
    "ExpenseItem",
    "HelpKind",
    "HelpRequest",
    "HoursCertificate",
    "HoursLog",
    "InsuranceCover",
    "InsurancePolicy",
    "Level",
    "PartOfDay",
    "Preference",
    "Priority",
    "Referral",
    "Register",
    "RegisterEntry",
    "RegisterSeal",
    "RegisterSection",
    "RequiredLanguage",
    "RequiredSkill",
    "SessionNeed",
    "Skill",
    "Thanks",
    "Volunteer",
    "VolunteerLanguage",
    "VolunteerSkill",
    "Weekday",
    "has_whole_register",
]
