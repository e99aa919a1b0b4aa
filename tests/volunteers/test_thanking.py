"""Thanks: after the first turn, for the hours, on 5 December, in one's own words; never twice, never to who is not thanked."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.urls import reverse

from networking.erasing.person import Asked, erase_person
from networking.models import AccessRecord, Channel, RoleKind
from tests import expenses, factories, volunteering
from volunteers import thanking
from volunteers.models import HoursLog, Thanks

pytestmark = pytest.mark.django_db
WRITE, MINE = reverse("volunteers:thanks_write"), reverse("volunteers:thanks")
THE_DAY = datetime(2026, 12, 5, 9, tzinfo=UTC)


def somebody(comune):
    return volunteering.able(factories.human(comune=comune, birth_date=date(1980, 3, 4)))


@pytest.fixture
def marta(norcia):
    return somebody(norcia)


@pytest.fixture
def boss(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def desk(boss):
    return factories.signed_in(boss)


def done(volunteer, day, hours=2):
    turn = volunteering.request(
        volunteer.person.comune, local_date=day, local_start=time(8), local_end=time(8 + hours)
    )
    volunteering.assign(volunteer, turn)
    volunteering.assignments().filter(request=turn).update(state="done")
    return volunteering.assignments().get(request=turn)


def confirmed(volunteer, day, hours, now):
    """Hours that the volunteer said the same evening, and that somebody else has confirmed."""
    HoursLog.objects.create(
        assignment=done(volunteer, day, hours=hours),
        state="validated",
        minutes_declared=hours * 60,
        declared_at=now,
        declared_by=factories.person(f"{uuid4()}@example.org", RoleKind.CITIZEN),
        minutes_validated=hours * 60,
        validated_at=now,
        validated_by=factories.person(f"{uuid4()}@example.org", RoleKind.CITIZEN),
    )


def thanks():
    return Thanks.objects.for_everyone(reason="prova").order_by("thanked_at", "mark")


def told(kind="thanked"):
    return factories.notices().filter(kind=f"volunteers.{kind}")


def test_after_the_first_turn_once(marta, now):
    done(marta, date(2026, 11, 24))

    assert thanking.look_after(now=now) == {"first_turn": 1, "hours": 0, "day": 0}
    done(marta, date(2026, 11, 23))
    assert thanking.look_after(now=now + timedelta(days=1))["first_turn"] == 0
    assert [row.occasion for row in thanks()] == ["first_turn"]
    assert told().get().person == marta.person


def test_not_for_a_turn_of_long_ago_nor_for_one_still_to_come(marta, norcia, now):
    done(marta, date(2026, 11, 1))
    other = somebody(norcia)
    volunteering.assign(other, volunteering.request(norcia))

    assert thanking.look_after(now=now)["first_turn"] == 0


def test_for_ten_hours_and_of_many_only_for_the_highest_mark(marta, norcia, now):
    ada = somebody(norcia)
    for day in range(13, 23):
        confirmed(ada, date(2026, 11, day), 5, now)
    confirmed(marta, date(2026, 11, 20), 9, now)
    done(marta, date(2026, 11, 21), hours=8)
    thanking.look_after(now=now)
    assert {(row.volunteer, row.mark) for row in thanks().filter(occasion="hours")} == {(ada, "50")}
    confirmed(marta, date(2026, 11, 24), 1, now)

    thanking.look_after(now=now)

    assert {(row.volunteer, row.mark) for row in thanks().filter(occasion="hours")} == {
        (ada, "50"),
        (marta, "10"),
    }


def test_not_for_hours_confirmed_long_ago(marta, now):
    confirmed(marta, date(2026, 11, 1), 10, now - timedelta(days=20))

    assert thanking.look_after(now=now)["hours"] == 0


def test_on_the_day_of_volunteering_once_a_year(marta, now):
    done(marta, date(2026, 3, 3))

    assert thanking.look_after(now=THE_DAY - timedelta(days=1))["day"] == 0
    assert thanking.look_after(now=THE_DAY)["day"] == 1
    assert thanking.look_after(now=THE_DAY + timedelta(days=1))["day"] == 0
    assert thanks().get(occasion="day").mark == "2026"


def test_the_database_thanks_nobody_twice(marta, now):
    Thanks.objects.create(volunteer=marta, occasion="hours", mark="10", thanked_at=now)

    with pytest.raises(IntegrityError, match="thanked_once"):
        Thanks.objects.create(volunteer=marta, occasion="hours", mark="10", thanked_at=now)


def test_who_coordinates_thanks_many_in_their_own_words(desk, boss, marta, norcia):
    somebody(norcia)

    answer = desk.post(
        WRITE, {"words": "Grazie!\nSenza di voi niente.", "whom": "all", "letter": uuid4()}, follow=True
    )

    assert "Grazie detto a 2 persone." in expenses.texts(answer)
    assert set(thanks().values_list("by", flat=True)) == {boss.pk}
    assert told("thanks_written").count() == 2


def test_the_same_letter_pressed_twice_is_one(desk, marta):
    letter = {"words": "Grazie", "whom": "some", "people": [str(marta.pk)], "letter": uuid4()}

    desk.post(WRITE, letter)
    answer = desk.post(WRITE, letter, follow=True)

    assert "Grazie detto a 0 persone." in expenses.texts(answer)
    assert (thanks().count(), told("thanks_written").count()) == (1, 1)


def test_the_words_stay_when_who_wrote_them_is_forgotten(desk, boss, marta, now):
    desk.post(WRITE, {"words": "Grazie!", "whom": "some", "people": [str(marta.pk)], "letter": uuid4()})

    erase_person(boss.person, asked=Asked(Channel.DESK, now), now=now)

    assert [(row.words, row.by_id) for row in thanks()] == [("Grazie!", None)]


def test_to_nobody_and_without_words_is_said_beside_the_cell(desk, marta):
    form = desk.post(WRITE, {"words": "", "whom": "some", "letter": uuid4()}).context["form"]

    assert set(form.errors) == {"words", "people"}


def test_never_somebody_of_another_territory(desk, marta, foligno):
    far = volunteering.able(factories.human("Lontana Lontani", comune=foligno))

    answer = desk.post(WRITE, {"words": "Ciao", "whom": "some", "people": [str(far.pk)], "letter": uuid4()})

    assert "people" in answer.context["form"].errors
    assert "Lontana" not in expenses.texts(desk.get(WRITE))
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=WRITE).exists()


def test_each_reads_their_own_and_nobody_elses(norcia, now):
    mine, other = (
        factories.person(f"{name}@example.org", RoleKind.CITIZEN, lives_in=norcia)
        for name in ("una", "altra")
    )
    for user, words in ((mine, "Grazie a te\nche ci sei"), (other, "Per un'altra")):
        volunteer = volunteering.able(user.person)
        Thanks.objects.create(volunteer=volunteer, occasion="personal", words=words, thanked_at=now)

    page = expenses.texts(factories.signed_in(mine).get(MINE))

    assert "<p>Grazie a te</p><p>che ci sei</p>" in page
    assert "altra" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("rows", [1, 25])
def test_the_page_asks_as_much_for_many_as_for_one(desk, norcia, rows, django_assert_max_num_queries):
    for _each in range(rows):
        volunteering.able(factories.human(comune=norcia))

    with django_assert_max_num_queries(22):
        desk.get(WRITE)
