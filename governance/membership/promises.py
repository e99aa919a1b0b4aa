"""What the database refuses about members, in the words in which people read it, beside the cell it is about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_OURS = _("Questa decisione non è di un organo di questa associazione, o non vale più: scegline un'altra.")
MEANWHILE = _("Nel frattempo un'altra persona l'ha cambiata: ricarica la pagina.")
PROMISES = {
    "one_application_at_a_time": (None, _("C'è già una domanda in attesa della decisione.")),
    "who_is_a_member_does_not_apply": (None, _("È già tra gli associati.")),
    "a_member_once_at_a_time": (None, _("È già tra gli associati.")),
    "admitted_once_in_a_book": (None, _("È già tra gli associati.")),
    "a_refusal_says_why": ("because", _("Scrivi perché: chi ha fatto domanda ha diritto di saperlo.")),
    "the_board_answers": ("decision", NOT_OURS),
    "the_assembly_answers": ("decision", _("Adesso risponde l'assemblea: scegli una sua decisione.")),
    "an_organ_of_the_association_decides": ("decision", NOT_OURS),
    "the_assembly_is_asked_within_sixty_days": (
        None,
        _("Sono passati più di sessanta giorni: non si può più chiedere all'assemblea."),
    ),
    "an_application_goes_on_step_by_step": (None, MEANWHILE),
    "a_member_leaves_once": (None, _("Non è più tra gli associati, o la data viene prima dell'ammissione.")),
    "a_member_leaves_after_joining": (None, _("La data viene prima dell'ammissione.")),
    "nobody_is_excluded_unheard": (None, _("Prima si contesta, si ascolta e si decide.")),
    "one_exclusion_at_a_time": (None, _("C'è già una contestazione da decidere.")),
    "who_is_charged_has_time_to_answer": (
        "hearing_on",
        _("Deve avere il tempo di rispondere: scegli un giorno dopo oggi."),
    ),
    "nobody_is_excluded_before_the_hearing": (
        None,
        _("Si decide solo dopo il giorno in cui può essere ascoltata o ascoltato."),
    ),
    "a_charge_stays_as_it_was_made": (None, MEANWHILE),
    "one_fee_a_year": ("year", _("La quota di questo anno è già stabilita.")),
    "a_fee_is_due_in_its_year": ("due_on", _("Il giorno deve essere nell'anno della quota.")),
    "a_fee_is_not_negative": ("amount", _("La quota è zero o più.")),
    "a_fee_is_paid_once": (None, _("Questa quota è già stata versata.")),
    "one_set_of_accounts_a_year": ("year", _("Il bilancio di questo anno c'è già.")),
    "the_assembly_approves_the_accounts": (
        "decision",
        _("Il bilancio lo approva l'assemblea: scegli una sua decisione."),
    ),
    "a_book_correction_says_what": ("words", _("Scrivi che cosa si rettifica.")),
}
