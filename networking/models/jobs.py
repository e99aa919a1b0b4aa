"""Work that takes longer than a page: a row says what was asked, how far it is, what came of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Window
from django.db.models.functions import Now, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .files import random_name
from .persons import Person
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from .people import User


class JobQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What one has asked for oneself, about nobody or about somebody one still sees; nobody else's."""
        if not user.is_authenticated:
            return self.none().scoped()
        seen = Person.objects.visible_to(user).values("pk")
        return self.scoped().filter(Q(about=None) | Q(about__in=seen), requested_by=user)

    def ready(self) -> Self:
        """Waiting, or held by a worker that died: its lease ran out."""
        return self.filter(Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=Now()))

    def at_work(self) -> Self:
        """Those that some worker is doing now."""
        return self.filter(state=Job.State.RUNNING, lease_until__gte=Now())

    def unfinished(self) -> Self:
        """Those of which something may still come."""
        return self.filter(state__in=Job.UNFINISHED)

    def in_turn(self) -> Self:
        """What waits, in the order of its turn: first one of everybody's, of who was served longest ago before.

        What of theirs is being done counts among what somebody has had: their next one comes a turn later.
        """
        theirs = self.model._base_manager.filter(requested_by=OuterRef("requested_by")).order_by()
        grouped = theirs.values("requested_by")
        at_work = Q(state=Job.State.RUNNING, lease_until__gte=Now())
        return (
            self.ready()
            .annotate(
                served_at=Subquery(grouped.annotate(last=Max("started_at")).values("last")),
                busy=Subquery(grouped.annotate(busy=Count("pk", filter=at_work)).values("busy")),
                nth=Window(RowNumber(), partition_by="requested_by", order_by=["created_at", "pk"]),
            )
            .order_by(F("nth") + F("busy"), F("served_at").asc(nulls_first=True), "created_at", "pk")
        )

    def in_trouble(self, *, failed_after: datetime, asked_before: datetime) -> Self:
        """What staff should look at: what broke lately, and what has waited too long for its turn."""
        broken = Q(state=Job.State.FAILED, finished_at__gt=failed_after) & ~Q(fault="")
        waiting = Q(state=Job.State.QUEUED, created_at__lt=asked_before)
        return self.filter(broken | waiting)


class Job(PrivateModel):
    """One piece of work. What it gives is a file of its own, which leaves only through the page of who asked."""

    class State(models.TextChoices):
        QUEUED = "queued", _("in attesa")
        RUNNING = "running", _("in corso")
        DONE = "done", _("pronto")
        FAILED = "failed", _("non riuscito")
        EXPIRED = "expired", _("scaduto")
        # By who asked, at `finished_at`: nobody else may.
        CANCELLED = "cancelled", _("annullato")

    UNFINISHED = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("che cosa"), max_length=40)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("chiesto da")
    )
    about = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("su chi")
    )
    parameters = models.JSONField(_("con quali scelte"), default=dict, blank=True)
    state = models.CharField(_("stato"), max_length=10, choices=State, default=State.QUEUED)
    # None while nobody can tell how far it is.
    progress = models.PositiveSmallIntegerField(_("avanzamento"), null=True, blank=True, default=0)
    doing = models.CharField(_("che cosa sta facendo"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    lease_until = models.DateTimeField(_("preso in carico fino al"), null=True, blank=True)
    holder = models.UUIDField(_("da chi è preso in carico"), null=True, blank=True, editable=False)
    file = models.FileField(_("risultato"), upload_to=random_name, blank=True)
    file_name = models.CharField(_("nome del risultato"), max_length=150, blank=True)
    content_type = models.CharField(_("tipo del risultato"), max_length=100, blank=True)
    outcome = models.CharField(_("che cosa ne è venuto"), max_length=300, blank=True, db_default="")
    leads_to = models.CharField(_("dove si va poi"), max_length=300, blank=True, db_default="")
    error = models.CharField(_("perché non è riuscito"), max_length=300, blank=True)
    # For who mends it: what broke and where, never the words of the error, which may quote somebody's data.
    fault = models.CharField(_("guasto"), max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField(_("chiesto il"))
    started_at = models.DateTimeField(_("cominciato il"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finito il"), null=True, blank=True)
    expires_at = models.DateTimeField(_("da scaricare entro"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("lavoro chiesto")
        verbose_name_plural = _("lavori chiesti")
        indexes = [
            models.Index(
                name="jobs_still_to_do",
                fields=["created_at"],
                condition=Q(state__in=["queued", "running"]),
            )
        ]
        constraints = [
            models.CheckConstraint(name="progress_is_a_percentage", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="only_a_finished_job_gives_a_file", condition=Q(file="") | Q(state="done")
            ),
            models.CheckConstraint(
                name="state_of_a_job_is_known",
                condition=Q(state__in=["queued", "running", "done", "failed", "expired", "cancelled"]),
            ),
            models.CheckConstraint(
                name="a_job_is_held_while_it_runs",
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until=None, holder=None)),
            ),
            models.CheckConstraint(
                name="a_job_that_is_over_says_since_when",
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | (~Q(state__in=["queued", "running"]) & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        asked = date_format(timezone.localtime(self.created_at), "j F Y, H:i")
        return _("Lavoro del {when}: {state}").format(when=asked, state=self.get_state_display())

    def get_absolute_url(self) -> str:
        return reverse("networking:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in self.UNFINISHED
