"""Who signs in, and in which role, where and for how long."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .territory import Comune, Zone

if TYPE_CHECKING:
    from datetime import date


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who signs in with `email`; without a password they cannot sign in yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who may do everything in `/gestione/`."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail is the name they sign in with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("nome e cognome"), max_length=150, blank=True)
    comune = models.ForeignKey(
        Comune,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("comune di residenza"),
    )
    is_staff = models.BooleanField(_("entra in gestione"), default=False)
    is_active = models.BooleanField(_("attivo"), default=True)
    date_joined = models.DateTimeField(_("iscritto il"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("persona con accesso")
        verbose_name_plural = _("persone con accesso")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("C'è già un accesso con questa e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_short_name(self) -> str:
        """How we greet them."""
        return self.full_name.split(" ")[0] if self.full_name else self.email


class RoleKind(models.TextChoices):
    """What a person may be in the project."""

    CITIZEN = "citizen", _("Cittadina o cittadino")
    GUARDIAN = "guardian", _("Genitore o tutore")
    VOLUNTEER = "volunteer", _("Volontaria o volontario")
    EDUCATOR = "educator", _("Educatrice o educatore")
    DESK_OPERATOR = "desk_operator", _("Operatrice o operatore di sportello")
    PROVIDER_EDITOR = "provider_editor", _("Redattrice o redattore di un ente")
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", _("Coordinamento dei volontari")
    CABINA_MEMBER = "cabina_member", _("Componente della Cabina di Regia")
    SECRETARY = "secretary", _("Segreteria della Cabina di Regia")
    MONITORING_OFFICER = "monitoring_officer", _("Responsabile del monitoraggio")
    ADMINISTRATOR = "administrator", _("Amministrazione del portale")


class RoleQuerySet(models.QuerySet["Role"]):
    def held_on(self, day: date) -> Self:
        """Roles in force on `day`: from the first day, until the day before the last."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def visible_to(self, user: User) -> Self:
        """One's own roles."""
        return self.filter(user=user)


class Role(models.Model):
    """That a person is something, for a zone or a comune or everywhere, from a day to a day.

    A role scoped to an organisation gets its organisation from `services`, which stands above.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("persona"))
    kind = models.CharField(_("ruolo"), max_length=30, choices=RoleKind)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona sociale")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(
        _("fino al"), null=True, blank=True, help_text=_("Quel giorno il ruolo non vale più.")
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["user", "kind", "starts_on"]
        verbose_name = _("ruolo")
        verbose_name_plural = _("ruoli")
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("Il ruolo finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="role_has_one_scope",
                condition=Q(zone=None) | Q(comune=None),
                violation_error_message=_("Scegli una zona o un comune, non tutti e due."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.scope_name}"

    @property
    def scope_name(self) -> str:
        """Where the role holds, in words."""
        return str(self.zone or self.comune or _("tutto il territorio"))
