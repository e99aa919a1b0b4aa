"""What an erasure would do, said before anybody does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networking.belongings import belongings, owner_of
from networking.models import Guardianship, Person
from networking.retention import name_of

if TYPE_CHECKING:
    from datetime import date

LOOKING = "che cosa farebbe una cancellazione"


def sentences(person: Person, *, today: date) -> list[str]:
    """What goes, what stays and why, which children nobody would answer for."""
    said = []
    for label, rule, rows in belongings(owner_of(person=person), and_told_of=True):
        name, count = name_of(label), rows.count()
        if not name or not count:
            continue
        if rule.on_erasure == "hold":
            said.append(_("Resta: {table} ({count}): {why}.").format(table=name, count=count, why=rule.hold))
        elif rule.on_erasure in {"blank", "unlink"}:
            said.append(_("Resta senza il nome: {table} ({count}).").format(table=name, count=count))
        else:
            said.append(_("Si cancella: {table} ({count}).").format(table=name, count=count))
    if person.account is not None:
        said.append(_("Non potrà più entrare nel portale."))
    said += [
        _("Nessuno risponderà più per {child}: va trovato qualcuno.").format(child=child)
        for child in _left_alone_by(person, today)
    ]
    return [capfirst(each) for each in said]


def _left_alone_by(person: Person, today: date) -> list[Person]:
    ties = Guardianship.objects.for_everyone(reason=LOOKING).in_force_on(today)
    others = ties.exclude(guardian=person).values("child")
    mine = ties.filter(guardian=person).values("child")
    return list(Person.objects.for_everyone(reason=LOOKING).filter(pk__in=mine).exclude(pk__in=others))
