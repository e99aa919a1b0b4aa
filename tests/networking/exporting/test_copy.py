"""What the copy of one's data holds, and what it does not."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from networking import access_log, jobs, retention
from networking.exporting import gathering
from networking.models import AccessRecord, Guardianship, Job, Role, RoleKind, StoredFile
from tests import factories
from tests.house.test_house import APPS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lucia(cascia):
    return factories.person(
        "lucia@example.org", RoleKind.GUARDIAN, full_name="Lucia Cesaretti", lives_in=cascia
    )


def copy_of(person, *, by):
    """The copy as an archive, made as the worker makes it."""
    job = jobs.ask("own_data", by=by, about=person, now=timezone.now())
    jobs.run()
    job = Job.objects.for_everyone(reason="prova").get(pk=job.pk)
    assert (job.state, job.error) == ("done", "")
    return zipfile.ZipFile(io.BytesIO(job.file.read()))


def data_in(archive):
    return json.loads(archive.read("dati.json"))


def rows_of(archive, table):
    return next((each["righe"] for each in data_in(archive)["tabelle"] if each["tabella"] == table), [])


def test_it_holds_ones_own_rows_in_words(lucia, now):
    person = lucia.person
    person.needs, person.codice_fiscale, person.phone = "Celiaca", "CSRLCU80A41C085X", "+39074371234"
    person.save()
    factories.notice(address="lucia@example.org", subject="Promemoria", created_at=now, due_at=now, text="x")

    archive = copy_of(person, by=lucia)

    assert set(archive.namelist()) == {"dati.json", "dati.html", "dati.pdf"}
    (row,) = rows_of(archive, "networking.Person")
    assert (row["Nome"], row["Esigenze"], row["Codice fiscale"]) == ("Lucia", "Celiaca", "CSRLCU80A41C085X")
    assert row["Comune di residenza"] == "Cascia"
    assert rows_of(archive, "networking.Role")[0]["Ruolo"] == "Genitore o tutore"
    assert rows_of(archive, "networking.Notice")[0]["Oggetto"] == "Promemoria"
    assert rows_of(archive, "networking.PersonEvent")[0]["Che cosa è successo"] == "scritto"
    page = archive.read("dati.html").decode()
    assert "Celiaca" in page
    assert "<style>" in page
    assert "http" not in page
    assert archive.read("dati.pdf").startswith(b"%PDF")


def test_it_holds_nothing_of_others(lucia, citizen):
    archive = copy_of(lucia.person, by=lucia)

    for name in archive.namelist():
        assert citizen.email.encode() not in archive.read(name)


def test_what_people_wrote_is_shown_and_never_run(lucia):
    lucia.person.phone = "<script>x</script>"
    lucia.person.save()

    page = copy_of(lucia.person, by=lucia).read("dati.html").decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_file_handed_in_is_inside_and_stays_in_its_folder_when_unpacked(lucia):
    kept = StoredFile(uploaded_by=lucia, name="../../etc/passwd")
    kept.file.save("x", ContentFile(b"che cosa c'era"))

    archive = copy_of(lucia.person, by=lucia)

    (name,) = [name for name in archive.namelist() if name.startswith("file/")]
    assert archive.read(name) == b"che cosa c'era"
    assert "/" not in name.removeprefix("file/")
    assert ".." not in name


def test_a_child_is_copied_for_who_answers_without_naming_who_else_does(lucia):
    """Where the other parent lives apart, this page is not how they are found."""
    child = factories.child_of(lucia, "Anna Cesaretti")
    other = factories.human("Persona Protetta")
    Guardianship.objects.create(guardian=other, child=child, starts_on=factories.LONG_AGO.date())

    archive = copy_of(child, by=lucia)

    assert {row["Chi risponde"] for row in rows_of(archive, "networking.Guardianship")} == {
        "Lucia Cesaretti",
        "un'altra persona",
    }
    for name in archive.namelist():
        assert b"Protetta" not in archive.read(name)


def test_it_says_which_roles_looked_and_never_who(lucia, operator_of_zone_6):
    for _each in range(2):
        access_log.record(reader=operator_of_zone_6, deed=AccessRecord.Deed.READ, subject=lucia.person)
    access_log.record(reader=lucia, deed=AccessRecord.Deed.READ, subject=lucia.person)

    archive = copy_of(lucia.person, by=lucia)

    (reading,) = data_in(archive)["chi_ha_guardato"]
    assert (reading["che_cosa"], reading["volte"]) == ("ha letto", 2)
    assert reading["ruolo"].startswith("Operatrice o operatore di sportello")
    assert operator_of_zone_6.person.full_name not in archive.read("dati.json").decode()


def test_no_column_of_a_library_is_told_in_its_own_english():
    unnamed = [
        f"{label}.{column}"
        for label, rule in retention.rules().items()
        if label.partition(".")[0] not in APPS and rule.export
        for column in rule.export
        if column not in gathering.LABELS
    ]

    assert unnamed == []


def test_that_a_copy_was_made_is_written_down(lucia):
    copy_of(lucia.person, by=lucia)

    made = AccessRecord.objects.for_everyone(reason="prova").get(deed="exported")
    assert (made.reader, made.subject_id) == (lucia.pk, str(lucia.person.pk))


def test_who_lost_the_role_since_asking_gets_nothing(operator_of_zone_6, lucia):
    """Whether one may is asked again when the work is done."""
    job = jobs.ask("own_data", by=operator_of_zone_6, about=lucia.person, now=timezone.now())
    Role.objects.filter(user=operator_of_zone_6).delete()

    jobs.run()

    job = Job.objects.for_everyone(reason="prova").get(pk=job.pk)
    assert (job.state, bool(job.file)) == ("failed", False)
    assert job.error == "Non puoi più avere i dati di questa persona."
