"""Staff hand in a file in /gestione/ through the same door as everybody."""

import pytest
from django.core.files.storage import default_storage

from networking.models import StoredFile
from tests.networking.uploads import files
from tests.networking.uploads.files import photograph, picture, upload

ADD = "/gestione/networking/storedfile/add/"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_what_staff_hand_in_is_checked_redrawn_and_theirs(as_administrator, administrator):
    response = as_administrator.post(ADD, {"upload": upload(photograph(), "foto.jpg"), "is_public": "on"})

    kept = StoredFile.objects.get()
    assert response.status_code == 302
    assert (kept.name, kept.uploaded_by, kept.content_type) == ("foto.jpg", administrator, "image/jpeg")
    assert files.PLACE.encode() not in kept.file.read()


def test_a_name_for_readers_keeps_the_right_ending(as_administrator):
    as_administrator.post(ADD, {"upload": upload(files.PDF, "x1.pdf"), "name": "Domanda di iscrizione"})

    assert StoredFile.objects.get().name == "Domanda di iscrizione.pdf"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (files.SVG, "disegno.svg", "Questo tipo di file non si può caricare"),
        (picture(), "foto.png", "dice PNG, ma il contenuto è JPEG"),
        (files.huge_png(), "foto.png", "troppi punti"),
    ],
)
def test_what_is_refused_is_told_in_the_form_and_leaves_nothing(
    as_administrator, content, name, sentence, tmp_path
):
    response = as_administrator.post(ADD, {"upload": upload(content, name)})

    assert sentence in response.content.decode().replace("&#x27;", "'")
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_asvs_5_2_4_no_more_room_is_told_in_the_form(as_administrator, settings):
    settings.UPLOAD_MAX_BYTES_OF_STAFF = 10

    response = as_administrator.post(ADD, {"upload": upload(files.PDF, "modulo.pdf")})

    assert "Hai già caricato" in response.content.decode()


def test_asvs_15_3_3_nobody_writes_whose_file_it_is(as_administrator, administrator, citizen):
    as_administrator.post(
        ADD,
        {
            "upload": upload(files.PDF, "m.pdf"),
            "uploaded_by": citizen.pk,
            "content_type": "text/html",
            "file": "x",
        },
    )

    kept = StoredFile.objects.get()
    assert (kept.uploaded_by, kept.content_type) == (administrator, "application/pdf")


def test_the_bytes_of_a_kept_file_do_not_change(as_administrator):
    as_administrator.post(ADD, {"upload": upload(files.PDF, "m.pdf")})
    kept = StoredFile.objects.get()

    as_administrator.post(
        f"/gestione/networking/storedfile/{kept.pk}/change/",
        {"upload": upload(files.SVG, "m.svg"), "name": "Modulo nuovo", "is_public": "on"},
    )

    kept.refresh_from_db()
    assert (kept.name, kept.is_public, kept.file.read()) == ("Modulo nuovo.pdf", True, files.PDF)


@pytest.mark.django_db(transaction=True)
def test_deleting_in_the_admin_deletes_the_bytes(as_administrator):
    as_administrator.post(ADD, {"upload": upload(files.PDF, "m.pdf")})
    kept = StoredFile.objects.get()
    assert default_storage.exists(kept.file.name)

    as_administrator.post(f"/gestione/networking/storedfile/{kept.pk}/delete/", {"post": "yes"})

    assert not StoredFile.objects.exists()
    assert not default_storage.exists(kept.file.name)
