"""Who uses the portal: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date

import pytest

from governance.indicators.periods import Period, Span
from networking.models import Comune, RoleKind, User
from services.models import Verification
from tests import activities, factories
from tests.attended import DAY, at
from tests.measuring import numbers, read, real, whole

pytestmark = pytest.mark.django_db
MAY = Period.of(Span.MONTH, DAY)


def account(name, joined=date(2026, 1, 1), **fields):
    """An access that there is since a day."""
    made = factories.person(
        f"{name}@example.org", RoleKind.CITIZEN, lives_in=Comune.objects.get(slug="norcia")
    )
    User.objects.filter(pk=made.pk).update(date_joined=at(joined), **fields)
    return made


def test_nw_32_whoever_did_something_of_who_could():
    User.objects.all().delete()
    books, checks, rests = account("prenota"), account("controlla"), account("riposa")
    gone, new = account("via", is_active=False), account("nuova", joined=date(2026, 6, 1))
    cycle = activities.cycle(Comune.objects.get(slug="norcia"))
    for each in (books, gone, new):
        activities.booking(cycle, each.person, party=activities.party(each.person, created_at=at(DAY)))
    factories.verification(factories.service(), checks, at(DAY))
    factories.verification(factories.service(), rests, at(date(2026, 6, 2)))

    assert Verification.objects.count() == 2
    assert whole("NW-32", MAY)[1:] == (2, 3)
    assert set(numbers(read(real("NW-32"), MAY), "zone")) == {6, 8, 9}
