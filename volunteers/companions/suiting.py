"""Who could keep somebody company: asked of the one answer about a meeting that is tried, and never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Q

from networking.models import Guardianship
from volunteers.covering import ranking
from volunteers.eligibility import reasons, refusals_of
from volunteers.models import Companionship, HelpRequest

from .planning import TITLES
from .refusing import ACTING, BY_CONSTRAINT

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from networking.models import Person
    from volunteers.models import Volunteer
    from volunteers.models.volunteers import VolunteerQuerySet

    from .pairing import Terms

MOST = 20


class Suited(NamedTuple):
    """Who may, the nearest first; and who may not, each with every reason, the nearest to being able first."""

    may: list[ranking.Candidate]
    may_not: list[tuple[Volunteer, list[str]]]


def suited(people: VolunteerQuerySet, person: Person, terms: Terms, *, first_on: date) -> Suited:
    """Of `people`, who may keep `person` company as `terms` say."""
    family = _family(person)
    with transaction.atomic():
        turn = _tried(person, terms, first_on)
        found = ranking.candidates(people, turn)
        against = refusals_of(list(people.active().select_related("person__comune")), turn)
        transaction.set_rollback(True)
    everyone = {each.pk: each for each in people.active().select_related("person__comune")}
    may_not = [(everyone[pk], reasons(each)) for pk, each in against.items() if pk in everyone]
    kin = [each for each in found if each.volunteer.person_id in family]
    may_not += [(each.volunteer, [str(BY_CONSTRAINT[family[each.volunteer.person_id]])]) for each in kin]
    may = sorted((each for each in found if each not in kin), key=lambda each: each.minutes)
    may_not.sort(key=lambda pair: (len(pair[1]), str(pair[0])))
    return Suited(may[:MOST], may_not[:MOST])


def _tried(person: Person, terms: Terms, first_on: date) -> HelpRequest:
    assert person.comune is not None
    turn = HelpRequest.objects.create(
        kind=terms.kind,
        title=str(TITLES[Companionship.Form(terms.form)]),
        comune=person.comune,
        local_date=first_on,
        local_start=terms.local_start,
        local_end=terms.local_end,
    )
    turn.refresh_from_db()
    return turn


def _family(person: Person) -> dict[UUID, str]:
    """Who is never their pair, by person, with the promise that says so."""
    ties = Guardianship.objects.for_everyone(reason=ACTING).filter(ends_on=None)
    found = {person.pk: "nobody_keeps_themselves_company"}
    for guardian, child in ties.filter(Q(guardian=person) | Q(child=person)).values_list("guardian", "child"):
        found[child if guardian == person.pk else guardian] = "who_answers_for_somebody_is_not_their_pair"
    return found
