"""Who offers a hand: from the day they ask to the day they stop."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person, RoleKind
from networking.models.private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who follows volunteers, in their own territory.
COORDINATE = (RoleKind.VOLUNTEER_COORDINATOR, RoleKind.ADMINISTRATOR)


class VolunteerQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Oneself; those whom one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("person__")
        return self.scoped().filter(Q(person__account=user) | coordinated)

    def coordinated_by(self, user: User) -> Self:
        """Those of the territory in which `user` follows volunteers."""
        return self.scoped().filter(user.scope(*COORDINATE).following("person__"))

    def active(self) -> Self:
        """Those who may be asked for a hand, as far as their path goes: `eligibility` says the rest."""
        return self.filter(state=Volunteer.State.ACTIVE)


class Volunteer(PrivateModel):
    """Somebody's path as a volunteer. Whether they may do a thing is not here: `volunteers_refusals` says it."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("ha chiesto di aiutare")
        MEETING = "meeting", _("colloquio e formazione")
        ACTIVE = "active", _("attiva o attivo")
        PAUSED = "paused", _("in pausa")
        ENDED = "ended", _("ha smesso")
        REFUSED = "refused", _("richiesta non accolta")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="volunteer", verbose_name=_("chi"))
    state = models.CharField(_("a che punto è"), max_length=12, choices=State, default=State.CANDIDATE)
    state_since = models.DateTimeField(_("dal"))
    applied_at = models.DateTimeField(_("ha chiesto il"))
    motivation = models.TextField(_("perché vuole aiutare"), max_length=1000, blank=True)
    met_on = models.DateField(_("colloquio del"), null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("colloquio con"),
    )
    # For who is under age: until then everything else may be ready, and they do not begin.
    parent_met_on = models.DateField(_("chi ne risponde è stato sentito il"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("accordo accettato il"), null=True, blank=True)
    agreed_until = models.DateField(
        _("accordo fino al"), null=True, blank=True, help_text=_("Quel giorno non vale più.")
    )
    agreement_version = models.CharField(_("versione dell'accordo"), max_length=20, blank=True)
    # Art. 17, comma 5, D.Lgs. 117/2017: who is paid by the ente is not its volunteer.
    paid_from = models.DateField(_("lavora per l'ente dal"), null=True, blank=True)
    paid_until = models.DateField(
        _("fino al"), null=True, blank=True, help_text=_("Quel giorno non ci lavora più.")
    )
    # From here the sheet is kept for a year, and then forgotten.
    ended_on = models.DateField(_("finito il"), null=True, blank=True)
    max_travel_minutes = models.PositiveSmallIntegerField(_("viaggio, al massimo (minuti)"), default=30)
    max_hours_a_week = models.PositiveSmallIntegerField(_("ore alla settimana, al massimo"), default=4)
    max_turns_a_month = models.PositiveSmallIntegerField(_("turni al mese, al massimo"), default=4)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["person__family_name", "person__given_name", "id"]
        verbose_name = _("volontaria o volontario")
        verbose_name_plural = _("volontarie e volontari")
        indexes = [models.Index(name="volunteers_by_state", fields=["state", "state_since"])]
        constraints = [
            models.CheckConstraint(
                name="an_agreement_has_its_version",
                condition=Q(agreed_at=None, agreement_version="")
                | (Q(agreed_at__isnull=False) & ~Q(agreement_version="")),
            ),
            models.CheckConstraint(
                name="paid_work_ends_after_it_begins",
                condition=Q(paid_until=None) | Q(paid_until__gt=models.F("paid_from")),
                violation_error_message=_("Il lavoro finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="a_path_that_has_ended_says_when",
                condition=Q(state__in=["ended", "refused"], ended_on__isnull=False)
                | (~Q(state__in=["ended", "refused"]) & Q(ended_on=None)),
            ),
            models.CheckConstraint(
                name="a_volunteer_who_is_active_has_been_met",
                condition=~Q(state="active") | Q(met_on__isnull=False),
                violation_error_message=_("Prima del colloquio nessuno è attivo."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
