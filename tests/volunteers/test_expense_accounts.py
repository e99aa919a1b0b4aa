"""The accounts outlive who asked: ten years, with the receipts, and then nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking import retention
from networking.erasing.person import Asked, erase_person
from networking.models import Channel, RoleKind, StoredFile
from tests import expenses, factories, volunteering
from tests.networking.aged import expense_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_the_expense_and_its_receipt_stay_when_who_asked_is_erased(norcia, administrator):
    user = factories.person("marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta Bassi")
    marta = volunteering.able(user.person)
    paper = expenses.receipt(by=user)
    expenses.asked(marta, expenses.item(), kind="documented", receipt=paper)
    now = timezone.now()

    erase_person(user.person, asked=Asked(Channel.DESK, now), now=now)

    claim = expenses.claims().get()
    assert (claim.name, claim.receipt, claim.receipt.uploaded_by) == ("Marta Bassi", paper, None)
    desk = factories.signed_in(administrator)
    assert "Marta Bassi" in expenses.texts(desk.get("/volontariato/coordinamento/rimborsi/"))


def test_after_eleven_years_the_receipt_goes_with_its_bytes(now, media, django_capture_on_commit_callbacks):
    paper = expenses.receipt()
    expense_of(now - timedelta(days=4019), kind="documented", receipt=paper)

    with django_capture_on_commit_callbacks(execute=True):
        retention.delete_expired(now=now)

    assert not expenses.claims().exists()
    assert not StoredFile.objects.filter(pk=paper.pk).exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []
