"""Registering somebody at the desk, and correcting what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from .models import Person
from .models.naming import tax_code_index

if TYPE_CHECKING:
    from .models import User

ONE_PER_CODE = "one_person_per_codice_fiscale"
NAMED = frozenset({"given_name", "family_name", "birth_date"})


class TakenTaxCodeError(Exception):
    """Somebody else has this codice fiscale."""


@dataclass(frozen=True)
class Remark:
    """Something to know before keeping a person; `key` says which, so that it is shown once."""

    key: str
    text: str
    people: list[Person] = field(default_factory=list)


def remarks(person: Person, *, by: User, changed: set[str]) -> list[Remark]:
    """What `by` should read before keeping `person`, of whom `changed` has just been typed."""
    found = []
    if changed & NAMED:
        found += _possible_doubles(person, by)
    if "residence" in changed and not person.is_followed_by(by):
        found.append(_followed_elsewhere(person))
    return found


def keep(person: Person) -> None:
    """Write the person. Raises TakenTaxCodeError, also when somebody else was registered a moment ago."""
    if is_tax_code_taken(person.codice_fiscale or "", by_other_than=person):
        raise TakenTaxCodeError
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if ONE_PER_CODE in str(error):
            raise TakenTaxCodeError from error
        raise


def last_change(person: Person) -> str:
    """The number of the last change of the person's row: by it one sees that somebody else has changed it since."""
    history = apps.get_model("networking", "PersonEvent").objects.filter(pgh_obj_id=person.pk)
    return str(history.aggregate(last=Max("pgh_id"))["last"] or "")


def is_tax_code_taken(code: str, *, by_other_than: Person) -> bool:
    """Whether anybody, in whatever zone, has this codice fiscale: not who."""
    everyone = Person.objects.for_everyone(reason="un codice fiscale è di una persona sola, in tutte le zone")
    others = everyone.exclude(pk=by_other_than.pk)
    return bool(code) and others.filter(codice_fiscale_index=tax_code_index(code)).exists()


def _possible_doubles(person: Person, by: User) -> list[Remark]:
    """Those of one's own territory who may be the same person."""
    found = Person.objects.followed_by(by).namesakes(person.given_name, person.family_name, person.birth_date)
    people = list(found.exclude(pk=person.pk).select_related("comune").in_order())
    if not people:
        return []
    text = _("C'è già una persona con questo nome e questa data di nascita. È la stessa?")
    return [Remark("doubles-" + "-".join(str(same.pk) for same in people), text, people)]


def _followed_elsewhere(person: Person) -> Remark:
    zone = person.followed_by_zone
    if person.comune:
        text = _(
            "Questa persona abita a %(comune)s: la seguirà lo sportello di «%(zone)s». Poi non vedrai più la sua scheda."
        )
    else:
        text = _("Questa persona la seguirà lo sportello di «%(zone)s». Poi non vedrai più la sua scheda.")
    return Remark(f"elsewhere-{zone.number}", text % {"comune": person.comune, "zone": zone})
