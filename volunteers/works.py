"""Volunteering's regular works, as whoever keeps the portal reads them."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import schedule
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
)
