"""The volunteers of the demonstration: two hundred and fifty, at every step, and nobody where they may not be."""

from datetime import timedelta

from django.db.models import Count, F

from networking.models import Credential
from tests import volunteering
from volunteers.demo import build
from volunteers.models import (
    Assignment,
    Companionship,
    CompanionshipNote,
    ExpenseClaim,
    HelpKind,
    HelpRequest,
    HoursCertificate,
    HoursLog,
    InsuranceCover,
    RegisterEntry,
    RegisterSeal,
    Thanks,
    Volunteer,
)


def volunteers():
    return Volunteer.objects.for_everyone(reason="una prova")


def entries():
    return RegisterEntry.objects.for_everyone(reason="una prova")


def test_there_are_two_hundred_and_fifty_at_every_step_and_in_every_zone(accounts):
    assert volunteers().count() == 250
    assert set(volunteers().values_list("state", flat=True)) == set(Volunteer.State)
    assert set(volunteers().values_list("person__comune__zone__number", flat=True)) == {6, 8, 9}


def test_credentials_are_in_every_state(accounts, now):
    today = now.date()
    theirs = Credential.objects.for_everyone(reason="una prova").filter(person__volunteer__isnull=False)

    assert theirs.filter(expires_on__gt=today + timedelta(days=30), revoked_at=None).count() > 100
    assert theirs.filter(expires_on__gt=today, expires_on__lte=today + timedelta(days=30)).count() >= 5
    assert theirs.filter(expires_on__lte=today).exists()
    assert theirs.filter(revoked_at__isnull=False).exists()
    assert theirs.filter(granted_on=None).exists()
    assert volunteers().active().exclude(person__in=theirs.values("person")).exists()


def test_a_year_of_turns_is_behind_and_a_month_ahead_with_holes(accounts, now):
    done = volunteering.assignments().filter(state="done")
    ahead = HelpRequest.objects.open(now)

    assert done.count() > 1000
    assert done.filter(request__starts_at__lt=now - timedelta(days=330)).exists()
    assert ahead.with_holes().count() >= 10
    assert ahead.filter(taken=0).exists()
    assert ahead.filter(taken__lt=F("minimum_team"), taken__gt=0).exists()
    unsaid = volunteering.assignments().filter(state="accepted", request__ends_at__lt=now)
    assert not unsaid.filter(request__starts_at__lt=now - timedelta(days=8)).exists()


def test_a_year_of_hours_was_confirmed_and_some_wait(accounts, now):
    hours = HoursLog.objects.for_everyone(reason="una prova")

    assert hours.validated().count() > 1000
    assert hours.filter(state="declared").count() >= 10
    assert volunteering.assignments().filter(state="accepted", request__ends_at__lt=now).exists()
    assert not volunteering.assignments().filter(state="done", hours=None).exists()


def test_nobody_does_more_in_a_month_than_they_said(accounts):
    public = volunteering.assignments().filter(request__companionship=None)
    months = public.values("volunteer", "request__local_date__year", "request__local_date__month")

    for month in months.annotate(turns=Count("pk"), most=F("volunteer__max_turns_a_month")):
        assert month["turns"] <= month["most"]


def test_who_is_under_age_has_somebody_who_said_yes_and_never_works_alone(accounts, now):
    young = volunteers().active().filter(person__birth_date__gt=now.date() - timedelta(days=17 * 365 + 300))
    alone = HelpRequest.objects.filter(assignments__volunteer__in=young).annotate(team=Count("assignments"))

    assert young.exists()
    assert not young.filter(parent_met_on=None).exists()
    for turn in alone:
        assert turn.assignments.exclude(volunteer__in=young).exists()


def test_the_register_holds_whoever_helped_and_its_chain_is_whole(accounts):
    helped = volunteering.assignments().values("volunteer__person")
    enrolled = entries().filter(event="enrolment").values("person")

    assert not volunteers().filter(person__in=helped).exclude(person__in=enrolled).exists()
    assert set(entries().values_list("event", flat=True)) == set(RegisterEntry.Event)
    assert volunteering.broken_lines() == []


def test_somebody_is_not_insured_yet(accounts):
    covers = InsuranceCover.objects.for_everyone(reason="una prova")

    assert 1 <= volunteers().active().exclude(person__in=covers.values("person")).count() <= 5


def test_pairs_meet_and_one_is_silent_one_worries_one_rests(accounts, now):
    pairs = Companionship.objects.for_everyone(reason="una prova")
    told = CompanionshipNote.objects.for_everyone(reason="una prova")
    lately = told.filter(day__gt=now.date() - timedelta(days=30))
    silent = pairs.filter(state="active").exclude(pk__in=lately.values("companionship"))

    assert pairs.count() >= 9
    assert silent.exists()
    assert told.filter(going="worrying").exists()
    assert pairs.filter(state="paused").exists()


def test_who_can_sign_in_has_turns_to_come_and_something_to_renew(accounts, now):
    for name in ("volontaria-spoleto", "volontario-trevi"):
        mine = volunteering.assignments().filter(volunteer__person__account__email=f"{name}@demo.example")
        assert mine.filter(state="done").exists(), name
        assert mine.filter(state=Assignment.State.ACCEPTED, request__starts_at__gt=now).exists(), name


def test_a_second_run_leaves_what_a_visitor_changed(accounts, now):
    HelpKind.objects.filter(slug="feste").update(name="Feste di paese")

    build({}, password="", now=now + timedelta(days=1))

    assert volunteers().count() == 250
    assert HelpKind.objects.get(slug="feste").name == "Feste di paese"


def test_expenses_are_at_every_step_and_thanks_were_said(accounts):
    claims = ExpenseClaim.objects.for_everyone(reason="una prova")
    waiting, approved, paid, refused = (
        claims.filter(state=each).count() for each in ("handed_in", "approved", "paid", "refused")
    )

    assert waiting + approved + paid + refused == claims.count() == 24
    assert min(waiting, approved, paid, refused) >= 3
    assert Thanks.objects.for_everyone(reason="una prova").filter(occasion="personal").count() == 2
    assert HoursCertificate.objects.for_everyone(reason="una prova").exists()


def test_sessions_ask_for_help_and_a_part_of_the_register_waits_to_be_signed(accounts):
    assert HelpRequest.objects.filter(need__isnull=False).exists()
    assert RegisterSeal.objects.get().is_waiting
