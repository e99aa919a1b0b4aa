"""Venues and rooms: whatever is wrong is told beside its field, and what was typed is still there."""

from datetime import date, time

import pytest

from laboratories.models import Room, RoomPart, Venue
from tests import activities, factories

VENUES, ROOMS = "/gestione/laboratories/venue/", "/gestione/laboratories/room/"


@pytest.fixture
def venue(norcia):
    return activities.venue(norcia)


def rows_of(name, *rows, initial=0):
    """What a table inside the page sends."""
    cells = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": initial}
    return cells | {
        f"{name}-{number}-{key}": value for number, row in enumerate(rows) for key, value in row.items()
    }


def posted(place, hours=(), parts=(), **fields):
    """A venue with its hours and parts."""
    inside = rows_of("hours", *hours) | rows_of("parts", *parts)
    return {"place": place.pk, "slug": "", "summary": "Giochi e libri.", **inside, **fields}


def hour(opens, closes, **fields):
    return {"kind": "open", "weekday": 0, "opens": opens, "closes": closes, **fields}


def hall(venue, **fields):
    """A room as its page sends it."""
    return {"venue": venue.pk, "name": "Sala grande", "most_people": 30, "setup_minutes": 0, **fields}


def errors(page, name):
    return " ".join(page.context["adminform"].form.errors.get(name, []))


def told(page):
    """All that the page complains of, in its form and in the tables inside."""
    inside = [formset.formset for formset in page.context["inline_admin_formsets"]]
    return str(
        [page.context["adminform"].form.errors, *(each.errors + each.non_form_errors() for each in inside)]
    )


def test_a_venue_is_written_with_its_hours_and_parts_and_has_an_address(as_operator_6, norcia):
    place = factories.place(norcia, name="Casa dei giochi")
    cells = posted(place, hours=[hour("09:00", "13:00")], parts=[{"name": "Metà nord"}])

    assert as_operator_6.post(f"{VENUES}add/", cells).status_code == 302

    venue = Venue.objects.get()
    assert (venue.slug, venue.published_at) == ("casa-dei-giochi", None)
    assert (venue.hours.get().closes, venue.parts.get().name) == (time(13), "Metà nord")


def test_two_places_of_the_same_name_have_two_addresses(as_operator_6, norcia, cascia):
    for comune in (norcia, cascia):
        as_operator_6.post(f"{VENUES}add/", posted(factories.place(comune, name="Biblioteca")))

    assert set(Venue.objects.values_list("slug", flat=True)) == {"biblioteca", "biblioteca-cascia"}


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ([hour("13:00", "09:00")], "Chiuderebbe prima di aprire."),
        ([hour("09:00", "13:00"), hour("12:00", "15:00")], "Si accavalla con un altro orario"),
    ],
    ids=["al contrario", "accavallati"],
)
def test_hours_that_cannot_be_are_told_beside_them(as_operator_6, norcia, hours, sentence):
    page = as_operator_6.post(f"{VENUES}add/", posted(factories.place(norcia), hours=hours))

    assert sentence in told(page)
    assert "Giochi e libri." in page.content.decode()
    assert not Venue.objects.exists()


def test_the_welcome_hours_may_lie_within_the_opening(as_operator_6, norcia):
    hours = [hour("09:00", "13:00"), hour("10:00", "12:00", kind="desk")]

    assert (
        as_operator_6.post(f"{VENUES}add/", posted(factories.place(norcia), hours=hours)).status_code == 302
    )


def test_a_taken_address_and_a_place_that_is_a_venue_already_are_told(as_operator_6, venue):
    page = as_operator_6.post(f"{VENUES}add/", posted(venue.place, slug=venue.slug))

    assert "Questo luogo è già uno spazio." in errors(page, "place")
    assert "C'è già una pagina con questo indirizzo" in errors(page, "slug")


def test_two_parts_of_one_name_are_told(as_operator_6, norcia):
    parts = [{"name": "Palco"}, {"name": "Palco"}]

    page = as_operator_6.post(f"{VENUES}add/", posted(factories.place(norcia), parts=parts))

    assert page.status_code == 200
    assert not RoomPart.objects.exists()


def test_a_part_that_a_room_is_made_of_is_not_thrown_away(as_operator_6, venue):
    part = activities.room(venue, "Nord", name="Sala grande").parts.get()
    parts = rows_of("parts", {"id": part.pk, "venue": venue.pk, "name": "Nord", "DELETE": "on"}, initial=1)
    parts |= rows_of("rooms")

    page = as_operator_6.post(f"{VENUES}{venue.pk}/change/", posted(venue.place, slug="x") | parts)

    assert "«Nord» fa parte di Sala grande" in told(page)
    assert RoomPart.objects.filter(pk=part.pk).exists()


