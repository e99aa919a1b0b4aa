"""Who asks and what is asked for: everything asked for lives in Zone 6, with family A and organisation A."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from networking import consenting, inviting
from networking.calendars import feeds
from networking.models import Comune, Guardianship, Job, LetterBatch, RoleKind, StoredFile, User, Zone
from services.models import ProviderScope
from tests import factories
from tests.matrix import (
    asking,
    company,
    credentials,
    expenses,
    governing_actions,
    governing_decisions,
    governing_indicators,
    governing_meetings,
    governing_members,
    governing_minutes,
    governing_reports,
    governing_sitting,
    hours,
    parents,
    queues,
    register,
    registers,
    turns,
    volunteers,
)
from tests.matrix.actors import ACTORS, EVERYWHERE, HERE, ORGANISATIONS, TERRITORIES, THERE, Actor


@dataclass
class Stage:
    """The people who ask, by actor's name, and the rows asked for, by name."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)


def build() -> Stage:
    """Everybody and everything, in the test's own transaction."""
    stage = Stage()
    zones = {HERE: Zone.objects.get(number=6), THERE: Zone.objects.get(number=8)}
    organizations = {
        side: factories.organization(f"Ente {side}", comune=zone.comuni.first())
        for side, zone in zones.items()
    }
    for actor in ACTORS:
        if actor.kind is not None:
            stage.users[actor.name] = _person(actor, zones, organizations)
    stage.clients = {actor.name: _client(stage.users.get(actor.name)) for actor in ACTORS}
    stage.rows = _rows(stage, organizations)
    return stage


def _client(user: User | None) -> Client:
    """A browser in which `user` has just said who they are, so that no page asks again before it answers."""
    if user is None:
        return Client()
    client = factories.signed_in(user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    # Proving who one is gives the session a new id.
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def _person(actor: Actor, zones: dict[str, Zone], organizations: dict[str, Any]) -> User:
    is_scoped = actor.kind in TERRITORIES
    user = factories.person(
        f"{actor.name}@example.org",
        actor.kind,
        zone=zones.get(actor.side) if is_scoped else None,
        everywhere=actor.side == EVERYWHERE,
        is_superuser=actor.is_superuser,
        lives_in=zones[THERE if actor.side == THERE else HERE].comuni.first(),
    )
    if actor.kind in ORGANISATIONS:
        ProviderScope.objects.create(role=user.roles.get(), organization=organizations[actor.side])
    return user


def _rows(stage: Stage, organizations: dict[str, Any]) -> dict[str, Any]:
    norcia = Comune.objects.get(slug="norcia")
    guardian = stage.users[f"{RoleKind.GUARDIAN}-{HERE}"]
    factories.child_of(stage.users[f"{RoleKind.GUARDIAN}-{THERE}"], comune=Comune.objects.get(slug="foligno"))
    child = factories.child_of(guardian, "Bianca Marchetti", comune=norcia)
    _feed, token = feeds.open_feed(guardian.person, by=guardian, now=timezone.now())
    ties = inviting.may_invite_for(guardian, now=timezone.now())
    invitation, code = inviting.invite(ties, email="", now=timezone.now())
    meetings = governing_meetings.rows(guardian.person)
    decided = governing_decisions.rows(meetings["cabina"])
    helping = volunteers.rows(stage.users[f"{RoleKind.VOLUNTEER}-{HERE}"].person)
    return {
        **registers.rows(child, norcia),
        **queues.rows(child, norcia),
        **helping,
        **asking.rows(norcia),
        **turns.rows(helping["volunteer"], norcia),
        **hours.rows(helping["volunteer"], norcia),
        **company.rows(helping["volunteer"], norcia, stage.users[f"{RoleKind.VOLUNTEER_COORDINATOR}-{HERE}"]),
        **expenses.rows(helping["volunteer"]),
        **credentials.rows(helping["volunteer"]),
        **parents.rows(guardian, norcia),
        **register.rows(helping["volunteer"]),
        **decided,
        **governing_minutes.rows(meetings["cabina"], guardian.person),
        **governing_actions.rows(decided["decided_item"], guardian.person),
        **meetings,
        **governing_indicators.rows(),
        **governing_reports.rows(),
        **governing_members.rows(guardian.person, child),
        **governing_sitting.rows(guardian.person),
        "invitation": SimpleNamespace(pk=invitation.pk, token=code),
        "notice": factories.notice(
            person=guardian.person, subject="Un avviso", calendar="BEGIN:VCALENDAR", is_in_pages=True
        ),
        "calendar": SimpleNamespace(token=token),
        "news": SimpleNamespace(token=consenting.stop_token(guardian.person, "news")),
        "organization": organizations[HERE],
        "service": factories.service("Spesa a casa", comune=norcia, organization=organizations[HERE]),
        "child": child,
        "guardian": guardian.person,
        "guardianship": Guardianship.objects.of_guardian(guardian, date(2026, 11, 25)).get(child=child),
        "passkey": Authenticator.objects.create(
            user=User.objects.create_user("altra-famiglia@example.org"),
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Telefono"},
        ),
        "comune": norcia,
        "file": StoredFile.objects.create(
            name="modulo.pdf",
            uploaded_by=guardian,
            file=ContentFile(b"segreto", name="modulo.pdf"),
        ),
        "letters": LetterBatch.objects.for_everyone(reason="prova").create(
            comune=norcia,
            made_at=timezone.now(),
            letters=1,
            pages=4,
            file=ContentFile(b"segreto", name="lettere.pdf"),
        ),
        "job": Job.objects.create(
            kind="own_data",
            requested_by=guardian,
            about=child,
            state=Job.State.DONE,
            finished_at=timezone.now(),
            file=ContentFile(b"segreto", name="dati.zip"),
            file_name="dati.zip",
            content_type="application/zip",
            created_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=1),
        ),
    }
