"""Words about people: how old, where they live, what they may do for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Guardianship, Person

register = template.Library()

# Whether they may book, and come to collect.
THEIR_RIGHTS = {
    (True, True): gettext_lazy("Può prenotare e venire a prendere."),
    (True, False): gettext_lazy("Può prenotare, ma non venire a prendere."),
    (False, True): gettext_lazy("Può venire a prendere, ma non prenotare."),
    (False, False): gettext_lazy("Non prenota e non viene a prendere."),
}
MY_RIGHTS = {
    (True, True): gettext_lazy("Puoi prenotare e venire a prendere."),
    (True, False): gettext_lazy("Puoi prenotare, ma non venire a prendere."),
    (False, True): gettext_lazy("Puoi venire a prendere, ma non prenotare."),
    (False, False): gettext_lazy("Puoi vedere i dati, e basta."),
}


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
    return str(THEIR_RIGHTS[tie.can_book, tie.can_collect])


@register.filter
def my_rights(tie: Guardianship) -> str:
    """What who answers may do, said to them."""
    return str(MY_RIGHTS[tie.can_book, tie.can_collect])


@register.filter
def period(tie: Guardianship) -> str:
    """From when to when, in words."""
    first = f"{tie.starts_on:%d/%m/%Y}"
    if tie.ends_on is None:
        return _("dal %(first)s") % {"first": first}
    return _("dal %(first)s; dal %(last)s non più") % {"first": first, "last": f"{tie.ends_on:%d/%m/%Y}"}
