"""The ground's own notices, and when their reason goes."""

from datetime import timedelta

import pytest

from networking import notices, outbox
from networking.models import Role, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_delivery(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def role(citizen, now):
    """One that ends in twenty days, given long ago."""
    role = citizen.roles.get()
    Role.objects.filter(pk=role.pk).update(ends_on=now.date() + timedelta(days=20))
    role.refresh_from_db()
    return role


def told():
    return factories.notices().get()


def test_who_holds_a_role_that_ends_is_told_once(role, now, mailoutbox):
    for _day in range(2):
        notices.tell_that_roles_end(now=now)
        outbox.drain(now=lambda: now)

    assert [mail.subject for mail in mailoutbox] == ["Il tuo ruolo finisce il 15/12/2026"]


def test_a_role_prolonged_before_it_leaves_withdraws_it(role, now, mailoutbox):
    notices.tell_that_roles_end(now=now)
    Role.objects.update(ends_on=now.date() + timedelta(days=300))

    outbox.drain(now=lambda: now)

    assert (told().state, told().reason, mailoutbox) == ("withdrawn", "Il motivo non c'è più.", [])


def test_a_role_taken_away_withdraws_it(role, now, mailoutbox):
    notices.tell_that_roles_end(now=now)
    role.delete()

    outbox.drain(now=lambda: now)

    assert (told().state, mailoutbox) == ("withdrawn", [])


def test_after_a_long_outage_nobody_is_told_of_what_is_over(role, now, mailoutbox):
    notices.tell_that_roles_end(now=now)

    outbox.drain(now=lambda: now + timedelta(days=21))

    assert (told().state, mailoutbox) == ("withdrawn", [])


def test_a_role_given_for_a_month_is_not_remembered_on_its_first_day(citizen, now, mailoutbox):
    today = now.date()
    Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=today, ends_on=today + timedelta(days=30)
    )
    notices.tell_that_roles_end(now=now)
    assert not factories.notices().exists()

    notices.tell_that_roles_end(now=now + timedelta(days=25))

    assert factories.notices().count() == 1
