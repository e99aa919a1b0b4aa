"""Somebody's path as a page shows it: to themselves, and to who coordinates with what each step asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networking.models import Guardianship
from networking.rules import ADULT_AGE
from volunteers.forms.path import CoverForm, DayForm, EnrolForm, WhyNotForm
from volunteers.models import Volunteer
from volunteers.path import activating
from volunteers.path.insuring import covers_of, enrolments_of
from volunteers.path.refusing import BEFORE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from networking.models import Person, User

State = Volunteer.State
ASKING = "se qualcuno risponde di chi legge la propria pagina"


class Step(NamedTuple):
    """One step: its name in the address, what it is called, how it stands (empty: to be done), its form, its button.

    Of a closing step `done` says what will happen.
    """

    slug: str
    title: str
    done: str
    form: forms.Form
    button: str


class Sheet(NamedTuple):
    """A path for who coordinates it."""

    volunteer: Volunteer
    age: int | None
    steps: list[Step]
    closing: list[Step]
    missing: list[str]
    parents: list[Person]

    @property
    def is_minor(self) -> bool:
        """Whether somebody answers for them."""
        return self.age is not None and self.age < ADULT_AGE


def theirs(user: User, pk: object) -> Volunteer | None:
    """The path `pk`, of somebody whom `user` coordinates; None otherwise."""
    people = Volunteer.objects.coordinated_by(user).select_related("person__comune", "person__zone", "met_by")
    return people.filter(pk=pk).first()


def must_come_with_a_parent(person: Person, today: date) -> bool:
    """Whether a yes is needed and nobody is known who could give it from their own area: it is said at the desk."""
    age = person.age_on(today)
    if age is None or age >= ADULT_AGE:
        return False
    return not answering_for(person, today)


def answering_for(person: Person, today: date) -> list[Guardianship]:
    """The ties of who may say yes for `person` and has to be heard; none for who is of age."""
    age = person.age_on(today)
    if age is None or age >= ADULT_AGE:
        return []
    ties = Guardianship.objects.for_everyone(reason=ASKING).filter(child=person, can_book=True)
    return list(ties.in_force_on(today).select_related("guardian").order_by("starts_on", "pk"))


def form_of(slug: str, volunteer: Volunteer, data: Any = None) -> forms.Form:
    """The form of the step `slug`. Raises KeyError for one that is not there."""
    return FORMS[slug](data, volunteer)


def sheet(volunteer: Volunteer, *, today: date, typed: dict[str, forms.Form] | None = None) -> Sheet:
    """The steps of `volunteer`, with what was `typed` in one of them."""
    drawn = {slug: (typed or {}).get(slug) or form_of(slug, volunteer) for slug in FORMS}
    age = volunteer.person.age_on(today)
    return Sheet(
        volunteer=volunteer,
        age=age,
        steps=[
            Step(slug, title, done, drawn[slug], button)
            for slug, title, done, button in _steps(volunteer, age)
        ],
        closing=[
            Step(slug, title, then, drawn[slug], button)
            for slug, title, then, button, states in _closing()
            if volunteer.state in states
        ],
        missing=activating.missing(volunteer, today) if volunteer.state in BEFORE else [],
        parents=[tie.guardian for tie in answering_for(volunteer.person, today)],
    )


def _steps(volunteer: Volunteer, age: int | None) -> list[tuple[str, str, str, str]]:
    line = enrolments_of(volunteer.person).order_by("effective_on").first()
    cover = covers_of(volunteer.person).select_related("policy").order_by("-starts_on").first()
    found = [("colloquio", _("Colloquio"), _day(volunteer.met_on), _("Scrivi il colloquio"))]
    if age is not None and age < ADULT_AGE:
        heard = _day(volunteer.parent_met_on)
        found.append(("famiglia", _("Chi ne risponde, sentito"), heard, _("Scrivi che l'hai sentito")))
    return [
        *found,
        ("accordo", _("Accordo"), _agreed(volunteer), _("L'ho visto firmato su carta")),
        ("registro", _("Registro dei volontari"), _day(line and line.effective_on), _("Scrivi nel registro")),
        ("assicurazione", _("Assicurazione"), _day(cover and cover.starts_on), _("Assicura")),
    ]


def _closing() -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (
            "comincia",
            _("Cominciare"),
            _("Da adesso può segnarsi ai turni, e glielo diciamo."),
            _("Può cominciare"),
            BEFORE,
        ),
        (
            "pausa",
            _("Una pausa"),
            _("I turni presi sono sospesi e chi coordina lo sa; registro e assicurazione restano."),
            _("Metti in pausa"),
            (State.ACTIVE,),
        ),
        (
            "ritorno",
            _("Tornare"),
            _("Da adesso può segnarsi di nuovo ai turni."),
            _("È tornata, è tornato"),
            (State.PAUSED,),
        ),
        (
            "fine",
            _("Smettere"),
            _("I turni presi tornano liberi, esce dal registro e l'assicurazione vale fino a stanotte."),
            _("Chiudi il percorso"),
            (*BEFORE, State.ACTIVE, State.PAUSED),
        ),
        ("no", _("Non accogliere"), _("Il motivo glielo scriviamo."), _("Di' di no"), BEFORE),
    ]


def _agreed(volunteer: Volunteer) -> str:
    if volunteer.agreed_at is None:
        return ""
    if volunteer.agreed_until is None:
        return _("sì, versione %s") % volunteer.agreement_version
    said = {"version": volunteer.agreement_version, "day": _day(volunteer.agreed_until)}
    return _("sì, versione %(version)s, fino al %(day)s") % said


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


FORMS: dict[str, Callable[[Any, Volunteer], forms.Form]] = {
    "colloquio": lambda data, _who: DayForm(data, auto_id="colloquio_%s"),
    "famiglia": lambda data, _who: DayForm(data, auto_id="famiglia_%s"),
    "accordo": lambda data, _who: forms.Form(data),
    "registro": lambda data, who: EnrolForm(data, person=who.person),
    "assicurazione": lambda data, _who: CoverForm(data),
    "comincia": lambda data, _who: forms.Form(data),
    "pausa": lambda data, _who: forms.Form(data),
    "ritorno": lambda data, _who: forms.Form(data),
    "fine": lambda data, _who: forms.Form(data),
    "no": lambda data, _who: WhyNotForm(data),
}
