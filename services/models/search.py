"""What the search keeps: an entry per service, words, suggestions, and searches that found nothing.

All of it, missed searches excepted, is drawn from the catalogue and can be rebuilt at any time.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Comune

from .catalogue import Service

if TYPE_CHECKING:
    from datetime import date


class SearchEntry(models.Model):
    """What the search knows of a service that has, or once had, been published.

    A withdrawn or deleted service leaves its entry behind with `is_live` off, so that every
    process learns from `revision` that it has to forget it; hence no foreign key in the database.
    """

    service = models.OneToOneField(
        Service, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="search_entry"
    )
    is_live = models.BooleanField()
    revision = models.BigIntegerField(db_index=True)
    sort_name = models.CharField(max_length=80)
    verified_at = models.DateTimeField(null=True)
    text = SearchVectorField()

    category_slugs = ArrayField(models.CharField(max_length=80))
    target_slugs = ArrayField(models.CharField(max_length=50))
    access_modes = ArrayField(models.CharField(max_length=12))
    language_codes = ArrayField(models.CharField(max_length=2))
    min_age = models.PositiveSmallIntegerField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    is_free = models.BooleanField()
    is_step_free = models.BooleanField()

    comune = models.ForeignKey(
        Comune, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    # Comuni in whose list the service stands: its own, or all those it reaches without a journey.
    listed_comuni = ArrayField(models.BigIntegerField())
    # Comuni whose residents are accepted.
    served_comuni = ArrayField(models.BigIntegerField())
    # The public point, else the centre of the comune: the point of a protected place never enters.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    has_exact_point = models.BooleanField()

    class Meta:
        verbose_name = _("voce dell'indice di ricerca")
        verbose_name_plural = _("voci dell'indice di ricerca")
        indexes = [GinIndex(name="search_entry_text", fields=["text"], fastupdate=False)]

    def __str__(self) -> str:
        return self.sort_name


class CatalogueRevision(models.Model):
    """One row per change of the index; numbers are given under a lock, in the order of commit.

    The token tells a number from the same number given again, after a rollback or a restored backup.
    """

    number = models.BigAutoField(primary_key=True)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("revisione dell'indice")
        verbose_name_plural = _("revisioni dell'indice")

    def __str__(self) -> str:
        return str(self.number)


class StaleSheet(models.Model):
    """A service whose entry is out of date; written by triggers, whoever changed the catalogue.

    `service_id` 0 stands for what is not of one service: names of comuni, categories, synonyms.
    """

    LABELS = 0

    service_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("scheda da reindicizzare")
        verbose_name_plural = _("schede da reindicizzare")

    def __str__(self) -> str:
        return str(self.service_id)


class SearchWord(models.Model):
    """A word that stands in published sheets, against which typing errors are mended."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        verbose_name = _("parola del catalogo")
        verbose_name_plural = _("parole del catalogo")
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Suggestion(models.Model):
    """A line that the search box proposes while somebody types.

    `normalized` begins with a space, so that every word of it, the first too, begins after one.
    """

    class Kind(models.TextChoices):
        SITUATION = "situation", _("Situazione")
        CATEGORY = "category", _("Categoria")
        COMUNE = "comune", _("Comune")
        SERVICE = "service", _("Servizio")
        PLACE = "place", _("Luogo")
        ORGANIZATION = "organization", _("Ente")
        WORDS = "words", _("Ricerca")

    kind = models.CharField(max_length=12, choices=Kind)
    rank = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    detail = models.CharField(max_length=200, blank=True)
    normalized = models.CharField(max_length=200)
    slug = models.CharField(max_length=200, blank=True)
    service_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        verbose_name = _("suggerimento")
        verbose_name_plural = _("suggerimenti")
        indexes = [
            models.Index(
                OpClass("normalized", name="varchar_pattern_ops"), "rank", name="suggestion_by_beginning"
            ),
            GinIndex(OpClass("normalized", name="gin_trgm_ops"), name="suggestion_trigrams"),
            # Names are a small part of the lines, and every keystroke looks for them.
            GinIndex(
                OpClass("normalized", name="gin_trgm_ops"),
                name="suggested_name_trigrams",
                condition=Q(service_id=None),
            ),
        ]

    def __str__(self) -> str:
        return self.label


COUNT_MISSED = """
INSERT INTO services_missedsearch (words, comune_id, month, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (words, comune_id, month) DO UPDATE SET times = services_missedsearch.times + 1
"""


class MissedSearchQuerySet(models.QuerySet["MissedSearch"]):
    def above_threshold(self, times: int) -> Self:
        """What was looked for at least `times` times in a month: fewer could tell of one person."""
        return self.filter(times__gte=times)


class MissedSearch(models.Model):
    """Words that found nothing, by comune and month: need that the catalogue does not meet.

    It knows no person, no moment, no address.
    """

    words = models.CharField(_("parole cercate"), max_length=120)
    comune = models.ForeignKey(
        Comune, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    month = models.DateField(_("mese"))
    times = models.PositiveIntegerField(_("volte"))

    objects = MissedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-times", "words"]
        verbose_name = _("ricerca senza risultati")
        verbose_name_plural = _("ricerche senza risultati")
        constraints = [
            models.UniqueConstraint(
                name="one_count_per_words_comune_and_month",
                fields=["words", "comune", "month"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.times})"

    @classmethod
    def add_one(cls, *, words: str, comune_id: int | None, day: date) -> None:
        """Count one more search for `words` in the month of `day`; safe when many count at once."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT_MISSED, [words[:120], comune_id, day.replace(day=1)])
