"""Whoever answers for somebody sees them, and nobody else's; everybody sees their own data."""

import uuid

import pytest
from django.apps import apps

from networking.models import AccessRecord, Guardianship, Person, RoleKind, User
from networking.person_forms import OwnDataForm
from tests import factories
from tests.factories import day

NEEDS = {"phone": "", "needs": "Allergica alle noci."}


def address(child, page=""):
    return f"/famiglia/{child.pk}/{page}"


def kept(person):
    return Person.objects.for_everyone(reason="una prova").get(pk=person.pk)


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia, codice_fiscale="RDLNTA17P54D653S")


@pytest.fixture
def as_mother(mother, child):
    return factories.signed_in(mother)


@pytest.fixture
def neighbours_child(foligno):
    neighbour = factories.person("vicino@example.org", RoleKind.GUARDIAN, lives_in=foligno)
    return factories.child_of(neighbour, "Zeno Vicini", comune=foligno)


def test_a_mother_sees_her_children_and_not_the_neighbours(as_mother, child, neighbours_child):
    page = as_mother.get("/famiglia/").content.decode()

    assert "Ada Vagni" in page
    assert "Zeno" not in page


def test_a_mother_reads_her_childs_data(as_mother, child):
    page = as_mother.get(address(child)).content.decode()

    assert "RDLNTA17P54D653S" in page
    assert "Puoi prenotare e venire a prendere." in page


