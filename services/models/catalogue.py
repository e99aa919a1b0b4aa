"""The sheet of a service, in the order of the Modello Comuni, and what belongs to it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Action, Comune, WebAddressField, Zone
from services.rules import new_short_code

from .organizations import Organization
from .places import Place
from .taxonomy import Category, Language, TargetGroup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from .details import Verification


class ServiceQuerySet(models.QuerySet["Service"]):
    def published(self) -> Self:
        """Sheets that people may see. Every public page starts from here."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def in_categories(self, categories: Iterable[Category]) -> Self:
        """Sheets of the categories or of those under them, their further categories counted."""
        chosen = [each.pk for each in categories]
        within = Category.objects.filter(Q(pk__in=chosen) | Q(parent__in=chosen)).values("pk")
        more = Service.extra_categories.through.objects.filter(category__in=within).values("service")
        return self.filter(Q(category__in=within) | Q(pk__in=more))

    def desks_for(self, comune: Comune) -> Self:
        """The offices that open the door to social services for `comune`: its own first, then its zone's."""
        own = {"service": OuterRef("pk")}
        serves_town = Exists(Service.area_comuni.through.objects.filter(comune=comune, **own))
        serves_zone = Exists(Service.area_zones.through.objects.filter(zone=comune.zone_id, **own))
        in_town = Q(place__comune=comune)
        return (
            self.filter(category__slug="ufficio-della-cittadinanza")
            .filter(in_town | serves_town | (Q(place=None) & serves_zone))
            .annotate(is_in_town=in_town)
            .order_by(F("is_in_town").desc(nulls_last=True), "title")
        )

    def never_verified(self) -> Self:
        """Sheets that nobody has ever checked."""
        return self.filter(verifications=None)

    def verified_before(self, moment: datetime) -> Self:
        """Sheets checked, and not again since `moment`."""
        return (
            self.filter(verifications__isnull=False)
            .exclude(verifications__verified_at__gte=moment)
            .distinct()
        )

    def for_card(self) -> Self:
        """With what one line of a list shows."""
        return self.select_related("category__parent", "organization", "place__comune")

    def for_sheet(self) -> Self:
        """With all that the sheet shows, in a fixed number of queries."""
        return self.select_related(
            "category__parent", "organization__comune", "place__comune__zone"
        ).prefetch_related(
            "targets__group",
            "contacts",
            "documents__form",
            "opening_rules",
            "opening_exceptions",
            "languages",
            "area_comuni",
            "area_zones",
            "actions__goal",
            "category__topics",
            "verifications",
        )


