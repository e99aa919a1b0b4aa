"""The rules of a body: versions that never change once adopted, so that what was decided can be reckoned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .bodies import Body

if TYPE_CHECKING:
    from datetime import date


class BodyRuleQuerySet(models.QuerySet["BodyRule"]):
    def in_force_on(self, body: Body, day: date) -> BodyRule | None:
        """The rules of `body` on `day`: of those adopted, the last that had begun."""
        adopted = self.filter(body=body, is_adopted=True, valid_from__lte=day)
        return adopted.order_by("-valid_from", "-version").first()


class BodyRule(models.Model):
    """A version of a body's rules. Adopted, it is frozen by the database (migration `0002_convening`)."""

    class Late(models.TextChoices):
        REFUSED = "refused", _("non si può convocare")
        FLAGGED = "flagged", _("si convoca, e il ritardo resta scritto")

    body = models.ForeignKey(Body, models.PROTECT, related_name="rules", verbose_name=_("organo"))
    version = models.PositiveSmallIntegerField(_("versione"))
    valid_from = models.DateField(_("vale dal"))
    is_adopted = models.BooleanField(_("adottate"), default=False)
    source = models.CharField(
        _("da dove vengono"),
        max_length=300,
        help_text=_("Per esempio «accordo tra i comuni, articolo 5» o «statuto, articolo 12»."),
    )
    notice_days = models.PositiveSmallIntegerField(_("giorni di preavviso"), default=5)
    late_notice = models.CharField(
        _("se il preavviso è minore"), max_length=8, choices=Late, default=Late.REFUSED
    )
    has_second_call = models.BooleanField(_("c'è la seconda convocazione"), default=False)
    hours_to_second_call = models.PositiveSmallIntegerField(_("ore tra le due convocazioni"), default=1)
    may_be_remote = models.BooleanField(_("si può partecipare da lontano"), default=True)
    # Proxies (art. 24, comma 3, D.Lgs. 117/2017: three for who holds them, five from five hundred members).
    most_proxies = models.PositiveSmallIntegerField(_("deleghe a una persona, al massimo"), default=0)
    most_proxies_when_large = models.PositiveSmallIntegerField(
        _("deleghe quando gli associati sono molti"), default=0
    )
    large_from = models.PositiveIntegerField(_("«molti» da quanti"), default=500)
    officers_hold_proxies = models.BooleanField(
        _("anche chi amministra o controlla può avere deleghe"), default=False
    )
    has_casting_vote = models.BooleanField(_("a parità vale il voto di chi presiede"), default=False)
    # Every one of them there, and nobody against: what was not on the agenda may be decided.
    may_be_totalitarian = models.BooleanField(
        _("con tutti presenti si decide anche fuori dall'ordine del giorno"), default=False
    )
    # Art. 24, comma 1: three months in the book of members, unless the statute says otherwise.
    months_before_voting = models.PositiveSmallIntegerField(
        _("mesi da associato prima di votare"), default=0, validators=[MaxValueValidator(24)]
    )

    objects = BodyRuleQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-version"]
        verbose_name = _("regole di un organo")
        verbose_name_plural = _("regole degli organi")
        constraints = [
            models.UniqueConstraint(name="one_version_of_a_number", fields=["body", "version"]),
            models.CheckConstraint(
                name="a_second_call_comes_later",
                condition=Q(has_second_call=False) | Q(hours_to_second_call__gte=1),
                violation_error_message=_(
                    "La seconda convocazione non può essere alla stessa ora della prima."
                ),
            ),
            models.CheckConstraint(
                name="more_proxies_when_large",
                condition=Q(most_proxies_when_large__gte=F("most_proxies")),
                violation_error_message=_("Con molti associati le deleghe non possono essere meno."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.version}"


class MatterRule(models.Model):
    """How many must be there and how many in favour, for a class of matter, at the first or the second call.

    A share is `numerator/denominator` of a base; `is_strict` asks for more than that share. Quorum 0/1: any number.
    """

    class Matter(models.TextChoices):
        ORDINARY = "ordinary", _("affari ordinari")
        ACCOUNTS = "accounts", _("bilancio")
        LIABILITY = "liability", _("responsabilità di chi amministra")
        STATUTE = "statute", _("modifica dello statuto o dell'accordo")
        DISSOLUTION = "dissolution", _("scioglimento")
        PEOPLE = "people", _("persone (voto segreto)")

    class Base(models.TextChoices):
        CAST = "cast", _("di chi vota a favore o contro")
        PRESENT = "present", _("di chi è presente o rappresentato")
        ENTITLED = "entitled", _("di tutti gli aventi diritto")

    rule = models.ForeignKey(BodyRule, models.CASCADE, related_name="matters", verbose_name=_("regole"))
    matter = models.CharField(_("materia"), max_length=12, choices=Matter)
    call = models.PositiveSmallIntegerField(
        _("convocazione"), choices=[(1, _("prima")), (2, _("seconda"))], default=1
    )
    quorum_numerator = models.PositiveSmallIntegerField(_("presenti: numeratore"), default=1)
    quorum_denominator = models.PositiveSmallIntegerField(_("presenti: denominatore"), default=2)
    quorum_is_strict = models.BooleanField(_("presenti: più di questa parte"), default=False)
    majority_numerator = models.PositiveSmallIntegerField(_("favorevoli: numeratore"), default=1)
    majority_denominator = models.PositiveSmallIntegerField(_("favorevoli: denominatore"), default=2)
    majority_is_strict = models.BooleanField(_("favorevoli: più di questa parte"), default=True)
    majority_base = models.CharField(_("favorevoli: parte"), max_length=8, choices=Base, default=Base.PRESENT)
    is_secret = models.BooleanField(_("voto segreto"), default=False)
    # Art. 21 of the civil code: directors do not vote on the accounts and on their own liability.
    excludes_directors = models.BooleanField(_("chi amministra non vota"), default=False)

    class Meta:
        ordering = ["rule", "matter", "call"]
        verbose_name = _("quorum e maggioranza")
        verbose_name_plural = _("quorum e maggioranze")
        constraints = [
            models.UniqueConstraint(name="a_matter_once_in_a_call", fields=["rule", "matter", "call"]),
            models.CheckConstraint(name="the_first_call_or_the_second", condition=Q(call__in=[1, 2])),
            models.CheckConstraint(
                name="shares_are_parts_of_one",
                condition=Q(
                    quorum_denominator__gte=1,
                    majority_denominator__gte=1,
                    quorum_numerator__lte=F("quorum_denominator"),
                    majority_numerator__lte=F("majority_denominator"),
                ),
                violation_error_message=_("Una parte va da zero a uno: per esempio 1/2 o 3/4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.get_matter_display()}"
