"""The copy as a file: data for machines, a page and a document for people, and the files handed in."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking import access_log, pdf
from networking.jobs import Kind, RefusedError, Result, Tell
from networking.models import AccessRecord, Guardianship, Person

from .gathering import GIVING, Dossier, gather, said

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from networking.models import Job, User

STYLESHEET = "css/copy.css"
NAME = "i-miei-dati-net-working.zip"


def ones_own(user: User, day: date) -> QuerySet[Person]:
    """Oneself, and those for whom one answers on `day`."""
    answered_for = Guardianship.objects.of_guardian(user, day).values("child")
    return Person.objects.for_everyone(reason=GIVING).filter(Q(account=user) | Q(pk__in=answered_for))


def may_be_given(user: User, day: date) -> QuerySet[Person]:
    """Those whose data `user` may ask for: one's own, and those one follows at the desk."""
    own, followed = ones_own(user, day).values("pk"), Person.objects.followed_by(user).values("pk")
    return Person.objects.for_everyone(reason=GIVING).filter(Q(pk__in=own) | Q(pk__in=followed))


def build(job: Job, tell: Tell) -> Result:
    """Make the copy that `job` asks for. Raises RefusedError where whoever asked may no longer have it."""
    now = timezone.now()
    by = job.requested_by
    person = may_be_given(by, timezone.localdate(now)).filter(pk=job.about_id).first()
    if person is None or not by.is_active:
        raise RefusedError(_("Non puoi più avere i dati di questa persona."))
    dossier = gather(person, asked_by=by, now=now, tell=tell)
    access_log.record(
        reader=by,
        deed=AccessRecord.Deed.EXPORTED,
        subject=person,
        rows=sum(len(table.rows) for table in dossier.tables),
        page=job.get_absolute_url(),
    )
    # How long the document takes nobody can tell: it depends on how much there is to write.
    tell(None, _("Scrivo il documento"))
    return Result(_zipped(dossier, tell), NAME, "application/zip")


def _zipped(dossier: Dossier, tell: Tell) -> bytes:
    content = io.BytesIO()
    context = {"dossier": dossier, "tables": _told(dossier)}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dati.json", as_json(dossier))
        archive.writestr("dati.html", _page(context))
        archive.writestr(
            "dati.pdf", pdf.render("documents/own_data.html", context, written_at=dossier.written_at)
        )
        for number, (name, stored) in enumerate(dossier.files):
            tell(90 + 10 * number // len(dossier.files), _("Aggiungo i file"))
            # What is no longer there cannot be given; the row says that it was.
            if stored.storage.exists(stored.name):
                with stored.open("rb") as file:
                    archive.writestr(name, file.read())
    return content.getvalue()


def as_json(dossier: Dossier) -> str:
    """The same data for another program: one object per table, dates as ISO 8601."""
    written = {
        "formato": "NET WORKING 1",
        "scritto_il": dossier.written_at,
        "persona": str(dossier.person),
        "tabelle": [
            {
                "tabella": table.label,
                "nome": table.name,
                "quanto_resta": table.keep,
                "righe": [dict(row) for row in table.rows],
            }
            for table in dossier.tables
        ],
        "chi_ha_guardato": [
            {"giorno": each.day, "ruolo": each.roles, "che_cosa": each.deed, "volte": each.times}
            for each in dossier.readings
        ],
    }
    return json.dumps(written, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _told(dossier: Dossier) -> list[dict[str, object]]:
    """The tables in words, for the page and the document."""
    return [
        {
            "name": table.name,
            "keep": table.keep,
            "rows": [[(label, said(value)) for label, value in row] for row in table.rows],
        }
        for table in dossier.tables
    ]


def _page(context: dict[str, object]) -> str:
    """A page that opens without the portal: it carries its own style and loads nothing."""
    rules = Path(finders.find(STYLESHEET)).read_text(encoding="utf-8")
    # Our own stylesheet, not somebody's words.
    style = format_html("<style>{}</style>", mark_safe(rules))  # noqa: S308
    return render_to_string("networking/copy.html", {**context, "style": style})


JOBS = (
    Kind(
        "own_data",
        label=gettext_lazy("Una copia dei dati"),
        title=lambda job: _("La copia dei dati di {name}").format(name=job.about),
        do=build,
        ready=gettext_lazy("La copia è pronta."),
        failed=gettext_lazy("Non siamo riusciti a preparare la copia."),
        back=lambda _job: reverse("networking:data_copy"),
        back_label=gettext_lazy("Torna alle copie"),
    ),
)