class Service(models.Model):
    """One service: what it gives, to whom, how to get it, where and when."""

    class Cost(models.TextChoices):
        UNKNOWN = "", _("non ancora rilevato")
        FREE = "free", _("gratuito")
        PAID = "paid", _("a pagamento")
        INCOME_BASED = "income_based", _("secondo il reddito (ISEE)")

    class AccessMode(models.TextChoices):
        WALK_IN = "walk_in", _("Vai di persona, senza appuntamento")
        APPOINTMENT = "appointment", _("Su appuntamento")
        PHONE = "phone", _("Per telefono")
        REFERRAL = "referral", _("Con l'invio di un altro servizio")
        ONLINE = "online", _("In rete")
        HOME_VISIT = "home_visit", _("A casa tua")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("chiave della fonte"), max_length=40, unique=True, null=True, blank=True)
    short_code = models.CharField(
        _("codice breve"), max_length=8, unique=True, default=new_short_code, editable=False
    )
    title = models.CharField(_("titolo"), max_length=80)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=120, unique=True)
    summary = models.CharField(_("descrizione breve"), max_length=160)
    description = models.TextField(_("descrizione"), blank=True)
    keywords = ArrayField(
        models.CharField(max_length=60), verbose_name=_("parole per la ricerca"), default=list, blank=True
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="services", verbose_name=_("categoria")
    )
    extra_categories = models.ManyToManyField(
        Category, blank=True, related_name="more_services", verbose_name=_("altre categorie")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="services", verbose_name=_("ente responsabile")
    )

    addressed_to = models.TextField(_("a chi è rivolto"), blank=True)
    target_groups = models.ManyToManyField(TargetGroup, through="ServiceTarget", related_name="services")
    min_age = models.PositiveSmallIntegerField(_("età minima"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(
        _("età massima"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    how_to = models.TextField(_("come fare"), blank=True)
    obtained = models.TextField(_("cosa si ottiene"), blank=True)
    times = models.TextField(_("tempi e scadenze"), blank=True)
    cost = models.CharField(_("quanto costa"), max_length=14, choices=Cost, blank=True)
    cost_text = models.TextField(_("costo in parole"), blank=True)
    access_modes = ArrayField(
        models.CharField(max_length=12, choices=AccessMode),
        verbose_name=_("come si accede"),
        default=list,
        blank=True,
    )
    online_url = WebAddressField(_("indirizzo in rete per richiederlo"), blank=True, max_length=300)
    more_info = models.TextField(_("ulteriori informazioni"), blank=True)
    conditions = models.TextField(_("condizioni di servizio"), blank=True)

    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("luogo")
    )
    area_comuni = models.ManyToManyField(
        Comune, blank=True, related_name="served_by", verbose_name=_("comuni serviti")
    )
    area_zones = models.ManyToManyField(
        Zone, blank=True, related_name="served_by", verbose_name=_("zone servite")
    )
    serves_everywhere = models.BooleanField(_("aperto a chi abita in tutto il territorio"), default=False)
    languages = models.ManyToManyField(
        Language, blank=True, related_name="services", verbose_name=_("lingue")
    )
    actions = models.ManyToManyField(
        Action, blank=True, related_name="services", verbose_name=_("azioni del progetto")
    )

    hours_note = models.TextField(_("nota sugli orari"), blank=True)
    closes_on_holidays = models.BooleanField(_("chiuso nei giorni festivi"), default=True)
    closes_on_patron_day = models.BooleanField(_("chiuso per il santo patrono"), default=True)
    closed_from = models.DateField(_("sospeso dal"), null=True, blank=True)
    closed_until = models.DateField(_("sospeso fino al (compreso)"), null=True, blank=True)
    closure_reason = models.CharField(_("motivo della sospensione"), max_length=200, blank=True)

    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ritirato il"), null=True, blank=True)
    updated_at = models.DateTimeField(_("aggiornato il"), auto_now=True)
    is_demo = models.BooleanField(_("dato dimostrativo"), default=False)
    source = models.TextField(_("fonte"), blank=True)
    source_date = models.CharField(_("data della fonte"), max_length=10, blank=True)
    source_note = models.TextField(_("nota sulla fonte"), blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("servizio")
        verbose_name_plural = _("servizi")
        # The code of each rule names the field beside which forms say what is wrong.
        constraints = [
            models.CheckConstraint(
                name="service_ages_are_in_order",
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                violation_error_code="max_age",
                violation_error_message=_("L'età massima è più bassa di quella minima."),
            ),
            models.CheckConstraint(
                name="paid_service_says_how_much",
                condition=~Q(cost="paid") | ~Q(cost_text=""),
                violation_error_code="cost_text",
                violation_error_message=_("Se il servizio si paga, scrivi quanto costa."),
            ),
            models.CheckConstraint(
                name="closure_has_a_first_day_and_a_reason",
                condition=Q(closed_from=None, closed_until=None)
                | (Q(closed_from__isnull=False) & ~Q(closure_reason="")),
                violation_error_code="closure_reason",
                violation_error_message=_("Di una sospensione scrivi il primo giorno e il motivo."),
            ),
            models.CheckConstraint(
                name="closure_days_are_in_order",
                condition=Q(closed_until=None) | Q(closed_until__gte=F("closed_from")),
                violation_error_code="closed_until",
                violation_error_message=_("La sospensione finirebbe prima di cominciare."),
            ),
        ]
        indexes = [models.Index(name="published_services", fields=["title"], condition=Q(withdrawn_at=None))]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Write the sheet; a new one gets another code where chance drew one that somebody has."""
        while self._state.adding and Service.objects.filter(short_code=self.short_code).exists():
            self.short_code = new_short_code()
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("services:service_detail", args=[self.slug])

    def is_closed_on(self, day: date) -> bool:
        """Whether the whole service is suspended on `day`."""
        return (
            self.closed_from is not None
            and self.closed_from <= day
            and (self.closed_until is None or day <= self.closed_until)
        )

    @property
    def is_published(self) -> bool:
        """Whether people may see the sheet."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def last_verification(self) -> Verification | None:
        """The latest time somebody checked the sheet; None when nobody ever did."""
        return max(self.verifications.all(), key=lambda each: each.verified_at, default=None)
