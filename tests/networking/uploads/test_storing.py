"""Keeping files: limits, random names, bytes that come and go with their row."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from networking.models import StoredFile
from networking.uploads import UploadRefusedError, store_upload
from networking.uploads.sweeping import TooMuchToSweepError, sweep
from tests.networking.uploads import files
from tests.networking.uploads.files import photograph, upload

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(by, name="modulo.pdf", content=files.PDF, **options):
    return store_upload(upload(content, name), by=by, **options)


def names_on_disk(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_asvs_5_3_2_the_stored_name_is_random_and_the_given_one_is_shown(citizen, tmp_path):
    kept = stored(citizen, "Certificato di Lucia.pdf")

    assert names_on_disk(tmp_path) == [kept.file.name]
    assert "Lucia" not in kept.file.name
    assert kept.name == "Certificato di Lucia.pdf"
    assert (kept.size, kept.content_type) == (len(files.PDF), "application/pdf")


def test_a_file_is_nobody_elses_unless_it_is_said_to_be_public(citizen, provider):
    kept, public = stored(citizen), stored(citizen, is_public=True)

    assert list(StoredFile.objects.visible_to(provider)) == [public]
    assert set(StoredFile.objects.visible_to(citizen)) == {kept, public}


def test_what_is_kept_of_a_photograph_has_no_place(citizen):
    kept = stored(citizen, "foto.jpg", photograph())

    assert files.PLACE.encode() not in kept.file.read()


def test_asvs_5_2_4_a_person_has_so_much_room_and_no_more(citizen, provider, settings):
    settings.UPLOAD_MAX_BYTES_PER_PERSON = 2 * len(files.PDF)
    stored(citizen), stored(citizen)

    with pytest.raises(UploadRefusedError, match="Hai già caricato"):
        stored(citizen)
    assert stored(provider)


def test_asvs_5_2_4_all_together_have_so_much_room_and_no_more(citizen, provider, settings, tmp_path):
    settings.UPLOAD_MAX_BYTES_IN_ALL = 2 * len(files.PDF)
    stored(citizen), stored(provider)

    with pytest.raises(UploadRefusedError, match="Lo spazio per i file è finito"):
        stored(provider)
    assert len(names_on_disk(tmp_path)) == 2


def test_without_the_row_the_bytes_go(citizen, monkeypatch, tmp_path):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(StoredFile, "save", fail)
    with pytest.raises(RuntimeError):
        stored(citizen)

    assert names_on_disk(tmp_path) == []


@pytest.mark.parametrize(
    "delete", [lambda kept: kept.delete(), lambda kept: StoredFile.objects.filter(pk=kept.pk).delete()]
)
def test_with_the_row_go_the_bytes_after_the_commit(
    citizen, delete, tmp_path, django_capture_on_commit_callbacks
):
    kept = stored(citizen)

    with django_capture_on_commit_callbacks(execute=True):
        delete(kept)
        assert names_on_disk(tmp_path) == [kept.file.name]

    assert names_on_disk(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_bytes_that_cannot_go_now_fail_nothing_and_stop_no_others(citizen, tmp_path):
    stuck, free = stored(citizen), stored(citizen)
    (tmp_path / stuck.file.name).unlink()
    # A folder that is not empty is not deleted as a file is.
    (tmp_path / stuck.file.name / "altro").mkdir(parents=True)

    with transaction.atomic():
        StoredFile.objects.all().delete()

    assert not StoredFile.objects.exists()
    assert not (tmp_path / free.file.name).exists()


@pytest.mark.django_db(transaction=True)
def test_a_deletion_taken_back_leaves_the_bytes(citizen, tmp_path):
    kept = stored(citizen)
    with transaction.atomic():
        kept.delete()
        transaction.set_rollback(True)

    assert names_on_disk(tmp_path) == [kept.file.name]


@pytest.mark.parametrize("name", ["ab/" + "c" * 32, "ab/." + "c" * 16 + ".part"])
def test_bytes_that_nobody_names_are_swept_after_a_day(citizen, tmp_path, name):
    kept = stored(citizen)
    default_storage.save(name, ContentFile(b"orfano"))

    assert sweep(now=timezone.now()).bytes_deleted == []
    assert sweep(now=timezone.now() + TOMORROW).bytes_deleted == [name]
    assert names_on_disk(tmp_path) == [kept.file.name]


def test_what_others_put_in_the_folder_is_not_swept(tmp_path, db):
    default_storage.save("copie/backup.age", ContentFile(b"di altri"))
    default_storage.save("ab/altro.txt", ContentFile(b"di altri"))

    assert sweep(now=timezone.now() + TOMORROW).bytes_deleted == []
    assert len(names_on_disk(tmp_path)) == 2


def test_a_row_whose_bytes_are_gone_is_swept_after_a_day(citizen):
    widow, whole = stored(citizen), stored(citizen)
    widow.file.storage.delete(widow.file.name)

    assert sweep(now=timezone.now()).rows_deleted == []
    assert sweep(now=timezone.now() + TOMORROW).rows_deleted == [str(widow.pk)]
    assert list(StoredFile.objects.all()) == [whole]


def test_a_row_that_a_sheet_shows_stays_and_is_told(citizen):
    from tests import factories

    widow = stored(citizen)
    factories.service().documents.create(text="Il modulo", form=widow)
    widow.file.storage.delete(widow.file.name)

    assert sweep(now=timezone.now() + TOMORROW).rows_in_use == [str(widow.pk)]
    assert StoredFile.objects.filter(pk=widow.pk).exists()


def test_a_disk_that_is_not_mounted_deletes_no_rows(citizen, settings, tmp_path):
    for _number in range(21):
        stored(citizen)
    settings.MEDIA_ROOT = tmp_path / "altrove"

    with pytest.raises(TooMuchToSweepError):
        sweep(now=timezone.now() + TOMORROW)
    assert StoredFile.objects.count() == 21


def test_a_database_of_another_day_deletes_no_bytes(citizen, tmp_path):
    for _number in range(21):
        stored(citizen)
    StoredFile._base_manager.all()._raw_delete("default")

    with pytest.raises(TooMuchToSweepError):
        sweep(now=timezone.now() + TOMORROW)
    assert len(names_on_disk(tmp_path)) == 21
    assert len(sweep(now=timezone.now() + TOMORROW, is_forced=True).bytes_deleted) == 21
