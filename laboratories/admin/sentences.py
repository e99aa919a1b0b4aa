"""What the database refuses, in words beside the field: also where somebody was quicker than the form that had asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Of a constraint: the field its words belong to (None: the whole form), and the words.
SENTENCES: dict[str, tuple[str | None, Any]] = {
    "room_never_double_booked": ("room", _("In quell'orario la sala è già occupata.")),
    "staff_never_in_two_places": (
        "local_date",
        _("In quell'orario chi conduce è già in un altro incontro."),
    ),
    "one_session_of_a_cycle_at_a_time": (
        "local_date",
        _("In questo ciclo c'è già un incontro in quel giorno a quell'ora."),
    ),
    "pool_never_overbooked": ("places", _("I posti già presi sono di più: prima qualcuno deve disdire.")),
    "unit_never_changes_with_bookings": (
        "unit",
        _("C'è già chi ha prenotato: che cosa si prenota non si cambia più."),
    ),
    "cycle_ends_after_it_begins": ("last_day", _("Il ciclo finirebbe prima di cominciare.")),
    "enrolment_closes_after_it_opens": (
        "enrol_closes_at",
        _("Le prenotazioni chiuderebbero prima di aprire."),
    ),
    "cycle_has_places": ("places", _("Serve almeno un posto.")),
    "venue_closes_after_it_opens": ("closes", _("Chiuderebbe prima di aprire.")),
    "one_room_part_per_name": ("name", _("C'è già una parte con questo nome.")),
    "one_room_per_name": ("name", _("In questo spazio c'è già una sala con questo nome.")),
    "room_holds_somebody": ("most_people", _("Scrivi almeno una persona.")),
    "activity_ages_are_not_upside_down": ("max_age", _("L'età finale viene prima di quella iniziale.")),
    "activity_grades_are_not_upside_down": (
        "max_grade",
        _("La classe finale viene prima di quella iniziale."),
    ),
    "only_school_support_has_a_subject": (
        "subject",
        _("Il sostegno scolastico ha una materia (studio, sport o musica); le altre attività no."),
    ),
    "only_training_grants_a_credential": (
        "grants",
        _("Solo la formazione dà un'abilitazione: i mesi si scrivono solo se ne dà una."),
    ),
}

Sentences = dict[str, tuple[str | None, Any]]


def sentence_of(error: IntegrityError, also: Sentences | None = None) -> tuple[str | None, str] | None:
    """The field and the words of a refusal of the database; None for one that is an error of ours.

    `also` are those that a page says in its own way.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    field, sentence = {**SENTENCES, **(also or {})}.get(name or "", (None, ""))
    return (field, str(sentence)) if sentence else None


class BesideItsField:
    """For a form of a row: what the row's constraints refuse is said beside its field, not above the form."""

    def _update_errors(self, errors: ValidationError) -> None:
        """Django's own, with what a constraint says put where it belongs."""
        told = getattr(errors, "error_dict", {})
        for error in told.pop(NON_FIELD_ERRORS, []):
            field, sentence = SENTENCES.get(self._which(error), (None, error))
            self.add_error(field if field in self.fields else None, sentence)  # type: ignore[attr-defined]
        if told or not hasattr(errors, "error_dict"):
            super()._update_errors(errors)  # type: ignore[misc]

    def _which(self, error: ValidationError) -> str:
        """The name of the constraint that said it; empty where none did."""
        constraints = self.instance._meta.constraints  # type: ignore[attr-defined]
        names = {str(each.get_violation_error_message()): each.name for each in constraints}
        return names.get(str(error.message), "")


class SaysWhy:
    """For a page of the admin: a refusal that its form did not foresee is shown in it, with what was typed."""

    # What this page says in its own way.
    sentences: Sentences = {}

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ask again with the refusal written in the form, which so shows itself instead of being saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except IntegrityError as error:
            request.refused = sentence_of(error, self.sentences)  # type: ignore[attr-defined]
            if request.refused is None:  # type: ignore[attr-defined]
                raise
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        refused = getattr(request, "refused", None)
        if refused is None:
            return form

        class Refused(form):  # type: ignore[misc, valid-type]
            """The same, with what the database said."""

            def clean(self) -> dict[str, Any]:
                cells: dict[str, Any] = super().clean() or self.cleaned_data
                field, sentence = refused
                self.add_error(field if field in self.fields else None, sentence)
                return cells

        return Refused
