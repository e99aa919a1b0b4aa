"""What happens in the demonstration is drawn from the day: the same day is the same demonstration."""

from datetime import timedelta

from django.db import transaction

from governance import demo as governance
from governance.models import Mandate, Summons
from laboratories.demo import build
from laboratories.demo.drawing import Draw
from laboratories.models import Booking, Cycle, Presence, Session
from networking import demo
from volunteers import demo as volunteers
from volunteers.models import Assignment, Volunteer

DRAWN = ("laboratories.demo.build", "volunteers.demo.build", "governance.demo.build")


def drawn(now):
    """What is drawn at that moment, on a portal that has none yet; then it is undone."""
    with transaction.atomic():
        build({}, password="", now=now)
        volunteers.build({}, password="", now=now)
        governance.build({}, password="", now=now)
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def fingerprint():
    """What two runs of one day must have alike."""
    return [
        list(Cycle.objects.order_by("pk").values_list("pk", "first_day", "last_day", "places", "room__name")),
        list(Session.objects.order_by("pk").values_list("pk", "starts_at", "cancelled_at", "closed_at")),
        list(
            Booking.objects.for_everyone(reason="una prova")
            .order_by("pk")
            .values_list("pk", "person", "state", "booked_at", "party__code")
        ),
        list(
            Presence.objects.for_everyone(reason="una prova")
            .order_by("booking", "session")
            .values_list("booking", "session", "mark", "is_disputed")
        ),
        list(
            Volunteer.objects.for_everyone(reason="una prova")
            .order_by("pk")
            .values_list("pk", "person", "state", "applied_at")
        ),
        list(
            Assignment.objects.for_everyone(reason="una prova")
            .filter(request__companionship=None)
            .order_by("pk")
            .values_list("pk", "request", "volunteer", "state")
        ),
        list(
            Mandate.objects.for_everyone(reason="una prova")
            .order_by("pk")
            .values_list("pk", "name", "task", "comune")
        ),
        list(
            Summons.objects.for_everyone(reason="una prova")
            .order_by("meeting__first_call_at", "person")
            .values_list("meeting__title", "person", "reply", "replied_at")
        ),
    ]


def test_two_runs_of_one_day_are_alike_and_those_of_two_days_are_not(db, now, settings):
    settings.DEMO_BUILDERS = [each for each in settings.DEMO_BUILDERS if each not in DRAWN]
    demo.build_all(now=now)

    assert drawn(now + timedelta(hours=1)) == drawn(now)
    assert Draw(now.date() + timedelta(days=1)).uuid() != Draw(now.date()).uuid()
