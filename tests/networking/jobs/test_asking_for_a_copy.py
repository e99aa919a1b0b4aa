"""Asking for a copy of somebody's data: by whom, about whom."""

import pytest

from networking.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = factories.signed_in(user)
    client.post("/accedi/conferma/", {"password": factories.PASSWORD})
    return client


def test_asvs_7_5_1_who_signed_in_long_ago_says_again_who_they_are(as_citizen, citizen):
    answer = as_citizen.post("/profilo/i-miei-dati/", {"person": citizen.person.pk})

    assert answer.status_code == 302
    assert answer.url.startswith("/accedi/conferma/")
    assert not Job.objects.for_everyone(reason="prova").exists()


def test_ones_own_and_ones_childrens(citizen):
    child = factories.child_of(citizen)
    client = signed_in(citizen)

    for person in (citizen.person, child):
        assert client.post("/profilo/i-miei-dati/", {"person": person.pk}).status_code == 302

    assert set(Job.objects.visible_to(citizen).values_list("about", flat=True)) == {
        citizen.person.pk,
        child.pk,
    }


@pytest.mark.parametrize("whose", ["a stranger's", "nobody's", "not an id"])
def test_never_somebody_elses_child(citizen, provider, whose):
    asked = {"a stranger's": factories.child_of(provider).pk, "nobody's": factories.human().pk}.get(
        whose, "x"
    )

    answer = signed_in(citizen).post("/profilo/i-miei-dati/", {"person": asked})

    assert answer.status_code == 404
    assert not Job.objects.for_everyone(reason="prova").exists()


def test_at_the_desk_only_who_lives_in_the_zone(operator_of_zone_6, norcia, foligno):
    here, elsewhere = factories.human(comune=norcia), factories.human(comune=foligno)
    client = signed_in(operator_of_zone_6)

    assert client.post(f"/operatori/persone/{here.pk}/copia-dei-dati/").status_code == 302
    assert client.post(f"/operatori/persone/{elsewhere.pk}/copia-dei-dati/").status_code == 404
    assert client.get(f"/operatori/persone/{here.pk}/copia-dei-dati/").status_code == 200
