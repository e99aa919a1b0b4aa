"""How much help the sessions of an activity ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from laboratories.models import Activity

from .kinds import HelpKind
from .volunteers import COORDINATE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Whoever prepares a room comes two hours earlier at most.
MOST_MINUTES = 120


class SessionNeedQuerySet(models.QuerySet["SessionNeed"]):
    def coordinated_by(self, user: User | AnonymousUser) -> Self:
        """Those of the activities with a cycle in the territory in which `user` follows volunteers."""
        if not user.is_authenticated:
            return self.none()
        scope = user.scope(*COORDINATE)
        if scope.everywhere:
            return self.all()
        here = Activity.objects.filter(scope.within("cycles__venue__place__comune"))
        return self.filter(activity__in=here)


class SessionNeed(models.Model):
    """That each session of an activity (a laboratory, an hour of homework) asks for a kind of help."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="help_needs", verbose_name=_("attività")
    )
    kind = models.ForeignKey(HelpKind, models.PROTECT, related_name="+", verbose_name=_("che aiuto è"))
    places = models.PositiveSmallIntegerField(
        _("persone che servono"), default=1, validators=[MinValueValidator(1)]
    )
    minimum_team = models.PositiveSmallIntegerField(
        _("almeno"), default=1, validators=[MinValueValidator(1)], help_text=_("Con meno non si fa.")
    )
    minutes_before = models.PositiveSmallIntegerField(
        _("minuti prima"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    minutes_after = models.PositiveSmallIntegerField(
        _("minuti dopo"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    story = models.TextField(
        _("che cosa si fa"), max_length=2000, blank=True, help_text=_("Senza nomi: lo leggono tutti.")
    )
    is_active = models.BooleanField(_("serve ancora"), default=True)

    objects = SessionNeedQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "kind"]
        verbose_name = _("aiuto agli incontri")
        verbose_name_plural = _("aiuti agli incontri")
        constraints = [
            models.UniqueConstraint(
                name="a_kind_of_help_once_for_an_activity",
                fields=["activity", "kind"],
                violation_error_message=_("Per questa attività quest'aiuto è già chiesto."),
            ),
            models.CheckConstraint(
                name="a_needed_team_fits_its_places",
                condition=Q(minimum_team__gte=1, minimum_team__lte=F("places")),
                violation_error_message=_("Servono almeno tante persone quante sono le indispensabili."),
            ),
            models.CheckConstraint(
                name="helpers_come_within_two_hours",
                condition=Q(minutes_before__lte=MOST_MINUTES, minutes_after__lte=MOST_MINUTES),
                violation_error_message=_("Al massimo due ore prima e due ore dopo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.kind}"
