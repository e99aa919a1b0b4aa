"""Company for who is alone: a pair that lasts.

The meetings are turns like the others (`HelpRequest.companionship`), so that who may, hours and expenses have one way.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet

from .availability import Weekday
from .kinds import HelpKind
from .volunteers import COORDINATE, Volunteer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class CompanionshipQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The pairs one is the volunteer of, while they are open; those of the people one coordinates for."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("person__")
        mine = Q(volunteer__person__account=user, state__in=Companionship.OPEN)
        return self.scoped().filter(mine | coordinated)

    def of_volunteer(self, user: User) -> Self:
        """The open pairs in which `user` keeps somebody company."""
        return self.scoped().filter(volunteer__person__account=user, state__in=Companionship.OPEN)

    def coordinated_by(self, user: User) -> Self:
        """Those of who lives where `user` follows volunteers."""
        return self.scoped().filter(user.scope(*COORDINATE).following("person__"))

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(state__in=Companionship.OPEN)


class Companionship(PrivateModel):
    """That a volunteer keeps somebody company, regularly: who, how, how often. Its yes is a consent of theirs."""

    class Form(models.TextChoices):
        VISIT = "visit", _("visite a casa")
        TELEPHONE = "telephone", _("telefonate")
        ACCOMPANIMENT = "accompaniment", _("uscite insieme")

    class State(models.TextChoices):
        ACTIVE = "active", _("in corso")
        PAUSED = "paused", _("in pausa")
        ENDED = "ended", _("finita")

    class Rhythm(models.IntegerChoices):
        WEEKLY = 7, _("ogni settimana")
        FORTNIGHTLY = 14, _("ogni due settimane")
        EVERY_THREE = 21, _("ogni tre settimane")
        EVERY_FOUR = 28, _("ogni quattro settimane")

    OPEN = (State.ACTIVE, State.PAUSED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="companionships", verbose_name=_("chi riceve compagnia")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="companionships", verbose_name=_("chi fa compagnia")
    )
    kind = models.ForeignKey(HelpKind, models.PROTECT, related_name="+", verbose_name=_("che aiuto è"))
    form = models.CharField(_("come"), max_length=14, choices=Form)
    rhythm_days = models.PositiveSmallIntegerField(_("ogni quanto"), choices=Rhythm, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("di solito il"), choices=Weekday)
    local_start = models.TimeField(_("dalle"))
    local_end = models.TimeField(_("alle"))
    alert_after_days = models.PositiveSmallIntegerField(
        _("avvisare dopo giorni senza contatti"),
        help_text=_("Chi coordina riceve un avviso quando da tanti giorni nessuno si vede o si sente."),
    )
    state = models.CharField(_("a che punto è"), max_length=8, choices=State, default=State.ACTIVE)
    started_on = models.DateField(_("comincia il"))
    # Written by the acts: until when its meetings were made, and since when silence is counted.
    planned_until = models.DateField(null=True, editable=False)
    watched_from = models.DateField(null=True, editable=False)
    paused_until = models.DateField(_("in pausa fino al"), null=True, blank=True)
    ended_on = models.DateField(_("finita il"), null=True, blank=True)
    ended_because = models.CharField(_("perché"), max_length=200, blank=True)
    introduced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("presentati da"),
    )
    # The pair that this one takes the place of: its volunteer comes to the first meeting, and then leaves.
    follows = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("al posto di"),
    )

    objects = CompanionshipQuerySet.as_manager()

    class Meta:
        ordering = ["person__family_name", "person__given_name", "id"]
        verbose_name = _("compagnia")
        verbose_name_plural = _("compagnie")
        constraints = [
            models.UniqueConstraint(
                name="two_people_are_one_pair",
                fields=["person", "volunteer"],
                condition=~Q(state="ended"),
                violation_error_message=_("Queste due persone si vedono già."),
            ),
            models.CheckConstraint(
                name="a_pair_that_has_ended_says_when",
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on=None)),
            ),
            models.CheckConstraint(
                name="a_pair_that_is_on_has_no_day_to_begin_again",
                condition=~Q(state="active") | Q(paused_until=None),
            ),
            models.CheckConstraint(
                name="a_rhythm_is_of_whole_weeks",
                condition=Q(rhythm_days__in=[7, 14, 21, 28]),
            ),
            models.CheckConstraint(name="a_pair_meets_on_a_weekday", condition=Q(weekday__range=(1, 7))),
            models.CheckConstraint(
                name="a_meeting_ends_after_it_begins",
                condition=Q(local_end__gt=F("local_start")),
                violation_error_message=_("Finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="nobody_is_alarmed_between_two_meetings",
                condition=Q(alert_after_days__gte=F("rhythm_days")),
                violation_error_message=_("L'avviso partirebbe prima dell'incontro dopo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.volunteer}"

    def get_absolute_url(self) -> str:
        """The page of who coordinates."""
        return reverse("volunteers:companionship", args=[self.pk])
