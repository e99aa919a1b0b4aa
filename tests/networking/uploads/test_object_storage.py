"""The same door with object storage instead of a disk."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from networking.erasing import proofs
from networking.models import StoredFile
from networking.uploads import store_upload
from networking.uploads.sweeping import sweep
from tests import object_storage
from tests.networking.uploads import files
from tests.networking.uploads.files import upload


@pytest.fixture
def bucket(monkeypatch):
    with object_storage.running() as (bucket, storage):
        monkeypatch.setattr(StoredFile._meta.get_field("file"), "storage", storage)
        monkeypatch.setattr(proofs, "default_storage", storage)
        yield bucket


def keys_in(bucket):
    return [entry.key for entry in bucket.objects.all()]


def test_a_file_is_kept_under_a_random_name_and_goes_with_its_row(
    bucket, citizen, django_capture_on_commit_callbacks
):
    kept = store_upload(upload(files.PDF, "modulo.pdf"), by=citizen)
    assert keys_in(bucket) == [kept.file.name]

    with django_capture_on_commit_callbacks(execute=True):
        kept.delete()

    assert keys_in(bucket) == []


def test_a_bucket_that_is_gone_fails_no_deletion(bucket, citizen, django_capture_on_commit_callbacks):
    kept = store_upload(upload(files.PDF, "modulo.pdf"), by=citizen)
    bucket.objects.all().delete()
    bucket.delete()

    with django_capture_on_commit_callbacks(execute=True):
        kept.delete()
        proofs.keep_outside_after_commit(proofs.digest_of("account", citizen.pk))

    assert not StoredFile.objects.exists()


def test_without_the_row_the_bytes_go(bucket, citizen, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(StoredFile, "save", fail)
    with pytest.raises(RuntimeError):
        store_upload(upload(files.PDF, "modulo.pdf"), by=citizen)

    assert keys_in(bucket) == []


def test_bytes_that_nobody_names_are_swept_and_what_others_put_there_is_not(bucket, citizen):
    kept = store_upload(upload(files.PDF, "modulo.pdf"), by=citizen)
    orphan = "ab/" + "c" * 32
    storage = StoredFile._meta.get_field("file").storage
    for name in (orphan, "copie/backup.age"):
        storage.save(name, ContentFile(b"x"))

    swept = sweep(now=timezone.now() + timedelta(days=1, minutes=1))

    assert swept.bytes_deleted == [orphan]
    assert sorted(keys_in(bucket)) == sorted([kept.file.name, "copie/backup.age"])
