"""The people the project follows, with or without a log-in, and who answers for whom."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import tax_codes
from networking.rules import ADULT_AGE, age_on, years_before

from .contacts import NO_CHANNEL_WITHOUT_ITS_ADDRESS, UNREACHABLE_CHOICE_FALLS, ContactChannel
from .naming import FoundByName, PlainName, tax_code_index
from .people import RoleKind, Sex
from .private import PrivateModel, PrivateQuerySet
from .proofs import LIMITS_NEED_A_DOCUMENT, SeenDocument
from .sealed import EncryptedTextField
from .territory import Comune, Zone

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from .people import User

# Who meets people at the desk or answers for the portal sees those of their own territory.
FOLLOW_PEOPLE = (RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR)
# The history tells that these changed, when and by whom, never what they said.
NOT_IN_HISTORY = ["codice_fiscale", "codice_fiscale_index", "needs"]


class PersonQuerySet(FoundByName):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Oneself; those for whom one answers today; who lives where one works at the desk."""
        if not user.is_authenticated:
            return self.none().scoped()
        followed = user.scope(*FOLLOW_PEOPLE).following()
        return self.scoped().filter(_of_family(user) | followed)

    def of_family(self, user: User) -> Self:
        """Oneself and those for whom one answers today: what is one's own, also for who works at a desk."""
        return self.scoped().filter(_of_family(user))

    def followed_by(self, user: User) -> Self:
        """Those of the territory in which `user` works at the desk."""
        return self.scoped().filter(user.scope(*FOLLOW_PEOPLE).following())

    def out_of_reach(self) -> Self:
        """Those with neither telephone nor e-mail."""
        return self.filter(phone="", email="", account=None)

    def minors_alone(self, day: date) -> Self:
        """Those under age on `day` for whom nobody answers; their scope is already decided, so their tie's is too."""
        ties = Guardianship.objects.for_everyone(reason="se qualcuno risponde per chi si vede già")
        answered = ties.in_force_on(day).filter(child=OuterRef("pk"))
        return self.filter(~Exists(answered), birth_date__gt=years_before(day, ADULT_AGE))


def _of_family(user: User) -> Q:
    answered_for = Guardianship.objects.of_guardian(user, timezone.localdate()).values("child")
    return Q(account=user) | Q(pk__in=answered_for)


