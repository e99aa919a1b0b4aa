"""Who helps: public bodies, associations, cooperatives; and who may write for them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Role, RoleKind, WebAddressField

if TYPE_CHECKING:
    from datetime import date

    from networking.models import User


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def edited_by(self, user: User, day: date) -> Self:
        """Organisations for which `user` holds a provider's role on `day`."""
        editor = Role.objects.visible_to(user).held_on(day).filter(kind=RoleKind.PROVIDER_EDITOR)
        return self.filter(provider_scopes__role__in=editor).distinct()


class Organization(models.Model):
    """A body that offers services."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Comune")
        UNION = "union", _("Unione di comuni o zona sociale")
        ASSOCIATION = "association", _("Associazione")
        SOCIAL_COOPERATIVE = "social_cooperative", _("Cooperativa sociale")
        COOPERATIVE = "cooperative", _("Cooperativa")
        PRO_LOCO = "pro_loco", _("Pro loco")
        SPORTS_CLUB = "sports_club", _("Associazione sportiva")
        CIVIL_PROTECTION = "civil_protection", _("Protezione civile")
        FOUNDATION = "foundation", _("Fondazione")
        CHURCH_BODY = "church_body", _("Ente ecclesiale")
        HEALTH_AUTHORITY = "health_authority", _("Azienda sanitaria")
        EMPLOYMENT_AGENCY = "employment_agency", _("Agenzia per il lavoro")
        VOLUNTEER_CENTRE = "volunteer_centre", _("Centro di servizi per il volontariato")
        NETWORK = "network", _("Rete di associazioni")
        OTHER = "other", _("Altro ente")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("chiave della fonte"), max_length=40, unique=True, null=True, blank=True)
    name = models.CharField(_("nome"), max_length=200)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=120, unique=True)
    kind = models.CharField(_("tipo"), max_length=30, choices=Kind, default=Kind.OTHER)
    legal_form = models.CharField(_("forma giuridica"), max_length=60, blank=True)
    description = models.TextField(_("che cosa fa"), blank=True)
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("comune")
    )
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    phones = ArrayField(models.CharField(max_length=30), verbose_name=_("telefoni"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    website = WebAddressField(_("sito"), blank=True, max_length=300)
    is_demo = models.BooleanField(_("dato dimostrativo"), default=False)
    source = models.TextField(_("fonte"), blank=True)
    source_date = models.CharField(_("data della fonte"), max_length=10, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("ente")
        verbose_name_plural = _("enti")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services:organization_detail", args=[self.slug])


class ProviderScope(models.Model):
    """The organisation for which a provider's role holds."""

    role = models.OneToOneField(Role, models.CASCADE, related_name="provider_scope", verbose_name=_("ruolo"))
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="provider_scopes", verbose_name=_("ente")
    )

    class Meta:
        verbose_name = _("ente di un redattore")
        verbose_name_plural = _("enti dei redattori")

    def __str__(self) -> str:
        # Nobody's name: the admin notes this among the organisation's changes, which outlive the person.
        return str(self.organization)
