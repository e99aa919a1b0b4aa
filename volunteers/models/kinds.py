"""The kinds of help, and what each asks of who gives it: policies that staff may change."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import CredentialKind

# Whoever is younger does not begin: our choice, not the law's.
YOUNGEST = 14


class HelpKind(models.Model):
    """A kind of help: with children at their homework, company at home, a day in the square."""

    class Minors(models.TextChoices):
        NONE = "none", _("senza minori")
        OCCASIONAL = "occasional", _("con minori, ogni tanto")
        REGULAR = "regular", _("con minori, regolarmente")

    slug = models.SlugField(_("nome breve"), unique=True)
    name = models.CharField(_("che aiuto è"), max_length=80)
    summary = models.CharField(_("in una frase"), max_length=200, blank=True)
    minors = models.CharField(_("con minori"), max_length=12, choices=Minors, default=Minors.NONE)
    is_with_frail_people = models.BooleanField(_("con persone fragili"), default=False)
    is_remote = models.BooleanField(
        _("a distanza"),
        default=False,
        db_default=False,
        help_text=_("Per telefono o da casa: non serve viaggiare."),
    )
    youngest = models.PositiveSmallIntegerField(
        _("età minima"), default=16, validators=[MinValueValidator(YOUNGEST)]
    )
    needed = ArrayField(
        models.CharField(max_length=20, choices=CredentialKind),
        verbose_name=_("abilitazioni che servono"),
        default=list,
        blank=True,
    )
    minimum_adults = models.PositiveSmallIntegerField(
        _("adulti insieme, almeno"), default=1, validators=[MinValueValidator(1)]
    )
    # Art. 3, comma 12-bis, D.Lgs. 81/2008: whoever helps knows the risks of where they go, and how one keeps safe.
    risks = models.TextField(
        _("rischi, e come evitarli"),
        max_length=2000,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Li legge chi si segna, prima del primo turno: il decreto legislativo 81/2008 lo chiede."
        ),
    )
    may_sign_up = models.BooleanField(
        _("ci si può segnare da sé"), default=True, help_text=_("Altrimenti propone chi coordina.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("tipo di aiuto")
        verbose_name_plural = _("tipi di aiuto")
        constraints = [
            models.CheckConstraint(
                name="nobody_helps_before_fourteen",
                condition=Q(youngest__gte=YOUNGEST),
                violation_error_message=_("Prima dei 14 anni non si fa volontariato."),
            ),
            models.CheckConstraint(
                name="minors_are_never_with_one_adult",
                condition=Q(minors="none") | Q(minimum_adults__gte=2),
                violation_error_message=_("Con minori servono almeno due adulti insieme."),
            ),
            # LR-V10: who is with minors regularly has shown that they may.
            models.CheckConstraint(
                name="regular_work_with_minors_asks_a_clearance",
                condition=~Q(minors="regular") | Q(needed__contains=["clearance"]),
                violation_error_message=_("Con minori, regolarmente: serve la verifica."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
