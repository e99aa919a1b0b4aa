"""Certificates: the hours of the registers, a number nobody guesses, and what a stranger may know."""

import hashlib
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from laboratories.models import Certificate
from laboratories.notices import registers as notices
from laboratories.registers import attending, certifying, marking, numbers
from laboratories.registers.certifying import CertifyingError
from networking import accrediting
from networking.models import Credential, Fact
from networking.rules import months_after
from services.models import Place
from tests import activities, factories, poppler
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def cycle(norcia, leader):
    """Two meetings of ninety minutes, both closed: one person came to both, the other to one."""
    activity = activities.activity(
        policy="adulti", kind="training", grants="first_aid", grants_months=24, title="Primo soccorso"
    )
    first = registers.session(norcia, by=leader, activity=activity, children=0, sessions=2)
    for name in ("Maria Rossi", "Paolo Verdi"):
        activities.booking(first.cycle, factories.human(name))
    for number, session in enumerate(first.cycle.sessions.order_by("starts_at")):
        registers.opened(session, by=leader)
        rows = registers.rows(session)[: 2 - number]
        marking.mark(session, [registers.made(row) for row in rows], by=leader, now=session.ends_at)
        attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)
    return first.cycle


@pytest.fixture
def certificate(cycle, leader):
    [made] = certifying.issue(cycle, by=leader, now=timezone.now())
    return made


def test_it_is_due_to_who_attended_enough(certificate):
    assert str(certificate.person) == "Maria Rossi"
    assert (certificate.minutes, certificate.minutes_held) == (180, 180)
    assert (certificate.first_day, certificate.last_day) == (date(2026, 12, 2), date(2026, 12, 9))


def test_pressed_twice_there_is_one(certificate, cycle, leader):
    assert certifying.issue(cycle, by=leader, now=timezone.now()) == []


def test_not_while_a_register_is_open(cycle, leader):
    attending.reopen_register(cycle.sessions.first(), by=leader, now=timezone.now())

    with pytest.raises(CertifyingError, match="Manca 1 registro"):
        certifying.issue(cycle, by=leader, now=timezone.now())


def test_not_by_who_does_not_run_the_cycle(cycle, operator_of_zone_8):
    with pytest.raises(CertifyingError, match="di altri"):
        certifying.issue(cycle, by=operator_of_zone_8, now=timezone.now())


def test_training_gives_its_credential_with_the_certificate(certificate):
    held = Credential.objects.for_everyone(reason="prova").get(person=certificate.person)

    assert (held.kind, held.granted_on, held.expires_on) == (
        "first_aid",
        date(2026, 12, 9),
        date(2028, 12, 9),
    )


def test_revoked_together_and_written_down(certificate, leader):
    certifying.revoke(certificate, by=leader, because="Firme sbagliate", now=timezone.now())

    held = Credential.objects.for_everyone(reason="prova").get(person=certificate.person)
    assert held.revoked_because == "Firme sbagliate"
    kinds = set(Fact.objects.values_list("kind", flat=True))
    assert {certifying.REVOKED, accrediting.REVOKED} <= kinds


def test_revoking_needs_a_reason(certificate, leader):
    with pytest.raises(CertifyingError, match="perché"):
        certifying.revoke(certificate, by=leader, because=" ", now=timezone.now())


def told_of(certificate):
    """To whom it was told, and how the words begin."""
    found = factories.notices().filter(kind=notices.CERTIFICATE_READY, about_id=str(certificate.pk))
    return {
        str(each.person): notices._certificate_ready(each, timezone.now()).subject
        for each in found.exclude(state="dead")
    }


@pytest.fixture
def maria(cycle):
    return activities.bookings().get(person__given_name="Maria").person


def test_who_has_earned_it_is_told(cycle, leader, maria):
    maria.email = "maria@example.org"
    maria.save()

    [made] = certifying.issue(cycle, by=leader, now=timezone.now())

    assert told_of(made) == {"Maria Rossi": "Il tuo attestato è pronto"}


def test_of_a_child_those_are_told_who_may_book(cycle, leader, maria):
    factories.tie(factories.human("Elsa Rossi", email="elsa@example.org"), maria)
    neighbour = factories.human("Vicina Gentile", email="vicina@example.org")
    factories.tie(neighbour, maria, can_book=False)

    [made] = certifying.issue(cycle, by=leader, now=timezone.now())

    assert told_of(made) == {"Elsa Rossi": "L'attestato di Maria è pronto"}


def test_the_sheet_is_drawn_once(certificate):
    kept = certifying.sheet_of(certificate)
    certificate.person.given_name = "Altra"
    certificate.person.save()

    assert certifying.sheet_of(certificate) == kept
    assert hashlib.sha256(kept).digest() == bytes(certificate.digest)
    text = poppler.said_by("pdftotext", kept)
    assert "Maria Rossi" in text
    assert "3 ore" in text


