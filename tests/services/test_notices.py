"""Editors are asked once a month to check their sheets, while there is something to check."""

from datetime import timedelta

import pytest

from networking import outbox
from services import notices, verifying
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_delivery(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def sheet(provider):
    organization = provider.roles.get().provider_scope.organization
    return factories.service("Pasti a domicilio", organization=organization)


def test_an_editor_is_asked_once_a_month(sheet, now, mailoutbox):
    for days in (0, 1, 15):
        notices.tell_of_sheets_to_confirm(now=now + timedelta(days=days) - timedelta(days=20))
        outbox.drain(now=lambda: now)

    assert [mail.subject for mail in mailoutbox] == ["Hai 1 scheda da confermare"]
    assert "• Pasti a domicilio" in mailoutbox[0].body


def test_who_confirms_before_it_leaves_is_asked_nothing(sheet, provider, now, mailoutbox):
    notices.tell_of_sheets_to_confirm(now=now)
    verifying.confirm_sheet(service=sheet, by=provider, on_behalf_of="Ente", now=now)

    outbox.drain(now=lambda: now)

    assert mailoutbox == []


def test_nobody_is_asked_about_somebody_elses_sheets(sheet, other_provider, now):
    notices.tell_of_sheets_to_confirm(now=now)

    assert not factories.notices().filter(person=other_provider.person).exists()
