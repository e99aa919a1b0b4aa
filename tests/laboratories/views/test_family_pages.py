"""«La mia famiglia»: what waits, what comes, who is not coming; never somebody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Booking, Schooling
from networking.models import RoleKind
from services.models import School
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia)


@pytest.fixture
def father(child):
    """Who answers too, and may not book: a document says so."""
    user = factories.person("padre@example.org", RoleKind.GUARDIAN, full_name="Ugo Belli")
    factories.tie(user.person, child, can_book=False)
    return user


@pytest.fixture
def booking(child, norcia):
    activity = activities.activity(title="Ceramica", to_bring="Un grembiule")
    tomorrow = timezone.localdate() + timedelta(days=1)
    return activities.booking(activities.cycle(norcia, activity=activity, first_day=tomorrow), child)


@pytest.fixture
def presence(booking):
    return activities.presences().get(booking=booking)


def home(user):
    return factories.signed_in(user).get("/famiglia/").content.decode()


def address(presence):
    return f"/famiglia/presenze/{presence.pk}/"


def kept(presence):
    return activities.presences().get(pk=presence.pk)


def test_the_next_dates_say_what_to_bring_and_who_collects(mother, booking):
    page = home(mother)

    assert "Ceramica" in page
    assert "Un grembiule" in page
    assert "Può venire a prendere: tu" in page


def test_both_guardians_find_the_same_date(mother, father, booking):
    assert "Ceramica" in home(mother)
    assert "Ceramica" in home(father)


def test_a_foster_family_is_not_named_among_who_collects(mother, child, booking):
    factories.tie(factories.human("Segreta Famiglia"), child, kind="foster")

    assert "Segreta" not in home(mother)


def test_an_offer_stands_on_top_with_the_time_that_is_left(mother, child, norcia, booking):
    soon = timezone.now() + timedelta(hours=5, minutes=1)
    full = activities.cycle(norcia, activity=activities.activity(title="Teatro"), places=1)
    activities.booking(full, child, state=Booking.State.OFFERED, offer_expires_at=soon)

    page = home(mother)

    assert "mancano 5 ore" in page
    assert page.index("Teatro") < page.index("Ceramica")


def test_an_offer_that_has_ended_is_not_offered(mother, child, norcia):
    activities.booking(
        activities.cycle(norcia), child, state=Booking.State.OFFERED, offer_expires_at=factories.LONG_AGO
    )

    assert "Aspettano la tua risposta" not in home(mother)


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_the_bookings(mother, child, norcia, rows, django_assert_max_num_queries):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for number in range(rows):
        cycle = activities.cycle(norcia, first_day=tomorrow + timedelta(days=number))
        activities.booking(cycle, child)
    client = factories.signed_in(mother)

    with django_assert_max_num_queries(22):
        assert client.get("/famiglia/").status_code == 200


# --- «oggi non viene» ---


def test_an_absence_is_told_and_taken_back(mother, presence):
    client = factories.signed_in(mother)

    client.post(address(presence), {"reason": "snow"})
    told = kept(presence)
    client.post(address(presence), {"torna": "si"})

    assert (told.absence_reason, bool(told.absence_told_at)) == ("snow", True)
    assert (kept(presence).absence_reason, kept(presence).absence_told_at) == ("", None)
    assert kept(presence).is_expected


def test_looking_tells_nothing(mother, presence):
    assert factories.signed_in(mother).get(address(presence)).status_code == 200
    assert kept(presence).absence_told_at is None


def test_a_limited_guardian_sees_and_does_not_tell(father, presence):
    client = factories.signed_in(father)

    assert "Tu puoi leggere" in client.get(address(presence)).content.decode()
    client.post(address(presence), {"reason": "illness"})

    assert kept(presence).absence_told_at is None
    assert "non viene</a>" not in home(father)


@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_never_somebody_elses_presence(presence, foligno, method):
    neighbour = factories.person("vicino@example.org", RoleKind.GUARDIAN, lives_in=foligno)

    answer = getattr(factories.signed_in(neighbour), method)(address(presence), {"reason": "illness"})

    assert answer.status_code == 404
    assert kept(presence).absence_told_at is None


def test_an_operator_tells_no_absence_by_the_familys_page(operator_of_zone_6, presence):
    assert factories.signed_in(operator_of_zone_6).get(address(presence)).status_code == 404


@pytest.mark.parametrize("why", ["over", "called_off", "marked"])
def test_what_is_past_or_no_longer_held_is_not_told(mother, presence, why):
    session = presence.session
    if why == "over":
        session.local_date = timezone.localdate() - timedelta(days=2)
        session.save()
    elif why == "called_off":
        session.cancelled_at = timezone.now()
        session.save()
    else:
        activities.presences().update(mark="present", marked_at=timezone.now())

    factories.signed_in(mother).post(address(presence), {"reason": "illness"})

    assert kept(presence).absence_told_at is None


def test_the_rule_is_explained(mother):
    page = factories.signed_in(mother).get("/famiglia/se-non-potete-venire/").content.decode()

    assert "Capita a tutti" in page


# --- school and class ---


@pytest.fixture
def school(norcia):
    return School.objects.create(
        code="PGEE000001", name="De Gasperi", level="primaria", kind="Primaria", comune=norcia
    )


def test_the_school_is_chosen_from_those_of_the_comune(mother, child, school, foligno):
    client = factories.signed_in(mother)
    page = f"/famiglia/{child.pk}/scuola/"
    assert "De Gasperi" in client.get(page).content.decode()
    assert "De Gasperi" not in client.get(page, {"comune": "foligno"}).content.decode()

    client.post(page, {"school": str(school.pk), "grade": "3", "section": "B"})

    row = Schooling.objects.visible_to(mother).get(person=child)
    assert (row.school, row.grade, row.section) == (school, 3, "B")
    said = client.get(f"/famiglia/{child.pk}/").content.decode()
    assert "Terza primaria, sezione B · De Gasperi" in said


def test_a_school_of_elsewhere_is_typed(mother, child):
    client = factories.signed_in(mother)
    page = f"/famiglia/{child.pk}/scuola/?comune="

    assert "come si chiama" in client.post(page, {"grade": "3"}).content.decode()
    client.post(page, {"grade": "3", "school_name": "Scuola di Terni"})

    assert Schooling.objects.visible_to(mother).get(person=child).school_name == "Scuola di Terni"


def test_the_class_advances_with_the_years(mother, child):
    Schooling.objects.create(person=child, grade=3, section="B", school_name="De Gasperi", year="2024/25")
    expected = {2025: "Quarta", 2026: "Quinta"}.get(
        timezone.localdate().year - (timezone.localdate().month < 9)
    )

    page = factories.signed_in(mother).get(f"/famiglia/{child.pk}/").content.decode()

    assert f"{expected} primaria · De Gasperi" in page


def test_asvs_8_2_2_never_the_school_of_somebody_elses_child_nor_by_who_is_limited(father, child, foligno):
    neighbour = factories.person("vicino@example.org", RoleKind.GUARDIAN, lives_in=foligno)

    for user in (father, neighbour):
        answer = factories.signed_in(user).post(
            f"/famiglia/{child.pk}/scuola/", {"grade": "3", "school_name": "x"}
        )
        assert answer.status_code == 404
    assert not Schooling.objects.for_everyone(reason="prova").exists()


# --- the sheet for the fridge ---


@pytest.mark.parametrize("asked", ["", "?grande", "?mese=2026-12", "?mese=non-un-mese"])
def test_the_sheet_for_the_fridge_is_a_pdf(mother, booking, asked):
    answer = factories.signed_in(mother).get(f"/famiglia/mese.pdf{asked}")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
