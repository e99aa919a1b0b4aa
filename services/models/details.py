"""What belongs to a sheet: for whom, contacts, what to bring, old addresses, who checked it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile, WebAddressField
from networking.models.links import web_address

from .taxonomy import TargetGroup


class ServiceTarget(models.Model):
    """That a service is for a group, and how strictly."""

    class Strength(models.TextChoices):
        UNCONDITIONAL = "unconditional", _("per tutti, anche per loro")
        PREFERENTIAL = "preferential", _("prima di tutto per loro")
        EXCLUSIVE = "exclusive", _("solo per loro")

    service = models.ForeignKey("services.Service", models.CASCADE, related_name="targets")
    group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+", verbose_name=_("gruppo"))
    strength = models.CharField(_("quanto"), max_length=13, choices=Strength, default=Strength.UNCONDITIONAL)

    class Meta:
        ordering = ["group__order"]
        verbose_name = _("destinatario")
        verbose_name_plural = _("destinatari")
        constraints = [
            models.UniqueConstraint(
                name="one_strength_per_group",
                fields=["service", "group"],
                violation_error_message=_("Questo gruppo c'è già."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} ({self.get_strength_display()})"


class Contact(models.Model):
    """How to reach a service: never the private contact of a person."""

    service = models.ForeignKey("services.Service", models.CASCADE, related_name="contacts")
    label = models.CharField(_("chi risponde"), max_length=80, blank=True)
    phone = models.CharField(_("telefono"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    url = WebAddressField(_("sito"), blank=True, max_length=300)
    is_public = models.BooleanField(_("visibile a tutti"), default=True)
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("contatto")
        verbose_name_plural = _("contatti")
        constraints = [
            models.CheckConstraint(
                name="contact_says_something",
                condition=~Q(phone="", email="", url=""),
                violation_error_message=_("Scrivi un telefono, un'e-mail o un sito."),
            )
        ]

    def __str__(self) -> str:
        return self.phone or self.email or self.url


class RequiredDocument(models.Model):
    """Something to bring: «cosa serve»."""

    service = models.ForeignKey("services.Service", models.CASCADE, related_name="documents")
    text = models.CharField(_("che cosa"), max_length=200)
    url = WebAddressField(_("modulo da scaricare"), blank=True, max_length=300)
    form = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_public": True},
        verbose_name=_("modulo tra i nostri file"),
    )
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("cosa serve")
        verbose_name_plural = _("cosa serve")

    def __str__(self) -> str:
        return self.text

    @property
    def download_url(self) -> str:
        """Where the form is: among our files, else elsewhere; empty when there is none."""
        return self.form.get_absolute_url() if self.form else web_address(self.url)


class ServiceAlias(models.Model):
    """An address the sheet had before: it keeps leading there."""

    slug = models.SlugField(_("vecchio indirizzo"), max_length=120, unique=True)
    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="aliases", verbose_name=_("servizio")
    )

    class Meta:
        verbose_name = _("vecchio indirizzo")
        verbose_name_plural = _("vecchi indirizzi")

    def __str__(self) -> str:
        return self.slug


class Verification(models.Model):
    """That somebody checked a sheet. Append-only: the database refuses to change or delete one."""

    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="verifications", verbose_name=_("servizio")
    )
    verified_at = models.DateTimeField(_("verificato il"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("verificato da")
    )
    verifier_name = models.CharField(
        _("come compare chi ha verificato"),
        max_length=120,
        help_text=_("L'ufficio o l'ente, non la persona."),
    )
    method = models.CharField(_("come"), max_length=120, blank=True)

    class Meta:
        ordering = ["-verified_at"]
        verbose_name = _("verifica")
        verbose_name_plural = _("verifiche")
        indexes = [models.Index(name="latest_verification", fields=["service", "-verified_at"])]

    def __str__(self) -> str:
        return f"{self.service} · {localdate(self.verified_at):%d/%m/%Y}"
