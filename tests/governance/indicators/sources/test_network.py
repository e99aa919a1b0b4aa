"""Bodies, people shown the way, sheets that were checked: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.indicators.periods import Period, Span
from networking.models import RoleKind
from services.models import Service
from tests import factories, governing
from tests.attended import DAY, aged, at, session
from tests.measuring import numbers, read, real, whole
from volunteers.models import Referral

pytestmark = pytest.mark.django_db
JUNE = Period.of(Span.MONTH, date(2026, 6, 1))


def referral(made_at, *, helped_after=None, **fields):
    """Somebody shown the way; helped after so many days."""
    person = aged(50)
    ends = {} if helped_after is None else {
        "outcome": "helped", "outcome_on": made_at.date() + timedelta(days=helped_after),
    }  # fmt: skip
    return Referral.objects.create(
        person=person,
        source="desk",
        reason="La spesa a casa.",
        agreed_by=person,
        agreed_through="spoken",
        agreed_on=made_at.date(),
        made_at=made_at,
        **({"service": factories.service()} | ends | fields),
    )


def test_nw_27_bodies_that_do_something():
    active = factories.organization(kind="association")
    session(organization=active), session("norcia", organization=active)
    session("spoleto", is_held=False, organization=factories.organization())
    asked = factories.organization(kind="municipality")
    referral(at(DAY), service=factories.service(organization=asked))
    referral(at(date(2025, 5, 1)), service=factories.service(organization=factories.organization()))
    association = governing.association(kind="association")
    board = governing.body(kind="board", organization=association)
    governing.meeting(board, state="closed")
    governing.meeting(governing.body(kind="board", organization=governing.association()))

    assert whole("NW-27")[0] == 3
    groups = numbers(read(real("NW-27")), "group")
    assert groups == {"Associazione": 2, "Comune": 1}


def test_nw_29_welcomed_within_thirty_days():
    # Their thirty days end in June.
    referral(at(date(2026, 5, 4)), helped_after=30), referral(at(date(2026, 5, 4)), helped_after=31)
    referral(at(date(2026, 5, 20)))
    referral(at(date(2026, 5, 20)), outcome="declined", outcome_on=date(2026, 5, 21))
    # Of these nobody can say yet, or it was said a month before.
    referral(at(date(2026, 6, 10)), helped_after=1), referral(at(date(2026, 4, 10)), helped_after=1)

    assert whole("NW-29", JUNE) == (25, 1, 4)


def test_nw_36_checked_in_the_last_six_months():
    Service.objects.all().delete()
    user = factories.person("verifica@example.org", RoleKind.DESK_OPERATOR)
    last = JUNE.last
    for days in (1, 179, 181):
        factories.verification(factories.service(), user, at(last - timedelta(days=days)))
    factories.verification(factories.service(), user, at(last + timedelta(days=3)))
    factories.service(published=False)
    factories.service(withdrawn_at=at(date(2026, 6, 2)))
    gone_later = factories.service(withdrawn_at=at(date(2026, 7, 2)))

    assert gone_later.published_at < JUNE.begin
    assert whole("NW-36", JUNE) == (40, 2, 5)
