"""Words about people: how old, where they live, what they may do for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Guardianship, Person

register = template.Library()


@register.filter
def age(person: Person, day: date) -> str:
    """How old on `day`, in words; empty when the birth date is not known."""
    years = person.age_on(day)
    if years is None:
        return ""
    if years == 0:
        return _("meno di un anno")
    return ngettext("%(years)s anno", "%(years)s anni", years) % {"years": years}


@register.filter
def lives_in(person: Person) -> str:
    """The comune; or that they live outside, and which zone follows them."""
    if person.comune:
        return str(person.comune)
    if person.zone:
        return _("fuori dai comuni · %(zone)s") % {"zone": person.zone}
    return _("non si sa dove")


@register.filter
def rights(tie: Guardianship) -> str:
    """What who answers may do, said to others."""
    if tie.can_book and tie.can_collect:
        return _("Può prenotare e venire a prendere.")
    if tie.can_book:
        return _("Può prenotare, ma non venire a prendere.")
    return (
        _("Può venire a prendere, ma non prenotare.")
        if tie.can_collect
        else _("Non prenota e non viene a prendere.")
    )


@register.filter
def my_rights(tie: Guardianship) -> str:
    """What who answers may do, said to them."""
    if tie.can_book and tie.can_collect:
        return _("Puoi prenotare e venire a prendere.")
    if tie.can_book:
        return _("Puoi prenotare, ma non venire a prendere.")
    return (
        _("Puoi venire a prendere, ma non prenotare.")
        if tie.can_collect
        else _("Puoi vedere i dati, e basta.")
    )


@register.filter
def period(tie: Guardianship) -> str:
    """From when to when, in words."""
    first = f"{tie.starts_on:%d/%m/%Y}"
    if tie.ends_on is None:
        return _("dal %(first)s") % {"first": first}
    return _("dal %(first)s; dal %(last)s non più") % {"first": first, "last": f"{tie.ends_on:%d/%m/%Y}"}
