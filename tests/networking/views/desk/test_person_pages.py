"""One person at the desk: opened, registered, corrected, printed; of another zone, not even known of."""

import subprocess
import uuid

import pytest
from django.apps import apps

from networking.models import Person, Role, RoleKind
from tests import factories
from tests.factories import day, human

NEW = "/operatori/persone/nuova/"
TYPED = {
    "given_name": "Ginevra",
    "family_name": "Proietti",
    "birth_date": "19051951",
    "residence": "cascia",
    "phone": "0743 999907",
    "email": "",
    "codice_fiscale": "",
    "needs": "",
}


def everyone():
    return Person.objects.for_everyone(reason="una prova")


def address(person, page=""):
    return f"/operatori/persone/{person.pk}/{page}"


@pytest.mark.parametrize("page", ["", "modifica/", "promemoria/", "responsabili/", "responsabili/nuova/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_a_person_of_another_zone_is_not_even_known_of(
    as_operator, achille, page, method, readings
):
    answer = getattr(as_operator, method)(address(achille, page), TYPED)
    unknown = getattr(as_operator, method)(address(Person(pk=uuid.uuid4()), page), TYPED)

    # A page that is only looked at refuses every POST alike.
    assert answer.status_code == unknown.status_code
    assert answer.status_code in {404, 405}
    assert "Perugini" not in answer.content.decode()
    assert readings() == []
    assert everyone().get(pk=achille.pk).given_name == "Achille"


def test_the_sheet_says_everything(as_operator, settimio):
    page = as_operator.get(address(settimio)).content.decode()

    for word in ("Settimio Bonacci", "12/03/1946", "0743 999903", "BNCSTM46C12F935A", "Sente poco."):
        assert word in page


@pytest.mark.parametrize(("page", "deed"), [("", "read"), ("modifica/", "read"), ("promemoria/", "printed")])
def test_asvs_16_3_2_each_opening_is_written_down(as_operator, settimio, readings, page, deed):
    as_operator.get(address(settimio, page))
    as_operator.get(address(settimio, page))

    assert readings() == [(deed, str(settimio.pk), 1)] * 2


def test_a_wrong_correction_shows_the_data_again_and_is_written_down(as_operator, settimio, readings):
    as_operator.post(address(settimio, "modifica/"), {**TYPED, "given_name": ""})

    assert readings() == [("read", str(settimio.pk), 1)]


def test_the_sheet_shows_the_roles_of_whoever_has_an_access(as_operator, norcia):
    user = factories.person("volontaria@example.org", RoleKind.VOLUNTEER, lives_in=norcia)

    assert "Volontaria o volontario" in as_operator.get(address(user.person)).content.decode()
    assert "Volontaria o volontario" not in as_operator.get(address(human(comune=norcia))).content.decode()


def test_asvs_8_3_2_a_role_taken_away_closes_the_desk_at_the_next_request(
    as_operator, settimio, operator_of_zone_6
):
    assert as_operator.get(address(settimio)).status_code == 200
    Role.objects.filter(user=operator_of_zone_6).update(ends_on=day("2026-02-01"))

    assert as_operator.get(address(settimio)).status_code == 403


def test_somebody_without_email_is_registered(as_operator, cascia):
    answer = as_operator.post(NEW, TYPED)

    person = everyone().get(family_name="Proietti")
    assert answer.url == address(person)
    assert (person.birth_date, person.comune, person.phone) == (day("1951-05-19"), cascia, "+390743999907")
    assert (person.account, person.email, person.codice_fiscale, person.needs) == (None, "", None, None)


def test_sealed_columns_are_kept_and_read_again(as_operator):
    code = "PRTGVR51E59B948Z"
    as_operator.post(
        NEW,
        {
            **TYPED,
            "codice_fiscale": " bnc stm 46c12 f935a ",
            "birth_date": "12/03/1946",
            "needs": "Carrozzina.",
        },
    )

    person = everyone().get(family_name="Proietti")
    assert (person.codice_fiscale, person.needs) == ("BNCSTM46C12F935A", "Carrozzina.")
    assert code not in str(person.__dict__)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("given_name", "", "serve"),
        ("family_name", "   ", "serve"),
        ("birth_date", "ieri", "giorno, mese e anno"),
        ("birth_date", "01/01/2099", "nel passato"),
        ("birth_date", "01/01/1850", "120 anni"),
        ("birth_date", "31/02/1980", "giorno, mese e anno"),
        ("residence", "", "Scegli il comune"),
        ("residence", "roma", "Scegli dall"),
        ("residence", "zona-6", "Scegli dall"),
        ("phone", "non ce l'ha", "in cifre"),
        ("email", "mario@", "mail"),
        ("codice_fiscale", "BNCSTM46C12F935B", "non torna"),
        ("codice_fiscale", "BNCSTM46C12F935A", "altra data di nascita"),
        ("given_name", "x\x00y", "null"),
        ("given_name", "x" * 81, "80"),
    ],
)
def test_asvs_2_2_1_every_rule_holds_on_the_server(as_operator, field, typed, said):
    answer = as_operator.post(NEW, {**TYPED, field: typed})

    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[field])
    assert answer.context["form"].fields[field].widget.attrs["autofocus"]
    assert not everyone().filter(phone="+390743999907").exists()


