"""What a body has decided: numbered without gaps, never changed, revoked or superseded only by another decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Action, Comune, Goal
from networking.models.private import PrivateModel, PrivateQuerySet

from .bodies import Body
from .meetings import AgendaItem
from .named import somebody

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class DecisionSeries(models.Model):
    """How far the numbers of a body have come in a year. Only the database writes it (migration `0004_decisions`)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="series", verbose_name=_("organo"))
    year = models.PositiveSmallIntegerField(_("anno"))
    last_number = models.PositiveIntegerField(_("ultimo numero"), default=0, db_default=0)

    class Meta:
        ordering = ["body", "-year"]
        verbose_name = _("numerazione delle decisioni")
        verbose_name_plural = _("numerazioni delle decisioni")
        constraints = [models.UniqueConstraint(name="one_series_a_year", fields=["body", "year"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.year}"


class DecisionQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The public ones; those of the bodies in which one sits."""
        return self.scoped().filter(Q(is_public=True) | Q(body__in=Body.objects.joined_by(user)))

    def published(self) -> Self:
        """Those that anybody may read."""
        return self.scoped().filter(is_public=True)


class Decision(PrivateModel):
    """An act of a body. Number and year are given by the database when it is adopted."""

    class State(models.TextChoices):
        ADOPTED = "adopted", _("in vigore")
        REVOKED = "revoked", _("revocata")
        SUPERSEDED = "superseded", _("superata")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("organo"))
    year = models.PositiveSmallIntegerField(_("anno"), editable=False)
    number = models.PositiveIntegerField(_("numero"), editable=False)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="decisions", verbose_name=_("punto all'ordine del giorno")
    )
    title = models.CharField(_("oggetto"), max_length=300)
    text = models.TextField(_("testo"), max_length=20000)
    plain = models.TextField(_("in parole semplici"), max_length=1500, blank=True)
    adopted_at = models.DateTimeField(_("presa il"))
    state = models.CharField(_("stato"), max_length=10, choices=State, default=State.ADOPTED)
    ended_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ends",
        verbose_name=_("revocata o superata da"),
    )
    # How it is carried out.
    owner = somebody(_("chi se ne occupa"), null=True, blank=True)
    owner_name = models.CharField(_("chi se ne occupa (nome o ufficio)"), max_length=170, blank=True)
    due_on = models.DateField(_("entro il"), null=True, blank=True)
    done_on = models.DateField(_("attuata il"), null=True, blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="+", verbose_name=_("obiettivi"))
    actions = models.ManyToManyField(Action, blank=True, related_name="+", verbose_name=_("azioni"))
    comuni = models.ManyToManyField(
        Comune, blank=True, related_name="+", verbose_name=_("quali comuni riguarda")
    )
    is_public = models.BooleanField(_("pubblica"), default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("decisione")
        verbose_name_plural = _("decisioni")
        indexes = [models.Index(name="decisions_in_time", fields=["-adopted_at"])]
        constraints = [
            models.UniqueConstraint(name="one_decision_a_number", fields=["body", "year", "number"]),
            models.CheckConstraint(
                name="what_ends_a_decision_is_said",
                condition=Q(state="adopted", ended_by=None)
                | (~Q(state="adopted") & Q(ended_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"n. {self.number}/{self.year} · {self.title}"

    def progress_on(self, day: date, *, step_due: date | None = None) -> str:
        """«done», «late» or «going» on `day`; empty where nothing is to be done (no due date, or no longer in force).

        `step_due`: by when the first of its actions still open is to be done.
        """
        if self.done_on is not None:
            return "done"
        days = [each for each in (self.due_on, step_due) if each is not None]
        if self.state != self.State.ADOPTED or not days:
            return ""
        return "late" if min(days) < day else "going"
