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
from .indicators import Calculation, Direction, IndicatorDefinition, IndicatorTarget, Level, Unit
from .meetings import AgendaDocument, AgendaItem, Meeting
from .member_book import MemberBook, MemberEntry
from .members import KEEP_MEMBERS, Member
from .minutes import BookEntry, Minutes, MinutesRemark, MinutesVersion
from .presences import Presence, Proxy, Recusal
from .quality import QualityCheck
from .readings import (
    READ_NUMBERS,
    AgeBand,
    Evidence,
    Publication,
    PublishedCell,
    Reading,
    ReadingCell,
    Status,
)
from .reports import READ_REPORTS, WRITE_REPORTS, MonitoringReport

__all__ = [
    "KEEP_BOOKS",
    "KEEP_MEMBERS",
    "READ_NUMBERS",
    "READ_REPORTS",
    "WRITE_REPORTS",
    "ActionItem",
    "ActionReturn",
    "AgeBand",
    "AgendaDocument",
    "AgendaItem",
    "Ballot",
    "BallotRight",
    "Body",
    "BodyRule",
    "BookEntry",
    "Calculation",
    "Choice",
    "Convocation",
    "Decision",
    "DecisionSeries",
    "Delivery",
    "Direction",
    "Evidence",
    "Exclusion",
    "FeePayment",
    "IndicatorDefinition",
    "IndicatorTarget",
    "Level",
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
    "MonitoringReport",
    "OpenVote",
    "Presence",
    "Proxy",
    "Publication",
    "PublishedCell",
    "QualityCheck",
    "Reading",
    "ReadingCell",
    "Recusal",
    "SecretTally",
    "Status",
    "Summons",
    "Unit",
    "YearlyAccounts",
    "YearlyFee",
]
