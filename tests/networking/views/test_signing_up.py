"""Nobody signs up by themselves yet: the staff enrols people."""

import pytest

from networking.models import User

pytestmark = pytest.mark.django_db


def test_the_page_offers_no_form_to_sign_up(client):
    page = client.get("/iscriviti/")

    assert page.status_code == 200
    assert 'name="password1"' not in page.content.decode()


def test_a_form_sent_all_the_same_enrols_nobody(client):
    client.post(
        "/iscriviti/",
        {
            "email": "nuova@example.org",
            "password1": "cespuglio-larice-77",
            "password2": "cespuglio-larice-77",
        },
    )

    assert not User.objects.filter(email="nuova@example.org").exists()
