"""What a turn asks of who comes: what they can do, and in which languages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.models import Language

from .help_requests import HelpRequest
from .skills import Level, Skill


class RequiredSkill(models.Model):
    """That whoever comes to a turn can do something, at least so well."""

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="skills", verbose_name=_("turno"))
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("che cosa sa fare"))
    level = models.PositiveSmallIntegerField(_("almeno"), choices=Level, default=Level.SOME)

    class Meta:
        ordering = ["request", "skill__name"]
        verbose_name = _("capacità richiesta")
        verbose_name_plural = _("capacità richieste")
        constraints = [
            models.UniqueConstraint(
                name="a_skill_is_asked_once",
                fields=["request", "skill"],
                violation_error_message=_("È già chiesta."),
            ),
            models.CheckConstraint(name="an_asked_level_is_one_of_three", condition=Q(level__range=(1, 3))),
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"


class RequiredLanguage(models.Model):
    """That whoever comes to a turn speaks a language."""

    request = models.ForeignKey(
        HelpRequest, models.CASCADE, related_name="languages", verbose_name=_("turno")
    )
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("lingua"))

    class Meta:
        ordering = ["request", "language__name"]
        verbose_name = _("lingua richiesta")
        verbose_name_plural = _("lingue richieste")
        constraints = [
            models.UniqueConstraint(
                name="a_language_is_asked_once",
                fields=["request", "language"],
                violation_error_message=_("È già chiesta."),
            )
        ]

    def __str__(self) -> str:
        return str(self.language)
