"""What the database refuses in a sitting, in the words in which people read it, beside the cell it is about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SITTING = {
    "a_meeting_goes_on_step_by_step": (None, _("La riunione non è a questo punto: guarda com'è adesso.")),
    "no_ballot_is_left_open": (None, _("C'è una votazione aperta: prima chiudila.")),
    "opened_before_closed": (None, _("La riunione finirebbe prima di cominciare.")),
    "one_comes_to_a_meeting_going_on": (
        None,
        _("Si entra e si esce solo da una riunione convocata o in corso."),
    ),
    "there_once_at_a_time": ("person", _("Risulta già presente.")),
    "leaves_after_entering": (None, _("Uscirebbe prima di entrare.")),
    "from_afar_one_knows_who": ("identity_check", _("Di chi partecipa da lontano scrivi come sai chi è.")),
    "nobody_from_afar_in_this_meeting": ("mode", _("A questa riunione si partecipa solo di persona.")),
    "only_who_is_called_comes": ("person", _("Non è tra chi è stato convocato.")),
    "what_a_ballot_saw_stays": (None, _("In quel momento si è votato: chi c'era non si cambia più.")),
    "steps_aside_once": ("person", _("Ha già detto che non vota su questo punto.")),
    "nobody_steps_aside_while_one_votes": (
        None,
        _("Su questo punto si sta votando: non si può più cambiare."),
    ),
}
PROXIES = {
    "a_proxy_is_for_a_meeting_to_come": (
        None,
        _("Le deleghe si danno per una riunione convocata o in corso."),
    ),
    "these_rules_know_no_proxies": (None, _("Le regole di questo organo non ammettono deleghe.")),
    "a_proxy_is_between_those_who_vote": (None, _("Tutte e due le persone devono avere diritto di voto.")),
    "a_proxy_goes_to_an_adult": ("holder", _("Una delega va a una persona maggiorenne.")),
    "a_proxy_goes_no_further": (
        "holder",
        _("Chi ha una delega non può darne una, e chi l'ha data non può averne."),
    ),
    "no_proxy_to_who_directs": (
        "holder",
        _("Chi amministra o controlla l'associazione non può avere deleghe."),
    ),
    "no_more_proxies_than_rules_allow": (
        "holder",
        _("Ha già tutte le deleghe che le regole ammettono: questa sarebbe una di troppo."),
    ),
    "who_is_there_votes_for_themselves": ("grantor", _("È presente: vota di persona.")),
    "nobody_is_their_own_proxy": ("holder", _("Una delega va a un'altra persona.")),
    "a_proxy_is_written": (None, _("Una delega è scritta: carica il foglio firmato.")),
    "one_live_proxy_of_a_person": ("grantor", _("Ha già dato una delega per questa riunione.")),
    "a_proxy_is_only_withdrawn": (None, _("Questa delega non vale già più.")),
}
# Whoever gives a proxy from home names somebody: why it cannot be them is of that person, and is not said.
NOT_THEM = (
    "holder",
    _(
        "A questa persona non si può dare la delega. Controlla come hai scritto il nome o l'e-mail: la riceve chi ha "
        "diritto di voto, è maggiorenne, non amministra né controlla l'associazione e non ha dato una delega. E chi "
        "ha già ricevuto una delega non può dare la propria."
    ),
)
PROXIES_FROM_HOME = PROXIES | {
    **dict.fromkeys(
        (
            "a_proxy_is_between_those_who_vote",
            "a_proxy_goes_to_an_adult",
            "a_proxy_goes_no_further",
            "no_proxy_to_who_directs",
        ),
        NOT_THEM,
    ),
    "nobody_is_their_own_proxy": ("holder", _("Una delega va a un'altra persona.")),
    "no_more_proxies_than_rules_allow": (
        "holder",
        _("Questa persona ha già tutte le deleghe che può avere: scegline un'altra."),
    ),
    "one_live_proxy_of_a_person": (
        "holder",
        _("Hai già dato una delega per questa riunione: prima riprendila."),
    ),
    "who_is_there_votes_for_themselves": (None, _("Chi è presente vota di persona.")),
    "a_proxy_is_only_withdrawn": (None, _("Per questa riunione non c'è nessuna delega da riprendere.")),
}
BALLOTS = {
    "one_votes_in_a_meeting_going_on": (None, _("Si vota solo mentre la riunione è in corso.")),
    "one_ballot_at_a_time": (None, _("C'è già una votazione aperta: prima chiudila.")),
    "one_open_ballot_on_an_item": (None, _("Su questo punto si sta già votando.")),
    "no_quorum_no_ballot": (None, _("Il numero legale non c'è: non si può votare.")),
    "off_the_agenda_only_with_all_there": (
        None,
        _("Questo punto non era nell'avviso: si vota solo se ci sono tutti e le regole lo ammettono."),
    ),
    "somebody_must_have_a_vote": (None, _("Su questo punto nessuno dei presenti può votare.")),
    "a_closed_ballot_stays": (None, _("La votazione è già chiusa.")),
    "a_ballot_keeps_its_question": (None, _("Una votazione aperta non si cambia: si chiude o si annulla.")),
}
VOTES = {
    "the_ballot_is_closed": (None, _("La votazione è chiusa: il voto non è stato preso.")),
    "governance_openvote_pkey": (None, _("Il voto c'è già: si vota una volta sola.")),
    "one_votes_once": (None, _("Il voto c'è già: si vota una volta sola.")),
    "a_secret_ballot_keeps_no_votes": (None, _("Il voto è segreto: ognuno lo dà da sé.")),
    "a_secret_vote_is_one_of_three": ("choice", _("Scegli una delle risposte.")),
}
