"""Sheets of the catalogue to look at on the spot: asked for once, and what was found goes where the catalogue takes it."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from services import verifying
from services.models import ErrorReport, Service
from volunteers.models import HelpKind, HelpRequest

from .refusing import AskError, held, in_words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

# Staff write the kind of help with this short name; while there is none, nobody is asked.
KIND = "controllo-schede"
# So many at once in a comune, or who helps would read of nothing else.
MOST_OPEN = 3
HOURS = (time(9, 30), time(11, 30))
IN_TWO_WEEKS, FORGOTTEN_AFTER = timedelta(days=14), timedelta(days=14)
SATURDAY, A_WEEK = 5, 7


def ask_for_checks(*, now: datetime) -> int:
    """Ask, as drafts for who coordinates, to look at public sheets never checked or checked too long ago. How many."""
    kind = HelpKind.objects.filter(slug=KIND).first()
    if kind is None:
        return 0
    asked = HelpRequest.objects.filter(sheet__isnull=False, checked_at=None, cancelled_at=None)
    # Nobody went: it may be asked again.
    asked.filter(ends_at__lte=now - FORGOTTEN_AFTER).update(checked_at=now)
    open_in = Counter(dict(asked.values_list("comune").annotate(Count("pk")).order_by()))
    made = []
    for sheet in _to_check(now).exclude(pk__in=asked.values("sheet")):
        if open_in[sheet.place.comune_id] < MOST_OPEN:
            open_in[sheet.place.comune_id] += 1
            made.append(_request(kind, sheet, now))
    HelpRequest.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def tell_outcome(request: HelpRequest, *, is_right: bool, words: str, by: User, now: datetime) -> None:
    """Write what was found: a verification of the sheet, or an error to mend; once. Raises AskError."""
    with in_words():
        [turn] = held([request.pk])
        if turn.sheet_id is None or turn.checked_at is not None:
            raise AskError(_("L'esito di questo controllo è già scritto."))
        if turn.starts_at > now:
            raise AskError(_("Il turno non è ancora cominciato."))
        if is_right:
            verifying.confirm_sheet(
                service=turn.sheet,
                by=by,
                on_behalf_of=_("Volontari della rete"),
                now=now,
                method=words[:120] or _("di persona, sul posto"),
            )
        else:
            field = ErrorReport.Field.OTHER
            ErrorReport.objects.create(service=turn.sheet, field=field, message=words, reported_at=now)
        turn.checked_at = now
        turn.save(update_fields=["checked_at"])


def _to_check(now: datetime) -> object:
    public = Service.objects.published().exclude(place=None)
    never, old = public.never_verified(), public.verified_before(now - verifying.STALE_AFTER)
    either = Service.objects.filter(pk__in=never.values("pk")) | Service.objects.filter(
        pk__in=old.values("pk")
    )
    return either.select_related("place__comune").order_by("pk")


def _request(kind: HelpKind, sheet: Service, now: datetime) -> HelpRequest:
    return HelpRequest(
        sheet=sheet,
        kind=kind,
        title=_("Controllare una scheda: %(name)s") % {"name": str(sheet)[:80]},
        story=_("Vai o telefona, e guarda se indirizzo, orari e telefono sono quelli della scheda."),
        comune=sheet.place.comune,
        place=sheet.place,
        local_date=_weekday(timezone.localdate(now) + IN_TWO_WEEKS),
        local_start=HOURS[0],
        local_end=HOURS[1],
    )


def _weekday(day: date) -> date:
    """`day`, or the Monday after it."""
    return day if day.weekday() < SATURDAY else day + timedelta(days=A_WEEK - day.weekday())
