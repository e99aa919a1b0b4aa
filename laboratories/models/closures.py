"""Days on which somewhere is closed, and what became of each session that was to be held then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Comune

from .cycles import PLAN_ACTIVITIES
from .sessions import Session
from .venues import Room, Venue

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)

    def over_session(self, session: Session) -> Self:
        """Those in force that close where and when `session` (with its venue's place) is."""
        parts = session.room.parts.values("pk") if session.room else ()
        here = (
            Q(comune=None, venue=None, room=None)
            | Q(comune=session.cycle.venue.place.comune_id)
            | Q(venue=session.cycle.venue_id)
            | Q(room__parts__in=parts)
        )
        day = session.local_date
        return self.in_force().filter(here, first_day__lte=day, last_day__gte=day).distinct()

    def run_by(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which `user` plans activities."""
        if not user.is_authenticated:
            return self.none()
        scope = user.scope(*PLAN_ACTIVITIES)
        if scope.everywhere:
            return self.all()
        return self.filter(
            scope.within("comune")
            | scope.within("venue__place__comune")
            | scope.within("room__venue__place__comune")
        )


class Closure(models.Model):
    """Days on which a room, a venue, a whole comune or everything is closed. Both days are included.

    It is ended, never deleted. Until `settled_at` its sessions are still to be called off or moved.
    """

    class Reason(models.TextChoices):
        WEATHER = "weather", _("maltempo")
        WORKS = "works", _("lavori")
        HOLIDAYS = "holidays", _("ferie")
        OTHER = "other", _("altro")

    comune = models.ForeignKey(
        Comune, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("tutto il comune di")
    )
    venue = models.ForeignKey(
        Venue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("tutto lo spazio"),
    )
    room = models.ForeignKey(
        Room,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("solo la sala"),
    )
    first_day = models.DateField(_("primo giorno di chiusura"))
    last_day = models.DateField(_("ultimo giorno di chiusura"))
    reason = models.CharField(_("perché"), max_length=10, choices=Reason)
    note = models.CharField(_("che cosa dire a chi viene"), max_length=200, blank=True)
    moves = models.BooleanField(_("sposta gli incontri, dove si può"), default=False, db_default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decisa da"),
    )
    made_at = models.DateTimeField(_("decisa il"))
    # Which form it was: sent twice, it is one.
    idem_key = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    settled_at = models.DateTimeField(_("incontri sistemati il"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("riaperto il"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("riaperto da"),
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("chiusura")
        verbose_name_plural = _("chiusure")
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("La chiusura finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="closure_has_one_scope",
                condition=Q(comune=None, venue=None) | Q(comune=None, room=None) | Q(venue=None, room=None),
                violation_error_message=_("Scegli un comune, uno spazio o una sala: uno solo dei tre."),
            ),
            models.UniqueConstraint(
                name="one_closure_per_form", fields=["made_by", "idem_key"], condition=~Q(idem_key="")
            ),
            # Two operators who look at the same snow: the second finds it done.
            models.UniqueConstraint(
                name="closed_once",
                fields=["comune", "venue", "room", "first_day", "last_day"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                violation_error_message=_("In quei giorni, lì, è già chiuso."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.first_day:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("laboratories:closure_detail", args=[self.pk])

    @property
    def where(self) -> str:
        """«Norcia», «Casa delle ginestre», «Sala grande, Casa delle ginestre», «tutti i comuni»."""
        if self.room is not None:
            return f"{self.room}, {self.room.venue}"
        return str(self.venue or self.comune or _("tutti i comuni"))

    @property
    def why(self) -> str:
        """What people are told: the note, or the reason."""
        return self.note or str(self.get_reason_display())


class ClosureEffect(models.Model):
    """What a closure did to a session, and what its end did."""

    class What(models.TextChoices):
        CALLED_OFF = "called_off", _("annullato")
        MOVED = "moved", _("spostato")

    closure = models.ForeignKey(Closure, models.CASCADE, related_name="effects", verbose_name=_("chiusura"))
    session = models.ForeignKey(Session, models.CASCADE, related_name="+", verbose_name=_("incontro"))
    what = models.CharField(_("che cosa"), max_length=10, choices=What)
    was_on = models.DateField(_("giorno in cui era"))
    # The session's own count after the change: who changed it again afterwards made it another.
    sequence = models.PositiveIntegerField(editable=False)
    why_not_moved = models.CharField(_("perché non è stato spostato"), max_length=200, blank=True)
    restored_at = models.DateTimeField(_("di nuovo in programma dal"), null=True, blank=True)
    why_not_restored = models.CharField(_("perché non è tornato in programma"), max_length=200, blank=True)

    class Meta:
        ordering = ["was_on", "session__local_start", "id"]
        verbose_name = _("effetto di una chiusura")
        verbose_name_plural = _("effetti di una chiusura")
        constraints = [models.UniqueConstraint(name="one_effect_of_a_closure", fields=["closure", "session"])]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_what_display()}"
