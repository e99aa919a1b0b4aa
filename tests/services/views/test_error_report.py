"""“Segnala un errore”: anybody can say what is wrong, and nothing typed is lost."""

import pytest

from services.models import ErrorReport
from tests import factories


@pytest.fixture
def service(norcia):
    return factories.service("Sportello", comune=norcia)


def report(client, service, **typed):
    return client.post(f"{service.get_absolute_url()}segnala-un-errore/", typed)


def test_a_report_is_kept_and_the_person_is_led_back(client, service):
    response = report(client, service, field="hours", message="Apre alle dieci", email="")

    assert response.url == service.get_absolute_url()
    kept = ErrorReport.objects.get()
    assert (kept.service, kept.field, kept.message) == (service, "hours", "Apre alle dieci")
    assert "Grazie" in client.get(response.url).content.decode()


def test_bad_input_keeps_what_was_typed_with_a_sentence(client, service):
    response = report(client, service, field="inventato", message="Apre alle dieci", email="boh")

    page = response.content.decode()
    assert response.status_code == 200
    assert "Apre alle dieci" in page
    assert "nome@esempio.it" in page
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("message", ["", "   ", "x" * 2001])
def test_a_message_that_says_nothing_or_too_much_is_refused_kindly(client, service, message):
    response = report(client, service, field="hours", message=message)

    assert response.status_code == 200
    assert not ErrorReport.objects.exists()


def test_control_characters_are_refused_without_an_error(client, service):
    response = report(client, service, field="hours", message="a\x00b")

    assert response.status_code == 200
    assert not ErrorReport.objects.exists()
