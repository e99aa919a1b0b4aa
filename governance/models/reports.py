"""Monitoring reports: what the published numbers of a period say, in words; approved by somebody else, then given to everybody."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import RoleKind, StoredFile, Zone

from .readings import READ_NUMBERS, Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who writes a report; and who may say that it is right, besides.
WRITE_REPORTS = READ_NUMBERS
READ_REPORTS = (*WRITE_REPORTS, RoleKind.CABINA_MEMBER)


class MonitoringReportQuerySet(models.QuerySet["MonitoringReport"]):
    def public(self) -> Self:
        """Those that were given to everybody."""
        return self.filter(state=MonitoringReport.State.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All of them for who writes or approves; for the others the public ones."""
        works = user.is_authenticated and (user.is_superuser or user.holds(*READ_REPORTS))
        return self.all() if works else self.public()

    def approved_by(self, user: User) -> Self:
        """Those that wait for somebody like `user`: drawn, and not written by them."""
        waiting = self.visible_to(user).filter(state=MonitoringReport.State.DRAFT, file__isnull=False)
        return waiting.exclude(drafted_by=user)


class MonitoringReport(models.Model):
    """What the numbers of a period say. Written, drawn, approved by somebody else: then nothing of it changes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("bozza")
        APPROVED = "approved", _("approvato")
        PUBLISHED = "published", _("pubblicato")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Both are the database's: the year of the last day, and the next number of that year.
    year = models.PositiveSmallIntegerField(_("anno"), editable=False)
    number = models.PositiveSmallIntegerField(_("numero"), editable=False)
    span = models.CharField(_("quanto dura"), max_length=12)
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"))
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona")
    )
    summary = models.TextField(_("in breve"), max_length=8000)
    # What it says of its numbers is said of these, whatever is read later.
    publications = models.ManyToManyField(
        Publication, blank=True, related_name="reports", verbose_name=_("numeri")
    )
    state = models.CharField(_("a che punto è"), max_length=9, choices=State, default=State.DRAFT)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF")
    )
    digest = models.BinaryField(_("SHA-256 del PDF"), max_length=32, null=True, editable=False)
    drafted_at = models.DateTimeField(_("scritto il"))
    approved_at = models.DateTimeField(_("approvato il"), null=True, blank=True)
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    drafted_by, approved_by, published_by = (
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=words,
        )
        for words in (_("scritto da"), _("approvato da"), _("pubblicato da"))
    )

    objects = MonitoringReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "-year", "-number"]
        verbose_name = _("rapporto di monitoraggio")
        verbose_name_plural = _("rapporti di monitoraggio")
        constraints = [
            models.UniqueConstraint(name="one_report_a_number", fields=["year", "number"]),
            models.CheckConstraint(
                name="who_drafts_a_report_does_not_approve_it",
                condition=Q(approved_by=None) | Q(drafted_by=None) | ~Q(approved_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="an_approved_report_is_drawn",
                condition=Q(state="draft", approved_at=None)
                | (
                    ~Q(state="draft") & Q(approved_at__isnull=False, file__isnull=False, digest__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_published_report_says_when",
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return _("Rapporto di monitoraggio n. %(number)s/%(year)s") % {
            "number": self.number,
            "year": self.year,
        }

    def get_absolute_url(self) -> str:
        return reverse("governance:report", args=[self.year, self.number])

    @property
    def code(self) -> str:
        """What it is called in an address: «2026-3»."""
        return f"{self.year}-{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be written."""
        return self.state == self.State.DRAFT
