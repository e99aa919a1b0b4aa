"""Every list asks the database as often for one row as for twenty-five."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking.models import Guardianship, StaffPolicy
from services.models import ErrorReport, MissedSearch
from tests import activities, factories, governing, membering, volunteering
from tests.gestione import rows

MAKERS = {
    "services/service": lambda number, comune: factories.service(comune=comune),
    "services/organization": lambda number, comune: factories.organization(comune=comune),
    "services/place": lambda number, comune: factories.place(comune),
    "services/errorreport": lambda number, comune: ErrorReport.objects.create(
        service=factories.service(comune=comune), field="hours", message="x", reported_at=timezone.now()
    ),
    "services/missedsearch": lambda number, comune: MissedSearch.objects.create(
        words=f"parola {number}", comune=comune, month=factories.day("2026-11-01"), times=9
    ),
    "networking/person": lambda number, comune: factories.human(comune=comune),
    "networking/guardianship": lambda number, comune: Guardianship.objects.create(
        guardian=factories.human(comune=comune),
        child=factories.human(comune=comune),
        starts_on=factories.day("2026-01-01"),
    ),
    "networking/user": lambda number, comune: factories.person(
        f"{number}@example.org", "citizen", lives_in=comune
    ),
    "networking/role": lambda number, comune: factories.person(
        f"{number}@example.org", "desk_operator", comune=comune
    ),
    "laboratories/venue": lambda number, comune: activities.venue(comune),
    "laboratories/room": lambda number, comune: activities.room(activities.venue(comune)),
    "laboratories/activity": lambda number, comune: activities.activity(
        organization=factories.organization(comune=comune)
    ),
    "laboratories/cycle": lambda number, comune: activities.cycle(comune),
    "laboratories/session": lambda number, comune: activities.cycle(comune).sessions.get(),
    "laboratories/closure": lambda number, comune: rows.closure(comune, hall=f"Sala {number}"),
    "laboratories/certificate": lambda number, comune: rows.certificate(comune),
    "volunteers/helpkind": lambda number, comune: volunteering.kind(),
    "volunteers/helprequest": lambda number, comune: volunteering.request(comune),
    "volunteers/volunteer": lambda number, comune: volunteering.candidate(factories.human(comune=comune)),
    "volunteers/assignment": lambda number, comune: volunteering.assign(
        volunteering.able(factories.human(comune=comune, birth_date=factories.day("1980-03-04"))),
        volunteering.request(comune),
    ),
    "volunteers/insurancepolicy": lambda number, comune: volunteering.policy(),
    "volunteers/insurancecover": lambda number, comune: volunteering.insure(
        volunteering.able(factories.human(comune=comune, birth_date=factories.day("1980-03-04")))
    ),
    "governance/memberbook": lambda number, comune: membering.book(),
    "governance/body": lambda number, comune: governing.body(),
    "governance/bodyrule": lambda number, comune: governing.body().rules.get(),
    "governance/mandate": lambda number, comune: governing.mandate(governing.body(), comune=comune),
    "networking/staffpolicy": lambda number, comune: StaffPolicy.objects.create(
        slug=f"regola-{number}", name=f"Regola {number}"
    ),
    "networking/credential": lambda number, comune: rows.credential(factories.human(comune=comune)),
}


@pytest.mark.parametrize("address", MAKERS)
def test_a_list_asks_no_more_for_many_rows_than_for_few(as_administrator_6, norcia, address):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert as_administrator_6.get(f"/gestione/{address}/").status_code == 200
        return len(asked)

    for number in range(2):
        MAKERS[address](number, norcia)
    queries()
    few = queries()
    for number in range(2, 27):
        MAKERS[address](number, norcia)

    assert queries() <= few


def test_every_list_can_be_searched_and_says_by_what():
    mute = [
        model.__name__
        for model, page in admin.site._registry.items()
        if page.search_fields and not page.search_help_text
    ]

    assert mute == []


def test_no_list_counts_everything_behind_a_filter():
    assert [page for page in admin.site._registry.values() if page.show_full_result_count] == []
    assert [page for page in admin.site._registry.values() if page.list_per_page > 50] == []
