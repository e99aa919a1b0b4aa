"""What people have shown or learned that allows them to stay with others, and what each kind of activity asks."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .persons import Person
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from .people import User


class CredentialKind(models.TextChoices):
    # The certificate is looked at, and only its outcome and dates are kept (art. 25-bis D.P.R. 313/2002).
    CLEARANCE = "clearance", _("verifica per il lavoro con i minori")
    SAFEGUARDING = "safeguarding", _("formazione sulla tutela dei minori")
    FIRST_AID = "first_aid", _("primo soccorso")
    SAFETY = "safety", _("formazione sulla sicurezza")


class CredentialMode(models.TextChoices):
    """How a clearance is shown; which of the three, `CredentialPolicy` says (LR-V10)."""

    SEEN = "seen_certificate", _("certificato visto e restituito")
    SELF_DECLARED = "self_declaration", _("autodichiarazione firmata")
    REQUESTED = "certificate_requested", _("certificato chiesto dall'ente")


class CredentialQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the people followed at the desk."""
        if not user.is_authenticated:
            return self.none().scoped()
        followed = Person.objects.followed_by(user).values("pk")
        return self.scoped().filter(Q(person__account=user) | Q(person__in=followed))

    def valid_on(self, day: date) -> Self:
        """Those that hold on `day`: granted, not expired, not revoked."""
        return self.filter(
            Q(expires_on=None) | Q(expires_on__gt=day), granted_on__lte=day, revoked_at__isnull=True
        )


class Credential(PrivateModel):
    """That somebody has shown or learned something, from a day to a day. Never the document itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("di chi"))
    kind = models.CharField(_("che cosa"), max_length=20, choices=CredentialKind)
    # The day on the paper. Until whoever must verify it has done so, it holds for nothing: `granted_on` is empty.
    issued_on = models.DateField(_("data del certificato"), null=True, blank=True)
    granted_on = models.DateField(_("dal"), null=True)
    # A certificate that nobody has used is too old for a first turn (LR-V12); empty where the policy sets no limit.
    first_use_by = models.DateField(
        _("primo turno prima del"), null=True, blank=True, help_text=_("Quel giorno è tardi.")
    )
    mode = models.CharField(
        _("come è stata mostrata"), max_length=24, choices=CredentialMode, blank=True, db_default=""
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    expires_on = models.DateField(
        _("fino al"), null=True, blank=True, help_text=_("Quel giorno non vale più.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verificata da"),
    )
    source = models.CharField(_("da che cosa risulta"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("revocata il"), null=True, blank=True)
    revoked_because = models.CharField(_("perché"), max_length=200, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["person", "kind", "-granted_on"]
        verbose_name = _("abilitazione")
        verbose_name_plural = _("abilitazioni")
        indexes = [models.Index(name="credentials_of_a_person", fields=["person", "kind"])]
        constraints = [
            models.CheckConstraint(
                name="credential_ends_after_it_begins",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("granted_on")),
                violation_error_message=_("L'abilitazione scadrebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="a_credential_that_waits_has_its_day",
                condition=Q(granted_on__isnull=False) | Q(issued_on__isnull=False, verified_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class CredentialPolicy(models.Model):
    """For how long a kind of credential holds, and how it is shown. What was granted before a change stays so."""

    kind = models.CharField(_("che cosa"), max_length=20, choices=CredentialKind, unique=True)
    months = models.PositiveSmallIntegerField(
        _("vale per (mesi)"), null=True, blank=True, help_text=_("Vuoto: non scade.")
    )
    first_use_months = models.PositiveSmallIntegerField(
        _("primo turno entro (mesi)"),
        null=True,
        blank=True,
        help_text=_("Dalla data del certificato. Vuoto: nessun limite."),
    )
    mode = models.CharField(
        _("come si mostra"), max_length=24, choices=CredentialMode, default=CredentialMode.SEEN
    )
    needs_second_person = models.BooleanField(
        _("due persone"), default=False, help_text=_("Una la scrive, un'altra la verifica.")
    )

    class Meta:
        ordering = ["kind"]
        verbose_name = _("regola di una abilitazione")
        verbose_name_plural = _("regole delle abilitazioni")
        constraints = [
            models.CheckConstraint(
                name="a_credential_lasts_at_least_a_month",
                condition=(Q(months=None) | Q(months__gte=1))
                & (Q(first_use_months=None) | Q(first_use_months__gte=1)),
                violation_error_message=_("Almeno un mese."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class StaffPolicy(models.Model):
    """What it takes to hold a session with somebody: how many adults, and what each must have."""

    slug = models.SlugField(_("nome breve"), unique=True)
    name = models.CharField(_("per chi"), max_length=80)
    minimum_adults = models.PositiveSmallIntegerField(
        _("adulti presenti, almeno"), default=1, validators=[MinValueValidator(1)]
    )
    needed = ArrayField(
        models.CharField(max_length=20, choices=CredentialKind),
        verbose_name=_("abilitazioni che ciascuno deve avere"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("regola per chi conduce")
        verbose_name_plural = _("regole per chi conduce")
        constraints = [
            models.CheckConstraint(
                name="somebody_is_always_there",
                condition=Q(minimum_adults__gte=1),
                violation_error_message=_("Serve almeno un adulto."),
            )
        ]

    def __str__(self) -> str:
        return self.name
