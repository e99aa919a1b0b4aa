"""Who is expected at a session and who came: one row for each booking and session, and every mark anybody made."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet

from .bookings import Booking
from .sessions import Session

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class PresenceQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of the people one may see; of the sessions one runs."""
        if not user.is_authenticated:
            return self.none().scoped()
        people = Person.objects.visible_to(user).values("pk")
        run = Session.objects.run_by(user).values("pk")
        return self.scoped().filter(Q(person__in=people) | Q(session__in=run))

    def expected(self) -> Self:
        """Those who have a place at the session today."""
        return self.filter(is_expected=True)


class Mark(models.TextChoices):
    """What a register says of somebody."""

    PRESENT = "present", _("presente")
    LATE = "late", _("arrivo dopo l'inizio")
    LEFT_EARLY = "left_early", _("uscita prima della fine")
    ABSENT = "absent", _("assente")


class Presence(PrivateModel):
    """That somebody is expected at a session, and what its register says.

    The database writes the rows when a place is confirmed, a session added or moved, and refuses that a person be
    expected in two places at once. `minutes` are those really attended.
    """

    class AbsenceReason(models.TextChoices):
        ILLNESS = "illness", _("non sta bene")
        TRANSPORT = "transport", _("non ha come venire")
        SNOW = "snow", _("neve o maltempo")
        FAMILY = "family", _("un impegno di famiglia")
        OTHER = "other", _("altro")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(
        Booking, models.CASCADE, related_name="presences", verbose_name=_("prenotazione")
    )
    session = models.ForeignKey(Session, models.CASCADE, related_name="presences", verbose_name=_("incontro"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi"))
    during = DateTimeRangeField(_("quando"), editable=False)
    is_expected = models.BooleanField(_("attesa"), default=True, db_default=True)
    # The session was moved onto something else that they had: they are not expected, and somebody must tell them.
    has_clash = models.BooleanField(_("ha già un impegno a quell'ora"), default=False, db_default=False)
    absence_told_at = models.DateTimeField(_("assenza avvisata il"), null=True, blank=True)
    absence_reason = models.CharField(
        _("perché manca"), max_length=10, choices=AbsenceReason, blank=True, default="", db_default=""
    )
    mark = models.CharField(_("segno"), max_length=10, choices=Mark, blank=True, default="", db_default="")
    minutes = models.PositiveSmallIntegerField(_("minuti di presenza"), null=True, blank=True)
    marked_at = models.DateTimeField(_("segnata il"), null=True, blank=True)
    # Two tablets said different things: both are kept (`PresenceMark`) until somebody decides.
    is_disputed = models.BooleanField(_("i segni non concordano"), default=False, db_default=False)
    # The mark that arrived last: a device that did not know of it disagrees.
    last_mark = models.UUIDField(null=True, blank=True, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "person__family_name", "person__given_name", "id"]
        verbose_name = _("presenza")
        verbose_name_plural = _("presenze")
        constraints = [
            models.UniqueConstraint(name="one_presence_per_booking", fields=["booking", "session"]),
            models.CheckConstraint(
                name="a_mark_says_when",
                condition=Q(mark="", marked_at=None) | (~Q(mark="") & Q(marked_at__isnull=False)),
            ),
            ExclusionConstraint(
                name="person_never_in_two_places",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(is_expected=True),
                violation_error_message=_("In quell'orario ha già un'altra attività."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.session}"


class PresenceMarkQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of the presences one may see."""
        return self.scoped().filter(presence__in=Presence.objects.visible_to(user).values("pk"))


class PresenceMark(PrivateModel):
    """One mark as somebody made it on one device. It is never changed; the same one sent twice is one."""

    # Drawn by the device when the mark is made.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    presence = models.ForeignKey(Presence, models.CASCADE, related_name="marks", verbose_name=_("presenza"))
    # Empty: the one before was a slip.
    mark = models.CharField(_("segno"), max_length=10, choices=Mark, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuti di presenza"), null=True, blank=True)
    # The mark this device knew of when it made its own: another one in between is a disagreement.
    seen = models.UUIDField(null=True, blank=True, editable=False)
    device = models.UUIDField(_("apparecchio"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("segnata da"),
    )
    made_at = models.DateTimeField(_("segnata il"))
    received_at = models.DateTimeField(_("arrivata il"))

    objects = PresenceMarkQuerySet.as_manager()

    class Meta:
        ordering = ["presence", "received_at"]
        verbose_name = _("segno sul registro")
        verbose_name_plural = _("segni sul registro")

    def __str__(self) -> str:
        return f"{self.presence}: {self.get_mark_display()}"
