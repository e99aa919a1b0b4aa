"""What the database refuses of minutes, in the words in which people read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MINUTES = {
    "one_minutes_a_meeting": (None, _("Questa riunione ha già il suo verbale.")),
    "minutes_are_of_a_meeting_that_is_held": (
        None,
        _("La riunione non è ancora cominciata: il verbale si scrive da quando si apre."),
    ),
    "one_corrects_what_was_approved": (
        None,
        _("Si rettifica un verbale approvato. Questo si può ancora scrivere."),
    ),
    "minutes_go_on_step_by_step": (
        None,
        _("Nel frattempo il verbale è andato avanti: guarda a che punto è."),
    ),
    "minutes_are_shown_when_the_meeting_is_over": (
        None,
        _("La riunione è ancora aperta, o il verbale è vuoto: prima si chiude, poi si mostra a chi c'era."),
    ),
    "what_was_asked_is_answered_first": (
        None,
        _("C'è una correzione che aspetta una risposta: prima si risponde, poi si va avanti."),
    ),
    "only_who_presides_approves": (
        None,
        _("Lo approva chi ha presieduto la riunione, o chi presiede l'organo oggi."),
    ),
    "what_is_proposed_is_not_written": (
        None,
        _("Il verbale è già stato proposto per l'approvazione: adesso non si scrive."),
    ),
    "approved_minutes_stay": (
        None,
        _("Un verbale approvato non cambia: si scrive una rettifica."),
    ),
    "minutes_are_signed_once": (None, _("Questo verbale è già firmato.")),
    "one_corrects_while_they_are_reviewed": (
        None,
        _("Le correzioni si chiedono mentre il verbale è in revisione: adesso non lo è."),
    ),
    "who_was_there_corrects": ("words", _("Le correzioni le chiede chi era alla riunione.")),
    "remarks_stay": (None, _("A questa correzione è già stata data una risposta.")),
    "the_book_has_what_was_signed": (None, _("Nel libro si trascrive un verbale firmato.")),
}
