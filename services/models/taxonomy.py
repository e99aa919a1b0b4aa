"""The words the catalogue is ordered by: categories, life situations, target groups, synonyms."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_categories(self) -> Self:
        """Those that lead somewhere."""
        return self.filter(categories__isnull=False).distinct()


class Topic(models.Model):
    """An «argomento» of the Modello Comuni list or of EuroVoc."""

    name = models.CharField(_("argomento"), max_length=80, unique=True)
    slug = models.SlugField(unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("argomento")
        verbose_name_plural = _("argomenti")

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A language in which somebody can be helped."""

    code = models.CharField(_("codice ISO 639-1"), max_length=2, unique=True)
    name = models.CharField(_("lingua"), max_length=40)

    class Meta:
        ordering = ["name"]
        verbose_name = _("lingua")
        verbose_name_plural = _("lingue")

    def __str__(self) -> str:
        return self.name


class CategoryQuerySet(models.QuerySet["Category"]):
    def roots(self) -> Self:
        """The first level of the tree."""
        return self.filter(parent=None)

    def with_children(self) -> Self:
        """Each with the categories that stand under it. One query more."""
        return self.prefetch_related("children")


class Category(models.Model):
    """A kind of help, in a tree of two levels."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        verbose_name=_("sta sotto"),
    )
    name = models.CharField(_("nome"), max_length=80)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True)
    description = models.CharField(_("in parole semplici"), max_length=200, blank=True)
    icon = models.CharField(_("icona"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)
    topics = models.ManyToManyField(Topic, blank=True, related_name="categories", verbose_name=_("argomenti"))

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("categoria")
        verbose_name_plural = _("categorie")
        constraints = [
            models.CheckConstraint(
                name="category_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("Una categoria non può stare sotto sé stessa."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent else self.name

    def get_absolute_url(self) -> str:
        return reverse("services:category_detail", args=[self.slug])


class LifeSituation(models.Model):
    """Something that happens in a life, in people's words, with the help that fits."""

    title = models.CharField(_("in parole della persona"), max_length=80)
    slug = models.SlugField(_("indirizzo della pagina"), unique=True)
    intro = models.TextField(_("introduzione"), blank=True)
    steps = models.JSONField(_("che cosa fare per prima cosa"), default=list, blank=True)
    icon = models.CharField(_("icona"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)
    categories = models.ManyToManyField(Category, related_name="situations", verbose_name=_("categorie"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("situazione di vita")
        verbose_name_plural = _("situazioni di vita")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("services:situation_detail", args=[self.slug])


class TargetGroup(models.Model):
    """Whom a service is for; ages, where a group has them, are numbers."""

    name = models.CharField(_("nome"), max_length=80, unique=True)
    slug = models.SlugField(unique=True)
    min_age = models.PositiveSmallIntegerField(_("età minima"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("età massima"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("gruppo di persone")
        verbose_name_plural = _("gruppi di persone")

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """An everyday word and the word our sheets use; the search treats them as one."""

    class Relation(models.TextChoices):
        SYNONYM = "synonym", _("stesso significato")
        BROADER = "broader", _("più generale")
        NARROWER = "narrower", _("più specifico")
        RELATED = "related", _("collegato")
        MISSPELLING = "misspelling", _("scritto in altro modo")
        ACRONYM = "acronym", _("sigla")

    term = models.CharField(_("parola di tutti i giorni"), max_length=120)
    preferred = models.CharField(_("parola delle schede"), max_length=120)
    area = models.CharField(_("area"), max_length=80, blank=True)
    relation = models.CharField(_("legame"), max_length=20, choices=Relation, default=Relation.SYNONYM)
    avoid_in_texts = models.BooleanField(_("da evitare nei testi"), default=False)
    is_validated = models.BooleanField(_("confermato dagli operatori"), default=False)
    source = models.TextField(_("fonte"), blank=True)

    class Meta:
        ordering = ["term"]
        verbose_name = _("sinonimo")
        verbose_name_plural = _("sinonimi")
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_pair_of_words",
                fields=["term", "preferred"],
                violation_error_message=_("Questa coppia di parole c'è già."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.preferred}"
