"""Rows as they would have been made on a day long past: one way for each table that keeps dates."""

from datetime import date, time, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from governance.models import Evidence, Reading
from laboratories.models import PresenceMark, QueueStep
from networking.models import (
    Announcement,
    CalendarFeed,
    Comune,
    Consent,
    ErasureRequest,
    GuardianInvitation,
    Job,
    LetterBatch,
    PageReport,
    User,
)
from networking.models.calendars import token_hash
from services.models import ErrorReport, MissedSearch, PendingImport
from tests import activities, expenses, factories, governing, measuring, membering, volunteering
from volunteers.models import (
    AvailabilityException,
    Companionship,
    CompanionshipNote,
    CompanionshipWish,
    Referral,
)


def account():
    return User.objects.get_or_create(email="qualcuno@example.org")[0]


def mail_of(moment):
    return factories.notice(address="lucia@example.org", created_at=moment)


def page_report_of(moment):
    return PageReport.objects.create(path="/", message="Non si apre", reported_at=moment)


def error_report_of(moment):
    return ErrorReport.objects.create(service=factories.service(), field="hours", reported_at=moment)


def missed_search_of(moment):
    return MissedSearch.objects.create(words="pittura", month=moment.date(), times=1)


def session_of(moment):
    return Session.objects.create(session_key=f"{moment:%Y%m%d%H}", expire_date=moment)


def sheet_of(moment):
    return PendingImport.objects.create(
        table="services", file_name="x.csv", rows=[], uploaded_by=account(), uploaded_at=moment
    )


def job_of(moment):
    return Job.objects.create(kind="prova", requested_by=account(), created_at=moment)


def request_of(moment):
    return ErasureRequest.objects.create(
        asked_at=moment, due_on=moment.date(), decided_at=moment, decision="refused"
    )


def device_of(moment):
    made = UserSession.objects.create(user=account(), ip="127.0.0.1", session_key=f"{moment:%Y%m%d%H}")
    UserSession.objects.filter(pk=made.pk).update(last_seen_at=moment)
    return made


def note_of(moment):
    about = ContentType.objects.get_for_model(User)
    return LogEntry.objects.create(
        user=account(), content_type=about, object_repr="x", action_flag=CHANGE, action_time=moment
    )


def calendar_of(moment):
    """An address taken away that day."""
    return CalendarFeed.objects.create(
        person=factories.human(), token_hash=token_hash(f"{moment}"), created_at=moment, revoked_at=moment
    )


def letters_of(moment):
    return LetterBatch.objects.create(made_at=moment, letters=1, pages=1)


def consent_of(moment):
    return Consent.objects.create(
        person=factories.human(),
        purpose="news",
        text_version="1",
        given_at=moment,
        given_through="own",
        withdrawn_at=moment,
        withdrawn_through="own",
    )


def invitation_of(moment):
    return GuardianInvitation.objects.create(
        inviter=factories.human(), kind="parent", digest=token_hash(f"{moment}"), created_at=moment
    )


def announcement_of(moment):
    return Announcement.objects.create(title="x", text="x", created_at=moment)


def party_of(moment):
    return activities.party(factories.human(), created_at=moment)


def booking_of(moment):
    return activities.booking(activities.cycle(Comune.objects.first()), booked_at=moment)


def queue_step_of(moment):
    booking = activities.booking(activities.cycle(Comune.objects.first()), state="waiting")
    return QueueStep.objects.create(
        party=booking.party, pool=booking.pool, kind="offered", at=moment, needed=1
    )


def presence_mark_of(moment):
    booking = activities.booking(activities.cycle(Comune.objects.first()))
    presence = activities.presences().get(booking=booking)
    return PresenceMark.objects.create(presence=presence, mark="present", made_at=moment, received_at=moment)


def who_has_ended_of(moment):
    return volunteering.candidate(state="ended", ended_on=moment.date())


def different_days_of(moment):
    day = moment.date()
    days = AvailabilityException(volunteer=volunteering.candidate(), first_day=day, last_day=day)
    days.save()
    return days