@pytest.mark.parametrize("page", ["", "modifica/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_never_somebody_elses_child(as_mother, neighbours_child, page, method):
    answer = getattr(as_mother, method)(address(neighbours_child, page), NEEDS)
    unknown = getattr(as_mother, method)(f"/famiglia/{uuid.uuid4()}/{page}", NEEDS)

    assert answer.status_code == unknown.status_code
    assert answer.status_code in {404, 405}
    assert "Zeno" not in answer.content.decode()
    assert kept(neighbours_child).needs is None


def over(tie):
    tie.update(ends_on=day("2026-03-01"), **factories.proof())


def not_yet(tie):
    tie.update(starts_on=day("2999-01-01"), **factories.proof())


def of_age(tie):
    Person.objects.for_everyone(reason="una prova").filter(pk=tie.get().child_id).update(
        birth_date=day("2000-01-01")
    )


@pytest.mark.parametrize("change", [over, not_yet, of_age])
@pytest.mark.parametrize("page", ["", "modifica/"])
def test_who_no_longer_answers_sees_nothing(as_mother, child, change, page):
    change(Guardianship.objects.for_everyone(reason="una prova").filter(child=child))

    assert as_mother.get(address(child, page)).status_code == 404
    assert "Ada Vagni" not in as_mother.get("/famiglia/").content.decode()


def test_a_tutor_answers_also_for_an_adult(as_mother, child):
    Guardianship.objects.for_everyone(reason="una prova").update(kind="tutor")
    of_age(Guardianship.objects.for_everyone(reason="una prova").filter(child=child))

    assert as_mother.get(address(child)).status_code == 200


def test_a_mother_keeps_needs_and_telephone_up_to_date(as_mother, child, mother):
    answer = as_mother.post(
        address(child, "modifica/"), {"phone": "0743 111222", "needs": "Allergica alle noci."}
    )

    assert answer.url == address(child)
    assert (kept(child).phone, kept(child).needs) == ("+390743111222", "Allergica alle noci.")
    event = apps.get_model("networking", "PersonEvent").objects.filter(pgh_obj_id=child.pk).latest("pgh_id")
    assert (event.phone, event.pgh_context["user"]) == ("+390743111222", str(mother.pk))


def test_extra_fields_of_a_post_change_nothing_else(as_mother, child, foligno):
    extra = {
        "given_name": "Eva",
        "birth_date": "2000-01-01",
        "comune": str(foligno.pk),
        "residence": "foligno",
        "codice_fiscale": "",
    }
    as_mother.post(address(child, "modifica/"), {**NEEDS, **extra})

    same = kept(child)
    assert (same.given_name, same.birth_date, str(same.comune)) == ("Ada", child.birth_date, "Norcia")
    assert same.codice_fiscale == "RDLNTA17P54D653S"


def test_who_may_not_book_sees_and_does_not_write(as_mother, child):
    Guardianship.objects.for_everyone(reason="una prova").update(can_book=False, **factories.proof())

    assert "modifica" not in as_mother.get(address(child)).content.decode()
    assert as_mother.post(address(child, "modifica/"), NEEDS).status_code == 404
    assert kept(child).needs is None


def test_who_else_answers_is_not_told(as_mother, child):
    """A foster family may be a secret of the court's."""
    factories.tie(factories.human("Famiglia Segreta", birth_date=day("1980-01-01")), child, kind="foster")

    assert "Segreta" not in as_mother.get(address(child)).content.decode()


def test_families_read_what_is_theirs_and_the_log_is_for_who_works_here(as_mother, child):
    for page in ("/famiglia/", address(child), address(child, "modifica/"), "/profilo/dati/"):
        assert as_mother.get(page).status_code == 200

    assert not AccessRecord.objects.for_everyone(reason="una prova").exists()


def test_who_answers_for_nobody_reads_a_kind_sentence(as_citizen):
    page = as_citizen.get("/famiglia/")

    assert "Per ora non c'è nessuno" in page.content.decode()
    assert 'href="/famiglia/"' not in as_citizen.get("/").content.decode()


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_the_children(mother, norcia, rows, django_assert_max_num_queries):
    for _number in range(rows):
        factories.child_of(mother, comune=norcia)
    client = factories.signed_in(mother)

    with django_assert_max_num_queries(20):
        assert client.get("/famiglia/").status_code == 200


def test_everybody_corrects_their_own_data(as_mother, mother):
    typed = {
        "given_name": "Marta Maria",
        "family_name": "Vagni",
        "residence": "foligno",
        "phone": "0742 111222",
        "needs": "",
    }
    answer = as_mother.post(
        "/profilo/dati/", {**typed, "birth_date": "2000-01-01", "codice_fiscale": "BNCSTM46C12F935A"}
    )

    own = kept(mother.person)
    assert answer.url == "/profilo/dati/"
    assert (own.full_name, str(own.comune), own.phone) == ("Marta Maria Vagni", "Foligno", "+390742111222")
    assert (own.birth_date, own.codice_fiscale) == (None, None)


def test_what_the_desk_corrects_in_the_same_moment_stays(as_mother, mother, norcia, monkeypatch):
    def desk_was_quicker(form):
        Person.objects.for_everyone(reason="una prova").filter(pk=mother.person.pk).update(
            birth_date=day("1985-04-03")
        )
        return save(form)

    save = OwnDataForm.save
    monkeypatch.setattr(OwnDataForm, "save", desk_was_quicker)

    as_mother.post(
        "/profilo/dati/", {"given_name": "Marta", "family_name": "Vagni", "residence": norcia.slug}
    )

    assert kept(mother.person).birth_date == day("1985-04-03")


def test_an_access_without_a_person_gets_one(db):
    user = User.objects.create_superuser("radice@example.org", factories.PASSWORD)
    client = factories.signed_in(user)
    assert client.get("/profilo/dati/").status_code == 200
    assert client.get("/famiglia/").status_code == 200
    assert client.get("/operatori/").status_code == 200

    client.post("/profilo/dati/", {"given_name": "Anna", "family_name": "Rossetti", "residence": "spoleto"})

    assert Person.objects.visible_to(user).get(account=user).full_name == "Anna Rossetti"


def test_who_presses_twice_the_first_time_has_one_person(as_citizen, citizen, monkeypatch):
    """The second request has looked before the first has written."""
    typed = {"given_name": "Lucia", "family_name": "Cesaretti", "residence": "cascia"}
    monkeypatch.setattr("networking.views.family._own", lambda user: Person(account=user))

    assert as_citizen.post("/profilo/dati/", typed).status_code == 302
    assert Person.objects.visible_to(citizen).filter(account=citizen).count() == 1
