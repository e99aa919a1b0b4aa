"""Volunteering's regular works, as whoever keeps the portal reads them."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from networking.schedules import Work

WORKS = (
    Work(
        name="badare-ai-turni-dei-volontari",
        task="volunteers.tasks.look_after_turns",
        label=_("Badare ai turni dei volontari"),
        purpose=_(
            "Chiude gli inviti senza risposta, sospende chi non può più fare un turno, "
            "avvisa chi è sospeso e chi coordina, ricorda i turni del giorno dopo."
        ),
        schedule=schedule(60),
        late_after=timedelta(minutes=10),
        if_late=_(
            "Chi non può più fare un turno non lo sa e nessuno cerca chi lo sostituisce. "
            "Guarda se il worker è acceso."
        ),
    ),
    Work(
        name="chiedere-aiuto-per-gli-incontri",
        task="volunteers.tasks.look_after_requests",
        label=_("Chiedere aiuto per incontri e schede"),
        purpose=_(
            "Scrive, sposta e annulla i turni degli incontri che chiedono aiuto, chiede di controllare le schede "
            "vecchie, avvisa chi coordina quando due giorni prima le persone sono troppo poche."
        ),
        schedule=schedule(60),
        late_after=timedelta(minutes=10),
        if_late=_(
            "Un incontro spostato o annullato lascia chi aiuta con la data vecchia. Si recupera da sé."
        ),
    ),
    Work(
        name="dare-il-ruolo-ai-volontari",
        task="volunteers.tasks.give_late_roles",
        label=_("Dare il ruolo a chi già aiuta"),
        purpose=_("Dà il ruolo di volontaria o volontario a chi ha aperto l'accesso dopo aver cominciato."),
        schedule=schedule(600),
        late_after=timedelta(hours=2),
        if_late=_("Chi aiuta usa le sue pagine lo stesso, ma non risulta volontario fra i ruoli."),
    ),
    Work(
        name="badare-alle-compagnie",
        task="volunteers.tasks.look_after_companions",
        label=_("Badare a chi fa compagnia"),
        purpose=_(
            "Prepara gli incontri delle prossime otto settimane, chiude la compagnia a chi ha cambiato idea, "
            "avvisa chi coordina quando da troppi giorni non ci sono contatti."
        ),
        schedule=schedule(600),
        late_after=timedelta(hours=2),
        if_late=_(
            "Chi coordina non sa che una persona sola non sente più nessuno. Guarda se il worker è acceso."
        ),
    ),
    Work(
        name="dire-che-cosa-scade-ai-volontari",
        task="volunteers.tasks.tell_expiring",
        label=_("Dire che cosa scade ai volontari"),
        purpose=_(
            "Trenta giorni prima, sette prima e il giorno stesso avvisa chi aiuta e chi coordina che "
            "un'abilitazione o l'assicurazione finisce."
        ),
        schedule=crontab(hour=7, minute=40),
        late_after=timedelta(hours=6),
        if_late=_("Chi aiuta perde i turni senza averlo saputo prima. Si recupera da sé."),
    ),
    Work(
        name="chiedere-dei-servizi-indicati",
        task="volunteers.tasks.remind_of_referrals",
        label=_("Chiedere dei servizi indicati"),
        purpose=_("Dopo due settimane chiede a chi ha indicato un servizio com'è andata."),
        schedule=crontab(hour=8, minute=20),
        late_after=timedelta(days=1),
        if_late=_("Non sappiamo se i servizi indicati aiutano. Si recupera da sé."),
    ),
    Work(
        name="chiedere-le-ore-dei-turni",
        task="volunteers.tasks.ask_for_hours",
        label=_("Chiedere le ore dei turni di ieri"),
        purpose=_("Il giorno dopo chiede a chi ha fatto un turno quanto è rimasta o rimasto."),
        schedule=crontab(hour=9, minute=30),
        late_after=timedelta(hours=12),
        if_late=_("Chi ha dato una mano non viene avvisato di scrivere le ore: può farlo lo stesso."),
    ),
    Work(
        name="ringraziare-i-volontari",
        task="volunteers.tasks.say_thanks",
        label=_("Ringraziare chi aiuta"),
        purpose=_(
            "Dice grazie dopo il primo turno, a 10, 50 e 100 ore date, "
            "e il 5 dicembre, Giornata internazionale del volontariato."
        ),
        schedule=crontab(hour=9, minute=10),
        late_after=timedelta(days=1),
        if_late=_("Chi ha dato una mano non riceve il grazie. Si recupera da sé."),
    ),
)
