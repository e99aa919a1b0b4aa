"""Ballots: a question, the rule and the people of that moment, who had a vote, and how it ended.

Of a secret ballot one knows who has voted and how many votes each choice had; nothing leads from one to the other.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .meetings import AgendaItem, Meeting
from .named import Named, somebody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class Choice(models.TextChoices):
    FAVOUR = "favour", _("A favore")
    AGAINST = "against", _("Contro")
    ABSTAINED = "abstained", _("Mi astengo")


class BallotQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see, and those in which one casts a vote (who answers for a minor)."""
        if not user.is_authenticated:
            return self.none().scoped()
        casts = Q(pk__in=BallotRight.objects.of_user(user).values("ballot"))
        return self.scoped().filter(Q(item__meeting__in=Meeting.objects.visible_to(user)) | casts)

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Those that `user` opens and closes."""
        return self.scoped().filter(item__meeting__in=Meeting.objects.kept_by(user))

    def open(self) -> Self:
        """Those in which one can vote now."""
        return self.filter(closed_at=None)


class Ballot(PrivateModel):
    """A question put to the vote. Rule, snapshot and rights are written by the database as it opens; closed, it stays."""

    class Outcome(models.TextChoices):
        OPEN = "", _("si sta votando")
        ADOPTED = "adopted", _("approvata")
        REJECTED = "rejected", _("respinta")
        VOID = "void", _("annullata")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="ballots", verbose_name=_("punto all'ordine del giorno")
    )
    question = models.CharField(_("che cosa si vota"), max_length=500)
    is_secret = models.BooleanField(_("voto segreto"), default=False)
    opened_at = models.DateTimeField(_("aperta alle"))
    closed_at = models.DateTimeField(_("chiusa alle"), null=True, blank=True)
    # Quorum and majority of its matter and call, with the version of the rules (`rules.quorum`, `rules.evaluate`).
    rule = models.JSONField(_("regola"), default=dict)
    # Entitled, present or represented, excluded, who presides, when it opened.
    snapshot = models.JSONField(_("chi c'era"), default=dict)
    favour = models.PositiveIntegerField(_("a favore"), null=True, blank=True)
    against = models.PositiveIntegerField(_("contro"), null=True, blank=True)
    abstained = models.PositiveIntegerField(_("astensioni"), null=True, blank=True)
    outcome = models.CharField(_("esito"), max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    # The sentences that explain the reckoning, one after the other.
    explanation = models.JSONField(_("come si è contato"), default=list)
    void_because = models.CharField(_("perché è annullata"), max_length=300, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        verbose_name = _("votazione")
        verbose_name_plural = _("votazioni")
        indexes = [models.Index(name="ballots_of_an_item", fields=["item", "opened_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_open_ballot_on_an_item",
                fields=["item"],
                condition=Q(closed_at=None),
                violation_error_message=_("Su questo punto si sta già votando."),
            ),
            models.CheckConstraint(
                name="a_ballot_ends_with_an_outcome",
                condition=Q(closed_at=None, outcome="")
                | Q(
                    closed_at__isnull=False,
                    outcome__in=["adopted", "rejected"],
                    favour__isnull=False,
                    against__isnull=False,
                    abstained__isnull=False,
                )
                | (Q(closed_at__isnull=False, outcome="void") & ~Q(void_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.question


class BallotRightQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, and those one casts for others; all for who keeps the books."""
        if not user.is_authenticated:
            return self.none().scoped()
        mine = Q(person__account=user) | Q(caster__account=user)
        return self.scoped().filter(mine | Q(ballot__item__meeting__in=Meeting.objects.kept_by(user)))

    def of_user(self, user: User | AnonymousUser) -> Self:
        """Those that `user` casts: one's own vote, those held by proxy, those of one's children."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(caster__account=user)


class BallotRight(Named, PrivateModel):
    """A vote in a ballot: whose it is, who casts it, and whether it was cast. Written by the database at opening."""

    class How(models.TextChoices):
        SELF = "self", _("di persona")
        PROXY = "proxy", _("per delega")
        GUARDIAN = "guardian", _("chi ha la responsabilità genitoriale")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="rights", verbose_name=_("votazione"))
    caster = somebody(_("chi vota"))
    caster_name = models.CharField(_("chi vota (nome)"), max_length=170)
    how = models.CharField(_("a che titolo"), max_length=8, choices=How, default=How.SELF)
    presides = models.BooleanField(_("presiede"), default=False)
    opened_at = models.DateTimeField(_("dalle"))
    has_voted = models.BooleanField(_("ha votato"), default=False, db_default=False)

    objects = BallotRightQuerySet.as_manager()

    class Meta:
        ordering = ["ballot", "name"]
        verbose_name = _("diritto di voto")
        verbose_name_plural = _("diritti di voto")
        constraints = [models.UniqueConstraint(name="one_vote_each", fields=["ballot", "person"])]
        indexes = [models.Index(name="rights_of_a_caster", fields=["caster"])]

    def __str__(self) -> str:
        return f"{self.name} · {self.ballot}"


class OpenVoteQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see: an open vote is open."""
        return self.scoped().filter(right__ballot__in=Ballot.objects.visible_to(user))


class OpenVote(PrivateModel):
    """How a vote was cast, in a ballot that is not secret."""

    right = models.OneToOneField(
        BallotRight, models.PROTECT, primary_key=True, related_name="vote", verbose_name=_("diritto di voto")
    )
    choice = models.CharField(_("voto"), max_length=9, choices=Choice)
    at = models.DateTimeField(_("alle"))

    objects = OpenVoteQuerySet.as_manager()

    class Meta:
        ordering = ["right"]
        verbose_name = _("voto palese")
        verbose_name_plural = _("voti palesi")

    def __str__(self) -> str:
        return self.get_choice_display()


class SecretTally(models.Model):
    """How many votes a choice has had in a secret ballot; the three rows are always rewritten together."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="tallies", verbose_name=_("votazione"))
    choice = models.CharField(_("voto"), max_length=9, choices=Choice)
    votes = models.PositiveIntegerField(_("quanti"), default=0)

    class Meta:
        ordering = ["ballot", "choice"]
        verbose_name = _("conteggio segreto")
        verbose_name_plural = _("conteggi segreti")
        constraints = [models.UniqueConstraint(name="one_tally_a_choice", fields=["ballot", "choice"])]

    def __str__(self) -> str:
        return f"{self.ballot} · {self.choice}"
