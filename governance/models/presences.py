"""Who is there, from when to when; for whom else; and who steps aside on a point."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from networking.models.private import PrivateModel, PrivateQuerySet

from .meetings import AgendaItem, Meeting
from .named import Named, somebody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class PresenceQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(meeting__in=Meeting.objects.visible_to(user))

    def now_in(self) -> Self:
        """Those of who has not left."""
        return self.filter(until_at=None)


class Presence(Named, PrivateModel):
    """That somebody was there from a moment until another. What was so when a ballot opened is never rewritten."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("di persona")
        REMOTE = "remote", _("da lontano")

    class IdentityCheck(models.TextChoices):
        NONE = "", _("non serve")
        KNOWN = "known", _("riconosciuta o riconosciuto in video da chi presiede")
        DOCUMENT = "document", _("documento mostrato in video")
        SIGNED_IN = "signed_in", _("entrata o entrato nel portale con SPID o CIE")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="presences", verbose_name=_("riunione"))
    from_at = models.DateTimeField(_("dalle"))
    until_at = models.DateTimeField(_("fino alle"), null=True, blank=True)
    mode = models.CharField(_("come"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    # Art. 24, comma 4, D.Lgs. 117/2017: from afar only if one knows who they are.
    identity_check = models.CharField(
        _("come si sa chi è"), max_length=10, choices=IdentityCheck, blank=True, default=IdentityCheck.NONE
    )

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "from_at", "name"]
        verbose_name = _("presenza a una riunione")
        verbose_name_plural = _("presenze alle riunioni")
        constraints = [
            models.CheckConstraint(
                name="leaves_after_entering",
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")),
                violation_error_message=_("Uscirebbe prima di entrare."),
            ),
            models.CheckConstraint(
                name="from_afar_one_knows_who",
                condition=Q(mode="in_person") | ~Q(identity_check=""),
                violation_error_message=_("Di chi partecipa da lontano scrivi come sai chi è."),
            ),
            ExclusionConstraint(
                name="there_once_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("from_at", "until_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("In quel momento risulta già presente."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.meeting}"


class ProxyQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, given or held; all for who keeps the books."""
        if not user.is_authenticated:
            return self.none().scoped()
        mine = Q(grantor__account=user) | Q(holder__account=user)
        return self.scoped().filter(mine | Q(meeting__in=Meeting.objects.kept_by(user)))

    def live(self) -> Self:
        """Those that hold."""
        return self.filter(revoked_at=None)


class Proxy(PrivateModel):
    """That somebody votes for somebody else, in one meeting: written, on a paper kept here or in the portal."""

    class Ended(models.TextChoices):
        NOT = "", _("vale")
        WITHDRAWN = "withdrawn", _("revocata")
        TURNED_UP = "turned_up", _("chi l'aveva data è venuta o venuto")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proxies", verbose_name=_("riunione"))
    grantor = somebody(_("chi la dà"))
    grantor_name = models.CharField(_("chi la dà (nome)"), max_length=170)
    holder = somebody(_("chi la riceve"))
    holder_name = models.CharField(_("chi la riceve (nome)"), max_length=170)
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delega firmata")
    )
    is_given_here = models.BooleanField(_("data nel portale"), default=False)
    given_at = models.DateTimeField(_("data il"))
    revoked_at = models.DateTimeField(_("non vale più dal"), null=True, blank=True)
    ended = models.CharField(
        _("perché non vale più"), max_length=10, choices=Ended, blank=True, default=Ended.NOT
    )

    objects = ProxyQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "grantor_name"]
        verbose_name = _("delega")
        verbose_name_plural = _("deleghe")
        constraints = [
            models.CheckConstraint(
                name="nobody_is_their_own_proxy",
                condition=~Q(grantor=F("holder")),
                violation_error_message=_("Una delega va a un'altra persona."),
            ),
            models.CheckConstraint(
                name="a_proxy_is_written",
                condition=Q(document__isnull=False) | Q(is_given_here=True),
                violation_error_message=_("Una delega è scritta: carica il foglio firmato."),
            ),
            models.CheckConstraint(
                name="a_proxy_says_why_it_ended",
                condition=Q(revoked_at=None, ended="") | (Q(revoked_at__isnull=False) & ~Q(ended="")),
            ),
            models.UniqueConstraint(
                name="one_live_proxy_of_a_person",
                fields=["meeting", "grantor"],
                condition=Q(revoked_at=None),
                violation_error_message=_("Ha già dato una delega per questa riunione."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grantor_name} → {self.holder_name}"


class RecusalQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(item__meeting__in=Meeting.objects.visible_to(user))


class Recusal(Named, PrivateModel):
    """That somebody does not vote on a point, where their interest is another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="recusals", verbose_name=_("punto all'ordine del giorno")
    )
    reason = models.CharField(_("perché non vota"), max_length=300)
    declared_at = models.DateTimeField(_("detto alle"))

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ["item", "name"]
        verbose_name = _("astensione per conflitto di interessi")
        verbose_name_plural = _("astensioni per conflitto di interessi")
        constraints = [
            models.UniqueConstraint(
                name="steps_aside_once",
                fields=["item", "person"],
                violation_error_message=_("Ha già detto che non vota su questo punto."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.item}"
