"""What governance does by itself, and when."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from networking.schedules import Work

WORKS: tuple[Work, ...] = (
    Work(
        name="tenere-la-prova-delle-convocazioni",
        task="governance.tasks.keep_proofs",
        label=_("Tenere la prova delle convocazioni"),
        purpose=_("Scrive accanto a ogni convocazione quando l'avviso è partito e quando è stato letto."),
        schedule=schedule(900),
        late_after=timedelta(hours=3),
        if_late=_("La prova si legge lo stesso finché gli avvisi ci sono: si recupera da sé."),
    ),
    Work(
        name="ricordare-le-quote",
        task="governance.tasks.remind_fees",
        label=_("Ricordare le quote da versare"),
        purpose=_("Avvisa una volta chi non ha versato la quota dell'anno entro il suo giorno."),
        schedule=crontab(hour=9, minute=50),
        late_after=timedelta(days=3),
        if_late=_("Chi non ha versato la quota non lo sa: si recupera da sé il giorno dopo."),
    ),
    Work(
        name="ricordare-le-azioni",
        task="governance.tasks.remind_actions",
        label=_("Ricordare le azioni affidate nelle riunioni"),
        purpose=_(
            "Avvisa chi deve fare qualcosa: una settimana prima, il giorno, poi ogni settimana di ritardo."
        ),
        schedule=crontab(hour=9, minute=55),
        late_after=timedelta(days=3),
        if_late=_("Chi ha qualcosa da fare non se lo sente ricordare: si recupera da sé il giorno dopo."),
    ),
    Work(
        name="leggere-gli-indicatori",
        task="governance.tasks.gather_numbers",
        label=_("Leggere i numeri del mese"),
        purpose=_(
            "Conta gli indicatori dei mesi finiti, riguarda quelli recenti e li prepara: nessuno li vede prima che qualcuno li pubblichi."
        ),
        schedule=crontab(hour=4, minute=30, day_of_month=8),
        late_after=timedelta(days=3),
        if_late=_("I numeri del mese non ci sono ancora: si recuperano da sé alla prossima lettura."),
    ),
    Work(
        name="provare-la-qualita-dei-dati",
        task="governance.tasks.check_quality",
        label=_("Provare la qualità dei dati"),
        purpose=_("Guarda le righe dietro i numeri, e conta quelle che non sono come dovrebbero."),
        schedule=crontab(hour=3, minute=40),
        late_after=timedelta(days=3),
        if_late=_("Non si sa se i dati sono peggiorati: si recupera da sé la notte dopo."),
    ),
    Work(
        name="cominciare-il-rapporto",
        task="governance.tasks.draft_report",
        label=_("Cominciare il rapporto di monitoraggio"),
        purpose=_(
            "Prepara la bozza del mese finito, o del trimestre, dai numeri pubblicati: la continua e la controlla chi risponde del monitoraggio."
        ),
        schedule=crontab(hour=5, minute=10),
        late_after=timedelta(days=3),
        if_late=_("La bozza non c'è ancora: si può cominciare a mano, dalla pagina del monitoraggio."),
    ),
)
