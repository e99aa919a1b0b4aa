"""Writing down who answers for whom, and that they no longer do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Guardianship, Person
from .rules import ADULT_AGE

if TYPE_CHECKING:
    from datetime import date

    from .models import User

THE_SAME_TWO = "due responsabilità tra le stesse persone non si sovrappongono"


@dataclass(frozen=True)
class Ties:
    """Who answers for somebody and for whom they answer, as one who works at the desk may know it."""

    answered_by: list[Guardianship]
    answers_for: list[Guardianship]
    in_force: frozenset[Any]
    known: frozenset[Any]

    @property
    def children(self) -> list[Person]:
        """For whom they answer today."""
        return [tie.child for tie in self.answers_for if tie.pk in self.in_force]


def ties_of(person: Person, *, known_to: User, day: date) -> Ties:
    """The ties of somebody who is followed by `known_to`.

    Who answers for them is told wherever they live: one must be able to call. Those for whom they answer only
    when they too are of one's own territory.
    """
    followed = Person.objects.followed_by(known_to)
    theirs = Q(child=person) | Q(guardian=person, child__in=followed.values("pk"))
    ties = Guardianship.objects.for_everyone(reason="tra le persone di chi lavora allo sportello").filter(
        theirs
    )
    rows = list(ties.select_related("guardian", "child").order_by("-starts_on"))
    return Ties(
        answered_by=[tie for tie in rows if tie.child_id == person.pk],
        answers_for=[tie for tie in rows if tie.guardian_id == person.pk],
        in_force=frozenset(ties.in_force_on(day).values_list("pk", flat=True)),
        known=frozenset(
            followed.filter(pk__in=[tie.guardian_id for tie in rows]).values_list("pk", flat=True)
        ),
    )


def check(tie: Guardianship) -> None:
    """Raise ValidationError, with a sentence, where this tie cannot be."""
    guardian_age = tie.guardian.age_on(tie.starts_on)
    if guardian_age is not None and guardian_age < ADULT_AGE:
        raise ValidationError(_("Chi risponde per qualcuno deve avere almeno 18 anni."))
    if tie.kind in Guardianship.FOR_MINORS:
        _check_minor(tie.child, tie.starts_on)
    if _overlapping(tie).exists():
        raise ValidationError(_("In quei giorni questa persona risponde già per lei."))


def begin(tie: Guardianship, *, by: User | None = None) -> None:
    """Write the tie, at the desk `by` an operator. Raises ValidationError where it cannot be, also when somebody
    else was quicker.
    """
    check(tie)
    if by is not None:
        refuse_own_family(by, tie)
    try:
        with transaction.atomic():
            tie.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(_("Questa persona risponde già per lei.")) from error


def refuse_own_family(operator: User, tie: Guardianship) -> None:
    """Raise ValidationError where the operator answers for the same child, or would: a colleague sees to it."""
    ties = Guardianship.objects.for_everyone(reason="se chi è allo sportello è della stessa famiglia")
    own = Q(guardian__account=operator, child=tie.child) | Q(child__account=operator, child=tie.child)
    people = {tie.guardian.account_id, tie.child.account_id}
    if operator.pk in people or ties.filter(own).exists():
        raise ValidationError(_("È la tua famiglia: se ne occupa una collega o un collega."))


def _check_minor(child: Person, day: date) -> None:
    age = child.age_on(day)
    if age is None:
        raise ValidationError(
            _(
                "Prima scrivi la data di nascita di %(child)s: genitori e affidatari rispondono solo per minorenni."
            )
            % {"child": child}
        )
    if age >= ADULT_AGE:
        raise ValidationError(
            _(
                "%(child)s è maggiorenne: per lei o lui risponde solo chi è tutore o amministratore di sostegno."
            )
            % {"child": child}
        )


def _overlapping(tie: Guardianship) -> Any:
    others = Guardianship.objects.for_everyone(reason=THE_SAME_TWO).filter(
        Q(ends_on=None) | Q(ends_on__gt=tie.starts_on), guardian=tie.guardian, child=tie.child
    )
    others = others.exclude(pk=tie.pk)
    return others.filter(starts_on__lt=tie.ends_on) if tie.ends_on else others
