"""What the database refuses of reports, in the words in which people read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REPORTS = {
    "an_approved_report_stays": (None, _("Il rapporto è già approvato: non cambia più.")),
    "a_report_goes_on_step_by_step": (
        None,
        _("Nel frattempo il rapporto è andato avanti: guarda a che punto è."),
    ),
    "who_drafts_a_report_does_not_approve_it": (
        None,
        _("Lo approva una persona diversa da chi l'ha scritto."),
    ),
    "an_approved_report_is_drawn": (
        None,
        _("Prima si prepara il PDF: chi approva deve poter leggere quello che tutti leggeranno."),
    ),
}
