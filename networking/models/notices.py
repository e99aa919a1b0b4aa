"""What is told to people: a row before it is a mail, a message, a letter or a call."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .contacts import ContactChannel
from .letters import LetterBatch
from .persons import Person
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from .people import User


class NoticeQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What was told to oneself; nobody else's, whatever one's role."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(person__account=user)

    def followed_by(self, user: User) -> Self:
        """What is told to the people of the territory in which `user` works at the desk."""
        return self.scoped().filter(person__in=Person.objects.followed_by(user).values("pk"))

    def by(self, *channels: str) -> Self:
        """Those that leave by one of `channels`."""
        return self.filter(channel__in=channels)

    def ready(self, now: datetime) -> Self:
        """Waiting and due, or held by a sender that died: its lease ran out."""
        waiting = Q(state=Notice.State.QUEUED, next_at__lte=now)
        abandoned = Q(state=Notice.State.SENDING, lease_until__lt=now)
        return self.filter(waiting | abandoned)

    def pending(self) -> Self:
        """Those that have still to be told."""
        return self.filter(state__in=Notice.PENDING)

    def dead(self) -> Self:
        """Those that could not be told in any way."""
        return self.filter(state=Notice.State.DEAD)

    def late(self, now: datetime) -> Self:
        """Those that should have left by now: an hour is more than any pause of a healthy portal."""
        return self.filter(state__in=Notice.PENDING, due_at__lt=now - settings.NOTICES_LATE_AFTER)

    def in_pages(self) -> Self:
        """Those that their person finds in the portal: the ones that (still) have words, the newest first."""
        told = self.filter(is_in_pages=True, composed_at__isnull=False).exclude(subject="")
        return told.exclude(state=Notice.State.WITHDRAWN).order_by("-due_at", "-pk")

    def unread(self) -> Self:
        """Those in one's pages that nobody has marked as read."""
        return self.in_pages().filter(read_at=None)

    def about_any(self, rows: Iterable[models.Model]) -> Self:
        """Those about one of `rows`, which are all of one table."""
        rows = list(rows)
        if not rows:
            return self.none()
        kind = ContentType.objects.get_for_model(rows[0])
        return self.filter(about_type=kind, about_id__in=[str(row.pk) for row in rows])


