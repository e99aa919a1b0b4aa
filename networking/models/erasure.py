"""Asking to be forgotten, and the proof that it was done, which tells nothing of whom."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .persons import FOLLOW_PEOPLE, Person
from .private import PrivateModel, PrivateQuerySet
from .territory import Zone

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from .people import User


class Channel(models.TextChoices):
    """How somebody asked."""

    OWN_ACCOUNT = "own", _("da sé, chiudendo l'accesso")
    DESK = "desk", _("allo sportello o per lettera")
    RETENTION = "retention", _("da nessuno: era scaduto")
    RESTORE = "restore", _("di nuovo, dopo un ripristino")


class ErasureProof(models.Model):
    """That somebody was erased. Append-only, without personal data: a keyed digest in place of the person's id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_digest = models.BinaryField(unique=True, editable=False, max_length=32)
    channel = models.CharField(_("come è stato chiesto"), max_length=10, choices=Channel)
    asked_at = models.DateTimeField(_("chiesto il"))
    erased_at = models.DateTimeField(_("cancellato il"))
    # {"networking.Role": {"deleted": 2, "blanked": 0}, …}
    rows = models.JSONField(_("righe per tabella"))
    files = models.PositiveIntegerField(_("file cancellati"), default=0)
    # [{"table": …, "why": …, "rows": 3, "until": "2027-11-22"}, …]
    holds = models.JSONField(_("che cosa resta, perché e fino a quando"), default=list)
    children_left = models.PositiveSmallIntegerField(_("bambini rimasti senza chi risponde"), default=0)

    class Meta:
        ordering = ["-erased_at"]
        verbose_name = _("prova di cancellazione")
        verbose_name_plural = _("prove di cancellazione")

    def __str__(self) -> str:
        return f"{self.erased_at:%d/%m/%Y} · {bytes(self.subject_digest).hex()[:12]}"


class ErasureRequestQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the territory in which `user` works."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(Q(person__account=user) | _here(user))

    def followed_by(self, user: User) -> Self:
        """Those of the territory in which `user` works."""
        return self.scoped().filter(_here(user))

    def pending(self) -> Self:
        """Those to which nobody has answered."""
        return self.filter(decided_at=None)

    def late(self, day: date) -> Self:
        """Those to which somebody should have answered before `day`."""
        return self.pending().filter(due_on__lt=day)


def _here(user: User) -> Q:
    """Where `user` works: whom they follow today; of who is gone, by the zone that followed them."""
    scope = user.scope(*FOLLOW_PEOPLE)
    followed = Person.objects.followed_by(user).values("pk")
    here = Q(person__in=followed) | Q(person=None, zone_id__in=scope.zones)
    return Q(pk__isnull=False) if scope.everywhere else here


class ErasureRequest(PrivateModel):
    """That a person asks to be erased: an answer is due within thirty days (art. 12, par. 3 GDPR)."""

    class Decision(models.TextChoices):
        ERASED = "erased", _("cancellata")
        REFUSED = "refused", _("non accolta")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Empty once the person is gone: what is left says only that a request was answered in time.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("persona")
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("zona sociale"),
    )
    channel = models.CharField(_("come"), max_length=10, choices=Channel, default=Channel.DESK)
    asked_at = models.DateTimeField(_("chiesto il"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("scritta da"),
    )
    due_on = models.DateField(_("rispondere entro"), editable=False)
    decision = models.CharField(_("risposta"), max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(_("risposto il"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("risposto da"),
    )
    outcome = models.CharField(
        _("che cosa abbiamo risposto"),
        max_length=500,
        blank=True,
        help_text=_("Una frase per la persona. Se non si cancella, scrivi perché."),
    )
    proof = models.ForeignKey(
        ErasureProof,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("prova"),
    )

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        verbose_name = _("richiesta di cancellazione")
        verbose_name_plural = _("richieste di cancellazione")
        constraints = [
            models.UniqueConstraint(
                name="one_open_erasure_request_per_person",
                fields=["person"],
                condition=Q(decided_at=None),
                violation_error_message=_("Questa persona ha già una richiesta aperta."),
            ),
            models.CheckConstraint(
                name="erasure_request_decided_says_how",
                condition=Q(decided_at=None, decision="") | (Q(decided_at__isnull=False) & ~Q(decision="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} · {self.asked_at:%d/%m/%Y}"
