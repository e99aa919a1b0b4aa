"""What is done: laboratories, school support, training and events are four kinds of the same thing."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Action, CredentialKind, StaffPolicy
from networking.rules import ADULT_AGE
from services.models import Organization

from .schooling import Grade


class ActivityQuerySet(models.QuerySet["Activity"]):
    def published(self) -> Self:
        """Those people can read about."""
        return self.filter(published_at__isnull=False)


class Activity(models.Model):
    """Something to take part in. When and where is said by its cycles."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("laboratorio")
        SCHOOL_SUPPORT = "school_support", _("sostegno scolastico")
        TRAINING = "training", _("formazione")
        EVENT = "event", _("evento")

    class Audience(models.TextChoices):
        CHILDREN = "children", _("bambine e bambini")
        MINORS = "minors", _("ragazze e ragazzi")
        FAMILIES = "families", _("famiglie")
        YOUNG = "young", _("giovani")
        ELDERLY = "elderly", _("persone anziane")
        EVERYBODY = "everybody", _("tutti")

    class Subject(models.TextChoices):
        STUDY = "study", _("studio")
        SPORT = "sport", _("sport")
        MUSIC = "music", _("musica")

    kind = models.CharField(_("tipo"), max_length=20, choices=Kind)
    audience = models.CharField(_("per chi"), max_length=20, choices=Audience)
    subject = models.CharField(
        _("materia"),
        max_length=10,
        choices=Subject,
        blank=True,
        help_text=_("Solo per il sostegno scolastico."),
    )
    title = models.CharField(_("titolo"), max_length=120)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True)
    summary = models.CharField(_("in una riga"), max_length=200)
    description = models.TextField(_("che cosa si fa"), blank=True)
    to_bring = models.CharField(_("che cosa portare"), max_length=300, blank=True)
    min_age = models.PositiveSmallIntegerField(
        _("dai quanti anni"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    max_age = models.PositiveSmallIntegerField(
        _("fino a quanti anni, compresi"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    min_grade = models.PositiveSmallIntegerField(_("dalla classe"), null=True, blank=True, choices=Grade)
    max_grade = models.PositiveSmallIntegerField(_("fino alla classe"), null=True, blank=True, choices=Grade)
    actions = models.ManyToManyField(
        Action, related_name="+", blank=True, verbose_name=_("azioni del progetto")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="activities", verbose_name=_("chi la organizza")
    )
    policy = models.ForeignKey(
        StaffPolicy, models.PROTECT, related_name="+", verbose_name=_("regola per chi conduce")
    )
    yearly_limit = models.PositiveSmallIntegerField(
        _("quante volte l'anno per persona"),
        null=True,
        blank=True,
        help_text=_("Quanti cicli (o incontri singoli) in un anno scolastico. Vuoto: quanti si vuole."),
    )
    grants = models.CharField(
        _("abilitazione che si ottiene"),
        max_length=20,
        choices=CredentialKind,
        blank=True,
        help_text=_("Solo per la formazione."),
    )
    grants_months = models.PositiveSmallIntegerField(
        _("per quanti mesi vale"), null=True, blank=True, help_text=_("Vuoto: non scade.")
    )
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("attività")
        verbose_name_plural = _("attività")
        constraints = [
            models.CheckConstraint(
                name="activity_ages_are_not_upside_down",
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                violation_error_message=_("L'età finale viene prima di quella iniziale."),
            ),
            models.CheckConstraint(
                name="activity_grades_are_not_upside_down",
                condition=Q(min_grade=None) | Q(max_grade=None) | Q(max_grade__gte=F("min_grade")),
                violation_error_message=_("La classe finale viene prima di quella iniziale."),
            ),
            models.CheckConstraint(
                name="only_school_support_has_a_subject",
                condition=Q(kind="school_support") & ~Q(subject="")
                | ~Q(kind="school_support") & Q(subject=""),
                violation_error_message=_(
                    "Il sostegno scolastico ha una materia (studio, sport o musica); le altre attività no."
                ),
            ),
            models.CheckConstraint(
                name="only_training_grants_a_credential",
                condition=Q(grants="", grants_months=None) | (Q(kind="training") & ~Q(grants="")),
                violation_error_message=_("Solo la formazione dà un'abilitazione."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("laboratories:activity_detail", args=[self.slug])

    @property
    def is_for_minors(self) -> bool:
        """Whether somebody under age may take part."""
        return self.min_age is None or self.min_age < ADULT_AGE
