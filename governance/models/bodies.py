"""Bodies, and who sits in them from when to when."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, RoleKind
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .named import Named

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who convenes for every body and keeps its books; a body's own chair and secretary do so for theirs.
KEEP_BOOKS = (RoleKind.SECRETARY, RoleKind.ADMINISTRATOR)
SITTING = "chi siede in un organo, per dire che cosa può farvi"


class BodyQuerySet(models.QuerySet["Body"]):
    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Those for which `user` convenes and keeps the books: all for the secretary's office, one's own as chair."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or user.holds(*KEEP_BOOKS):
            return self.all()
        return self.filter(pk__in=Mandate.objects.of_user(user).keeping().values("body"))

    def joined_by(self, user: User | AnonymousUser) -> Self:
        """Those in which `user` sits today, with whatever task; of which they are a member; and those they keep."""
        if not user.is_authenticated:
            return self.none()
        from .members import Member

        sits = Q(pk__in=Mandate.objects.of_user(user).values("body"))
        enrolled = Member.objects.for_everyone(reason=SITTING).of_user(user).values("organization")
        assembly = Q(kind=Body.Kind.ASSEMBLY, organization__in=enrolled)
        return self.filter(sits | assembly | Q(pk__in=self.kept_by(user).values("pk")))


class Body(models.Model):
    """People who decide together under rules of theirs."""

    class Kind(models.TextChoices):
        CABINA = "cabina", _("Cabina di Regia")
        STAFF = "staff", _("gruppo di progetto")
        ASSEMBLY = "assembly", _("assemblea")
        BOARD = "board", _("consiglio direttivo")
        CONTROL = "control", _("organo di controllo")
        GROUP = "group", _("gruppo di lavoro")

    # Organs that the law of the Third Sector knows: they are of an association.
    OF_AN_ASSOCIATION = (Kind.ASSEMBLY, Kind.BOARD, Kind.CONTROL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("che organo è"), max_length=10, choices=Kind)
    name = models.CharField(_("nome"), max_length=150, unique=True)
    slug = models.SlugField(_("nell'indirizzo"), max_length=80, unique=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("di quale ente"),
    )
    purpose = models.TextField(_("che cosa decide"), max_length=1000, blank=True)
    is_public = models.BooleanField(
        _("le sue decisioni sono pubbliche"),
        default=False,
        help_text=_("Chiunque le legge. Quelle riservate si dicono a una a una."),
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organo")
        verbose_name_plural = _("organi")
        constraints = [
            models.CheckConstraint(
                name="an_association_has_its_organs",
                condition=~Q(kind__in=["assembly", "board", "control"]) | Q(organization__isnull=False),
                violation_error_message=_("Di quale ente è? Scegli l'ente."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the bodies in which one sits or whose books one keeps."""
        return self.scoped().filter(body__in=Body.objects.joined_by(user))

    def of_user(self, user: User | AnonymousUser) -> Self:
        """Those that `user` holds today."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(person__account=user).on(timezone.localdate())

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def voting(self) -> Self:
        """Those that give a vote."""
        return self.filter(task__in=Mandate.VOTING)

    def keeping(self) -> Self:
        """Those of who convenes and keeps the books."""
        return self.filter(task__in=Mandate.KEEPING)


class Mandate(Named, PrivateModel):
    """That somebody sits in a body, with which task, for which comune, from when to when (that day no more)."""

    class Task(models.TextChoices):
        CHAIR = "chair", _("presidente")
        VICE = "vice", _("vicepresidente")
        MEMBER = "member", _("componente")
        TREASURER = "treasurer", _("tesoriere")
        SECRETARY = "secretary", _("segretaria o segretario")
        OBSERVER = "observer", _("invitata o invitato, senza voto")

    VOTING = (Task.CHAIR, Task.VICE, Task.MEMBER, Task.TREASURER)
    KEEPING = (Task.CHAIR, Task.SECRETARY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates", verbose_name=_("organo"))
    task = models.CharField(_("con quale compito"), max_length=10, choices=Task, default=Task.MEMBER)
    comune = models.ForeignKey(
        Comune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("per quale comune"),
    )
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(
        _("fino al"), null=True, blank=True, help_text=_("Quel giorno non è più in carica.")
    )
    given_by = models.CharField(
        _("atto di nomina"),
        max_length=200,
        help_text=_("Per esempio «delibera di Giunta di Norcia n. 12 del 3 marzo 2026»."),
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-starts_on", "name"]
        verbose_name = _("incarico")
        verbose_name_plural = _("incarichi")
        indexes = [models.Index(name="mandates_of_somebody", fields=["person", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="a_mandate_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("Finirebbe prima di cominciare."),
            ),
            ExclusionConstraint(
                name="sits_once_in_a_body",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("In quei giorni siede già in questo organo."),
            ),
            ExclusionConstraint(
                name="one_chair_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(task="chair"),
                violation_error_message=_("In quei giorni c'è già chi presiede."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.body}"
