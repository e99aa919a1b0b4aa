"""Writing a turn, changing, moving and repeating it: what goes, what is told, and what is refused in words."""

from datetime import date, time, timedelta

import pytest

from laboratories.models import Closure
from networking.models import Fact, Holiday
from networking.outbox.kinds import kind_of
from services.models import Language
from tests import factories, volunteering
from volunteers.asking import changing, moving, repeating, writing
from volunteers.asking.following import following
from volunteers.asking.refusing import AskError
from volunteers.asking.requiring import Requirements
from volunteers.eligibility import refusals_of
from volunteers.models import HelpRequest, Skill, VolunteerSkill
from volunteers.turns import calling_off

pytestmark = pytest.mark.django_db
NOTHING = Requirements()


@pytest.fixture
def turn(norcia):
    return volunteering.request(norcia, places=3)


@pytest.fixture
def coming(turn):
    return volunteering.assign(volunteering.able(), turn)


def wanted(norcia, **fields):
    return {
        "title": "Spesa a casa",
        "kind": volunteering.kind(),
        "comune": norcia,
        "local_date": volunteering.TURN,
        "local_start": time(9),
        "local_end": time(11),
        "places": 2,
        **fields,
    }


def to(turn, **changed):
    where = moving.Where(turn.local_date, turn.local_start, turn.local_end, turn.comune, turn.place)
    return where._replace(**changed)


def told(kind):
    return factories.notices().filter(kind=f"volunteers.{kind}")


def test_a_request_is_written_with_what_it_asks_and_published_when_one_says_so(norcia, now):
    skill = Skill.objects.create(slug="mat", name="Matematica")
    made = writing.write(
        wanted=wanted(norcia), requirements=Requirements({skill.pk: 2}), is_published=False, now=now
    )

    assert not HelpRequest.objects.open(now).exists()
    writing.publish(made, now=now)
    assert HelpRequest.objects.open(now).get().skills.get().level == 2
    assert Fact.objects.filter(kind="volunteers.request_published").count() == 1


def test_nobody_is_asked_for_yesterday(norcia, now):
    with pytest.raises(AskError, match="devono ancora venire"):
        writing.write(
            wanted=wanted(norcia, local_date=date(2026, 11, 24)),
            requirements=NOTHING,
            is_published=True,
            now=now,
        )


def test_moving_counts_tells_and_carries_the_new_date(turn, coming, now):
    moved = moving.move(turn, to=to(turn, start=time(17), end=time(19)), now=now)

    coming.refresh_from_db()
    turn.refresh_from_db()
    assert (moved.turns, moved.told, moved.suspended) == (1, 1, 0)
    assert turn.sequence == 1
    assert coming.during.lower == turn.starts_at
    assert told("turn_moved").count() == 1


def test_moving_to_where_it_is_tells_nobody(turn, coming, now):
    moved = moving.move(turn, to=to(turn), now=now)

    assert moved == (0, 0, 0)
    assert not told("turn_moved").exists()


def test_who_has_something_else_there_is_suspended_and_told_in_the_same_breath(norcia, turn, coming, now):
    volunteering.assign(
        coming.volunteer, volunteering.request(norcia, local_start=time(9), local_end=time(11))
    )

    moved = moving.move(turn, to=to(turn, start=time(10), end=time(12)), now=now)

    coming.refresh_from_db()
    assert moved.suspended == 1
    assert coming.state == "suspended"
    assert told("turn_suspended").exists()
    assert not told("turn_moved").exists()


def test_the_number_of_changes_is_the_databases_own(turn):
    HelpRequest.objects.filter(pk=turn.pk).update(sequence=9)
    HelpRequest.objects.filter(pk=turn.pk).update(local_start=time(15))

    turn.refresh_from_db()
    assert turn.sequence == 1


def test_never_fewer_places_than_people(turn, coming, now):
    volunteering.assign(volunteering.able(), turn)

    with pytest.raises(AskError, match="2 persone hanno già detto di sì"):
        changing.change(turn, wanted={"places": 1}, requirements=NOTHING, now=now)


