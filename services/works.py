"""The catalogue's regular works, as whoever keeps the portal reads them."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from networking.schedules import Work

WORKS = (
    Work(
        name="aggiornare-la-ricerca",
        task="services.tasks.refresh_search",
        label=_("Aggiornare la ricerca"),
        purpose=_("Mette nella ricerca le schede appena cambiate."),
        schedule=schedule(60),
        late_after=timedelta(minutes=10),
        if_late=_("La ricerca trova le schede com'erano prima. Guarda se il worker è acceso."),
    ),
    Work(
        name="aggiornare-i-suggerimenti",
        task="services.tasks.refresh_search_labels",
        label=_("Aggiornare i suggerimenti"),
        purpose=_("Ridisegna i nomi e le parole che la casella di ricerca propone mentre si scrive."),
        schedule=crontab(hour=4, minute=10),
        late_after=timedelta(hours=2),
        if_late=_("Chi cerca vede i suggerimenti di ieri. Si recupera da sé."),
    ),
    Work(
        name="ricordare-le-schede",
        task="services.tasks.tell_of_sheets_to_confirm",
        label=_("Ricordare le schede da confermare"),
        purpose=_(
            "Una volta al mese chiede agli enti di controllare le schede che nessuno controlla da tempo."
        ),
        schedule=crontab(day_of_month=5, hour=9, minute=20),
        late_after=timedelta(days=1),
        if_late=_("Gli enti non sanno che le loro schede invecchiano. Si recupera da sé."),
    ),
)
