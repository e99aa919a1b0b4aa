"""One's own proxy from home: to whom one names, before it begins; and nothing of others in what is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Summons
from governance.refusing import GovernanceError
from governance.sitting import holding, proxies
from networking.models import RoleKind
from tests import factories, governing
from tests.governance import seated
from tests.governance.seated import OPENED

pytestmark = pytest.mark.django_db
NOT_THEM = "non si può dare la delega"


def called(meeting, person):
    return Summons.objects.create(
        meeting=meeting, person=person, name=person.full_name, summoned_at=timezone.now()
    )


def assembly(many=6, **rule):
    meeting, people = seated.assembly(many, state="convened", **rule)
    for number, each in enumerate(people):
        each.given_name, each.family_name = f"Nome{number}", "Delle Rose"
        each.email = f"nome{number}@example.org"
        each.save()
    return meeting, people


def give(meeting, grantor, typed):
    return proxies.give_from_home(called(meeting, grantor), typed, now=OPENED)


@pytest.fixture
def carla(db):
    user = factories.person("carla@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    user.person.birth_date = date(1970, 1, 1)
    user.person.save()
    return user


@pytest.mark.parametrize("typed", ["Nome1 Delle Rose", " nome1  DELLE rose ", "NOME1@example.org"])
def test_by_name_or_by_email_whole(typed):
    meeting, people = assembly(3)

    made = give(meeting, people[0], typed)

    assert (made.holder, made.is_given_here, made.document) == (people[1], True, None)


@pytest.mark.parametrize(
    "typed", ["Nome1", "Rose", "example.org", "Delle Rose Nome1", "@", "%", "Nome9 Delle Rose"]
)
def test_a_piece_of_a_name_finds_nobody(typed):
    meeting, people = assembly(3)

    with pytest.raises(GovernanceError, match=NOT_THEM):
        give(meeting, people[0], typed)


def test_of_two_with_one_name_neither_without_their_email():
    meeting, people = assembly(3)
    people[2].given_name = "Nome1"
    people[2].save()

    with pytest.raises(GovernanceError, match=NOT_THEM):
        give(meeting, people[0], "Nome1 Delle Rose")
    assert proxies.give_from_home(called(meeting, people[1]), "nome2@example.org", now=OPENED)


def test_why_it_cannot_be_them_is_not_said():
    meeting, people = assembly(6)
    seated.organ(meeting, "board", people[1])
    young = seated.minor(people[0], full_name="Bimba Delle Rose")
    governing.member(meeting.body.organization, young)
    give(meeting, people[3], "Nome4 Delle Rose")
    said = set()

    for typed in ("Nome1 Delle Rose", "Bimba Delle Rose", "Nome3 Delle Rose", "Nessuna Persona"):
        summons, _made = Summons.objects.for_everyone(reason="prova").get_or_create(
            meeting=meeting,
            person=people[0],
            defaults={"name": people[0].full_name, "summoned_at": timezone.now()},
        )
        with pytest.raises(GovernanceError) as refusal:
            proxies.give_from_home(summons, typed, now=OPENED)
        said.add((str(refusal.value), refusal.value.field))

    assert len(said) == 1
    assert said.pop()[1] == "holder"


def test_a_fourth_is_one_too_many():
    meeting, people = assembly(5)
    for each in people[1:4]:
        give(meeting, each, "Nome0 Delle Rose")

    with pytest.raises(GovernanceError, match="già tutte le deleghe") as refusal:
        give(meeting, people[4], "Nome0 Delle Rose")
    assert refusal.value.field == "holder"


def test_a_sixth_where_members_are_many():
    meeting, people = assembly(7, large_from=7)
    for each in people[1:6]:
        give(meeting, each, "Nome0 Delle Rose")

    with pytest.raises(GovernanceError, match="già tutte le deleghe"):
        give(meeting, people[6], "Nome0 Delle Rose")


def test_once_begun_none_is_given_nor_taken_back_from_home():
    meeting, people = assembly(4)
    summons = called(meeting, people[0])
    proxies.give_from_home(summons, "Nome1 Delle Rose", now=OPENED)
    holding.begin(meeting, call=1, now=OPENED)

    with pytest.raises(GovernanceError, match="già cominciata"):
        proxies.take_back(summons, now=OPENED)
    with pytest.raises(GovernanceError, match="già cominciata"):
        give(meeting, people[2], "Nome1 Delle Rose")


def test_who_gave_it_and_turns_up_votes_for_themselves():
    meeting, people = assembly(3)
    give(meeting, people[0], "Nome1 Delle Rose")
    holding.begin(meeting, call=1, now=OPENED)
    seated.enter(meeting, people[0], now=OPENED + timedelta(minutes=1))

    assert [each.ended for each in seated.proxies(meeting)] == ["turned_up"]


class TestThePage:
    def url(self, summons, name="own_proxy"):
        return reverse(f"governance:{name}", args=[summons.pk])

    def test_given_and_taken_back(self, carla):
        meeting, _people = assembly(3)
        governing.member(meeting.body.organization, carla.person)
        summons, browser = called(meeting, carla.person), factories.signed_in(carla)
        assert (
            self.url(summons)
            in browser.get(reverse("governance:meeting", args=[meeting.pk])).content.decode()
        )

        page = browser.post(self.url(summons), {"holder": "Nome1 Delle Rose"}, follow=True).content.decode()
        assert "Vota Nome1 Delle Rose." in page
        page = browser.post(self.url(summons, "own_proxy_take_back"), follow=True).content.decode()

        assert "Delega ripresa" in page
        assert [each.ended for each in seated.proxies(meeting)] == ["withdrawn"]
        page = browser.post(self.url(summons, "own_proxy_take_back"), follow=True).content.decode()
        assert "nessuna delega da riprendere" in page

    def test_the_refusal_is_beside_the_cell_and_nobody_is_listed(self, carla):
        meeting, people = assembly(3)
        governing.member(meeting.body.organization, carla.person)
        summons, browser = called(meeting, carla.person), factories.signed_in(carla)

        form = browser.post(self.url(summons), {"holder": "Qualcuna Altra"})
        page = form.content.decode()

        assert NOT_THEM in form.context["form"].errors["holder"][0]
        assert 'value="Qualcuna Altra"' in page
        assert not any(each.full_name in page for each in people)
        assert browser.post(self.url(summons), {"holder": ""}).context["form"].errors["holder"]

    def test_not_name_after_name(self, carla, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "proxy_holder": "2/h/user"}
        meeting, _people = assembly(3)
        governing.member(meeting.body.organization, carla.person)
        summons, browser = called(meeting, carla.person), factories.signed_in(carla)
        for each in ("Uno Due", "Tre Quattro"):
            assert "troppi nomi" not in browser.post(self.url(summons), {"holder": each}).content.decode()

        assert (
            "troppi nomi" in browser.post(self.url(summons), {"holder": "Nome1 Delle Rose"}).content.decode()
        )
        assert seated.proxies(meeting) == []

    def test_never_somebody_elses(self, carla):
        meeting, people = assembly(3)
        governing.member(meeting.body.organization, carla.person)
        called(meeting, carla.person)
        browser = factories.signed_in(carla)
        other = called(meeting, people[0])

        assert browser.get(self.url(other)).status_code == 404
        assert browser.post(self.url(other), {"holder": "Carla Pesci"}).status_code == 404
        assert browser.post(self.url(other, "own_proxy_take_back")).status_code == 404

    def test_none_where_the_rules_know_of_none(self, carla):
        body = governing.body()
        governing.mandate(body, carla.person)
        summons = called(governing.meeting(body), carla.person)
        browser = factories.signed_in(carla)

        assert browser.get(self.url(summons)).status_code == 404

    @pytest.mark.parametrize("held", [1, 25])
    def test_costs_the_same(self, carla, held, django_assert_max_num_queries):
        meeting, people = assembly(held, most_proxies=30, most_proxies_when_large=30)
        governing.member(meeting.body.organization, carla.person)
        summons, browser = called(meeting, carla.person), factories.signed_in(carla)
        for each in people:
            give(meeting, each, "Carla Pesci")

        with django_assert_max_num_queries(20):
            assert "Hanno dato la delega" in browser.get(self.url(summons)).content.decode()
