"""The people of the demonstration: who is there, and what each may open."""

from networking import demo
from networking.models import Guardianship, Person, User
from networking.rules import age_on
from tests import factories


def people():
    return Person.objects.for_everyone(reason="una prova")


def test_a_man_of_eighty_in_norcia_has_no_access_and_no_email(accounts, now):
    settimio = people().get(given_name="Settimio")

    assert age_on(settimio.birth_date, now.date()) == 80
    assert (settimio.comune.slug, settimio.account, settimio.email) == ("norcia", None, "")


def test_there_are_people_without_an_access_in_every_zone_and_outside(accounts):
    without = people().filter(account=None)

    assert {person.followed_by_zone.number for person in without} == {6, 8, 9}
    assert without.filter(comune=None).exists()
    assert len(without) >= 12


def test_nobody_opens_a_neighbours_child(accounts):
    pages = {
        account.email: [page for page in account.pages if page.startswith("/famiglia/")]
        for account in accounts
        if account.email.startswith("famiglia-")
    }
    for email, own in pages.items():
        client = factories.signed_in(User.objects.get(email=email))
        for owner, theirs in pages.items():
            assert len(theirs) > 2
            assert {client.get(page).status_code for page in theirs} == {200 if owner == email else 404}, own


def test_a_second_run_changes_nothing_that_a_visitor_changed(accounts, now):
    before = (people().count(), Guardianship.objects.for_everyone(reason="una prova").count())
    people().filter(given_name="Settimio").update(phone="+390743111222")

    demo.build_all(now=now)

    assert (people().count(), Guardianship.objects.for_everyone(reason="una prova").count()) == before
    assert people().get(given_name="Settimio").phone == "+390743111222"
