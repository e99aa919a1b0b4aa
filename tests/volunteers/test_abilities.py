"""«Che cosa so fare»: skills, languages, and what one would rather do."""

import pytest

from networking.models import RoleKind
from services.models import Language
from tests import factories, volunteering
from volunteers import telling_what
from volunteers.models import Preference, Skill, VolunteerSkill

pytestmark = pytest.mark.django_db
PAGE = "/volontariato/capacita/"


@pytest.fixture
def volunteer(norcia):
    user = factories.person("aiuta@example.org", RoleKind.VOLUNTEER, lives_in=norcia)
    return volunteering.candidate(user.person)


@pytest.fixture
def as_volunteer(volunteer):
    return factories.signed_in(volunteer.person.account)


@pytest.fixture
def maths():
    return Skill.objects.create(slug="matematica", name="Matematica")


def skills():
    return VolunteerSkill.objects.for_everyone(reason="una prova")


def test_what_one_can_do_and_would_like_is_kept(as_volunteer, volunteer, maths):
    kind, arabic = volunteering.kind(), Language.objects.get_or_create(code="ar")[0]

    as_volunteer.post(PAGE, {f"skill_{maths.pk}": "2", f"kind_{kind.pk}": "-2", "languages": [arabic.pk]})

    assert telling_what.skills_of(volunteer) == {maths.pk: 2}
    assert telling_what.likings_of(volunteer) == {kind.pk: Preference.Liking.RATHER_NOT}
    assert telling_what.languages_of(volunteer) == [arabic.pk]


def test_what_is_no_longer_said_goes(as_volunteer, volunteer, maths):
    VolunteerSkill(volunteer=volunteer, skill=maths, level=2).save()

    as_volunteer.post(PAGE, {f"skill_{maths.pk}": ""})
    as_volunteer.post(PAGE, {f"skill_{maths.pk}": "", "languages": []})

    assert not skills().exists()


@pytest.mark.parametrize(("level", "evidence"), [("2", "Insegnante"), ("3", "")])
def test_how_staff_know_it_holds_only_for_the_level_they_knew(
    as_volunteer, volunteer, maths, level, evidence
):
    VolunteerSkill(volunteer=volunteer, skill=maths, level=2, evidence="Insegnante").save()

    as_volunteer.post(PAGE, {f"skill_{maths.pk}": level})

    assert skills().get().evidence == evidence


def test_nobodys_word_is_touched_but_ones_own(as_volunteer, maths):
    other = volunteering.candidate(factories.human())
    VolunteerSkill(volunteer=other, skill=maths, level=1).save()

    as_volunteer.post(PAGE, {f"skill_{maths.pk}": "3"})

    assert telling_what.skills_of(other) == {maths.pk: 1}


@pytest.mark.parametrize("wrong", [{"skill": "4"}, {"skill": "x"}, {"languages": ["999999"]}])
def test_what_cannot_be_chosen_is_refused_and_nothing_is_written(as_volunteer, maths, wrong):
    sent = {f"skill_{maths.pk}": wrong.get("skill", "2"), "languages": wrong.get("languages", [])}

    page = as_volunteer.post(PAGE, sent)

    assert page.status_code == 200
    assert "form-summary" in page.text
    assert not skills().exists()


def test_who_is_no_volunteer_finds_no_page(norcia):
    client = factories.signed_in(factories.person("passa@example.org", RoleKind.CITIZEN, lives_in=norcia))

    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/profilo/").text


def test_ones_own_area_leads_there(as_volunteer):
    page = as_volunteer.get("/profilo/").text

    assert PAGE in page
    assert "/volontariato/disponibilita/" in page


@pytest.mark.parametrize("many", [1, 25])
def test_the_page_asks_as_often_for_many_skills_as_for_one(as_volunteer, many, django_assert_max_num_queries):
    Skill.objects.bulk_create(Skill(slug=f"s{number}", name=f"Capacità {number}") for number in range(many))

    with django_assert_max_num_queries(18):
        page = as_volunteer.get(PAGE)

    assert len(page.context["form"].skills) == many
