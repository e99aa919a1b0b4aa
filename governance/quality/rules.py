"""The rules: which rows each looks at, and which of them are wrong. Nothing is mended here, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.functions import Extract, Lower
from django.utils.translation import gettext_lazy as _

from governance.indicators.attending import ADULT, CAME, COUNTED, YearsOld
from governance.models import Meeting, Minutes
from laboratories.models import Presence, Session
from networking.models import Person
from services.models import Service
from volunteers.models import Assignment, HoursLog, Referral

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

# Older rows were looked at when they were new, and what is past its time is deleted.
LOOKED_AT_FOR = timedelta(days=120)
A_WEEK, A_FORTNIGHT, A_MONTH = timedelta(days=7), timedelta(days=14), timedelta(days=30)
A_MINUTE = 60


@dataclass(frozen=True)
class Rule:
    """What should always be so. `rows` are those looked at on a moment; `wrong` says which of them are not so.

    is_blocking: a number read while it is broken may be false, not only late or incomplete.
    """

    slug: str
    label: Any
    is_blocking: bool
    rows: Callable[[datetime], QuerySet[Any]]
    wrong: Callable[[QuerySet[Any], datetime], QuerySet[Any]]

    def counted(self, now: datetime) -> tuple[int, int]:
        """How many rows it looks at, and how many of them are wrong."""
        rows = self.rows(now)
        return rows.count(), self.wrong(rows, now).count()


def _minutes(start: str, end: str) -> Any:
    long = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    return Extract(long, "epoch") / A_MINUTE


def _over(now: datetime, since: timedelta = timedelta(0)) -> QuerySet[Any]:
    """Sessions that were to be held and ended lately, so long ago."""
    ended = Q(ends_at__lt=now - since, ends_at__gte=now - LOOKED_AT_FOR)
    return Session.objects.published().taking_place().filter(ended)


def _came(now: datetime) -> QuerySet[Any]:
    rows = Presence.objects.for_everyone(reason=COUNTED).filter(mark__in=CAME, session__in=_over(now))
    return rows.annotate(
        lasts=_minutes("session__starts_at", "session__ends_at"),
        years=YearsOld(F("session__local_date"), F("person__birth_date")),
    )


def _expected(now: datetime) -> QuerySet[Any]:
    closed = _over(now).filter(closed_at__isnull=False)
    return Presence.objects.for_everyone(reason=COUNTED).expected().filter(session__in=closed)


def _told(now: datetime) -> QuerySet[Any]:
    return HoursLog.objects.for_everyone(reason=COUNTED).filter(declared_at__gte=now - LOOKED_AT_FOR)


def _turns(now: datetime) -> QuerySet[Any]:
    rows = Assignment.objects.for_everyone(reason=COUNTED).filter(
        state__in=(Assignment.State.ACCEPTED, Assignment.State.DONE, Assignment.State.ABSENT)
    )
    return rows.filter(
        request__ends_at__lt=now, request__ends_at__gte=now - LOOKED_AT_FOR, request__cancelled_at=None
    )


def _people(_now: datetime) -> QuerySet[Any]:
    return Person.objects.for_everyone(reason=COUNTED).exclude(birth_date=None)


def _twins(rows: QuerySet[Any], _now: datetime) -> QuerySet[Any]:
    """In one pass over all of them: with a question for each, ten times the people would take a hundred times as long."""
    same: list[Any] = [Lower("given_name"), Lower("family_name"), F("birth_date"), F("comune")]
    return rows.annotate(alike=Window(Count("pk"), partition_by=same)).filter(alike__gt=1)


def _sheets(_now: datetime) -> QuerySet[Any]:
    return Service.objects.published()


def _meetings(now: datetime) -> QuerySet[Any]:
    held = Meeting.objects.for_everyone(reason=COUNTED).filter(state=Meeting.State.CLOSED)
    return held.filter(closed_at__lt=now - A_MONTH, closed_at__gte=now - LOOKED_AT_FOR)


def _without_minutes(rows: QuerySet[Any], _now: datetime) -> QuerySet[Any]:
    written = Minutes.objects.for_everyone(reason=COUNTED).filter(meeting=OuterRef("pk")).frozen()
    return rows.filter(~Exists(written))


def _referrals(now: datetime) -> QuerySet[Any]:
    rows = Referral.objects.for_everyone(reason=COUNTED)
    return rows.filter(made_at__lt=now - A_MONTH, made_at__gte=now - LOOKED_AT_FOR)


RULES = (
    Rule("minuti-segnati", _("Chi era presente ha i suoi minuti"), True, _came, lambda rows, _n: rows.filter(minutes=None)),
    Rule("minuti-possibili", _("Nessuno è rimasto più di quanto durava l'incontro"), True, _came,
         lambda rows, _n: rows.filter(minutes__gt=F("lasts"))),
    Rule("segni-concordi", _("Due tablet non dicono cose diverse della stessa persona"), True, _expected,
         lambda rows, _n: rows.filter(is_disputed=True)),
    Rule("registro-pieno", _("In un registro chiuso ogni persona ha il suo segno"), True, _expected,
         lambda rows, _n: rows.filter(mark="")),
    Rule("persone-doppie", _("La stessa persona non è scritta due volte"), True, _people, _twins),
    Rule("registri-chiusi", _("I registri sono chiusi entro una settimana"), False, lambda now: _over(now, A_WEEK),
         lambda rows, _n: rows.filter(closed_at=None)),
    Rule("eta-nota", _("Di chi partecipa si sa l'età"), False, _came, lambda rows, _n: rows.filter(person__birth_date=None)),
    Rule("comune-noto", _("Di chi partecipa si sa dove abita"), False, _came,
         lambda rows, _n: rows.filter(person__comune=None, person__zone=None)),
    Rule("sesso-noto", _("Dei minori che partecipano si sa il sesso"), False,
         lambda now: _came(now).filter(years__lt=ADULT), lambda rows, _n: rows.filter(person__sex="")),
    Rule("ore-confermate", _("Le ore dette sono confermate entro due settimane"), False, _told,
         lambda rows, now: rows.filter(state=HoursLog.State.DECLARED, declared_at__lt=now - A_FORTNIGHT)),
    Rule("turni-conclusi", _("Di ogni turno finito si sa chi è venuto, entro due settimane"), False, _turns,
         lambda rows, now: rows.filter(state=Assignment.State.ACCEPTED, request__ends_at__lt=now - A_FORTNIGHT)),
    Rule("schede-con-luogo", _("Ogni scheda dice dove si va, o chi serve"), False, _sheets,
         lambda rows, _n: rows.filter(place=None, area_comuni=None, area_zones=None, serves_everywhere=False)),
    Rule("riunioni-con-verbale", _("Ogni riunione ha il verbale approvato entro un mese"), False, _meetings, _without_minutes),
    Rule("invii-con-esito", _("Di ogni invio si sa com'è finito, entro un mese"), False, _referrals,
         lambda rows, _n: rows.filter(outcome=Referral.Outcome.WAITING)),
)  # fmt: skip
BY_SLUG = {rule.slug: rule for rule in RULES}
