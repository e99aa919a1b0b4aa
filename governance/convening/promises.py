"""What the database refuses of a meeting, in the words in which people read it, beside the cell it is about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PROMISES = {
    "the_notice_is_long_enough": (
        "first_call_at",
        _("Il preavviso è più breve di quello che chiedono le regole."),
    ),
    "a_late_notice_says_why": ("late_because", _("Il preavviso è breve: scrivi perché.")),
    "the_second_call_is_later": ("second_call_at", _("La seconda convocazione deve essere dopo la prima.")),
    "the_second_call_follows_the_rules": (
        "second_call_at",
        _("Le regole dell'organo non ammettono la seconda convocazione, o la vogliono più tardi."),
    ),
    "nobody_from_afar_where_rules_forbid": (
        "mode",
        _("Le regole di questo organo non ammettono chi è lontano."),
    ),
    "the_agenda_is_frozen_once_convened": (
        None,
        _("L'ordine del giorno è già stato inviato: si cambia con una modifica, che viene avvisata."),
    ),
    "what_was_convened_is_changed_by_a_notice": (
        None,
        _("La riunione è già convocata: si cambia con una modifica, che viene avvisata."),
    ),
    "a_meeting_goes_on_step_by_step": (
        None,
        _("Nel frattempo la riunione è cambiata: guarda a che punto è."),
    ),
    "rules_are_frozen_once_convened": (None, _("La riunione è già convocata: le sue regole non cambiano.")),
    "a_notice_comes_before_the_meeting": (None, _("La riunione è già cominciata, o è annullata.")),
    "one_notice_a_revision": (
        None,
        _("Un'altra persona l'ha appena modificata: guarda che cosa è cambiato."),
    ),
}
