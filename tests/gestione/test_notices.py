"""Staff see how the notices go, understand what was not delivered, and send it again; each in their own zone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking.models import AccessRecord, RoleKind, Zone
from tests import factories

pytestmark = pytest.mark.django_db
LIST, OVERVIEW = "/gestione/networking/notice/", "/gestione/networking/notice/come-va/"


@pytest.fixture
def emma(norcia):
    return factories.human("Emma Anziana", comune=norcia, email="emma@example.org")


@pytest.fixture
def dead(emma):
    when = timezone.now() - timedelta(hours=3)
    return factories.notice(
        person=emma,
        kind="networking.role_ends",
        state="dead",
        created_at=when,
        closed_at=when,
        reason="La casella è piena.",
        subject="Il tuo ruolo",
        text="parole riservate",
    )


def administrator_of(number):
    zone = Zone.objects.get(number=number)
    return factories.signed_in(factories.person(f"a{number}@example.org", RoleKind.ADMINISTRATOR, zone=zone))


def text(page):
    return page.content.decode()


def test_the_dead_letters_say_why_and_not_what(as_administrator, dead):
    page = text(as_administrator.get(f"{LIST}?state__exact=dead"))
    sheet = text(as_administrator.get(f"{LIST}{dead.pk}/change/"))

    assert "La casella è piena." in page
    assert "Un ruolo che finisce" in page
    assert "parole riservate" not in page + sheet


def test_a_dead_notice_is_put_back_by_the_channel_of_today_and_it_is_written_who_did(as_administrator, dead):
    as_administrator.post(LIST, {"action": "send_again", "_selected_action": [str(dead.pk)]})

    dead.refresh_from_db()
    assert (dead.state, dead.channel, dead.attempts, dead.reason) == ("queued", "email", 0, "")
    assert dead.tries.get().by.email == "amministrazione@example.org"


def test_what_was_sent_is_not_sent_again(as_administrator, emma):
    now = timezone.now()
    sent = factories.notice(person=emma, state="sent", sent_at=now, address="emma@example.org")

    as_administrator.post(LIST, {"action": "send_again", "_selected_action": [str(sent.pk)]})

    sent.refresh_from_db()
    assert sent.state == "sent"


def test_asvs_8_4_1_an_administrator_of_another_zone_sees_and_resends_nothing(dead):
    elsewhere = administrator_of(8)

    page = text(elsewhere.get(LIST))
    numbers = text(elsewhere.get(OVERVIEW))
    elsewhere.post(LIST, {"action": "send_again", "_selected_action": [str(dead.pk)]})

    dead.refresh_from_db()
    assert "La casella è piena." not in page + numbers
    assert dead.state == "dead"
    assert elsewhere.get(f"{LIST}{dead.pk}/change/").status_code == 404


def test_an_administrator_of_the_zone_sees_theirs(dead):
    assert "La casella è piena." in text(administrator_of(6).get(OVERVIEW))


def test_asvs_16_3_2_reading_a_notice_is_written_down(as_administrator, dead, emma):
    as_administrator.get(f"{LIST}{dead.pk}/change/")

    read = AccessRecord.objects.for_everyone(reason="prova").filter(deed="read")
    assert [each.subject_id for each in read] == [str(emma.pk)]


def test_the_overview_counts_what_waits_what_is_late_and_what_failed(as_administrator, emma, dead):
    now = timezone.now()
    factories.notice(person=emma, created_at=now - timedelta(hours=2))
    factories.notice(
        person=emma, created_at=now, next_at=now + timedelta(days=1), due_at=now + timedelta(days=1)
    )

    page = as_administrator.get(OVERVIEW)

    (mail,) = page.context_data["waiting"]
    assert (mail.due, mail.later, mail.late, mail.dead) == (1, 1, 1, 1)
    assert sum(line.total for line in page.context_data["days"]) == 2
    assert [count for _day, count in page.context_data["to_come"]] == [1]


@pytest.mark.parametrize("page", [LIST, OVERVIEW])
def test_queries_do_not_grow_with_the_notices(as_administrator, emma, page):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_administrator.get(page).status_code == 200
        return len(queries)

    factories.notice(person=emma)
    as_administrator.get(page)
    one = asked()
    for _each in range(24):
        factories.notice(person=emma)

    assert asked() == one


def test_who_works_at_the_desk_has_no_such_page(operator_of_zone_6):
    assert factories.signed_in(operator_of_zone_6).get(OVERVIEW).status_code == 403
