"""The tables of governance."""

from .accounts import YearlyAccounts
from .actions import ActionItem, ActionReturn
from .applications import Exclusion, MembershipApplication
from .ballots import Ballot, BallotRight, Choice, OpenVote, SecretTally
from .bodies import KEEP_BOOKS, Body, Mandate
from .body_rules import BodyRule, MatterRule
from .convocations import Convocation, Delivery, Summons
from .decisions import Decision, DecisionSeries
from .fees import FeePayment, YearlyFee
from .meetings import AgendaDocument, AgendaItem, Meeting
from .member_book import MemberBook, MemberEntry
from .members import KEEP_MEMBERS, Member
from .minutes import BookEntry, Minutes, MinutesRemark, MinutesVersion
from .presences import Presence, Proxy, Recusal

__all__ = [
    "KEEP_BOOKS",
    "KEEP_MEMBERS",
    "ActionItem",
    "ActionReturn",
    "AgendaDocument",
    "AgendaItem",
    "Ballot",
    "BallotRight",
    "Body",
    "BodyRule",
    "BookEntry",
    "Choice",
    "Convocation",
    "Decision",
    "DecisionSeries",
    "Delivery",
    "Exclusion",
    "FeePayment",
    "Mandate",
    "MatterRule",
    "Meeting",
    "Member",
    "MemberBook",
    "MemberEntry",
    "MembershipApplication",
    "Minutes",
    "MinutesRemark",
    "MinutesVersion",
    "OpenVote",
    "Presence",
    "Proxy",
    "Recusal",
    "SecretTally",
    "Summons",
    "YearlyAccounts",
    "YearlyFee",
]
