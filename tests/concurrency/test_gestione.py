"""Two who save the same thing in `/gestione/` at once: the second reads why not, and meets no error."""

from threading import Thread

import pytest
from django.db import connection

from networking import registering
from networking.models import Comune, Guardianship, Person
from services.models import Category
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "RSSMRA80A01F935Q"


@pytest.fixture
def norcia():
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def at_work():
    return factories.signed_in(factories.person("op@example.org", "administrator", everywhere=True))


def quicker(monkeypatch, module, check, write):
    """Right after the first `check` passes, somebody else's connection writes and commits."""
    real, writers = getattr(module, check), [write]

    def checked(*args, **options):
        answer = real(*args, **options)
        if writers:
            elsewhere = Thread(target=in_a_connection_of_its_own, args=(writers.pop(),))
            elsewhere.start()
            elsewhere.join()
        return answer

    monkeypatch.setattr(module, check, checked)


def in_a_connection_of_its_own(write):
    try:
        write()
    finally:
        connection.close()


def errors(page):
    return str(page.context["adminform"].form.errors)


def test_the_same_codice_fiscale(at_work, norcia, monkeypatch):
    quicker(
        monkeypatch,
        registering,
        "is_tax_code_taken",
        lambda: Person(given_name="Mario", family_name="Rossi", codice_fiscale=CODE).save(),
    )

    cells = {"given_name": "Maria", "family_name": "Rossi", "comune": norcia.pk, "codice_fiscale": CODE}
    page = at_work.post("/gestione/networking/person/add/", cells)

    assert "C&#x27;è già una persona" in errors(page)
    assert Person.objects.for_everyone(reason="test").get(family_name="Rossi").given_name == "Mario"


def test_the_same_two_people(at_work, norcia, monkeypatch):
    guardian = factories.human("Anna Bassi", comune=norcia, birth_date=factories.day("1985-01-01"))
    child = factories.human("Lia Bassi", comune=norcia, birth_date=factories.day("2018-01-01"))
    since = factories.day("2026-01-01")
    quicker(
        monkeypatch,
        Guardianship,
        "validate_constraints",
        lambda: Guardianship.objects.create(guardian=guardian, child=child, starts_on=since),
    )

    whole = {"can_book": "on", "can_collect": "on"}
    cells = {"guardian": guardian.pk, "child": child.pk, "kind": "parent", "starts_on": "2026-01-01", **whole}
    page = at_work.post("/gestione/networking/guardianship/add/", cells)

    assert "risponde già" in errors(page)
    assert Guardianship.objects.for_everyone(reason="test").count() == 1


def test_the_same_word_of_the_catalogue(at_work, monkeypatch):
    quicker(
        monkeypatch,
        Category,
        "validate_unique",
        lambda: Category.objects.create(name="Trasporti", slug="trasporti"),
    )

    cells = {"name": "Trasporti", "slug": "trasporti", "order": 1}
    page = at_work.post("/gestione/services/category/add/", cells)

    assert Category.objects.filter(slug="trasporti").count() == 1
    assert "slug" in errors(page)
