"""What the matrix asks of the admin: a row of every table, and where that row lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone

from governance.models import BodyRule
from networking import access_log, permissions
from networking.erasing import requests
from networking.models import (
    AccessRecord,
    Announcement,
    Comune,
    Credential,
    CredentialKind,
    CredentialPolicy,
    ErasureProof,
    Goal,
    Heartbeat,
    Holiday,
    Notice,
    PageReport,
    ProgrammePoint,
    Role,
    RoleKind,
    ScheduledRun,
    SchoolYear,
    StaffPolicy,
    StoredFile,
    TravelTime,
)
from services.models import (
    Category,
    ErrorReport,
    Language,
    Library,
    LifeSituation,
    MissedSearch,
    School,
    Synonym,
    TargetGroup,
    Topic,
)
from tests import activities, factories, governing, volunteering
from tests.matrix.actors import HERE, Actor
from volunteers.models import Skill

if TYPE_CHECKING:
    from tests.matrix.stage import Stage

LOCAL, SHARED, WHOLE = "in Zone 6", "for staff of any place", "for the whole territory"
# Everybody reads it, and whoever administers the place changes it.
READ_BY_ALL = "in Zone 6, read by staff of any place"


@dataclass(frozen=True)
class Table:
    """A table of the admin: where its rows lie, and how to get one that lies here."""

    lies: str
    row: Callable[[Stage], Any]


def _guardian(stage: Stage) -> Any:
    return stage.users[f"{RoleKind.GUARDIAN}-{HERE}"]


def _reading(stage: Stage) -> AccessRecord:
    access_log.record(reader=None, deed=AccessRecord.Deed.READ, subject=stage.rows["child"])
    return AccessRecord.objects.for_everyone(reason="la matrice").first()


def _notice(stage: Stage) -> Notice:
    now = timezone.now()
    return Notice.objects.create(
        kind="networking.mail",
        key=f"mail:{now.isoformat()}",
        channel="email",
        address="a@example.org",
        person=stage.rows["child"],
        created_at=now,
        due_at=now,
        next_at=now,
    )


def _proof(_stage: Stage) -> ErasureProof:
    now = timezone.now()
    return ErasureProof.objects.create(
        subject_digest=b"x", channel="own", asked_at=now, erased_at=now, rows={}
    )


TABLES = {
    "networking.User": Table(LOCAL, _guardian),
    "networking.Role": Table(
        LOCAL, lambda stage: Role.objects.get(user=stage.users[f"{RoleKind.EDUCATOR}-{HERE}"])
    ),
    "networking.Person": Table(LOCAL, lambda stage: stage.rows["child"]),
    "networking.Guardianship": Table(LOCAL, lambda stage: stage.rows["guardianship"]),
    "networking.ErasureRequest": Table(
        LOCAL,
        lambda stage: requests.ask(
            stage.rows["child"], by=stage.users[f"{RoleKind.DESK_OPERATOR}-{HERE}"], now=timezone.now()
        ),
    ),
    "networking.ErasureProof": Table(WHOLE, _proof),
    "networking.AccessRecord": Table(WHOLE, _reading),
    "networking.Announcement": Table(
        LOCAL,
        lambda _stage: Announcement.objects.create(
            title="Giornata della salute",
            text="Vieni.",
            comune=Comune.objects.get(slug="norcia"),
            created_at=timezone.now(),
        ),
    ),
    "networking.Notice": Table(LOCAL, _notice),
    "networking.Heartbeat": Table(
        WHOLE, lambda _stage: Heartbeat.objects.get_or_create(name="worker", beat_at=timezone.now())[0]
    ),
    "networking.ScheduledRun": Table(
        WHOLE,
        lambda _stage: ScheduledRun.objects.get_or_create(
            name="riordinare-i-file", known_since=timezone.now()
        )[0],
    ),
    "networking.PageReport": Table(
        WHOLE, lambda _stage: PageReport.objects.create(path="/", message="x", reported_at=timezone.now())
    ),
    "networking.Job": Table(WHOLE, lambda stage: stage.rows["job"]),
    "networking.StoredFile": Table(
        SHARED, lambda stage: StoredFile.objects.create(name="modulo.pdf", file="aa/bb", is_public=True)
    ),
    "networking.Zone": Table(SHARED, lambda stage: stage.rows["comune"].zone),
    "networking.Comune": Table(READ_BY_ALL, lambda stage: stage.rows["comune"]),
    "networking.TravelTime": Table(
        READ_BY_ALL, lambda stage: TravelTime.objects.filter(origin=stage.rows["comune"]).first()
    ),
    "networking.Holiday": Table(SHARED, lambda _stage: Holiday.objects.first()),
    "networking.SchoolYear": Table(SHARED, lambda _stage: SchoolYear.objects.first()),
    "volunteers.Skill": Table(
        SHARED, lambda _stage: Skill.objects.create(slug="matematica", name="Matematica")
    ),
    "volunteers.HelpKind": Table(SHARED, lambda stage: stage.rows["turn"].kind),
    "volunteers.HelpRequest": Table(LOCAL, lambda stage: stage.rows["turn"]),
    "volunteers.Volunteer": Table(LOCAL, lambda stage: stage.rows["volunteer"]),
    "volunteers.Assignment": Table(LOCAL, lambda stage: stage.rows["asked"]),
    "volunteers.InsurancePolicy": Table(SHARED, lambda _stage: volunteering.policy()),
    "volunteers.InsuranceCover": Table(LOCAL, lambda stage: volunteering.insure(stage.rows["volunteer"])),
    "governance.MemberBook": Table(SHARED, lambda stage: stage.rows["member_book"]),
    "governance.Body": Table(SHARED, lambda stage: stage.rows["cabina"]),
    # Of those that were adopted nobody changes a word.
    "governance.BodyRule": Table(
        SHARED,
        lambda stage: BodyRule.objects.create(
            body=stage.rows["cabina"], version=2, valid_from=factories.day("2026-01-01"), source="x"
        ),
    ),
    "governance.Mandate": Table(SHARED, lambda stage: governing.mandate(stage.rows["cabina"])),
    "networking.Goal": Table(SHARED, lambda _stage: Goal.objects.first()),
    "networking.ProgrammePoint": Table(SHARED, lambda _stage: ProgrammePoint.objects.first()),
    "networking.Credential": Table(
        LOCAL,
        lambda stage: Credential.objects.create(
            person=stage.rows["child"], kind=CredentialKind.FIRST_AID, granted_on=factories.day("2026-01-01")
        ),
    ),
    "networking.CredentialPolicy": Table(SHARED, lambda _stage: CredentialPolicy.objects.first()),
    "networking.StaffPolicy": Table(SHARED, lambda _stage: StaffPolicy.objects.first()),
    "laboratories.Venue": Table(LOCAL, lambda stage: stage.rows["run_cycle"].venue),
    "laboratories.Room": Table(LOCAL, lambda stage: activities.room(stage.rows["run_cycle"].venue)),
    "laboratories.Activity": Table(
        LOCAL, lambda stage: activities.activity(organization=stage.rows["organization"])
    ),
    "laboratories.Cycle": Table(LOCAL, lambda stage: stage.rows["run_cycle"]),
    "laboratories.Session": Table(LOCAL, lambda stage: stage.rows["run_cycle"].sessions.first()),
    "laboratories.Closure": Table(LOCAL, lambda stage: stage.rows["closure"]),
    "laboratories.Certificate": Table(LOCAL, lambda stage: stage.rows["certificate"]),
    "services.Organization": Table(LOCAL, lambda stage: stage.rows["organization"]),
    "services.Place": Table(LOCAL, lambda stage: stage.rows["service"].place),
    "services.Service": Table(LOCAL, lambda stage: stage.rows["service"]),
    "services.ErrorReport": Table(
        LOCAL,
        lambda stage: ErrorReport.objects.create(
            service=stage.rows["service"], field="hours", message="x", reported_at=timezone.now()
        ),
    ),
    "services.MissedSearch": Table(
        LOCAL,
        lambda stage: MissedSearch.objects.create(
            words="x", comune=stage.rows["comune"], month=timezone.localdate().replace(day=1), times=9
        ),
    ),
    "services.Category": Table(SHARED, lambda _stage: Category.objects.first()),
    "services.LifeSituation": Table(SHARED, lambda _stage: LifeSituation.objects.first()),
    "services.TargetGroup": Table(SHARED, lambda _stage: TargetGroup.objects.first()),
    "services.Synonym": Table(SHARED, lambda _stage: Synonym.objects.first()),
    "services.Topic": Table(SHARED, lambda _stage: Topic.objects.first()),
    "services.Language": Table(SHARED, lambda _stage: Language.objects.first()),
    "services.School": Table(
        SHARED,
        lambda stage: School.objects.create(
            code="PGEE80701Q", name="Scuola", level="primaria", kind="x", comune=stage.rows["comune"]
        ),
    ),
    "services.Library": Table(
        SHARED,
        lambda stage: Library.objects.create(
            isil="IT-PG0070", name="Biblioteca", comune=stage.rows["comune"]
        ),
    ),
}


def may(actor: Actor, verb: str, label: str) -> bool:
    """What the permissions' file says of the actor's kind."""
    return actor.kind in permissions.kinds_that(verb, apps.get_model(label))


def sees(actor: Actor, label: str) -> bool:
    """Whether the row that lies here is for them to see."""
    lies = TABLES[label].lies
    return may(actor, "view", label) and (
        lies in {SHARED, READ_BY_ALL} or (lies == LOCAL and actor.reaches_here) or actor.side == "everywhere"
    )


def writes(actor: Actor, verb: str, label: str) -> bool:
    """Whether they may `verb` (change, delete) that row, or add one somewhere."""
    if not may(actor, verb, label):
        return False
    if label == "networking.StoredFile" and verb == "add":
        return True  # one's own, wherever one works
    if TABLES[label].lies in {SHARED, WHOLE} or (label == "networking.Comune" and verb == "add"):
        return actor.side == "everywhere"
    return verb == "add" or actor.reaches_here
