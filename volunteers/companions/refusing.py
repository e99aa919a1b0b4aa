"""What the database refuses about pairs, as a person reads it; and the order in which its rows are held."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from volunteers.eligibility import codes_against, reasons_against
from volunteers.models import Companionship, Volunteer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

ACTING = "an act on a pair: its caller has shown whose it is"
LOOKED_AT_LAST = "a_pair_is_made_with_its_turn, a_pair_begins_again_with_its_turn"
BY_CONSTRAINT = {
    "two_people_are_one_pair": _("Queste due persone si vedono già."),
    "nobody_keeps_themselves_company": _("È la stessa persona."),
    "who_answers_for_somebody_is_not_their_pair": _(
        "Sono della stessa famiglia, o uno risponde per l'altro: per farsi compagnia non serve un volontario."
    ),
    "company_only_with_a_yes": _("Manca il sì della persona a ricevere compagnia."),
    "company_is_a_help_for_frail_people": _("Questo tipo di aiuto non è compagnia a persone fragili."),
    "only_calls_are_made_from_home": _(
        "Le telefonate vogliono un aiuto a distanza, le visite e le uscite uno in presenza."
    ),
    "only_who_may_keeps_company": _("Serve almeno un incontro che chi fa compagnia possa fare."),
    "a_pair_that_ended_is_over": _("Questa compagnia è finita: se si rivedono, se ne comincia un'altra."),
    "volunteer_never_in_two_turns": _("In quelle ore ha già un altro turno."),
    "once_in_a_turn": _("In questo incontro c'è già."),
    "a_meeting_is_told_once": _("Di questo incontro hai già scritto."),
}


class PairError(Exception):
    """A pair that cannot be so, with every reason in a sentence."""

    def __init__(self, *sentences: object, codes: frozenset[str] = frozenset()) -> None:
        self.codes = codes
        self.sentences = [str(each) for each in sentences]
        super().__init__(" ".join(self.sentences))

    @property
    def is_of_that_hour(self) -> bool:
        """Whether it speaks against that hour alone: they have something else."""
        return bool(self.codes) and self.codes <= {"busy", "leads_elsewhere"}


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing, also what is looked at only at the end; what the database refuses becomes a PairError."""
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute(f"SET CONSTRAINTS {LOOKED_AT_LAST} IMMEDIATE")
                cursor.execute(f"SET CONSTRAINTS {LOOKED_AT_LAST} DEFERRED")
    except IntegrityError as error:
        sentences = reasons_against(error) or _constraint(error)
        if sentences is None:
            raise
        raise PairError(*sentences, codes=codes_against(error)) from error


def hold_volunteers(volunteers: Collection[UUID]) -> None:
    """Hold `volunteers`, before their turns: the order of everybody who writes here."""
    everyone = Volunteer.objects.for_everyone(reason=ACTING).order_by("pk")
    list(everyone.filter(pk__in=volunteers).select_for_update(no_key=True).values_list("pk"))


def held(pair: UUID) -> Companionship:
    """The pair as it is now, held together with its volunteer. Raises Companionship.DoesNotExist."""
    rows = Companionship.objects.for_everyone(reason=ACTING)
    hold_volunteers([rows.values_list("volunteer", flat=True).get(pk=pair)])
    found = rows.select_related("person__comune", "volunteer__person", "kind", "follows")
    return found.select_for_update(of=("self",), no_key=True).get(pk=pair)


def refuse_if_over(pair: Companionship) -> None:
    """Raise PairError for a pair that has ended."""
    if pair.state == Companionship.State.ENDED:
        raise PairError(BY_CONSTRAINT["a_pair_that_ended_is_over"])


def _constraint(error: IntegrityError) -> list[object] | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    sentence = BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
    return [sentence] if sentence else None
