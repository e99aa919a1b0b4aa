"""Choosing how one is told, on every page where it can be chosen; what is missing is said beside the field."""

from datetime import timedelta

import pytest

from networking.models import Person, User
from networking.outbox import Telling, tell
from tests import factories
from tests.factories import day, human

PREFERENCES, OWN = "/profilo/avvisi/preferenze/", "/profilo/dati/"
MOBILE = "333 1234567"


def kept(person):
    return Person.objects.for_everyone(reason="prova").get(pk=person.pk)


def errors(answer, field):
    return " ".join(answer.context["form"].errors.get(field, []))


def test_with_the_address_typed_in_the_same_page_a_mail_becomes_a_letter(as_citizen, citizen, norcia, now):
    citizen.person.comune = norcia
    citizen.person.save()
    later = now + timedelta(days=60)
    told = tell("networking.role_ends", Telling(person=citizen.person, key="x", due_at=later), now=now)

    answer = as_citizen.post(PREFERENCES, {"channel": "letter", "street": "Via Roma 1"})

    assert answer.status_code == 302
    assert (kept(citizen.person).channel, kept(citizen.person).street) == ("letter", "Via Roma 1")
    assert factories.notices().get(pk=told.pk).channel == "letter"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"channel": "sms"}, "serve un numero di telefono"),
        ({"channel": "phone"}, "serve un numero di telefono"),
        ({"channel": "sms", "phone": "0743 828711"}, "solo ai cellulari"),
        ({"channel": "letter"}, "la via e il numero"),
        ({"channel": "letter", "street": "Via Po 2"}, "il CAP e la città"),
        ({"channel": "piccione"}, "piccione"),
    ],
)
def test_what_is_missing_is_said_beside_the_choice_and_nothing_is_kept(as_citizen, citizen, typed, word):
    answer = as_citizen.post(PREFERENCES, typed)

    assert answer.status_code == 200
    assert word in errors(answer, "channel")
    assert "__all__" not in answer.context["form"].errors
    assert (kept(citizen.person).channel, kept(citizen.person).phone) == ("", "")


def test_a_wrong_telephone_is_said_beside_the_telephone(as_citizen):
    answer = as_citizen.post(PREFERENCES, {"channel": "", "phone": "pippo"})

    assert "in cifre" in errors(answer, "phone")


def test_an_sms_to_a_mobile_can_be_chosen_and_taken_back(as_citizen, citizen):
    as_citizen.post(PREFERENCES, {"channel": "sms", "phone": MOBILE})
    assert kept(citizen.person).channel == "sms"

    answer = as_citizen.post(PREFERENCES, {"channel": "sms", "phone": ""})
    assert "serve un numero" in errors(answer, "channel")
    as_citizen.post(PREFERENCES, {"channel": "", "phone": ""})

    assert (kept(citizen.person).channel, kept(citizen.person).phone) == ("", "")


def test_where_nobody_carries_sms_they_are_not_offered(as_citizen, citizen, settings):
    settings.SMS_GATEWAY = ""

    assert 'value="sms"' not in as_citizen.get(PREFERENCES).content.decode()
    as_citizen.post(PREFERENCES, {"channel": "sms", "phone": MOBILE})

    assert kept(citizen.person).channel == ""


def test_the_page_says_how_one_is_told_today(as_citizen):
    page = as_citizen.get(PREFERENCES).content.decode()

    assert "Oggi ti avvisiamo così: e-mail." in page
    assert "arrivano a te, in questo stesso modo" in page


def test_whoever_has_not_said_who_they_are_is_asked_first(db):
    nameless = factories.signed_in(User.objects.create_user("senza@example.org"))

    assert "Prima dicci come ti chiami" in nameless.get(PREFERENCES).content.decode()
    assert nameless.post(PREFERENCES, {"channel": "email"}).status_code == 200
    assert nameless.post("/profilo/avvisi/prova/").status_code == 404


def test_the_telephone_by_which_one_is_told_is_not_taken_away_unasked(as_citizen, citizen, norcia):
    as_citizen.post(PREFERENCES, {"channel": "phone", "phone": MOBILE})

    answer = as_citizen.post(
        OWN, {"given_name": "Lia", "family_name": "Bo", "residence": "norcia", "phone": "", "needs": ""}
    )

    assert "Prima scegli un altro modo" in errors(answer, "phone")
    assert kept(citizen.person).phone


def test_where_the_telephone_of_a_child_goes_the_choice_falls_with_it(as_citizen, citizen):
    child = factories.child_of(citizen, phone="+393331234567", channel="sms")

    answer = as_citizen.post(f"/famiglia/{child.pk}/modifica/", {"phone": "", "needs": ""})

    assert answer.status_code == 302
    assert (kept(child).phone, kept(child).channel) == ("", "")


# --- at the desk, in /gestione/ ---

DESK = {
    "given_name": "Ada",
    "family_name": "Bo",
    "birth_date": "12/03/1946",
    "residence": "norcia",
    "phone": "",
    "email": "",
    "street": "",
    "channel": "",
}


@pytest.fixture
def ada(norcia):
    fields = {"phone": "+390743999903", "channel": "phone", "birth_date": day("1946-03-12")}
    return human("Ada Bo", comune=norcia, **fields)


@pytest.fixture
def at_desk(operator_of_zone_6):
    return factories.signed_in(operator_of_zone_6)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"channel": "email"}, "un indirizzo e-mail"),
        ({"channel": "sms", "phone": "0743 999903"}, "solo ai cellulari"),
        ({"channel": "phone"}, "serve un numero"),
        ({"channel": "letter"}, "la via e il numero"),
        ({"channel": "pages"}, "pages"),
    ],
)
def test_the_desk_is_told_what_is_missing(at_desk, ada, typed, word):
    answer = at_desk.post(f"{ada.get_absolute_url()}modifica/", DESK | typed)

    assert answer.status_code == 200
    assert word in errors(answer, "channel")


def test_the_desk_writes_the_address_and_what_waits_becomes_a_letter(at_desk, ada, now):
    told = tell("networking.role_ends", Telling(person=ada, key="x"), now=now)
    assert told.channel == "phone"

    answer = at_desk.post(
        f"{ada.get_absolute_url()}modifica/", DESK | {"channel": "letter", "street": "Via Roma 1"}
    )

    assert answer.status_code == 302
    assert factories.notices().get(pk=told.pk).channel == "letter"
    sheet = at_desk.get(ada.get_absolute_url()).content.decode()
    assert "Via Roma 1" in sheet
    assert "Lettera, che arriva dopo qualche giorno" in sheet


@pytest.mark.parametrize("channel", ["email", "sms", "phone", "letter", "pages"])
def test_gestione_says_it_too_and_never_breaks(as_administrator, norcia, channel):
    ada = human("Ada Bo", comune=norcia)
    typed = {"given_name": "Ada", "family_name": "Bo", "comune": norcia.pk, "channel": channel}

    answer = as_administrator.post(f"/gestione/networking/person/{ada.pk}/change/", typed)

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["channel"]
    assert kept(ada).channel == ""


def test_gestione_takes_a_telephone_away_with_its_choice(as_administrator, norcia, ada):
    typed = {"given_name": "Ada", "family_name": "Bo", "comune": norcia.pk, "channel": ""}

    answer = as_administrator.post(f"/gestione/networking/person/{ada.pk}/change/", typed)

    assert answer.status_code == 302
    assert (kept(ada).phone, kept(ada).channel) == ("", "")
