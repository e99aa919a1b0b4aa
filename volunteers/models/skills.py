"""What a volunteer can do, in which languages, and what they would rather do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel
from services.models import Language

from .availability import SaidQuerySet
from .kinds import HelpKind
from .volunteers import Volunteer


class Level(models.IntegerChoices):
    SOME = 1, _("un po'")
    WELL = 2, _("bene")
    VERY_WELL = 3, _("molto bene")


class Skill(models.Model):
    """Something that a turn may ask for: mathematics, driving a van, sign language."""

    slug = models.SlugField(_("nome breve"), unique=True)
    name = models.CharField(_("che cosa sa fare"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("capacità")
        verbose_name_plural = _("capacità")

    def __str__(self) -> str:
        return self.name


class VolunteerSkill(PrivateModel):
    """That somebody can do something, how well, and how we know."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="skills", verbose_name=_("chi"))
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("che cosa sa fare"))
    level = models.PositiveSmallIntegerField(_("quanto bene"), choices=Level, default=Level.SOME)
    evidence = models.CharField(
        _("come lo sappiamo"),
        max_length=200,
        blank=True,
        help_text=_("Per esempio «insegnante in pensione». Il documento non si conserva."),
    )

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "skill__name"]
        verbose_name = _("capacità di chi aiuta")
        verbose_name_plural = _("capacità di chi aiuta")
        constraints = [
            models.UniqueConstraint(
                name="a_skill_is_said_once",
                fields=["volunteer", "skill"],
                violation_error_message=_("L'ha già detto."),
            ),
            models.CheckConstraint(name="a_level_is_one_of_three", condition=Q(level__range=(1, 3))),
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"


class VolunteerLanguage(PrivateModel):
    """That somebody can help in a language, and how we know."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="languages", verbose_name=_("chi"))
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("lingua"))
    evidence = models.CharField(_("come lo sappiamo"), max_length=200, blank=True)

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "language__name"]
        verbose_name = _("lingua di chi aiuta")
        verbose_name_plural = _("lingue di chi aiuta")
        constraints = [
            models.UniqueConstraint(
                name="a_language_is_said_once",
                fields=["volunteer", "language"],
                violation_error_message=_("L'ha già detto."),
            )
        ]

    def __str__(self) -> str:
        return str(self.language)


class Preference(PrivateModel):
    """How much somebody would like a kind of help: from −2, rather not, to +2, very much."""

    class Liking(models.IntegerChoices):
        RATHER_NOT = -2, _("preferisco di no")
        LITTLE = -1, _("poco")
        INDIFFERENT = 0, _("per me è uguale")
        GLADLY = 1, _("volentieri")
        VERY_GLADLY = 2, _("molto volentieri")

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="preferences", verbose_name=_("chi")
    )
    kind = models.ForeignKey(HelpKind, models.CASCADE, related_name="+", verbose_name=_("che aiuto è"))
    liking = models.SmallIntegerField(_("quanto piace"), choices=Liking)

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "kind__name"]
        verbose_name = _("preferenza")
        verbose_name_plural = _("preferenze")
        constraints = [
            models.UniqueConstraint(
                name="a_preference_is_said_once",
                fields=["volunteer", "kind"],
                violation_error_message=_("L'ha già detto."),
            ),
            models.CheckConstraint(
                name="a_preference_is_from_minus_two_to_two", condition=Q(liking__range=(-2, 2))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_liking_display()}"
