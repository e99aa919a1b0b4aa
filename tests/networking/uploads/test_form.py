"""Handing in a file with a form of ours."""

import threading

import pytest
from django import forms
from django.db import connection

from networking.models import StoredFile
from networking.upload_forms import UploadField
from networking.uploads import PICTURES, UploadRefusedError, store_upload
from tests.networking.uploads import files
from tests.networking.uploads.files import photograph, upload


class PhotoForm(forms.Form):
    photo = UploadField(label="La tua foto", kinds=PICTURES, required=False)


def test_the_field_says_what_may_be_handed_in_and_the_browser_offers_it():
    drawn = PhotoForm().as_div()

    assert "JPEG, PNG o WebP, fino a 5 MB." in drawn
    assert 'accept=".jpg,.jpeg,.jfif,.png,.webp"' in drawn
    assert 'aria-describedby="id_photo_helptext"' in drawn


def test_what_the_form_gives_is_already_clean_and_is_kept_as_it_is(citizen, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = PhotoForm({}, {"photo": upload(photograph(), "foto.jpg")})
    assert form.is_valid()

    kept = store_upload(form.cleaned_data["photo"], by=citizen, kinds=PICTURES)

    assert kept.file.read() == form.cleaned_data["photo"].content
    assert files.PLACE.encode() not in form.cleaned_data["photo"].content


def test_asvs_2_2_2_the_rule_holds_with_the_browsers_removed():
    form = PhotoForm({}, {"photo": upload(files.PDF, "modulo.pdf")})

    assert form.errors == {"photo": ["Questo tipo di file non si può caricare. Va bene JPEG, PNG o WebP."]}


def test_nothing_handed_in_where_nothing_is_asked_is_no_error():
    assert PhotoForm({}, {}).is_valid()


@pytest.mark.django_db(transaction=True)
def test_asvs_5_2_4_two_files_at_once_do_not_pass_where_there_is_room_for_one(citizen, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.UPLOAD_MAX_BYTES_PER_PERSON = len(files.PDF) + 10
    together, refused = threading.Barrier(4), []

    def hand_in():
        together.wait()
        try:
            store_upload(upload(files.PDF, "modulo.pdf"), by=citizen)
        except UploadRefusedError as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 3
    assert StoredFile.objects.count() == 1
