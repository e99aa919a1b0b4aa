"""The ground's regular works, as whoever keeps the portal reads them."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from .schedules import Work

A_DAY_LATE = timedelta(hours=2)

WORKS = (
    Work(
        name="spedire-gli-avvisi",
        task="networking.tasks.drain_outbox",
        label=_("Spedire gli avvisi"),
        purpose=_("Fa partire e-mail e SMS che aspettano: chi deve sapere qualcosa lo sa subito."),
        schedule=schedule(5),
        late_after=timedelta(minutes=5),
        if_late=_(
            "Gli avvisi restano scritti e partono da soli quando riprende. Guarda se il worker è acceso."
        ),
    ),
    Work(
        name="fare-i-lavori-chiesti",
        task="networking.tasks.run_jobs",
        label=_("Fare i lavori chiesti"),
        purpose=_("Prepara le copie e i resoconti che qualcuno ha chiesto da una pagina e sta aspettando."),
        schedule=schedule(5),
        late_after=timedelta(minutes=5),
        if_late=_("Chi ha chiesto vede «in attesa». Guarda se il worker è acceso."),
    ),
    Work(
        name="dire-che-e-vivo",
        task="networking.tasks.beat_heart",
        label=_("Dire che il worker è vivo"),
        purpose=_("Scrive un battito: senza, «salute» dice che il portale è degradato."),
        schedule=schedule(30),
        late_after=timedelta(minutes=3),
        if_late=_("Il worker non lavora: «docker compose logs worker» dice perché."),
    ),
    Work(
        name="recuperare",
        task="networking.tasks.catch_up",
        label=_("Recuperare i lavori mancati"),
        purpose=_("Fa, una volta sola, i lavori che alla loro ora hanno trovato il portale fermo."),
        schedule=schedule(300),
        late_after=timedelta(minutes=20),
        if_late=_("I lavori della notte mancati aspettano. Guarda se l'orologio e il worker sono accesi."),
    ),
    Work(
        name="buttare-i-risultati-vecchi",
        task="networking.tasks.expire_results",
        label=_("Buttare i risultati vecchi"),
        purpose=_("Toglie le copie e i resoconti pronti da più di un giorno: sono dati di persone."),
        schedule=schedule(900),
        late_after=timedelta(hours=1),
        if_late=_("I risultati restano più del dovuto. Guarda se il worker è acceso."),
    ),
    Work(
        name="ricordare-i-ruoli",
        task="networking.tasks.tell_that_roles_end",
        label=_("Ricordare i ruoli che finiscono"),
        purpose=_(
            "Avvisa chi ha un ruolo che finisce entro trenta giorni: una volta sola per ogni scadenza."
        ),
        schedule=crontab(hour=8, minute=40),
        late_after=A_DAY_LATE,
        if_late=_("Qualcuno può trovarsi fuori senza saperlo. Si recupera da sé."),
    ),
    Work(
        name="applicare-la-conservazione",
        task="networking.tasks.apply_retention",
        label=_("Applicare la conservazione"),
        purpose=_("Cancella ciò che abbiamo tenuto abbastanza, come promette la pagina Privacy."),
        schedule=crontab(hour=3, minute=10),
        late_after=A_DAY_LATE,
        if_late=_(
            "I dati restano più di quanto promettiamo. Si recupera da sé; se non riesce, fallo adesso."
        ),
    ),
    Work(
        name="riordinare-i-file",
        task="networking.tasks.sweep_files",
        label=_("Riordinare i file"),
        purpose=_(
            "Cancella i file che nessuna pagina mostra più. Viene dopo la conservazione, che ne libera."
        ),
        schedule=crontab(hour=3, minute=40),
        late_after=A_DAY_LATE,
        if_late=_(
            "Restano file inutili sul disco. Si recupera da sé; se rifiuta, «manage.py sweep_files» dice perché."
        ),
    ),
    Work(
        name="stampare-le-lettere",
        task="networking.tasks.print_letters",
        label=_("Stampare le lettere"),
        purpose=_("Prepara, un file per comune, le lettere che lo sportello stampa e imbuca la mattina."),
        schedule=crontab(hour=4, minute=15),
        late_after=A_DAY_LATE,
        if_late=_("Le lettere aspettano. Si recupera da sé; se non riesce, fallo adesso, o da «Lettere»."),
    ),
)
