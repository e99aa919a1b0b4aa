"""Asking at the desk to be erased, and the answer, in `/gestione/`."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from networking import outbox
from networking.erasing import preview, requests
from networking.models import ErasureRequest, Person, RoleKind, Zone
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "/gestione/networking/erasurerequest/add/"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MEDIA_ROOT = tmp_path
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def administrator_of_zone_6():
    return factories.person(
        "amministrazione6@example.org", RoleKind.ADMINISTRATOR, zone=Zone.objects.get(number=6)
    )


@pytest.fixture
def emma(norcia):
    return factories.human("Emma Anziana", comune=norcia, email="emma@example.org")


@pytest.fixture
def asked(emma, operator_of_zone_6, now):
    return requests.ask(emma, by=operator_of_zone_6, now=now)


def page_of(asked):
    return f"/gestione/networking/erasurerequest/{asked.pk}/change/"


def everything():
    return ErasureRequest.objects.for_everyone(reason="prova")


def is_here(person):
    return Person.objects.for_everyone(reason="prova").filter(pk=person.pk).exists()


def test_a_request_is_due_in_thirty_days(asked, now):
    assert asked.due_on == timezone.localdate(now) + timedelta(days=30)
    assert list(everything().late(asked.due_on)) == []
    assert list(everything().late(asked.due_on + timedelta(days=1))) == [asked]


def test_the_desk_writes_it_down(emma, operator_of_zone_6):
    desk = factories.signed_in(operator_of_zone_6)
    when = {"asked_at": "20/11/2026 10:00"}

    answer = desk.post(ADD, {"person": emma.pk, **when})

    assert answer.status_code == 302
    (written,) = everything()
    assert (written.person, written.written_by, written.zone.number) == (emma, operator_of_zone_6, 6)


def test_nobody_asks_tomorrow(emma, operator_of_zone_6):
    answer = factories.signed_in(operator_of_zone_6).post(
        ADD, {"person": emma.pk, "asked_at": "25/11/2099 10:00"}
    )

    assert "non può essere nel futuro" in answer.content.decode()
    assert not everything().exists()


def test_never_for_somebody_of_another_zone(emma, operator_of_zone_8, asked):
    elsewhere = factories.signed_in(operator_of_zone_8)
    when = {"asked_at": "20/11/2026 10:00"}

    assert elsewhere.get(page_of(asked)).status_code == 404
    assert b"Emma" not in elsewhere.get("/gestione/networking/erasurerequest/").content
    elsewhere.post(ADD, {"person": emma.pk, **when})
    assert everything().count() == 1


def test_whoever_answers_for_the_zone_erases(emma, asked, administrator_of_zone_6):
    office = factories.signed_in(administrator_of_zone_6)

    page = office.get(page_of(asked)).content.decode()
    answer = office.post(page_of(asked), {"decision": "erased", "is_sure": "on"})

    assert "Si cancella: Persone (1)." in page
    assert answer.status_code == 302
    assert not is_here(emma)
    done = everything().get()
    assert (done.person, done.decision, done.decided_by) == (None, "erased", administrator_of_zone_6)
    assert done.proof is not None
    assert factories.notices().get().address == "emma@example.org"


def test_without_being_sure_nobody_is_erased(emma, asked, administrator_of_zone_6):
    answer = factories.signed_in(administrator_of_zone_6).post(page_of(asked), {"decision": "erased"})

    assert "Per cancellare metti questo segno." in answer.content.decode()
    assert is_here(emma)


def test_who_only_works_at_the_desk_does_not_answer(emma, asked, operator_of_zone_6):
    answer = factories.signed_in(operator_of_zone_6).post(
        page_of(asked), {"decision": "erased", "is_sure": "on"}
    )

    assert answer.status_code == 403
    assert is_here(emma)


def test_a_no_needs_its_reason_and_the_person_reads_it(emma, asked, administrator_of_zone_6):
    office = factories.signed_in(administrator_of_zone_6)
    assert (
        "Scrivi alla persona perché" in office.post(page_of(asked), {"decision": "refused"}).content.decode()
    )

    office.post(page_of(asked), {"decision": "refused", "outcome": "C'è un procedimento aperto."})

    assert everything().get().decision == "refused"
    outbox.drain()
    assert "C'è un procedimento aperto." in factories.notices().get().text
    assert "Garante" in factories.notices().get().text
    assert is_here(emma)


def test_what_was_answered_is_not_answered_again(asked, administrator_of_zone_6, now):
    requests.refuse(asked, by=administrator_of_zone_6, outcome="No.", now=now)

    with pytest.raises(requests.AnsweredError):
        requests.carry_out(asked, by=administrator_of_zone_6, now=now)


def test_the_admins_own_notes_name_nobody_who_asked(asked, administrator_of_zone_6):
    factories.signed_in(administrator_of_zone_6).post(page_of(asked), {"decision": "erased", "is_sure": "on"})

    assert not LogEntry.objects.exists()


def test_before_answering_one_reads_who_would_be_left_alone(citizen, now):
    child = factories.child_of(citizen, "Anna Sola")
    citizen.person.refresh_from_db()

    said = preview.sentences(citizen.person, today=timezone.localdate(now))

    assert f"Nessuno risponderà più per {child}: va trovato qualcuno." in said
    assert "Non potrà più entrare nel portale." in said
