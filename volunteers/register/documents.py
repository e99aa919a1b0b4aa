"""What of the register leaves as a file: the PDF/A to be signed, the list for who insures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from networking import pdf
from networking.spreadsheets import write_csv, write_xlsx
from networking.uploads import CSV, XLSX
from volunteers.models import InsuranceCover, RegisterEntry

from .reading import as_corrected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from volunteers.models import Register, RegisterSection
    from volunteers.models.register import RegisterEntryQuerySet

INSURING = "le coperture di chi è nell'elenco per l'assicurazione, già scelto da chi può leggerlo"
Event = RegisterEntry.Event


def register_sheet(
    section: RegisterSection, lines: Sequence[RegisterEntry], *, year: int, written_at: datetime
) -> bytes:
    """The `lines` of a section, in their order, as PDF/A-3a: what the keeper signs and stamps."""
    context = {
        "section": section,
        "lines": lines,
        "year": year,
        "before": bytes(lines[0].previous_hash).hex(),
        "chain": bytes(lines[-1].hash).hex(),
    }
    return pdf.render("documents/volunteer_register.html", context, written_at=written_at, is_archived=True)


def insurer_list(
    register: Register, lines: RegisterEntryQuerySet, *, extension: str
) -> tuple[bytes, str, int]:
    """Who of `lines` is enrolled in `register`, from when to when, under which policy: «csv» or «xlsx», type, rows."""
    columns = [
        *(_("cognome"), _("nome"), _("codice fiscale"), _("luogo di nascita"), _("data di nascita")),
        *(_("sezione"), _("riga"), _("iscritto dal"), _("fino al")),
        *(_("compagnia"), _("polizza"), _("coperto dal"), _("coperto fino al")),
    ]
    cells = _insured(register, lines)
    if extension == "csv":
        return write_csv(columns, cells), CSV.content_type, len(cells)
    title = _("Volontari assicurati")
    return write_xlsx(columns, cells, title=title), XLSX.content_type, len(cells)


def _insured(register: Register, lines: RegisterEntryQuerySet) -> list[list[Any]]:
    rows = list(
        lines.filter(section__register=register, salt__isnull=False)
        .select_related("section__seat")
        .order_by("family_name", "given_name", "number")
    )
    covers: dict[Any, list[InsuranceCover | None]] = {}
    everybody = InsuranceCover.objects.for_everyone(reason=INSURING)
    theirs = everybody.filter(
        policy__organization=register.organization, person__in={each.person_id for each in rows}
    )
    for cover in theirs.select_related("policy").order_by("starts_on"):
        covers.setdefault(cover.person_id, []).append(cover)
    ended = {each.about_id: each.effective_on for each in rows if each.event == Event.CESSATION}
    return [
        _cells(as_corrected(each, rows), each, ended.get(each.pk), cover)
        for each in rows
        if each.event == Event.ENROLMENT
        for cover in covers.get(each.person_id) or [None]
    ]


def _cells(
    who: RegisterEntry, enrolment: RegisterEntry, until: Any, cover: InsuranceCover | None
) -> list[Any]:
    policy = cover and cover.policy
    return [
        *(who.family_name, who.given_name, who.codice_fiscale, who.birth_place, who.birth_date),
        *(str(enrolment.section), enrolment.number, enrolment.effective_on, until),
        *((policy.insurer, policy.number) if policy else ("", "")),
        *((cover.starts_on, cover.ends_on or policy.ends_on) if cover and policy else (None, None)),
    ]
