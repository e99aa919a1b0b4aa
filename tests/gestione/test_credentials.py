"""Credentials are written by who has seen the document, and only revoked; the rules that ask for them."""

import pytest

from networking import accrediting
from networking.models import AccessRecord, Credential, Fact, StaffPolicy
from tests import factories
from tests.gestione import rows

CREDENTIALS, POLICIES = "/gestione/networking/credential/", "/gestione/networking/staffpolicy/"


@pytest.fixture
def educator(norcia):
    return factories.human("Elena Rossi", comune=norcia)


def posted(person, **fields):
    return {"person": person.pk, "kind": "clearance", "issued_on": "03/09/2026", "expires_on": "", **fields}


def credentials():
    return Credential.objects.for_everyone(reason="prova")


def errors(page, name="__all__"):
    return " ".join(page.context["adminform"].form.errors.get(name, []))


def test_whoever_writes_it_has_seen_the_document(as_operator_6, operator_of_zone_6, educator):
    assert as_operator_6.post(f"{CREDENTIALS}add/", posted(educator)).status_code == 302

    assert credentials().get().verified_by == operator_of_zone_6


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"expires_on": "01/09/2026"}, "expires_on", "L'abilitazione scadrebbe prima di cominciare."),
        ({"issued_on": "03/09/2126"}, "issued_on", "Questo giorno deve ancora venire."),
    ],
)
def test_days_that_cannot_be_are_told_beside_them(as_operator_6, educator, fields, name, sentence):
    page = as_operator_6.post(f"{CREDENTIALS}add/", posted(educator, source="Carta vista", **fields))

    assert sentence in errors(page, name)
    assert "Carta vista" in page.content.decode()
    assert not credentials().exists()


def test_nobody_says_it_of_themselves(as_operator_6, operator_of_zone_6, norcia):
    myself = operator_of_zone_6.person
    type(myself).objects.for_everyone(reason="prova").filter(pk=myself.pk).update(comune=norcia)

    page = as_operator_6.post(f"{CREDENTIALS}add/", posted(myself))

    assert "una collega o un collega" in errors(page)
    assert not credentials().exists()


def test_asvs_8_3_1_nor_of_somebody_of_another_zone(as_operator_6, foligno):
    page = as_operator_6.post(f"{CREDENTIALS}add/", posted(factories.human(comune=foligno)))

    assert errors(page, "person")
    assert not credentials().exists()


def test_it_is_revoked_with_a_reason_and_nothing_else_of_it_changes(as_operator_6, educator):
    credential = rows.credential(educator)
    address = f"{CREDENTIALS}{credential.pk}/change/"
    assert "Scrivi perché" in errors(as_operator_6.post(address, {}), "revoked_because")

    as_operator_6.post(address, {"revoked_because": "Falso", "granted_on": "01/01/2020"})

    now = credentials().get()
    assert (now.revoked_because, now.granted_on, now.revoked_at is None) == (
        "Falso",
        credential.granted_on,
        False,
    )
    assert Fact.objects.get().kind == accrediting.REVOKED


def test_who_reads_it_is_written_down(as_operator_6, educator):
    as_operator_6.get(f"{CREDENTIALS}{rows.credential(educator).pk}/change/")

    read = AccessRecord.objects.for_everyone(reason="prova").get(deed=AccessRecord.Deed.READ)
    assert read.subject_id == str(educator.pk)


def test_no_page_takes_away_what_the_law_asks_for_minors(as_whole_administrator):
    rule = StaffPolicy.objects.get(slug="minori")
    cells = {"name": "Con minori", "minimum_adults": 2, "needed": ["first_aid"]}

    page = as_whole_administrator.post(f"{POLICIES}{rule.pk}/change/", cells)

    assert "obbligatoria per legge" in errors(page, "needed")


def test_a_rule_asks_for_an_adult_and_what_each_must_have(as_whole_administrator):
    cells = {"name": "Sport", "slug": "sport", "minimum_adults": 0, "needed": ["first_aid", "safety"]}

    page = as_whole_administrator.post(f"{POLICIES}add/", cells)
    as_whole_administrator.post(f"{POLICIES}add/", {**cells, "minimum_adults": 1})

    assert "Serve almeno un adulto." in errors(page, "minimum_adults")
    assert StaffPolicy.objects.get(slug="sport").needed == ["first_aid", "safety"]


def test_a_zone_reads_the_rules_and_changes_none(as_administrator_6):
    rule = StaffPolicy.objects.get(slug="adulti")

    assert as_administrator_6.get(POLICIES).status_code == 200
    assert as_administrator_6.post(f"{POLICIES}{rule.pk}/change/", {"name": "x"}).status_code == 403