@pghistory.track(
    pghistory.InsertEvent(),
    # Every change, also of what is not kept.
    pghistory.UpdateEvent(condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*")),
    pghistory.DeleteEvent(),
    exclude=NOT_IN_HISTORY,
)
class Person(PrivateModel):
    """Somebody: a citizen, a child, a volunteer. Children and many elderly people have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("accesso"),
    )
    given_name = models.CharField(_("nome"), max_length=80)
    family_name = models.CharField(_("cognome"), max_length=80)
    birth_date = models.DateField(_("data di nascita"), null=True, blank=True)
    sex = models.CharField(
        _("sesso"),
        max_length=1,
        choices=Sex,
        blank=True,
        default="",
        db_default="",
        help_text=_("Facoltativo: per sapere se le attività arrivano a tutte e a tutti."),
    )
    comune = models.ForeignKey(
        Comune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("comune di residenza"),
        help_text=_("Vuoto per chi abita fuori dai 21 comuni."),
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zona che la segue"),
        help_text=_("Solo per chi abita fuori dai 21 comuni: per gli altri la dice il comune."),
    )
    street = models.CharField(_("via e numero"), max_length=120, blank=True, db_default="")
    postcode = models.CharField(_("CAP"), max_length=12, blank=True, db_default="")
    locality = models.CharField(
        _("frazione, o città se fuori dai 21 comuni"), max_length=80, blank=True, db_default=""
    )
    phone = models.CharField(_("telefono"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail di chi non ha un accesso"), blank=True)
    channel = models.CharField(
        _("come preferisce essere avvisata"),
        max_length=10,
        choices=ContactChannel,
        blank=True,
        db_default="",
    )
    codice_fiscale = EncryptedTextField(_("codice fiscale"), null=True, blank=True, max_length=16)
    codice_fiscale_index = models.BinaryField(null=True, blank=True, editable=False, max_length=32)
    needs = EncryptedTextField(
        _("esigenze"),
        null=True,
        blank=True,
        help_text=_("Allergie, disabilità, aiuti che servono: solo quello che serve davvero."),
    )
    created_at = models.DateTimeField(_("registrata il"), default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        verbose_name = _("persona")
        verbose_name_plural = _("persone")
        triggers = [UNREACHABLE_CHOICE_FALLS]
        indexes = [
            models.Index(name="people_of_a_comune", fields=["comune", "family_name", "given_name"]),
            GinIndex(
                OpClass(PlainName("given_name", "family_name"), name="gin_trgm_ops"), name="people_by_name"
            ),
            GinIndex(name="people_by_telephone", fields=["phone"], opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="zone_only_without_comune",
                condition=Q(comune=None) | Q(zone=None),
                violation_error_message=_("La zona si sceglie solo per chi abita fuori dai 21 comuni."),
            ),
            *NO_CHANNEL_WITHOUT_ITS_ADDRESS,
            models.UniqueConstraint(
                name="one_person_per_codice_fiscale",
                fields=["codice_fiscale_index"],
                violation_error_message=_("C'è già una persona con questo codice fiscale."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name and family name, as one speaks."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def contact_email(self) -> str:
        """Where to write: the account's address, or the one given at the desk; empty when there is none."""
        return self.account.email if self.account else self.email

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`; None when the birth date is not known."""
        return age_on(self.birth_date, day) if self.birth_date else None

    @property
    def followed_by_zone(self) -> Zone | None:
        """The zone whose desk follows them; None for who lives elsewhere and has no zone yet."""
        return self.comune.zone if self.comune else self.zone

    @property
    def masked_codice_fiscale(self) -> str:
        """Only its end, for lists; empty when it is not known."""
        return tax_codes.masked(self.codice_fiscale)

    def is_followed_by(self, user: User) -> bool:
        """Whether `user` works at the desk of their territory: what `followed_by` says, of a person not yet kept."""
        scope = user.scope(*FOLLOW_PEOPLE)
        return scope.holds(self.comune) or (self.comune is None and self.zone_id in scope.zones)

    def get_absolute_url(self) -> str:
        return reverse("networking:desk_person", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the index by which the codice fiscale is found equal to it."""
        code = tax_codes.compact(self.codice_fiscale or "")
        # Where the key is lost the code is not known: its index stays as it is.
        if not self.codice_fiscale or code.isalnum():
            self.codice_fiscale = code or None
            self.codice_fiscale_index = tax_code_index(code) if code else None
        columns = kwargs.get("update_fields")
        if columns is not None and "codice_fiscale" in columns:
            kwargs["update_fields"] = {*columns, "codice_fiscale_index"}
        super().save(*args, **kwargs)


class GuardianshipQuerySet(PrivateQuerySet):
    def of_guardian(self, user: User, day: date) -> Self:
        """Those in force on `day` in which `user` is the one who answers.

        Parents and foster parents answer until the child is of age (art. 2 and 316 c.c.).
        """
        return self.scoped().filter(guardian__account=user).in_force_on(day)

    def in_force_on(self, day: date) -> Self:
        """Those that hold on `day`, by their dates and by the child's age."""
        by_dates = self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
        of_age = Q(child__birth_date__lte=years_before(day, ADULT_AGE))
        return by_dates.exclude(Q(kind__in=Guardianship.FOR_MINORS) & of_age)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, as guardian or as the child; those of the children followed at the desk."""
        if not user.is_authenticated:
            return self.none().scoped()
        followed = Person.objects.followed_by(user).values("pk")
        mine = Q(guardian__account=user) | Q(child__account=user)
        return self.scoped().filter(mine | Q(child__in=followed))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Guardianship(SeenDocument, PrivateModel):
    """That a person answers for another, with which rights and from when to when: other rights are another row."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("genitore")
        TUTOR = "tutor", _("tutore o tutrice")
        FOSTER = "foster", _("affidatario o affidataria")
        SUPPORT = "support", _("amministratore o amministratrice di sostegno")

    # They answer until the child is of age; the others also for adults.
    FOR_MINORS = (Kind.PARENT, Kind.FOSTER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guardian = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi risponde"))
    child = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("per chi"))
    kind = models.CharField(_("come"), max_length=10, choices=Kind, default=Kind.PARENT)
    can_book = models.BooleanField(_("può prenotare"), default=True)
    can_collect = models.BooleanField(_("può venire a prendere"), default=True)
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("fino al"), null=True, blank=True, help_text=_("Quel giorno non vale più."))

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        ordering = ["child", "guardian", "starts_on"]
        verbose_name = _("responsabilità")
        verbose_name_plural = _("responsabilità")
        triggers = [LIMITS_NEED_A_DOCUMENT]
        constraints = [
            models.CheckConstraint(
                name="nobody_answers_for_oneself",
                condition=~Q(guardian=F("child")),
                violation_error_message=_("Una persona non può rispondere per sé stessa."),
            ),
            models.CheckConstraint(
                name="guardianship_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("Finirebbe prima di cominciare."),
            ),
            models.UniqueConstraint(
                name="one_open_guardianship_per_pair",
                fields=["guardian", "child"],
                condition=Q(ends_on=None),
                violation_error_message=_("Questa persona risponde già per lei."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} → {self.child}"