class Notice(PrivateModel):
    """One thing told to one person for one reason, by the channel they prefer. Words are written once."""

    class State(models.TextChoices):
        QUEUED = "queued", _("in attesa")
        SENDING = "sending", _("in partenza")
        PRINTED = "printed", _("stampato, da imbucare")
        SENT = "sent", _("partito")
        WITHDRAWN = "withdrawn", _("ritirato")
        DEAD = "dead", _("non consegnato")

    PENDING = (State.QUEUED, State.SENDING, State.PRINTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("che avviso"), max_length=60)
    key = models.CharField(_("per quale motivo"), max_length=200, unique=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("a chi")
    )
    concerns = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("di chi parla")
    )
    about_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tipo di cosa")
    )
    about_id = models.CharField(_("di quale cosa"), max_length=40, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    channel = models.CharField(_("canale"), max_length=10, choices=ContactChannel)
    address = models.CharField(_("recapito"), max_length=254, blank=True)
    from_email = models.CharField(_("da"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("scritto il"))
    due_at = models.DateTimeField(_("da dire dal"))
    next_at = models.DateTimeField(_("si riprova dal"))
    expires_at = models.DateTimeField(_("non serve più dopo il"), null=True, blank=True)
    state = models.CharField(_("stato"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    begun_at = models.DateTimeField(_("si prova dal"), null=True, blank=True)
    lease_until = models.DateTimeField(_("preso in carico fino al"), null=True, blank=True)
    holder = models.UUIDField(_("da chi è preso in carico"), null=True, blank=True, editable=False)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi sta telefonando"),
    )
    composed_at = models.DateTimeField(_("parole scritte il"), null=True, blank=True)
    subject = models.CharField(_("oggetto"), max_length=250, blank=True)
    text = models.TextField(_("testo"), blank=True)
    short = models.CharField(_("in breve"), max_length=480, blank=True)
    link = models.CharField(_("collegamento"), max_length=500, blank=True)
    link_label = models.CharField(_("parole del collegamento"), max_length=100, blank=True)
    html = models.TextField(_("testo HTML"), blank=True)
    calendar = models.TextField(_("appuntamento"), blank=True)
    sent_at = models.DateTimeField(_("partito il"), null=True, blank=True)
    closed_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    reason = models.CharField(_("perché non è partito"), max_length=300, blank=True)
    last_error = models.TextField(_("ultimo errore"), blank=True)
    is_in_pages = models.BooleanField(_("si legge nella propria area"), default=True)
    read_at = models.DateTimeField(_("letto il"), null=True, blank=True)
    # The last word to somebody who has been erased: once it has left, address and text go too.
    is_farewell = models.BooleanField(_("da dimenticare appena partito"), default=False, editable=False)
    batch = models.ForeignKey(
        LetterBatch, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("stampa")
    )

    # Of whoever took it to send it, and of no column: until when sending may begin, by this process's own clock, and
    # whether somebody had it before and never said how it went.
    held_until: float = float("inf")
    is_abandoned: bool = False

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("avviso")
        verbose_name_plural = _("avvisi")
        indexes = [
            models.Index(
                name="notices_still_to_send",
                fields=["channel", "next_at"],
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(name="notices_of_a_person", fields=["person", "-due_at"]),
            models.Index(name="notices_about_something", fields=["about_type", "about_id"]),
            models.Index(name="notices_by_day", fields=["due_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_notice_says_when",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="no_mail_nor_message_without_address",
                condition=~Q(channel__in=["email", "sms"], state="sent")
                | ~Q(address="")
                # What was told is forgotten, that it was told stays.
                | Q(state="sent", text=""),
                violation_error_message=_("Senza recapito non si può spedire."),
            ),
            models.CheckConstraint(
                name="only_a_held_notice_has_a_lease",
                condition=Q(state="sending", holder__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(holder=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="a_notice_is_to_somebody_or_somewhere",
                condition=Q(person__isnull=False) | Q(channel="email"),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.kind

    @property
    def addressee(self) -> Person:
        """Its person: what is printed or told by voice always has one, only a mail may go to a mere address."""
        assert self.person is not None
        return self.person

    @property
    def web_address(self) -> str:
        """Where its link leads, whole; empty without one."""
        is_elsewhere = not self.link or self.link.startswith("http")
        return self.link if is_elsewhere else f"{settings.PORTAL_ADDRESS}{self.link}"

    @property
    def paragraphs(self) -> list[str]:
        """The text as it is set: one by one."""
        return [each.strip() for each in self.text.split("\n\n") if each.strip()]


class NoticeTry(models.Model):
    """What did not go smoothly with a notice, and what somebody did for it: calls, letters printed, posted, returned."""

    class Outcome(models.TextChoices):
        PUT_OFF = "put_off", _("non è partito: si riprova")
        REFUSED = "refused", _("rifiutato: per questa via non arriva")
        GIVEN_UP = "given_up", _("si è rinunciato: il tempo è finito")
        WITHDRAWN = "withdrawn", _("ritirato")
        SENT_AGAIN = "sent_again", _("rimesso in partenza")
        PRINTED = "printed", _("stampato")
        POSTED = "posted", _("imbucato")
        RETURNED = "returned", _("tornato indietro")
        ANSWERED = "answered", _("ha risposto: avvisato")
        NO_ANSWER = "no_answer", _("non ha risposto")
        BUSY = "busy", _("era occupato")
        CALL_BACK = "call_back", _("chiede di essere richiamato")
        WRONG_NUMBER = "wrong_number", _("il numero è sbagliato")
        MESSAGE_LEFT = "message_left", _("lasciato detto a chi ha risposto")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="tries", verbose_name=_("avviso"))
    at = models.DateTimeField(_("quando"))
    channel = models.CharField(_("canale"), max_length=10, choices=ContactChannel)
    outcome = models.CharField(_("esito"), max_length=20, choices=Outcome)
    detail = models.CharField(_("particolari"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("da chi"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("tentativo")
        verbose_name_plural = _("tentativi")

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.get_channel_display()})"
