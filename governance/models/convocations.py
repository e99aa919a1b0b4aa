"""What was sent to convene a body, to whom, by which way it arrived, and what they answered: the proof stays."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import ContactChannel, Guardianship, Notice
from networking.models.private import PrivateModel, PrivateQuerySet

from .meetings import Meeting
from .named import Named, somebody

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

ANSWERING = "chi risponde alla convocazione di un'altra persona"


class ConvocationQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(meeting__in=Meeting.objects.visible_to(user))


class Convocation(PrivateModel):
    """A notice of a meeting, as it was sent: the first, then one for each change. Nobody changes it afterwards."""

    class Kind(models.TextChoices):
        CONVENED = "convened", _("convocazione")
        CHANGED = "changed", _("modifica")
        CALLED_OFF = "called_off", _("annullamento")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="convocations", verbose_name=_("riunione")
    )
    revision = models.PositiveSmallIntegerField(_("avviso n."))
    kind = models.CharField(_("che avviso è"), max_length=10, choices=Kind, default=Kind.CONVENED)
    first_call_at = models.DateTimeField(_("prima convocazione"))
    second_call_at = models.DateTimeField(_("seconda convocazione"), null=True, blank=True)
    mode = models.CharField(_("come ci si riunisce"), max_length=10, choices=Meeting.Mode)
    place = models.CharField(_("dove"), max_length=300, blank=True)
    link = models.URLField(_("indirizzo del collegamento"), max_length=500, blank=True)
    # Canonical JSON (`agendas`), and its SHA-256, which the database reckons again.
    agenda = models.TextField(_("ordine del giorno"))
    digest = models.CharField(_("impronta dell'ordine del giorno"), max_length=64)
    changes = models.TextField(_("che cosa è cambiato"), max_length=4000, blank=True)
    late_because = models.CharField(_("perché il preavviso è breve"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("inviato il"))
    sent_by = somebody(_("inviato da"), null=True, blank=True)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "revision"]
        verbose_name = _("avviso di convocazione")
        verbose_name_plural = _("avvisi di convocazione")
        constraints = [
            models.UniqueConstraint(name="one_notice_a_revision", fields=["meeting", "revision"]),
            models.CheckConstraint(
                name="the_first_notice_convenes",
                condition=Q(revision=1, kind="convened") | (Q(revision__gt=1) & ~Q(kind="convened")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.revision}"


class SummonsQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the bodies of which one convenes the meetings."""
        return self.scoped().filter(meeting__in=Meeting.objects.kept_by(user))

    def answered_by(self, user: User, day: date) -> Self:
        """One's own, and those of the people for whom one answers on `day`."""
        ties = Guardianship.objects.for_everyone(reason=ANSWERING).in_force_on(day)
        minors = ties.filter(guardian__account=user, can_book=True).values("child")
        return self.scoped().filter(Q(person__account=user) | Q(person__in=minors))


class Summons(Named, PrivateModel):
    """That somebody is called to a meeting, and what they answered."""

    class Reply(models.TextChoices):
        NONE = "", _("non ha risposto")
        COMES = "comes", _("viene")
        REMOTE = "remote", _("partecipa a distanza")
        ABSENT = "absent", _("non viene")
        PROXY = "proxy", _("dà una delega")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="summonses", verbose_name=_("riunione"))
    summoned_at = models.DateTimeField(_("chiamata o chiamato il"))
    seen_at = models.DateTimeField(_("ha aperto la pagina il"), null=True, blank=True)
    reply = models.CharField(_("risposta"), max_length=7, choices=Reply, blank=True, default=Reply.NONE)
    replied_at = models.DateTimeField(_("ha risposto il"), null=True, blank=True)
    replied_by = somebody(_("ha risposto"), null=True, blank=True)
    replied_by_name = models.CharField(_("ha risposto (nome)"), max_length=170, blank=True)

    objects = SummonsQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "name"]
        verbose_name = _("chiamata a una riunione")
        verbose_name_plural = _("chiamate alle riunioni")
        indexes = [models.Index(name="summonses_of_a_person", fields=["person", "-summoned_at"])]
        constraints = [
            models.UniqueConstraint(name="summoned_once_to_a_meeting", fields=["meeting", "person"]),
            models.CheckConstraint(
                name="a_reply_says_when",
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.meeting}"


class DeliveryQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the bodies of which one convenes the meetings."""
        return self.scoped().filter(summons__meeting__in=Meeting.objects.kept_by(user))

    def open(self) -> Self:
        """Those of which the outbox may still have something to say."""
        return self.filter(read_at=None)


class Delivery(Named, PrivateModel):
    """A notice to one person (`person` hears it: oneself, or who answers for who is called), and how it went.

    The outbox forgets its notices after a year: what it knew of them is kept here (`convening.proving`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    convocation = models.ForeignKey(
        Convocation, models.PROTECT, related_name="deliveries", verbose_name=_("avviso")
    )
    summons = models.ForeignKey(
        Summons, models.PROTECT, related_name="deliveries", verbose_name=_("chi è chiamata o chiamato")
    )
    notice_key = models.CharField(_("avviso della posta in uscita"), max_length=200, unique=True)
    queued_at = models.DateTimeField(_("affidato alla posta in uscita il"))
    channel = models.CharField(_("canale"), max_length=10, choices=ContactChannel, blank=True)
    state = models.CharField(_("stato"), max_length=10, choices=Notice.State, default=Notice.State.QUEUED)
    sent_at = models.DateTimeField(_("partito il"), null=True, blank=True)
    read_at = models.DateTimeField(_("letto il"), null=True, blank=True)
    reason = models.CharField(_("perché non è partito"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["convocation", "name"]
        verbose_name = _("recapito di un avviso")
        verbose_name_plural = _("recapiti degli avvisi")

    def __str__(self) -> str:
        return f"{self.name} · {self.convocation}"
