"""Where a hand is needed: a day, an hour, a comune, how many people."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laboratories.models import Session
from networking.models import Comune
from services.models import Place, Service

from .companionships import Companionship
from .kinds import HelpKind
from .needs import SessionNeed
from .volunteers import COORDINATE

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


def rome_moment(expression: str) -> Func:
    """The moment at which Rome's calendar and clock show `expression` (of the columns of the row)."""
    return Func(
        F("local_date"),
        F("local_start"),
        F("local_end"),
        template=f"(({expression}) AT TIME ZONE 'Europe/Rome')",
        output_field=models.DateTimeField(),
    )


class Priority(models.IntegerChoices):
    LOW = 1, _("può aspettare")
    NORMAL = 2, _("normale")
    HIGH = 3, _("urgente")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def open(self, now: datetime) -> Self:
        """Those people read about: published, not called off, not begun at `now`; the first one first."""
        return self.filter(published_at__lte=now, cancelled_at=None, starts_at__gt=now).order_by(
            "starts_at", "id"
        )

    def with_holes(self) -> Self:
        """Those that still want somebody."""
        return self.filter(taken__lt=F("places"))

    def coordinated_by(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which `user` follows volunteers."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(*COORDINATE).within("comune"))


class HelpRequest(models.Model):
    """A turn in which a hand is needed. Whom it helps is not here: people read this page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(HelpKind, models.PROTECT, related_name="requests", verbose_name=_("che aiuto è"))
    title = models.CharField(_("titolo"), max_length=120)
    story = models.TextField(
        _("che cosa si fa"), max_length=2000, blank=True, help_text=_("Senza nomi: lo leggono tutti.")
    )
    comune = models.ForeignKey(Comune, models.PROTECT, related_name="+", verbose_name=_("comune"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("luogo")
    )
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="help_requests",
        verbose_name=_("per l'incontro"),
    )
    # A meeting of two people who keep each other company: no page shows it to anybody else.
    companionship = models.ForeignKey(
        Companionship,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="meetings",
        verbose_name=_("per la compagnia"),
    )
    # Asked for by what the activity of `session` needs: made, moved and called off with it.
    need = models.ForeignKey(
        SessionNeed, models.SET_NULL, null=True, blank=True, editable=False, related_name="requests"
    )
    sheet = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scheda da controllare"),
    )
    checked_at = models.DateTimeField(_("esito scritto il"), null=True, blank=True, editable=False)
    series = models.UUIDField(_("serie"), null=True, blank=True, editable=False)
    local_date = models.DateField(_("giorno"))
    local_start = models.TimeField(_("dalle"))
    local_end = models.TimeField(_("alle"), help_text=_("Se è prima dell'inizio, finisce il giorno dopo."))
    starts_at = models.GeneratedField(
        expression=rome_moment('"local_date" + "local_start"'),
        output_field=models.DateTimeField(_("comincia")),
        db_persist=True,
    )
    ends_at = models.GeneratedField(
        expression=rome_moment(
            '"local_date" + "local_end" + CASE WHEN "local_end" > "local_start" '
            "THEN interval '0' ELSE interval '1 day' END"
        ),
        output_field=models.DateTimeField(_("finisce")),
        db_persist=True,
    )
    places = models.PositiveSmallIntegerField(
        _("persone che servono"), default=1, validators=[MinValueValidator(1)]
    )
    minimum_team = models.PositiveSmallIntegerField(
        _("almeno"), default=1, validators=[MinValueValidator(1)], help_text=_("Con meno non si fa.")
    )
    # Counted by the database alone.
    taken = models.PositiveSmallIntegerField(_("persone che verranno"), default=0, editable=False)
    priority = models.PositiveSmallIntegerField(_("urgenza"), choices=Priority, default=Priority.NORMAL)
    by_proposal_only = models.BooleanField(
        _("propone solo chi coordina"),
        default=False,
        db_default=False,
        help_text=_("Chi aiuta legge il turno ma non si segna da sé."),
    )
    # Grows, by trigger, when day, hours, place or whether it is held change: calendars follow it.
    sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    moved_at = models.DateTimeField(_("spostata il"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annullata il"), null=True, blank=True)
    cancelled_because = models.CharField(_("perché"), max_length=200, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        ordering = ["local_date", "local_start", "id"]
        verbose_name = _("richiesta di aiuto")
        verbose_name_plural = _("richieste di aiuto")
        indexes = [
            models.Index(
                name="help_requests_by_start",
                fields=["starts_at", "id"],
                condition=Q(cancelled_at=None, published_at__isnull=False),
            ),
            models.Index(name="help_requests_of_a_comune", fields=["comune", "starts_at"]),
            models.Index(
                name="help_requests_of_a_series",
                fields=["series", "local_date"],
                condition=Q(series__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_need_asks_once_for_a_session",
                fields=["session", "need"],
                violation_error_message=_("Per questo incontro l'aiuto è già chiesto."),
            ),
            models.UniqueConstraint(
                name="a_sheet_has_one_open_check",
                fields=["sheet"],
                condition=Q(cancelled_at=None, checked_at=None),
                violation_error_message=_("Il controllo di questa scheda è già chiesto."),
            ),
            models.CheckConstraint(
                name="a_meeting_of_two_is_never_published",
                condition=Q(companionship=None) | Q(published_at=None),
                violation_error_message=_("Gli incontri di chi fa compagnia non si pubblicano."),
            ),
            models.CheckConstraint(
                name="no_more_people_than_places",
                condition=Q(taken__lte=F("places")),
                violation_error_message=_("I posti sono già tutti presi."),
            ),
            models.CheckConstraint(
                name="a_team_fits_its_places",
                condition=Q(minimum_team__gte=1, minimum_team__lte=F("places")),
                violation_error_message=_("Servono almeno tante persone quante sono le indispensabili."),
            ),
            models.CheckConstraint(
                name="a_turn_lasts",
                condition=~Q(local_start=F("local_end")),
                violation_error_message=_("Il turno deve durare qualche minuto."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page where people read of it; of a meeting of two, that of who makes the visit."""
        if self.companionship_id:
            return reverse("volunteers:visits")
        return reverse("volunteers:turn_detail", args=[self.pk])

    @property
    def holes(self) -> int:
        """How many people are still wanted."""
        return self.places - self.taken
