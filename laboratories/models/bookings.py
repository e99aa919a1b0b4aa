"""Places and who has them. What must never happen here the database refuses, whoever writes (migration 0002)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet

from .cycles import Cycle
from .sessions import Session

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

MOST_IN_A_PARTY = 12


class Pool(models.Model):
    """The identity of a number of places: those of a whole cycle, or of one session of it.

    Bookings point here. The number itself is beside (`SeatPool`), where nothing points: a foreign key to a row that
    everybody updates halves what it can take.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="pools")
    session = models.OneToOneField(Session, models.CASCADE, null=True, blank=True, related_name="pool")

    class Meta:
        verbose_name = _("insieme di posti")
        verbose_name_plural = _("insiemi di posti")
        constraints = [
            models.UniqueConstraint(
                name="one_pool_for_a_whole_cycle", fields=["cycle"], condition=Q(session=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.session or self.cycle)


class SeatPool(models.Model):
    """How many places a pool has, how many are taken, how many people wait. Written by the database alone."""

    pool = models.OneToOneField(Pool, models.CASCADE, primary_key=True, related_name="seats")
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, db_default=0)
    waiting = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("conto dei posti")
        verbose_name_plural = _("conti dei posti")
        constraints = [
            models.CheckConstraint(
                name="pool_never_overbooked",
                condition=Q(taken__gte=0) & Q(taken__lte=F("capacity")) & Q(waiting__gte=0),
                violation_error_message=_("I posti prenotati sarebbero più di quelli che ci sono."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity}"

    @property
    def free(self) -> int:
        """Places that nobody has, and that somebody in the queue may be waiting for."""
        return self.capacity - self.taken


class PartyQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those with a booking one may see."""
        return self.scoped().filter(pk__in=Booking.objects.visible_to(user).values("party"))


class Party(PrivateModel):
    """People who ask for places together: all get them or none does, also in the queue and in an offer."""

    class Door(models.TextChoices):
        WEB = "web", _("dal portale")
        DESK = "desk", _("allo sportello")
        PHONE = "phone", _("per telefono")
        PAPER = "paper", _("su carta")
        IMPORT = "import", _("da un foglio")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Six characters that can be said over the telephone.
    code = models.CharField(_("codice"), max_length=8, unique=True)
    booker = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi ha prenotato"),
        help_text=_("Chi riceve gli avvisi."),
    )
    size = models.PositiveSmallIntegerField(_("quante persone"))
    door = models.CharField(_("come"), max_length=10, choices=Door, default=Door.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scritto da"),
    )
    paper_number = models.CharField(_("numero del modulo di carta"), max_length=20, blank=True)
    # Who pressed, and which form it was: pressed twice, it is one.
    idem_actor = models.UUIDField(editable=False)
    idem_key = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("chiesto il"))

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("prenotazione di gruppo")
        verbose_name_plural = _("prenotazioni di gruppo")
        constraints = [
            models.UniqueConstraint(name="one_party_per_form", fields=["idem_actor", "idem_key"]),
            models.CheckConstraint(name="party_has_somebody", condition=Q(size__range=(1, MOST_IN_A_PARTY))),
        ]

    def __str__(self) -> str:
        return self.code


class BookingQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and those of whom one answers for; of those followed at the desk; of the cycles one runs."""
        if not user.is_authenticated:
            return self.none().scoped()
        people = Person.objects.visible_to(user).values("pk")
        run = Cycle.objects.run_by(user).values("pk")
        return self.scoped().filter(Q(person__in=people) | Q(pool__cycle__in=run))

    def of_family(self, user: User) -> Self:
        """One's own and those of the people one answers for today: not those that one's work lets one see."""
        people = Person.objects.of_family(user).values("pk")
        return self.scoped().filter(person__in=people)

    def live(self) -> Self:
        """Those that hold a place or wait for one."""
        return self.filter(state__in=Booking.LIVE)

    def waiting(self) -> Self:
        """Those in the queue, in its order."""
        return self.filter(state=Booking.State.WAITING).order_by("ticket")


class Booking(PrivateModel):
    """That somebody has, waits for or had a place."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confermata")
        OFFERED = "offered", _("posto offerto: si aspetta la risposta")
        WAITING = "waiting", _("in lista d'attesa")
        DECLINED = "declined", _("posto rifiutato")
        EXPIRED = "expired", _("offerta scaduta")
        CANCELLED_BY_FAMILY = "cancelled_family", _("disdetta")
        CANCELLED_BY_STAFF = "cancelled_staff", _("annullata da chi organizza")

    LIVE = (State.CONFIRMED, State.OFFERED, State.WAITING)
    WITH_A_SEAT = (State.CONFIRMED, State.OFFERED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="bookings", verbose_name=_("gruppo"))
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="bookings", verbose_name=_("posti di"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("per chi"))
    state = models.CharField(_("stato"), max_length=20, choices=State)
    takes_seat = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=WITH_A_SEAT, then=models.Value(True)), default=models.Value(False)
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    # The place in the queue, given by the database when it is written.
    ticket = models.BigIntegerField(
        editable=False,
        db_default=models.Func(
            models.Value("laboratories_ticket"), function="nextval", output_field=models.BigIntegerField()
        ),
    )
    booked_at = models.DateTimeField(_("chiesta il"))
    confirmed_at = models.DateTimeField(_("confermata il"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offerta il"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("si risponde entro"), null=True, blank=True)
    ended_at = models.DateTimeField(_("finita il"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # We asked whether they still want their place, after absences nobody told us of.
    asked_back_at = models.DateTimeField(_("chiesto se tiene il posto il"), null=True, blank=True)
    kept_at = models.DateTimeField(_("ha detto che lo tiene il"), null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["ticket"]
        verbose_name = _("prenotazione")
        verbose_name_plural = _("prenotazioni")
        indexes = [
            models.Index(name="booking_queue", fields=["pool", "ticket"], condition=Q(state="waiting")),
            models.Index(name="offers_by_end", fields=["offer_expires_at"], condition=Q(state="offered")),
            models.Index(name="bookings_of_a_person", fields=["person", "-booked_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_live_booking_per_person",
                fields=["pool", "person"],
                condition=Q(state__in=("confirmed", "offered", "waiting")),
                violation_error_message=_("È già prenotata per questa attività."),
            ),
            models.CheckConstraint(
                name="an_offer_has_an_end",
                condition=Q(state="offered", offer_expires_at__isnull=False)
                | (~Q(state="offered") & Q(offer_expires_at=None)),
            ),
            models.CheckConstraint(
                name="a_confirmed_booking_says_when",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_ended_booking_says_when",
                condition=Q(state__in=("confirmed", "offered", "waiting"), ended_at=None)
                | (~Q(state__in=("confirmed", "offered", "waiting")) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.pool}"

    def get_absolute_url(self) -> str:
        return reverse("laboratories:booking_detail", args=[self.pk])

    def is_offer_open(self, now: datetime) -> bool:
        """Whether the place that was offered can still be accepted at `now`."""
        return self.offer_expires_at is not None and now < self.offer_expires_at


class QueueStepQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of the parties one may see."""
        return self.scoped().filter(party__in=Party.objects.visible_to(user).values("pk"))


class QueueStep(PrivateModel):
    """Something that happened to a party in a queue: each skip with its reason, each offer with its end."""

    class Kind(models.TextChoices):
        OFFERED = "offered", _("posto offerto")
        # Within 72 hours of the start the first party that fits is served.
        TOO_MANY = "too_many", _("siete più dei posti liberi")
        IN_HAND = "in_hand", _("stavate cambiando qualcosa")
        CLASH = "clash", _("in quell'ora c'è già un altro impegno")
        ACCEPTED = "accepted", _("posto accettato")
        DECLINED = "declined", _("posto rifiutato")
        EXPIRED = "expired", _("offerta scaduta")

    party = models.ForeignKey(Party, models.CASCADE, related_name="steps", verbose_name=_("gruppo"))
    pool = models.ForeignKey(Pool, models.CASCADE, related_name="steps", verbose_name=_("posti di"))
    kind = models.CharField(_("che cosa"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("quando"))
    needed = models.PositiveSmallIntegerField(_("posti che servono"))
    free = models.PositiveIntegerField(_("posti liberi"), null=True, blank=True)

    objects = QueueStepQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("passo della lista d'attesa")
        verbose_name_plural = _("passi della lista d'attesa")
        indexes = [models.Index(name="steps_of_a_pool", fields=["pool", "kind", "at"])]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_kind_display()}"
