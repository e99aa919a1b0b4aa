"""The hours that volunteers gave: said by them, confirmed by somebody else; and the sheet that says how many."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .assignments import Assignment
from .volunteers import COORDINATE, Volunteer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class HoursLogQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the turns of the territory in which one follows volunteers."""
        if not user.is_authenticated:
            return self.none().scoped()
        scope = user.scope(*COORDINATE)
        coordinated = Q(pk__isnull=False) if scope.everywhere else scope.within("assignment__request__comune")
        return self.scoped().filter(Q(assignment__volunteer__person__account=user) | coordinated)

    def own(self, user: User) -> Self:
        """One's own."""
        return self.scoped().filter(assignment__volunteer__person__account=user)

    def validated(self) -> Self:
        """Those that count: somebody else has confirmed them."""
        return self.filter(state=HoursLog.State.VALIDATED)


class HoursLog(PrivateModel):
    """How long somebody stayed in a turn. Which minutes may be said, when and by whom, the database holds."""

    class State(models.TextChoices):
        PRESENT = "present", _("sul posto")
        DECLARED = "declared", _("da confermare")
        VALIDATED = "validated", _("confermate")
        DISPUTED = "disputed", _("da rivedere")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="hours", verbose_name=_("turno")
    )
    state = models.CharField(_("a che punto sono"), max_length=10, choices=State)
    checked_in_at = models.DateTimeField(_("sul posto dalle"), null=True, blank=True)
    minutes_declared = models.PositiveSmallIntegerField(_("minuti detti"), null=True, blank=True)
    declared_at = models.DateTimeField(_("detti il"), null=True, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("detti da"),
    )
    minutes_validated = models.PositiveSmallIntegerField(_("minuti confermati"), null=True, blank=True)
    # What had been confirmed before a correction.
    minutes_before = models.PositiveSmallIntegerField(_("prima della correzione"), null=True, blank=True)
    validated_at = models.DateTimeField(_("confermati il"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confermati da"),
    )
    words = models.CharField(_("perché"), max_length=200, blank=True)

    objects = HoursLogQuerySet.as_manager()

    class Meta:
        ordering = ["assignment"]
        verbose_name = _("ore di un turno")
        verbose_name_plural = _("ore dei turni")
        indexes = [
            models.Index(
                name="hours_that_wait",
                fields=["declared_at"],
                condition=Q(state__in=["declared", "disputed"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="hours_are_as_far_as_they_say",
                condition=Q(state="present", checked_in_at__isnull=False, minutes_declared=None)
                | Q(state__in=["declared", "disputed"], minutes_declared__gt=0, minutes_validated=None)
                | Q(state="validated", minutes_declared__gt=0, minutes_validated__gt=0),
            ),
            models.CheckConstraint(
                name="hours_say_when",
                condition=Q(minutes_declared=None) | Q(declared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hours_to_look_at_say_why",
                condition=~Q(state="disputed") | ~Q(words=""),
                violation_error_message=_("Scrivi che cosa non torna."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.assignment)


class HoursCertificateQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the volunteers one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("volunteer__person__")
        return self.scoped().filter(Q(volunteer__person__account=user) | coordinated)

    def own(self, user: User) -> Self:
        """One's own."""
        return self.scoped().filter(volunteer__person__account=user)


class HoursCertificate(PrivateModel):
    """That a volunteer gave so many minutes between two days, as they were confirmed when it was issued."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Sixteen signs drawn by chance, without those that look alike: 80 bits.
    number = models.CharField(_("numero"), max_length=16, unique=True, editable=False)
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="hours_certificates", verbose_name=_("di chi")
    )
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"))
    minutes = models.PositiveIntegerField(_("minuti"))
    turns = models.PositiveIntegerField(_("turni"))
    # Minutes of each kind of help, by its name, the longest first.
    kinds = models.JSONField(_("per che cosa"), default=list)
    issued_at = models.DateTimeField(_("emesso il"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emesso da"),
    )
    revoked_at = models.DateTimeField(_("revocato il"), null=True, blank=True)
    revoked_because = models.CharField(_("perché"), max_length=200, blank=True)

    objects = HoursCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "id"]
        verbose_name = _("attestato delle ore")
        verbose_name_plural = _("attestati delle ore")
        constraints = [
            models.CheckConstraint(
                name="an_hours_certificate_says_some",
                condition=Q(minutes__gt=0, turns__gt=0, last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="a_revoked_hours_certificate_says_why",
                condition=Q(revoked_at=None) | ~Q(revoked_because=""),
                violation_error_message=_("Scrivi perché lo revochi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.first_day:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"
