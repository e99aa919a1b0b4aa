"""Which school and class a child goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import School

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class Grade(models.IntegerChoices):
    """The classes of Italian school, in order."""

    NURSERY = 0, _("scuola dell'infanzia")
    PRIMARY_1 = 1, _("prima primaria")
    PRIMARY_2 = 2, _("seconda primaria")
    PRIMARY_3 = 3, _("terza primaria")
    PRIMARY_4 = 4, _("quarta primaria")
    PRIMARY_5 = 5, _("quinta primaria")
    MIDDLE_1 = 6, _("prima media")
    MIDDLE_2 = 7, _("seconda media")
    MIDDLE_3 = 8, _("terza media")
    HIGH_1 = 9, _("prima superiore")
    HIGH_2 = 10, _("seconda superiore")
    HIGH_3 = 11, _("terza superiore")
    HIGH_4 = 12, _("quarta superiore")
    HIGH_5 = 13, _("quinta superiore")


class SchoolingQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of the people one may see."""
        people = Person.objects.visible_to(user).values("pk")
        return self.scoped().filter(person__in=people)


class Schooling(PrivateModel):
    """The school and class of a child in the school year in which they were written."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="schooling", verbose_name=_("di chi")
    )
    school = models.ForeignKey(
        School, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("scuola")
    )
    school_name = models.CharField(_("scuola, se non è in elenco"), max_length=120, blank=True)
    grade = models.PositiveSmallIntegerField(_("classe"), choices=Grade)
    section = models.CharField(_("sezione"), max_length=10, blank=True)
    # The class was true in this year: in later ones it is that many further on.
    year = models.CharField(
        _("anno scolastico"),
        max_length=7,
        validators=[RegexValidator(r"^\d{4}/\d{2}$", _("Scrivi l'anno scolastico così: 2026/27."))],
    )

    objects = SchoolingQuerySet.as_manager()

    class Meta:
        ordering = ["person"]
        verbose_name = _("scuola e classe")
        verbose_name_plural = _("scuole e classi")
        constraints = [
            models.CheckConstraint(name="grade_is_one_of_italian_school", condition=Q(grade__range=(0, 13)))
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} {self.section}".strip()
