"""A unique mark in every private column of every table about people, and where marks are found afterwards.

The columns come from the retention file and the models: a new column is planted by itself, a new table or a new
kind of column makes `plant_everything` fail until somebody says how.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from secrets import token_bytes

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from networking import retention
from networking.models import (
    Announcement,
    CalendarFeed,
    Consent,
    Credential,
    ErasureRequest,
    GuardianInvitation,
    Guardianship,
    Job,
    LetterBatch,
    Notice,
    NoticeTry,
    PageReport,
    Role,
    RoleKind,
    StoredFile,
)
from networking.models.sealed import EncryptedTextField
from services.models import ErrorReport, PendingImport, ProviderScope
from tests import factories

from .marks_of_activities import OF_ACTIVITIES, TIES_OF_ACTIVITIES
from .marks_of_governance import OF_GOVERNANCE
from .marks_of_volunteers import OF_VOLUNTEERS
from .readings import plant_reading

# What cannot hold a mark: it says nothing by itself.
STRUCTURE = (
    models.ForeignKey,
    models.BooleanField,
    models.DateTimeField,
    models.IntegerField,
    models.UUIDField,
    models.AutoField,
    models.GeneratedField,
    DateTimeRangeField,
)


class Marks:
    """The marks planted so far, each with its column."""

    def __init__(self):
        self._numbers = count(1)
        self.planted = {}

    def new(self, column):
        """A word found nowhere else."""
        return self.keep(f"zzmark{next(self._numbers):04d}zz", column)

    def new_day(self, column):
        """A day found nowhere else, each after the one before."""
        day = date(1931, 7, 9) + timedelta(days=next(self._numbers))
        self.keep(day.isoformat(), column)
        return day

    def keep(self, mark, column):
        """Something already there that must not be found afterwards."""
        self.planted[mark] = column
        return mark


def private_columns(label, rule):
    """The columns of a table that may hold something of a person."""
    for field in retention.model_of(label)._meta.concrete_fields:
        names_nobody = field.choices or field.primary_key or field.name in rule.impersonal_columns
        if not (names_nobody or isinstance(field, STRUCTURE) or field.name.startswith("pgh_")):
            yield field


def fill(row, label, marks):
    """Put a mark in every private column of `row`, and save it."""
    rule = retention.rules()[label]
    for field in private_columns(label, rule):
        if field.name not in rule.email and field.name != "codice_fiscale_index":
            _mark(row, field, marks)
    row.save()
    for field in private_columns(label, rule):
        if isinstance(field, EncryptedTextField) or field.name == "codice_fiscale_index":
            stored = type(row)._base_manager.values_list(field.name, flat=True).get(pk=row.pk)
            marks.keep(bytes(stored).hex(), f"{label}.{field.name}")


def _mark(row, field, marks):
    column = f"{row._meta.label}.{field.name}"
    if isinstance(field, models.FileField):
        field.save_form_data(row, None)
        getattr(row, field.name).save("x", ContentFile(marks.new(column).encode()), save=False)
        marks.keep(Path(getattr(row, field.name).name).name, column)
    elif isinstance(field, models.EmailField) or field.name == "email":
        setattr(row, field.name, f"{marks.new(column)}@example.org")
    elif isinstance(field, models.GenericIPAddressField):
        setattr(row, field.name, marks.keep("203.0.113.77", column))
    elif isinstance(field, models.DateField):
        setattr(row, field.name, marks.new_day(column))
    elif isinstance(field, models.BinaryField):
        setattr(row, field.name, digest := token_bytes(field.max_length))
        marks.keep(digest.hex(), column)
    elif isinstance(field, models.JSONField):
        setattr(row, field.name, {"chiave": marks.new(column)})
    elif isinstance(field, models.CharField | models.TextField):
        setattr(row, field.name, marks.new(column))
    else:
        raise AssertionError(f"{column}: say here how a {type(field).__name__} is marked")


# --- a row in each table ---


def _log_entry(cast):
    about = ContentType.objects.get_for_model(cast.person)
    return LogEntry.objects.create(
        user=cast.staff, content_type=about, object_id=str(cast.person.pk), action_flag=CHANGE
    )


def _social_token(cast):
    app = SocialApp.objects.create(provider="openid_connect", name="prova", client_id="prova")
    return SocialToken.objects.create(app=app, account=SocialAccount.objects.get(user=cast.user), token="x")


def _guardianship(cast):
    """Its days become other days: for that somebody has seen a document."""
    tie = Guardianship._base_manager.get(guardian=cast.person)
    factories.document().write_on(tie)
    return tie


def _job(cast):
    when = timezone.now()
    return Job(requested_by=cast.user, kind="prova", state="done", created_at=when, finished_at=when)


def _notice(cast):
    """To their address alone: one to the person would go with them by itself."""
    when = timezone.now()
    return Notice(
        channel="email",
        address=cast.user.email.upper(),
        kind="prova",
        key=f"prova:{when.isoformat()}",
        created_at=when,
        due_at=when,
        next_at=when,
    )


def _notice_try(cast):
    notice = _notice(cast)
    notice.person = cast.person
    notice.save()
    return NoticeTry(notice=notice, at=timezone.now(), channel="email", outcome="refused")


ROWS = {
    **OF_ACTIVITIES,
    **OF_VOLUNTEERS,
    **OF_GOVERNANCE,
    "networking.Credential": lambda cast: Credential(
        person=cast.person, kind="clearance", granted_on=factories.LONG_AGO.date()
    ),
    "networking.Consent": lambda cast: Consent(
        person=cast.person, purpose="news", given_at=timezone.now(), given_through="own"
    ),
    "networking.Announcement": lambda cast: Announcement(
        title="x", text="x", created_at=timezone.now(), written_by=cast.user
    ),
    "networking.LetterBatch": lambda cast: LetterBatch(
        made_at=timezone.now(), letters=1, pages=1, posted_by=cast.user
    ),
    "networking.Notice": _notice,
    "networking.NoticeTry": _notice_try,
    "networking.User": lambda cast: cast.user,
    "networking.Person": lambda cast: cast.person,
    "networking.Role": lambda cast: cast.user.roles.first(),
    "networking.Guardianship": _guardianship,
    "networking.PageReport": lambda cast: PageReport(email=cast.user.email, reported_at=timezone.now()),
    "networking.StoredFile": lambda cast: StoredFile(uploaded_by=cast.user),
    "networking.Job": _job,
    "networking.CalendarFeed": lambda cast: CalendarFeed(person=cast.person, created_at=timezone.now()),
    "networking.GuardianInvitation": lambda cast: GuardianInvitation(
        inviter=cast.person, kind="parent", created_at=timezone.now()
    ),
    "networking.ErasureRequest": lambda cast: ErasureRequest(
        person=cast.person, asked_at=timezone.now(), due_on=timezone.localdate()
    ),
    "services.ProviderScope": lambda cast: ProviderScope(
        role=Role.objects.create(
            user=cast.user, kind=RoleKind.PROVIDER_EDITOR, starts_on=factories.LONG_AGO.date()
        ),
        organization=factories.organization(),
    ),
    "services.Verification": lambda cast: factories.verification(
        factories.service(), cast.user, timezone.now()
    ),
    "services.ErrorReport": lambda cast: ErrorReport(
        service=factories.service(), field="hours", email=cast.user.email, reported_at=timezone.now()
    ),
    "services.PendingImport": lambda cast: PendingImport(
        uploaded_by=cast.user, table="organizations", uploaded_at=timezone.now()
    ),
    "account.EmailAddress": lambda cast: EmailAddress(user=cast.user),
    "account.EmailConfirmation": lambda cast: EmailConfirmation(
        email_address=EmailAddress.objects.filter(user=cast.user).first(), key="x"
    ),
    "mfa.Authenticator": lambda cast: Authenticator(user=cast.user, type="totp"),
    "usersessions.UserSession": lambda cast: UserSession(user=cast.user),
    "socialaccount.SocialAccount": lambda cast: SocialAccount(user=cast.user),
    "socialaccount.SocialToken": _social_token,
    "admin.LogEntry": _log_entry,
}
# Written by the database as the others change, or in a form that the scan knows by its key.
BY_THEMSELVES = {
    "networking.UserEvent",
    "networking.RoleEvent",
    "networking.PersonEvent",
    "networking.GuardianshipEvent",
    "networking.AccessRecord",
    "sessions.Session",
    "django_cache",
}
# Nobody's marks can be there: the rows only tie others together, or the database refuses to change them.
WITHOUT_WORDS = {
    "networking.User_groups",
    "networking.User_user_permissions",
    "networking.GuardianInvitation_children",
    "services.Verification",
    *TIES_OF_ACTIVITIES,
}


def plant_everything(cast, marks):
    """A row of the person's in every table about people, full of marks."""
    for label, rule in retention.rules().items():
        if rule.is_impersonal or label in BY_THEMSELVES:
            continue
        if label in WITHOUT_WORDS:
            assert list(private_columns(label, rule)) == []
        if label in ROWS:
            row = ROWS[label](cast)
            if label != "services.Verification":
                fill(row, label, marks)
        else:
            assert label in WITHOUT_WORDS, f"{label}: say here how a row of it is made"
    _plant_session(cast, marks)
    cache.set(f"prova:{cast.user.pk}:{marks.new('django_cache.cache_key')}", 1, timeout=3600)
    plant_reading(cast, marks)


def _plant_session(cast, marks):
    factories.signed_in(cast.user)
    for session in Session.objects.all():
        marks.keep(session.session_key, "sessions.Session.session_key")