def test_a_plain_room_gets_a_part_of_its_own(as_operator_6, venue):
    assert as_operator_6.post(f"{ROOMS}add/", hall(venue)).status_code == 302

    assert [part.name for part in Room.objects.get().parts.all()] == ["Sala grande"]


def test_a_hall_that_divides_is_made_of_both_halves(as_operator_6, venue):
    halves = [activities.room(venue, name).parts.get() for name in ("Nord", "Sud")]

    as_operator_6.post(f"{ROOMS}add/", hall(venue, parts=[half.pk for half in halves]))

    assert list(Room.objects.get(name="Sala grande").parts.order_by("name")) == halves


def test_a_room_is_not_made_of_parts_of_another_venue(as_operator_6, venue, norcia):
    other = activities.room(activities.venue(norcia), "Nord").parts.get()

    page = as_operator_6.post(f"{ROOMS}add/", hall(venue, parts=[other.pk]))

    assert "In un altro spazio: Nord" in errors(page, "parts")
    assert not Room.objects.filter(name="Sala grande").exists()


def test_the_page_of_a_room_offers_the_parts_of_its_own_venue(as_operator_6, venue, norcia):
    room = activities.room(venue, "Nord")
    activities.room(activities.venue(norcia), "Altrove")

    page = as_operator_6.get(f"{ROOMS}{room.pk}/change/").content.decode()

    assert "Nord" in page
    assert "Altrove" not in page
    assert "Altrove" in as_operator_6.get(f"{ROOMS}add/").content.decode()


def test_asvs_8_3_1_parts_and_venues_of_another_zone_cannot_be_chosen(as_operator_6, foligno):
    there = activities.room(activities.venue(foligno), "Nord")

    page = as_operator_6.post(f"{ROOMS}add/", hall(there.venue, parts=[there.parts.get().pk]))

    assert errors(page, "venue")
    assert errors(page, "parts")
    assert "Nord" not in as_operator_6.get(f"{ROOMS}add/?venue={there.venue.pk}").content.decode()


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"name": "Palestra"}, "name", "In questo spazio c'è già una sala"),
        ({"most_people": 0}, "most_people", "1"),
        ({"name": "Nord"}, "parts", "C'è già una parte con il nome di questa sala"),
    ],
)
def test_what_is_wrong_with_a_room_is_told_beside_it(as_operator_6, venue, fields, name, sentence):
    activities.room(venue, "Nord", name="Palestra")

    page = as_operator_6.post(f"{ROOMS}add/", hall(venue, equipment="Un pianoforte", **fields))

    assert sentence in errors(page, name)
    assert "Un pianoforte" in page.content.decode()


@pytest.fixture
def halves(venue):
    """Two rooms, each a half of the hall, with a meeting each at the same hour."""
    rooms = [activities.room(venue, half, name=half) for half in ("Nord", "Sud")]
    for room in rooms:
        activities.cycle(venue, room=room, first_day=date(2027, 2, 3))
    return rooms


def test_parts_that_would_put_two_meetings_in_one_place_are_refused_in_words(as_operator_6, halves):
    north, _south = halves
    both = [room.parts.get().pk for room in halves]
    cells = hall(north.venue, name="Nord intera", parts=both)

    page = as_operator_6.post(f"{ROOMS}{north.pk}/change/", cells)

    assert "due incontri già in programma si accavallerebbero" in errors(page, "parts")
    assert "Nord intera" in page.content.decode()
    assert north.parts.count() == 1


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"most_people": 5}, "most_people", "c'è già 1 incontro con più posti"),
        ({"retired_on": "01/02/2027"}, "retired_on", "c'è ancora 1 incontro"),
        ({"parts": []}, "parts", "Questo campo serve"),
    ],
)
def test_a_room_still_holds_what_is_planned_in_it(as_operator_6, halves, fields, name, sentence):
    room = halves[0]
    cells = hall(room.venue, parts=[room.parts.get().pk]) | fields

    page = as_operator_6.post(f"{ROOMS}{room.pk}/change/", cells)

    assert sentence in errors(page, name)
    room.refresh_from_db()
    assert (room.most_people, room.retired_on) == (30, None)


def test_a_venue_is_published_and_taken_back_where_one_works(as_operator_6, venue, foligno):
    elsewhere = activities.venue(foligno)
    chosen = {"action": "withdraw", "_selected_action": [venue.pk, elsewhere.pk]}

    as_operator_6.post(VENUES, chosen)
    assert list(Venue.objects.published()) == [elsewhere]

    as_operator_6.post(VENUES, {**chosen, "action": "publish"})
    assert venue in Venue.objects.published()
