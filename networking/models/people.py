"""Who signs in, and in which role, where and for how long."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .scope import Scope
from .territory import Comune, Zone

if TYPE_CHECKING:
    from datetime import date


# Named, few and counted (Misure minime AgID, ABSC 5.1).
MOST_SUPERUSERS = 2


class UserQuerySet(models.QuerySet["User"]):
    def working_in(self, scope: Scope, day: date) -> Self:
        """Staff of the zones and comuni of `scope` on `day`; of everywhere, for who works everywhere."""
        roles = Role.objects.held_on(day).filter(kind__in=STAFF_KINDS, user=models.OuterRef("pk"))
        if not scope.everywhere:
            roles = roles.filter(Q(zone__in=scope.zones) | scope.within("comune"))
        return self.filter(models.Exists(roles), is_active=True)

    def without_second_factor(self) -> Self:
        """Those who have neither an app of codes nor a passkey."""
        return self.exclude(authenticator__type__in=["totp", "webauthn"])


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who signs in with `email`; without a password they cannot sign in yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Somebody who may do everything in `/gestione/`; there are at most two, each with a name."""
        if self.filter(is_superuser=True).count() >= MOST_SUPERUSERS:
            raise ValueError(_("Ci sono già due persone che possono tutto: toglilo prima a una delle due."))
        return self.create_user(email, password, **{"is_superuser": True, **fields})


class Sex(models.TextChoices):
    """What the codice fiscale says, or what one says of oneself; nobody has to."""

    FEMALE = "f", _("femmina")
    MALE = "m", _("maschio")
    OTHER = "x", _("altro")


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


# Who works in /gestione/.
STAFF_KINDS = frozenset(
    {
        RoleKind.DESK_OPERATOR,
        RoleKind.VOLUNTEER_COORDINATOR,
        RoleKind.SECRETARY,
        RoleKind.MONITORING_OFFICER,
        RoleKind.ADMINISTRATOR,
    }
)


@pghistory.track(
    pghistory.InsertEvent(),
    # Every sign-in writes `last_login`: that is not a change. A new password is, and its digest is not kept.
    pghistory.UpdateEvent(
        condition=pgtrigger.AnyChange("email", "password", "is_active", "is_superuser", "date_joined")
    ),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class User(AbstractBaseUser, PermissionsMixin):
    """A log-in; the e-mail is the name one signs in with. Who they are is their `person`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(_("attivo"), default=True)
    date_joined = models.DateTimeField(_("iscritto il"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("accesso")
        verbose_name_plural = _("accessi")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("C'è già un accesso con questa e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def full_name(self) -> str:
        """The person's name; empty where nobody has said it."""
        person = getattr(self, "person", None)
        return person.full_name if person else ""

    def get_short_name(self) -> str:
        """How we greet them."""
        person = getattr(self, "person", None)
        return person.given_name if person else self.email

    @cached_property
    def held_roles(self) -> list[Role]:
        """The roles in force today. Read once a request: who loses one, loses it at the next."""
        if not self.is_active:
            return []
        return list(Role.objects.filter(user=self).held_on(timezone.localdate()))

    def holds(self, *kinds: str) -> bool:
        """Whether they hold today a role of one of `kinds`, wherever it is."""
        return any(role.kind in kinds for role in self.held_roles)

    def scope(self, *kinds: str) -> Scope:
        """Where their roles of `kinds` reach today; nowhere when they hold none."""
        roles = [role for role in self.held_roles if role.kind in kinds]
        return Scope(
            everywhere=any(role.everywhere for role in roles) or (self.is_active and self.is_superuser),
            zones=frozenset(role.zone_id for role in roles if role.zone_id),
            comuni=frozenset(role.comune_id for role in roles if role.comune_id),
        )

    @property
    def is_staff(self) -> bool:
        """Whether they enter `/gestione/` today."""
        return self.is_active and (self.is_superuser or self.holds(*STAFF_KINDS))

    @property
    def needs_second_factor(self) -> bool:
        """Whether they may enter only with a second factor: they work here, or decide for everybody."""
        return self.is_staff or self.holds(RoleKind.CABINA_MEMBER)


# Long enough to see whoever must prolong it.
ENDS_SOON = timedelta(days=30)


class RoleQuerySet(models.QuerySet["Role"]):
    def held_on(self, day: date) -> Self:
        """Roles in force on `day`: from the first day, until the day before the last."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def ending_soon(self, day: date) -> Self:
        """Roles in force on `day` that end within a month."""
        return self.held_on(day).filter(ends_on__lte=day + ENDS_SOON)

    def visible_to(self, user: User) -> Self:
        """One's own roles."""
        return self.filter(user=user)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Role(models.Model):
    """That a person is something, for a zone or a comune or everywhere, from a day to a day.

    Without zone, comune and `everywhere` it reaches nothing by itself: a citizen's, a guardian's, or one for an
    organisation, which it gets from `services`, standing above.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("persona"))
    kind = models.CharField(_("ruolo"), max_length=30, choices=RoleKind)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona sociale")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    everywhere = models.BooleanField(
        _("tutto il territorio"),
        default=False,
        help_text=_(
            "Vale per tutti i 21 comuni. Senza zona, comune e questo segno, il ruolo non dà accesso ai dati di nessuno."
        ),
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
                condition=Q(zone=None, comune=None)
                | Q(zone=None, everywhere=False)
                | Q(comune=None, everywhere=False),
                violation_error_message=_(
                    "Scegli una zona, un comune o tutto il territorio: uno solo dei tre."
                ),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.get_kind_display(), self.scope_name]))

    @property
    def scope_name(self) -> str:
        """Where the role holds, in words; empty for those that are one's own or an organisation's."""
        if self.everywhere:
            return str(_("tutto il territorio"))
        return str(self.zone or self.comune or "")