def pair_of(moment):
    pair = Companionship(
        person=factories.human(),
        volunteer=volunteering.candidate(),
        kind=volunteering.kind(is_with_frail_people=True),
        form="visit",
        weekday=2,
        local_start=time(16),
        local_end=time(17),
        alert_after_days=14,
        state="ended",
        started_on=moment.date(),
        ended_on=moment.date(),
    )
    pair.save()
    return pair


def companion_note_of(moment):
    day = timezone.now()
    return CompanionshipNote.objects.create(
        companionship=pair_of(day), day=day, how="visit", going="well", written_at=moment
    )


def wish_of(moment):
    return CompanionshipWish.objects.create(
        name="Ida", phone="0742 000000", comune=Comune.objects.first(), asked_at=moment
    )


def referral_of(moment):
    person = factories.human(birth_date=date(1950, 1, 1))
    return Referral.objects.create(
        person=person,
        source="desk",
        service=factories.service(),
        reason="compagnia",
        agreed_by=person,
        agreed_through="spoken",
        agreed_on=moment.date(),
        made_at=moment,
    )


def expense_of(moment, **fields):
    since = date(2000, 1, 1)
    volunteer = volunteering.candidate()
    volunteering.enrol(volunteer, effective_on=since)
    decision = expenses.decision(adopted_on=since, valid_from=since)
    item = expenses.item(decision=decision)
    return expenses.claim(volunteer, item, day=moment.date(), handed_in_at=moment, **fields)


def mandate_of(moment):
    return governing.mandate(
        governing.body(), starts_on=moment.date() - timedelta(days=700), ends_on=moment.date()
    )


def application_of(moment):
    asked = membering.application(membering.book(), applied_on=moment.date())
    asked.state, asked.decided_on = "withdrawn", moment.date()
    asked.save()
    return asked


def exclusion_of(moment):
    book, day = membering.book(), moment.date()
    charge = membering.charge(
        membering.member(book), opened_on=day - timedelta(days=30), hearing_on=day - timedelta(days=9)
    )
    charge.outcome, charge.closed_on, charge.decision = "kept", day, membering.decision(book)
    charge.save()
    return charge


def evidence_of(moment):
    read = Reading.objects.create(
        definition=measuring.definition(f"P{moment:%y%j}"),
        span="month",
        first_day=moment.date(),
        last_day=moment.date(),
        read_at=moment,
        rows=1,
    )
    return Evidence.objects.create(reading=read, row="1", subject="1", at=moment, numerator=1)


DATED = {
    "governance.Evidence": (evidence_of, 731),
    "governance.MembershipApplication": (application_of, 731),
    "governance.Exclusion": (exclusion_of, 3653),
    "governance.Mandate": (mandate_of, 3653),
    "volunteers.ExpenseClaim": (expense_of, 4018),
    "volunteers.Companionship": (pair_of, 731),
    "volunteers.CompanionshipNote": (companion_note_of, 731),
    "volunteers.CompanionshipWish": (wish_of, 183),
    "volunteers.Referral": (referral_of, 731),
    "volunteers.Volunteer": (who_has_ended_of, 365),
    "volunteers.AvailabilityException": (different_days_of, 365),
    "laboratories.Party": (party_of, 731),
    "laboratories.Booking": (booking_of, 731),
    "laboratories.QueueStep": (queue_step_of, 731),
    "laboratories.PresenceMark": (presence_mark_of, 731),
    "networking.Notice": (mail_of, 366),
    "networking.CalendarFeed": (calendar_of, 30),
    "networking.Consent": (consent_of, 731),
    "networking.GuardianInvitation": (invitation_of, 366),
    "networking.Announcement": (announcement_of, 1826),
    "networking.LetterBatch": (letters_of, 30),
    "networking.PageReport": (page_report_of, 365),
    "networking.Job": (job_of, 30),
    "networking.ErasureRequest": (request_of, 1826),
    "services.ErrorReport": (error_report_of, 365),
    "services.MissedSearch": (missed_search_of, 731),
    "services.PendingImport": (sheet_of, 1),
    "usersessions.UserSession": (device_of, 30),
    "admin.LogEntry": (note_of, 731),
    "sessions.Session": (session_of, 0),
}