def test_the_sheet_names_no_place_that_must_stay_hidden(cycle, leader):
    Place.objects.filter(pk=cycle.venue.place_id).update(name="Casa Rifugio", is_protected=True)

    [made] = certifying.issue(cycle, by=leader, now=timezone.now())

    text = poppler.said_by("pdftotext", certifying.sheet_of(made))
    assert "Rifugio" not in text
    assert "Norcia" in text


def test_a_sheet_whose_drawing_was_interrupted_is_given_all_the_same(certificate):
    kept = certifying.sheet_of(certificate)
    certificate.file = ""

    assert poppler.said_by("pdftotext", certifying.sheet_of(certificate)) == poppler.said_by(
        "pdftotext", kept
    )


def test_a_month_that_is_shorter():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 9), 24) == date(2028, 12, 9)


# --- numbers ---


def test_numbers_have_eighty_bits():
    assert len(numbers.SIGNS) ** numbers.LENGTH == 2**80


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{0}.", "n {0}"])
def test_a_number_is_read_as_people_write_it(typed):
    number = numbers.draw()
    written = typed.format(numbers.grouped(number).lower())

    assert numbers.typed(written) == ("" if typed.startswith("n") else number)


def test_letters_that_look_like_digits_are_taken_for_them():
    assert numbers.typed("OOOO-IIII-LLLL-2345") == "0000111111112345"


# --- a stranger ---


def check(client, number):
    return client.get(reverse("laboratories:certificate_check", args=[number]))


def test_a_stranger_reads_initials_activity_hours_and_days(client, certificate):
    text = check(client, numbers.grouped(certificate.number)).content.decode()

    for known in ("M. R.", "Primo soccorso", "3 ore", "2 dicembre 2026", "Questo attestato è vero"):
        assert known in text
    for unknown in ("Maria", "Rossi"):
        assert unknown not in text


def test_a_stranger_reads_that_it_was_revoked_and_not_why(client, certificate, leader):
    certifying.revoke(certificate, by=leader, because="Firme sbagliate", now=timezone.now())

    text = check(client, certificate.number).content.decode()

    assert "non vale più" in text
    assert "Firme sbagliate" not in text


def test_a_number_guessed_is_like_no_number(client, certificate):
    guessed, nonsense = (check(client, number) for number in ("0" * 16, "ciao"))

    assert guessed.status_code == nonsense.status_code == 404
    same = [answer.content.decode().split("<main")[1].split('value="')[0] for answer in (guessed, nonsense)]
    assert same[0] == same[1]


def test_whoever_tries_many_waits(client, certificate):
    cache.clear()
    answers = {check(client, numbers.draw()).status_code for _try in range(22)}

    assert answers == {404, 429}
    assert check(client, certificate.number).status_code == 200


def test_the_form_leads_to_the_number(client, certificate):
    answer = client.get(reverse("laboratories:certificate_ask"), {"numero": certificate.number.lower()})

    assert answer.url == f"/attestati/{numbers.grouped(certificate.number)}/"


# --- families, and who runs the cycle ---


def test_the_family_finds_and_downloads_theirs(certificate, citizen):
    factories.tie(citizen.person, certificate.person, kind="support")
    family = factories.signed_in(citizen)
    address = reverse("laboratories:family_certificate", args=[certificate.pk])

    assert address in family.get(reverse("laboratories:family_certificates")).content.decode()
    assert family.get(address)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("name", ["family_certificate", "certificate_file", "certificate_revoke"])
def test_never_somebody_elses(certificate, citizen, operator_of_zone_8, name):
    for other in (citizen, operator_of_zone_8):
        answer = factories.signed_in(other).get(reverse(f"laboratories:{name}", args=[certificate.pk]))
        assert answer.status_code == 404


def test_the_desk_reads_it_as_the_desk_and_not_as_family(certificate, operator_of_zone_6):
    desk = factories.signed_in(operator_of_zone_6)

    assert desk.get(reverse("laboratories:certificate_file", args=[certificate.pk])).status_code == 200
    assert desk.get(reverse("laboratories:family_certificate", args=[certificate.pk])).status_code == 404


def test_a_revoked_sheet_is_no_longer_given(certificate, leader):
    certifying.revoke(certificate, by=leader, because="Firme sbagliate", now=timezone.now())

    address = reverse("laboratories:certificate_file", args=[certificate.pk])
    assert factories.signed_in(leader).get(address).status_code == 404


def test_who_runs_the_cycle_issues_and_revokes_from_the_page(cycle, leader):
    page, mine = reverse("laboratories:cycle_certificates", args=[cycle.pk]), factories.signed_in(leader)
    assert "Emetti 1 attestato" in mine.get(page).content.decode()

    mine.post(reverse("laboratories:cycle_certificates_issue", args=[cycle.pk]))
    made = Certificate.objects.for_everyone(reason="prova").get()
    mine.post(reverse("laboratories:certificate_revoke", args=[made.pk]), {"perche": "Prova"})

    made.refresh_from_db()
    assert made.revoked_because == "Prova"
