"""One line of a list: what a person needs to choose a service without opening its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from networking.models import Holiday
from services import rules

from .models import OpeningException, OpeningRule, Service, ServiceTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .search.rows import Row


@dataclass(frozen=True, slots=True)
class Card:
    """A service in a list."""

    url: str
    title: str
    summary: str
    for_whom: str
    where: str
    distance: str
    status: str
    is_open: bool
    verified: str
    is_demo: bool


class TodaysRule(NamedTuple):
    """A weekly rule of today's weekday, as the database told it."""

    weekday: int
    opens: time
    closes: time
    weeks_of_month: Sequence[int]
    valid_from: date | None
    valid_to: date | None
    by_appointment: bool


class TodaysException(NamedTuple):
    """An exception that covers today."""

    first_day: date
    last_day: date
    opens: time | None
    closes: time | None
    reason: str = ""


def cards_of(services: Sequence[Service], *, now: datetime) -> list[Card]:
    """A card for each of `services` (fetched with `for_card()`), in their order. One query."""
    if not services:
        return []
    facts = {row["pk"]: row for row in _facts([each.pk for each in services], now.date())}
    return [
        _card(
            service,
            groups=facts[service.pk]["groups"],
            distance=None,
            opening=_status(service, facts[service.pk], now),
            verified_at=facts[service.pk]["verified_at"],
        )
        for service in services
    ]


def _facts(ids: Sequence[int], today: date) -> list[dict[str, Any]]:
    """Groups, verification and today's hours of the services, all in one row each."""
    own = {"service": OuterRef("pk")}
    return list(
        Service.objects.filter(pk__in=ids)
        .order_by()
        .values("pk")
        .annotate(
            groups=ArraySubquery(
                ServiceTarget.objects.filter(**own).order_by("group__order").values("group__name")
            ),
            rules=ArraySubquery(
                OpeningRule.objects.filter(weekday=today.isoweekday(), **own)
                .order_by()
                .values(row=_json(TodaysRule))
            ),
            exceptions=ArraySubquery(
                OpeningException.objects.filter(first_day__lte=today, last_day__gte=today, **own)
                .order_by("first_day")
                .values(row=_json(TodaysException))
            ),
            verified_at=Max("verifications__verified_at"),
            is_holiday=Exists(Holiday.objects.filter(date=today)),
        )
    )


def _json(row: type[NamedTuple]) -> JSONObject:
    return JSONObject(**{name: F(name) for name in row._fields})


def cards_of_rows(rows: Sequence[Row], *, today: date) -> list[Card]:
    """A card for each row of a search answer, which has already asked everything. No query."""
    return [_card_of(row, today) for row in rows]


def _card_of(row: Row, today: date) -> Card:
    service = row.service
    return Card(
        url=_address(service.slug),
        title=service.title,
        summary=service.summary,
        for_whom=", ".join(row.targets),
        where=_where(
            service.comune,
            "" if service.is_protected else service.locality,
            modes=service.access_modes,
            organization=service.organization,
        ),
        distance=distance_in_words(row.distance_km),
        status=_status_of(row, today),
        is_open=row.is_open_now,
        verified=_verified(row.verified_at),
        is_demo=service.is_demo,
    )


def _status_of(row: Row, today: date) -> str:
    if row.is_suspended_on(today):
        return _suspended()
    return _open_until(row.open_until) if row.open_until else ""


@cache
def _pattern() -> str:
    return reverse("services:service_detail", args=["SCHEDA"])


def _address(slug: str) -> str:
    """The page of a sheet: the pattern is worked out once, for lists are long."""
    return _pattern().replace("SCHEDA", slug)


def _card(
    service: Service,
    *,
    groups: Sequence[str],
    distance: float | None,
    opening: tuple[bool, str],
    verified_at: datetime | None,
) -> Card:
    is_open, status = opening
    return Card(
        url=service.get_absolute_url(),
        title=service.title,
        summary=service.summary,
        for_whom=", ".join(groups),
        where=_where_of(service),
        distance=distance_in_words(distance),
        status=status,
        is_open=is_open,
        verified=_verified(verified_at),
        is_demo=service.is_demo,
    )


def _suspended() -> str:
    return _("Sospeso: leggi la scheda")


def _open_until(closes: time) -> str:
    return _("Aperto ora, fino alle {hour}").format(hour=time_format(closes))


def _status(service: Service, facts: Mapping[str, Any], now: datetime) -> tuple[bool, str]:
    """Whether it is open now, and what to say of today; silence where the hours are not known."""
    today = now.date()
    if service.is_closed_on(today):
        return False, _suspended()
    openings = rules.hours_on(
        today,
        rules=[_rule(row) for row in facts["rules"]],
        exceptions=[_exception(row) for row in facts["exceptions"]],
        closed_days=[today] if _is_feast(service, facts, today) else [],
    )
    if rules.is_open_at(now, openings):
        closes = max(each.closes for each in openings if each.opens <= now.time() < each.closes)
        return True, _open_until(closes)
    following = rules.next_opening(now, [rules.Day(today, openings)])
    if following:
        return False, _("Oggi apre alle {hour}").format(hour=time_format(following[1].opens))
    return False, ""


def _is_feast(service: Service, facts: Mapping[str, Any], today: date) -> bool:
    is_holiday = service.closes_on_holidays and facts["is_holiday"]
    place = service.place
    return is_holiday or bool(service.closes_on_patron_day and place and place.comune.is_patron_day(today))


def _rule(row: Mapping[str, Any]) -> TodaysRule:
    return TodaysRule(
        row["weekday"],
        time.fromisoformat(row["opens"]),
        time.fromisoformat(row["closes"]),
        row["weeks_of_month"],
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        row["by_appointment"],
    )


def _exception(row: Mapping[str, Any]) -> TodaysException:
    opens, closes = row["opens"], row["closes"]
    return TodaysException(
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["last_day"]),
        time.fromisoformat(opens) if opens else None,
        time.fromisoformat(closes) if closes else None,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _where_of(service: Service) -> str:
    place = service.place
    return _where(
        place.comune.name if place else None,
        place.locality if place and not place.is_protected else "",
        modes=service.access_modes,
        organization=service.organization.name,
    )


def _where(comune: str | None, locality: str | None, *, modes: Sequence[str], organization: str) -> str:
    """The town, and the locality where there is one; never more of a protected place."""
    if comune is None:
        return _("A casa tua") if Service.AccessMode.HOME_VISIT in modes else organization
    return f"{comune}, {locality}" if locality else comune


def distance_in_words(kilometres: float | None) -> str:
    """«a circa 12 km»; empty when not known, or less than a kilometre.

    Most places are known only by their comune: a finer measure would be false.
    """
    if kilometres is None or kilometres < 1:
        return ""
    return _("a circa {km} km").format(km=round(kilometres))


def _verified(moment: datetime | None) -> str:
    if moment is None:
        return ""
    day = date_format(localtime(moment)).lower()
    return _("Verificato il {day}").format(day=day)
