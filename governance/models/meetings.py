"""Meetings of a body, and what is on their agenda."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from networking.models.private import PrivateModel, PrivateQuerySet

from .bodies import Body
from .body_rules import BodyRule, MatterRule
from .named import somebody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class MeetingQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the bodies in which one sits; drafts only for who convenes."""
        drafts = Q(state=Meeting.State.DRAFT) & ~Q(body__in=Body.objects.kept_by(user))
        return self.scoped().filter(~drafts, body__in=Body.objects.joined_by(user))

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Those that `user` convenes and writes."""
        return self.scoped().filter(body__in=Body.objects.kept_by(user))


class Meeting(PrivateModel):
    """A body that meets: drafted, convened, open, closed. What was convened is not edited: it is changed, and told."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparazione")
        CONVENED = "convened", _("convocata")
        OPEN = "open", _("in corso")
        CLOSED = "closed", _("conclusa")
        CALLED_OFF = "called_off", _("annullata")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in presenza")
        REMOTE = "remote", _("a distanza")
        MIXED = "mixed", _("in presenza e a distanza")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("organo"))
    # Frozen when it is convened: what is decided follows these, whatever comes later.
    rule = models.ForeignKey(
        BodyRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regole")
    )
    title = models.CharField(_("titolo"), max_length=200)
    state = models.CharField(_("a che punto è"), max_length=10, choices=State, default=State.DRAFT)
    mode = models.CharField(_("come ci si riunisce"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    place = models.CharField(_("dove"), max_length=300, blank=True)
    link = models.URLField(_("indirizzo del collegamento"), max_length=500, blank=True)
    first_call_at = models.DateTimeField(_("prima convocazione"))
    second_call_at = models.DateTimeField(_("seconda convocazione"), null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(_("durata prevista in minuti"), default=120)
    convened_at = models.DateTimeField(_("convocata il"), null=True, blank=True)
    # Said when the notice was shorter than the rules ask and they let it be.
    late_because = models.CharField(_("perché il preavviso è breve"), max_length=300, blank=True)
    call = models.PositiveSmallIntegerField(_("convocazione in cui si è tenuta"), null=True, blank=True)
    chair = somebody(_("presiede"), null=True, blank=True)
    chair_name = models.CharField(_("presiede (nome)"), max_length=170, blank=True)
    secretary = somebody(_("verbalizza"), null=True, blank=True)
    secretary_name = models.CharField(_("verbalizza (nome)"), max_length=170, blank=True)
    opened_at = models.DateTimeField(_("aperta alle"), null=True, blank=True)
    closed_at = models.DateTimeField(_("chiusa alle"), null=True, blank=True)
    called_off_because = models.CharField(_("perché è annullata"), max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-first_call_at"]
        verbose_name = _("riunione")
        verbose_name_plural = _("riunioni")
        indexes = [models.Index(name="meetings_of_a_body", fields=["body", "-first_call_at"])]
        constraints = [
            models.CheckConstraint(
                name="the_second_call_is_later",
                condition=Q(second_call_at=None) | Q(second_call_at__gt=F("first_call_at")),
                violation_error_message=_("La seconda convocazione deve essere dopo la prima."),
            ),
            models.CheckConstraint(
                name="convened_under_rules",
                condition=Q(state__in=["draft", "called_off"])
                | Q(rule__isnull=False, convened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opened_before_closed",
                condition=(Q(state="open", opened_at__isnull=False, closed_at=None, call__in=[1, 2]))
                | Q(state="closed", opened_at__isnull=False, closed_at__gte=F("opened_at"), call__in=[1, 2])
                | (Q(state__in=["draft", "convened", "called_off"], closed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {timezone.localtime(self.first_call_at):%d/%m/%Y}"


class AgendaItemQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(meeting__in=Meeting.objects.visible_to(user))


class AgendaItem(PrivateModel):
    """A point of the agenda, or a part of one (`parent`); numbered as people read it: 2, 2.1."""

    class Outcome(models.TextChoices):
        PENDING = "", _("da trattare")
        DISCUSSED = "discussed", _("trattato")
        POSTPONED = "postponed", _("rinviato")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("riunione"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("parte di")
    )
    position = models.PositiveSmallIntegerField(_("posto"))
    title = models.CharField(_("argomento"), max_length=300)
    text = models.TextField(_("di che cosa si parla"), max_length=8000, blank=True)
    proposal = models.TextField(_("che cosa si propone di decidere"), max_length=8000, blank=True)
    matter = models.CharField(
        _("materia"), max_length=12, choices=MatterRule.Matter, default=MatterRule.Matter.ORDINARY
    )
    minutes = models.PositiveSmallIntegerField(_("minuti previsti"), null=True, blank=True)
    rapporteur = models.CharField(_("chi lo presenta"), max_length=170, blank=True)
    is_reserved = models.BooleanField(_("riservato"), default=False)
    # The revision of the notice that first named it; none: it was in no notice, and only all together may decide it.
    notified_in = models.PositiveSmallIntegerField(_("nell'avviso"), null=True, blank=True, editable=False)
    outcome = models.CharField(
        _("esito"), max_length=10, choices=Outcome, blank=True, default=Outcome.PENDING
    )
    # What was left over from another meeting comes back once.
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("rinviato da"),
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("punto all'ordine del giorno")
        verbose_name_plural = _("punti all'ordine del giorno")
        constraints = [
            models.UniqueConstraint(
                name="one_item_in_a_place",
                fields=["meeting", "parent", "position"],
                nulls_distinct=False,
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="an_item_is_no_part_of_itself", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaDocumentQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(item__meeting__in=Meeting.objects.visible_to(user))


class AgendaDocument(PrivateModel):
    """A paper for a point of the agenda; who may see the meeting may have it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="documents", verbose_name=_("punto"))
    title = models.CharField(_("titolo"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("aggiunto il"))

    objects = AgendaDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["item", "added_at"]
        verbose_name = _("documento della riunione")
        verbose_name_plural = _("documenti delle riunioni")

    def __str__(self) -> str:
        return self.title