def test_a_codice_fiscale_of_anybody_anywhere_is_refused_with_one_sentence(
    as_other_operator, as_operator, settimio
):
    """It says neither who nor where, whether one may know them or not."""
    typed = {**TYPED, "birth_date": "12/03/1946", "codice_fiscale": "BNCSTM46C12F935A"}
    said = [
        client.post(NEW, {**typed, "residence": comune}).context["form"].errors["codice_fiscale"]
        for client, comune in ((as_operator, "norcia"), (as_other_operator, "foligno"))
    ]

    sentence = "C'è già una persona con questo codice fiscale: cerca prima, o chiedi all'amministrazione."
    assert said == [[sentence], [sentence]]


def test_extra_fields_of_a_post_change_nothing(as_operator, citizen, foligno):
    zone = str(foligno.zone_id)
    as_operator.post(
        NEW,
        {
            **TYPED,
            "account": str(citizen.pk),
            "zone": zone,
            "comune": str(foligno.pk),
            "id": str(uuid.uuid4()),
        },
    )

    person = everyone().get(family_name="Proietti")
    assert (person.account, person.zone, str(person.comune)) == (None, None, "Cascia")


def test_a_correction_is_kept_and_what_was_not_touched_stays(as_operator, settimio):
    form = as_operator.get(address(settimio, "modifica/")).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    as_operator.post(
        address(settimio, "modifica/"), {**shown, "birth_date": "12/03/1946", "phone": "0743 111222"}
    )

    kept = everyone().get(pk=settimio.pk)
    assert kept.phone == "+390743111222"
    assert (kept.codice_fiscale, kept.needs, kept.comune) == (
        "BNCSTM46C12F935A",
        "Sente poco.",
        settimio.comune,
    )


def test_two_who_correct_the_same_person_do_not_undo_each_other(as_operator, settimio):
    page = address(settimio, "modifica/")
    read = as_operator.get(page).context["last_change"]
    as_operator.post(page, {**TYPED, "needs": "Carrozzina.", "last_change": read})

    late = as_operator.post(page, {**TYPED, "phone": "0743 111222", "last_change": read})

    assert "qualcun altro ha cambiato" in late.content.decode()
    assert (everyone().get(pk=settimio.pk).needs, everyone().get(pk=settimio.pk).phone) == (
        "Carrozzina.",
        "+390743999907",
    )
    now = late.context["last_change"]
    assert as_operator.post(page, {**TYPED, "needs": "Carrozzina.", "last_change": now}).status_code == 302


def test_each_change_is_in_the_history_with_who_made_it(as_operator, operator_of_zone_6):
    as_operator.post(NEW, TYPED)
    person = everyone().get(family_name="Proietti")
    as_operator.post(address(person, "modifica/"), {**TYPED, "given_name": "Genoveffa"})

    events = (
        apps.get_model("networking", "PersonEvent").objects.filter(pgh_obj_id=person.pk).order_by("pgh_id")
    )
    assert [event.given_name for event in events] == ["Ginevra", "Genoveffa"]
    assert {event.pgh_context["user"] for event in events} == {str(operator_of_zone_6.pk)}


def test_who_has_an_access_is_written_to_where_they_say(as_operator, norcia):
    user = factories.person(
        "volontaria@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Irene Ng"
    )
    as_operator.post(address(user.person, "modifica/"), {**TYPED, "email": "altra@example.org"})

    assert everyone().get(account=user).email == ""
    assert everyone().get(account=user).contact_email == "volontaria@example.org"


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_the_ties(
    as_operator, settimio, norcia, rows, django_assert_max_num_queries
):
    for _number in range(rows):
        child = human(comune=norcia, birth_date=day("2016-05-05"))
        factories.tie(settimio, child)
        factories.tie(human(comune=norcia, birth_date=day("1980-05-05")), settimio, kind="support")

    with django_assert_max_num_queries(25):
        assert as_operator.get(address(settimio)).status_code == 200


def test_the_paper_says_whom_to_call_and_nothing_that_others_must_not_read(as_operator, settimio, ada, elsa):
    factories.tie(settimio, ada, kind="tutor")
    factories.tie(elsa, settimio, kind="support")
    answer = as_operator.get(address(settimio, "promemoria/"))

    told = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True)
    words = told.stdout.decode()
    assert answer["Content-Type"] == "application/pdf"
    assert "Bonacci" not in answer["Content-Disposition"]
    assert "Settimio Bonacci" in words
    assert "Ada Vagni" in words
    assert "0743 828711" in words
    for secret in ("BNCSTM46C12F935A", "Sente poco", "Elsa"):
        assert secret not in words