def test_who_lacks_what_is_now_asked_gives_way(turn, coming, now):
    french = Language.objects.get(code="fr")
    changing.change(turn, wanted={}, requirements=Requirements({}, [french.pk]), now=now)

    coming.refresh_from_db()
    assert coming.state == "suspended"
    assert coming.refusals == [{"code": "language_missing", "language": french.name}]


def test_a_skill_is_asked_at_least_so_well(turn):
    skill = Skill.objects.create(slug="mat", name="Matematica")
    turn.skills.create(skill=skill, level=2)
    well, some = volunteering.able(), volunteering.able()
    VolunteerSkill.objects.create(volunteer=well, skill=skill, level=3)
    VolunteerSkill.objects.create(volunteer=some, skill=skill, level=1)

    refused = refusals_of([well, some], turn)

    assert refused == {some.pk: [{"code": "skill_missing", "skill": "Matematica", "level": 2}]}


def test_every_wednesday_but_for_holidays_and_closures(norcia, turn, now):
    Holiday.objects.create(date=date(2026, 12, 9), name="festa")
    Closure.objects.create(
        comune=norcia,
        first_day=date(2026, 12, 16),
        last_day=date(2026, 12, 17),
        reason="weather",
        made_at=now,
    )
    until = date(2026, 12, 30)

    repeated = repeating.repeat(turn, until=until, now=now)
    again = repeating.repeat(turn, until=until, now=now)

    assert [each.local_date.day for each in repeated.made] == [23, 30]
    assert [each.meeting.day.day for each in repeated.plan.skipped] == [9, 16]
    assert again.made == []


def test_this_one_and_those_that_follow_move_together(turn, now):
    repeating.repeat(turn, until=volunteering.TURN + timedelta(weeks=3), now=now)
    second = HelpRequest.objects.order_by("local_date")[1]

    moved = moving.move(second, to=to(second, day=date(2026, 12, 10)), now=now, and_following=True)

    days = HelpRequest.objects.order_by("local_date").values_list("local_date", flat=True)
    assert moved.turns == 3
    assert [day.day for day in days] == [2, 10, 17, 24]


def test_a_turn_that_is_over_stays_as_it_was(turn):
    with pytest.raises(AskError, match="già cominciato"):
        moving.move(turn, to=to(turn), now=turn.ends_at)


def test_a_whole_series_is_called_off_and_each_is_told_once(turn, now):
    until = volunteering.TURN + timedelta(weeks=3)
    series = [turn, *repeating.repeat(turn, until=until, now=now).made]
    often, once = volunteering.able(), volunteering.able()
    for each in series[1:]:
        volunteering.assign(often, each)
    volunteering.assign(once, series[2])

    second = series[1]
    second.refresh_from_db()
    later = following(second, now=now)[1:]
    assert calling_off.call_off(second, by=None, because="la sala chiude", later=later, now=now) == 2

    kept = {each.pk: each.cancelled_at for each in HelpRequest.objects.filter(series=second.series)}
    assert [kept[each.pk] for each in series] == [None, now, now, now]
    assert told("turn_called_off").count() == 2
    notice = told("turn_called_off").get(person=often.person)
    said = " ".join(kind_of(notice.kind).compose(notice, now).paragraphs)
    assert "Non si fanno neanche quelli di: " in said
    assert volunteering.assignments().filter(state="cancelled").count() == 4


def test_what_is_over_in_a_series_stays_as_it_was(turn, now):
    repeating.repeat(turn, until=volunteering.TURN + timedelta(weeks=2), now=now)
    turn.refresh_from_db()
    third = HelpRequest.objects.filter(series=turn.series).order_by("-starts_at").first()
    gone = third.starts_at - timedelta(hours=1)

    calling_off.call_off(third, by=None, because="neve", later=[turn.pk], now=gone)

    turn.refresh_from_db()
    assert turn.cancelled_at is None
