"""The activities' regular works, as whoever keeps the portal reads them."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from networking.schedules import Work

WORKS = (
    Work(
        name="badare-alle-liste-d-attesa",
        task="laboratories.tasks.look_after_queues",
        label=_("Badare alle liste d'attesa"),
        purpose=_(
            "Offre i posti liberi a chi aspetta e passa oltre quando il tempo per rispondere è finito."
        ),
        schedule=schedule(60),
        late_after=timedelta(minutes=10),
        if_late=_(
            "I posti che si liberano restano vuoti e chi aspetta non lo sa. Guarda se il worker è acceso."
        ),
    ),
    Work(
        name="controllare-le-prenotazioni",
        task="laboratories.tasks.audit_bookings",
        label=_("Controllare le prenotazioni"),
        purpose=_(
            "Cerca prenotazioni che nessuna regola permette (età, giorni, diritti, limite dell'anno): "
            "non devono essercene, e chi amministra vede quelle trovate."
        ),
        schedule=crontab(hour=3, minute=50),
        late_after=timedelta(hours=2),
        if_late=_(
            "Una prenotazione scritta male può restare senza che nessuno lo sappia. Si recupera da sé."
        ),
    ),
)
