"""What somebody was asked to do in a meeting, by when, how it ended; and the later meetings in which it came back.

What the database refuses is in migration `0007_action_items`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .bodies import Body
from .decisions import Decision
from .meetings import AgendaItem, Meeting
from .named import somebody

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class ActionItemQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the bodies in which one sits or whose books one keeps."""
        return self.scoped().filter(
            Q(meeting__body__in=Body.objects.joined_by(user)) | Q(owner__in=_persons(user))
        )

    def owned_by(self, user: User | AnonymousUser) -> Self:
        """Those that `user` was asked to do."""
        return self.scoped().filter(owner__in=_persons(user))

    def ended_by(self, user: User | AnonymousUser) -> Self:
        """Those that `user` may end: one's own, and those of the bodies whose books one keeps."""
        kept = Q(meeting__body__in=Body.objects.kept_by(user))
        return self.scoped().filter(kept | Q(owner__in=_persons(user)))

    def open(self) -> Self:
        """Those still to be done."""
        return self.filter(state=ActionItem.State.OPEN)

    def late_on(self, day: date) -> Self:
        """Those still to be done whose day is past on `day`."""
        return self.open().filter(due_on__lt=day)


def _persons(user: User | AnonymousUser) -> list[uuid.UUID]:
    person = getattr(user, "person", None) if user.is_authenticated else None
    return [person.pk] if person is not None else []


class ActionItem(PrivateModel):
    """Something to do that came out of a meeting. It is not rewritten: it is done, or dropped and said why."""

    class State(models.TextChoices):
        OPEN = "open", _("da fare")
        DONE = "done", _("fatta")
        DROPPED = "dropped", _("lasciata cadere")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions", verbose_name=_("riunione"))
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("da quale punto nasce"),
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("quale decisione attua"),
    )
    words = models.CharField(_("che cosa c'è da fare"), max_length=500)
    owner = somebody(_("chi se ne occupa"))
    owner_name = models.CharField(_("chi se ne occupa (nome)"), max_length=170)
    due_on = models.DateField(_("entro il"))
    opened_at = models.DateTimeField(_("affidata il"))
    state = models.CharField(_("a che punto è"), max_length=7, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(_("finita il"), null=True, blank=True)
    outcome = models.CharField(_("com'è finita"), max_length=500, blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "opened_at"]
        verbose_name = _("azione da fare")
        verbose_name_plural = _("azioni da fare")
        indexes = [
            models.Index(name="actions_of_somebody", fields=["owner", "due_on"]),
            models.Index(name="actions_to_do", fields=["due_on"], condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_action_ends_with_its_day",
                condition=Q(state="open", ended_at=None, outcome="")
                | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_dropped_action_says_why",
                condition=~Q(state="dropped") | ~Q(outcome=""),
                violation_error_message=_("Scrivi perché non si fa più."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def is_late_on(self, day: date) -> bool:
        """Whether it should have been done before `day`."""
        return self.state == self.State.OPEN and self.due_on < day


class ActionReturnQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the meetings one may see."""
        return self.scoped().filter(meeting__in=Meeting.objects.visible_to(user))

    def standing(self) -> Self:
        """Those of meetings that have still to end: who is there waits."""
        waiting = (Meeting.State.DRAFT, Meeting.State.CONVENED, Meeting.State.OPEN)
        return self.filter(meeting__state__in=waiting)


class ActionReturn(PrivateModel):
    """That an action nobody had ended came back in a later meeting: once after each meeting that left it open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="returns", verbose_name=_("azione"))
    # A draft that is thrown away leaves its actions to the next.
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="returned_actions", verbose_name=_("torna nella riunione")
    )
    # Written by the database: the meeting that had it before.
    after = models.ForeignKey(
        Meeting, models.PROTECT, editable=False, related_name="+", verbose_name=_("veniva dalla riunione")
    )

    objects = ActionReturnQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "action"]
        verbose_name = _("ripresa di un'azione")
        verbose_name_plural = _("riprese delle azioni")
        constraints = [
            models.UniqueConstraint(
                name="an_action_returns_once_after_a_meeting", fields=["action", "after"]
            ),
            models.UniqueConstraint(name="an_action_is_once_in_a_meeting", fields=["action", "meeting"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} · {self.meeting}"
