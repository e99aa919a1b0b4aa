"""The activities of the demonstration: full of life, the same for the same day, and nothing that the portal refuses."""

from datetime import timedelta
from itertools import pairwise

from django.db.models import F

from laboratories import auditing
from laboratories.demo import build
from laboratories.models import (
    Activity,
    Booking,
    Closure,
    Cycle,
    Mark,
    Pool,
    Presence,
    Schooling,
    SeatPool,
    Session,
    Venue,
)
from laboratories.rules import grade_on, is_grade_right
from networking.models import Comune, Guardianship, Person
from networking.rules import age_on

State = Booking.State
A_YEAR = timedelta(days=365)


def bookings():
    return Booking.objects.for_everyone(reason="una prova")


def presences():
    return Presence.objects.for_everyone(reason="una prova")


def test_every_comune_has_a_venue_and_something_to_come(accounts, now):
    coming = Session.objects.published().taking_place().upcoming(now)

    assert (
        Venue.objects.published().values("place__comune").distinct().count() == Comune.objects.count() == 21
    )
    assert coming.values("cycle__venue__place__comune").distinct().count() == 21


def test_there_are_activities_of_every_kind_and_for_everybody(accounts):
    assert set(Activity.objects.values_list("kind", flat=True)) == set(Activity.Kind)
    assert set(Activity.objects.values_list("audience", flat=True)) == set(Activity.Audience)
    assert Cycle.objects.count() >= 60


def test_everything_says_that_it_is_invented(accounts):
    assert not Activity.objects.exclude(title__endswith="(esempio)").exists()
    assert not Venue.objects.exclude(place__name__endswith="(esempio)").exists()
    assert not Activity.objects.exclude(organization__is_demo=True).exists()


def test_there_are_places_to_book_queues_and_offers(accounts, now):
    open_cycles = Cycle.objects.filter(enrol_opens_at__lte=now, enrol_closes_at__gt=now, called_off_at=None)
    seats = SeatPool.objects.filter(pool__cycle__in=open_cycles)

    assert seats.filter(taken__lt=F("capacity"), waiting=0).count() > 10
    assert seats.filter(taken=F("capacity"), waiting__gt=0).count() >= 3
    assert bookings().filter(state=State.OFFERED, offer_expires_at__gt=now).count() >= 2
    assert Cycle.objects.filter(enrol_opens_at__gt=now).exists()
    assert Cycle.objects.filter(called_off_at__isnull=False).exists()


def test_past_registers_are_closed_and_say_who_was_there(accounts, now):
    past = presences().filter(session__closed_at__isnull=False, is_expected=True)

    assert past.count() > 1500
    assert set(past.values_list("mark", flat=True)) == set(Mark)
    assert past.filter(is_disputed=True).exists()
    assert past.exclude(absence_reason="").exists()
    assert not presences().filter(session__starts_at__gt=now).exclude(mark="").exists()


def test_snow_cancelled_a_meeting_that_was_made_up_for(accounts):
    lost = Session.objects.get(cancelled_because__startswith="Neve")

    assert lost.recovered_by.exists()
    assert not presences().filter(session=lost, is_expected=True).exists()
    assert Closure.objects.filter(first_day=lost.local_date, comune=lost.cycle.venue.place.comune).exists()


def test_nobody_is_where_their_age_does_not_let_them(accounts):
    for booking in bookings().select_related("person", "pool__cycle__activity", "pool__session"):
        activity = booking.pool.cycle.activity
        day = booking.pool.session.local_date if booking.pool.session else booking.pool.cycle.first_day
        least, most = activity.min_age or 0, activity.max_age or 130
        assert least <= age_on(booking.person.birth_date, day) <= most


def test_no_booking_is_against_a_rule(accounts, now):
    assert auditing.against_the_rules(now=now) == {}


def test_everybody_goes_to_the_class_that_it_is_for(accounts):
    for_classes = bookings().live().filter(pool__cycle__activity__min_grade__isnull=False)
    classes = {each.person_id: each for each in Schooling.objects.for_everyone(reason="una prova")}

    assert for_classes.count() > 50
    for each in for_classes.select_related("pool__cycle__activity", "pool__session"):
        activity, day = each.pool.cycle.activity, (each.pool.session or each.pool.cycle)
        held = getattr(day, "local_date", None) or day.first_day
        grade = grade_on(classes[each.person_id].grade, classes[each.person_id].year, held)
        assert is_grade_right(grade, activity.min_grade, activity.max_grade)


def test_nobody_asked_after_it_had_begun(accounts):
    assert (
        not bookings()
        .filter(pool__session=None, booked_at__date__gte=F("pool__cycle__first_day"))
        .exclude(state=State.WAITING)
        .exists()
    )


def test_a_meeting_with_minors_has_two_adults(accounts):
    for session in Session.objects.filter(cycle__activity__policy__slug="minori").prefetch_related("staff"):
        assert len(session.staff.all()) == 2


def test_who_answers_for_the_children_lives_and_is_of_age(accounts, now):
    ties = Guardianship.objects.for_everyone(reason="una prova").in_force_on(now.date())

    assert ties.exclude(guardian__birth_date=None).count() > 100
    assert not ties.filter(guardian__birth_date__gt=now.date() - 18 * A_YEAR).exists()


def test_the_mother_of_two_has_bookings_an_offer_and_a_place_in_a_queue(accounts):
    marta = Person.objects.for_everyone(reason="una prova").get(
        account__email="famiglia-foligno@demo.example"
    )
    hers = bookings().of_family(marta.account)

    assert {State.CONFIRMED, State.OFFERED, State.WAITING} <= set(hers.values_list("state", flat=True))
    assert hers.filter(party__size=2, state=State.CONFIRMED).count() >= 2


def test_the_educator_has_a_register_to_open_today(accounts, now):
    sara = Person.objects.for_everyone(reason="una prova").get(account__email="educatrice@demo.example")
    # Two questions: of tables filled a moment ago PostgreSQL knows nothing yet, and plans the one for minutes.
    today = list(Session.objects.run_by(sara.account).filter(local_date=now.date(), closed_at=None))

    assert presences().filter(session__in=today, is_expected=True).exists()


def test_counters_are_what_a_recount_gives(accounts):
    for pool in Pool.objects.select_related("seats"):
        mine = bookings().filter(pool=pool)
        assert mine.filter(state__in=Booking.WITH_A_SEAT).count() == pool.seats.taken
        assert mine.filter(state=State.WAITING).count() == pool.seats.waiting


def test_the_queue_is_in_the_order_in_which_they_asked(accounts):
    for pool in Pool.objects.filter(seats__waiting__gt=1):
        asked = bookings().filter(pool=pool).waiting().values_list("booked_at", flat=True)
        assert all(first <= second for first, second in pairwise(asked))


def test_a_second_run_leaves_what_a_visitor_changed(accounts, now):
    Venue.objects.filter(slug="piattaforma-norcia-esempio").update(phone="+390743111222")
    before = (bookings().count(), Session.objects.count())

    build({}, password="", now=now + timedelta(days=1))

    assert (bookings().count(), Session.objects.count()) == before
    assert Venue.objects.get(slug="piattaforma-norcia-esempio").phone == "+390743111222"
