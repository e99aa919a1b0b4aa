"""What volunteers have shown: written, verified and revoked by who coordinates them; read by themselves alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from networking.models import (
    AccessRecord,
    Credential,
    CredentialPolicy,
    Fact,
    Notice,
    RoleKind,
    StoredFile,
)
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import somebody, soon
from volunteers.models import Skill, VolunteerSkill

pytestmark = pytest.mark.django_db
MINE = "/volontariato/abilitazioni/"


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


@pytest.fixture
def volunteer(norcia):
    return somebody("aiuta@example.org", norcia)


def page(volunteer, name="credentials_of", *more):
    return reverse(f"volunteers:{name}", args=[volunteer.pk, *more])


def paper(**fields):
    return {"kind": "clearance", "issued_on": timezone.localdate().isoformat(), **fields}


def credentials():
    return Credential.objects.for_everyone(reason="una prova")


def with_clearance(volunteer, comune):
    """`volunteer` in a turn with minors, five days from now."""
    kind = volunteering.kind(minors="regular", minimum_adults=2, needed=["clearance"])
    clearance = volunteering.credential(volunteer, "clearance")
    return clearance, volunteering.assign(volunteer, soon(comune, kind=kind, places=2))


def test_what_was_seen_is_written_with_its_dates(desk, coordinator, volunteer):
    desk.post(page(volunteer), paper())

    made = credentials().get()
    assert (made.granted_on, made.verified_by, made.mode) == (
        timezone.localdate(),
        coordinator,
        "seen_certificate",
    )


def test_lr_v11_a_file_is_refused_and_nothing_is_written(desk, volunteer):
    scan = SimpleUploadedFile("casellario.pdf", b"%PDF-1.4 segreto", "application/pdf")

    answer = desk.post(page(volunteer), paper(source=scan, certificate=scan))

    assert "si guarda e si restituisce" in answer.content.decode()
    assert not credentials().exists()
    assert not StoredFile.objects.exists()


def test_a_second_person_verifies_where_the_policy_asks(desk, volunteer, norcia):
    CredentialPolicy.objects.update(needs_second_person=True)
    desk.post(page(volunteer), paper())
    waiting = credentials().get()
    desk.post(page(volunteer, "credential_verify", waiting.pk))
    assert credentials().get().granted_on is None
    colleague = factories.person("collega@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)

    factories.signed_in(colleague).post(page(volunteer, "credential_verify", waiting.pk))

    assert credentials().get().verified_by == colleague


def test_revoked_the_turn_is_suspended_and_told_in_the_same_moment(desk, volunteer, norcia):
    clearance, row = with_clearance(volunteer, norcia)

    desk.post(page(volunteer, "credential_revoke", clearance.pk), {"because": "condanna"})

    row.refresh_from_db()
    assert (row.state, row.refusals[0]["code"]) == ("suspended", "credential_missing")
    told = set(Notice.objects.for_everyone(reason="una prova").values_list("kind", flat=True))
    assert told == {"volunteers.turn_suspended", "volunteers.turn_uncovered"}
    assert Fact.objects.filter(kind="networking.credential_revoked").exists()


def test_revoking_needs_a_reason(desk, volunteer):
    made = volunteering.credential(volunteer, "safety")

    desk.post(page(volunteer, "credential_revoke", made.pk), {"because": " "})

    assert credentials().get().revoked_at is None


def test_who_coordinates_writes_nothing_of_themselves(desk, coordinator, norcia):
    type(coordinator.person).objects.for_everyone(reason="una prova").filter(pk=coordinator.person.pk).update(
        comune=norcia
    )
    myself = volunteering.candidate(coordinator.person)

    answer = desk.post(page(myself), paper())

    assert "una collega o un collega" in answer.content.decode()
    assert not credentials().exists()


def test_lr_v7_whom_the_ente_pays_loses_the_turns_of_those_days(desk, volunteer, norcia):
    row = volunteering.assign(volunteer, soon(norcia))

    desk.post(page(volunteer, "paid_work"), {"begins": timezone.localdate().isoformat(), "ends": ""})

    row.refresh_from_db()
    assert row.refusals[0]["code"] == "works_here"
    assert Notice.objects.for_everyone(reason="una prova").filter(kind="volunteers.turn_suspended").exists()


def test_paid_work_does_not_end_before_it_begins(desk, volunteer):
    today = timezone.localdate()

    answer = desk.post(page(volunteer, "paid_work"), {"begins": today, "ends": today - timedelta(days=1)})

    assert "prima di cominciare" in answer.content.decode()


def test_how_we_know_is_written_by_who_coordinates(desk, volunteer):
    skill = VolunteerSkill(
        volunteer=volunteer, skill=Skill.objects.create(slug="matematica", name="Matematica")
    )
    skill.save()

    desk.post(page(volunteer, "evidence"), {f"skill_{skill.pk}": "insegnante in pensione"})

    skill.refresh_from_db()
    assert skill.evidence == "insegnante in pensione"


def test_one_reads_what_one_has_and_what_is_missing(volunteer, norcia):
    volunteering.kind(name="Compiti insieme", needed=["clearance", "safety"])
    volunteering.credential(volunteer, "safety")

    mine = factories.signed_in(volunteer.person.account).get(MINE).content.decode()

    assert "Compiti insieme" in mine
    assert "Manca: verifica per il lavoro con i minori." in mine


@pytest.mark.parametrize("name", ["credentials_of", "paid_work", "evidence"])
def test_never_of_a_volunteer_of_another_territory(desk, foligno, name):
    theirs = somebody("lontana@example.org", foligno)

    assert desk.get(page(theirs, name)).status_code == 404
    assert desk.post(page(theirs, name), paper()).status_code == 404


@pytest.mark.parametrize("name", ["credential_verify", "credential_revoke"])
def test_never_somebody_elses_credential_through_ones_own_volunteer(desk, volunteer, foligno, name):
    theirs = volunteering.credential(somebody("lontana@example.org", foligno), "safety")

    assert desk.post(page(volunteer, name, theirs.pk), {"because": "x"}).status_code == 404
    assert credentials().get().revoked_at is None


def test_never_somebody_elses_page(volunteer, norcia):
    other = somebody("altra@example.org", norcia)

    assert factories.signed_in(volunteer.person.account).get(page(other)).status_code == 403


def test_who_reads_is_written_down(desk, volunteer):
    desk.get(page(volunteer))

    read = AccessRecord.objects.for_everyone(reason="una prova").get(page=page(volunteer))
    assert read.subject_id == str(volunteer.person.pk)


@pytest.mark.parametrize("many", [1, 25])
def test_the_page_asks_the_same_however_long_the_history(
    desk, volunteer, many, django_assert_max_num_queries
):
    for _number in range(many):
        volunteering.credential(volunteer, "safety")

    with django_assert_max_num_queries(20):
        assert desk.get(page(volunteer)).status_code == 200
