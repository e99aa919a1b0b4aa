"""Files leave only through the view that checks, from a disk or from object storage."""

import pytest
from django.core.files.base import ContentFile

from networking.models import StoredFile
from tests import factories, object_storage


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keep(**fields):
    """A stored file that says «segreto»."""
    return StoredFile.objects.create(
        **{"file": ContentFile(b"segreto", name="modulo.pdf"), "name": "Modulo d'iscrizione.pdf", **fields}
    )


def body_of(response):
    return b"".join(response.streaming_content)


def test_anybody_downloads_a_public_file_under_its_own_name(client, db):
    response = client.get(keep(is_public=True).get_absolute_url())

    assert body_of(response) == b"segreto"
    assert "Modulo d'iscrizione.pdf" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_asvs_3_2_1_a_file_opened_all_the_same_can_do_nothing(client, db):
    response = client.get(keep(is_public=True).get_absolute_url())

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "name", ['a"; x="b.pdf', "a\r\nSet-Cookie: x=1.pdf", "è/../così.pdf", "fattura\u202efdp.exe"]
)
def test_asvs_5_4_1_a_name_writes_nothing_else_in_the_header(client, db, name):
    """Names come in clean; one that came another way does no harm either."""
    response = client.get(keep(is_public=True, name=name).get_absolute_url())

    disposition = response["Content-Disposition"]
    assert response.status_code == 200
    assert disposition.startswith("attachment; filename")
    assert set(disposition) & set("\r\n\u202e/") == set()
    assert 'x="b' not in disposition.replace('\\"', "")
    assert "Set-Cookie" not in response.headers


def test_a_private_file_is_for_who_uploaded_it(citizen, as_citizen):
    assert as_citizen.get(keep(uploaded_by=citizen).get_absolute_url()).status_code == 200


def test_never_somebody_elses_file(citizen, operator_of_zone_8):
    private = keep(uploaded_by=citizen)

    assert factories.signed_in(operator_of_zone_8).get(private.get_absolute_url()).status_code == 404


def test_never_a_private_file_without_signing_in(client, citizen):
    assert client.get(keep(uploaded_by=citizen).get_absolute_url()).status_code == 404


def test_the_stored_name_tells_nothing(db):
    name = keep().file.name

    assert "modulo" not in name
    assert len(name) == 35


def test_the_bytes_have_no_address_of_their_own(client, db):
    assert client.get(f"/media/{keep(is_public=True).file.name}").status_code == 404


def test_behind_nginx_the_portal_only_says_that_it_may(client, db, settings):
    settings.MEDIA_ACCEL_PREFIX = "/riservato/"
    kept = keep(is_public=True)

    response = client.get(kept.get_absolute_url())

    assert response["X-Accel-Redirect"] == f"/riservato/{kept.file.name}"
    assert response.content == b""


def test_a_file_that_is_gone_is_not_an_error(client, db):
    kept = keep(is_public=True)
    kept.file.storage.delete(kept.file.name)

    assert client.get(kept.get_absolute_url()).status_code == 404


@pytest.fixture
def bucket(monkeypatch):
    with object_storage.running() as (bucket, storage):
        monkeypatch.setattr(StoredFile._meta.get_field("file"), "storage", storage)
        yield bucket


def test_with_object_storage_the_same_view_checks_and_streams(client, citizen, bucket):
    public, private = keep(is_public=True), keep(uploaded_by=citizen)

    assert len(list(bucket.objects.all())) == 2
    assert body_of(client.get(public.get_absolute_url())) == b"segreto"
    assert client.get(private.get_absolute_url()).status_code == 404
