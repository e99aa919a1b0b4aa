"""One sheet, confirmed by several presses at once, is written once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from services.imports import ORGANIZATIONS, ImportChangedError, confirm, keep, plan_of, read
from services.models import Organization, PendingImport
from tests import factories
from tests.services.imports.sheets import EVERYWHERE, csv_of

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 4


def confirm_at_once(pending, user, seen):
    """Press the button in as many threads; what each was told."""
    barrier = Barrier(PRESSES)

    def press(_number):
        try:
            connection.ensure_connection()
            barrier.wait()
            confirm(pending.pk, seen=seen, table=ORGANIZATIONS, scope=EVERYWHERE, by=user, now=timezone.now())
        except (PendingImport.DoesNotExist, ImportChangedError) as refused:
            return type(refused)
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(PRESSES) as pool:
        return list(pool.map(press, range(PRESSES)))


def test_a_sheet_confirmed_many_times_at_once_is_written_once():
    user = factories.person("op@example.org", "administrator", everywhere=True)
    rows = [{"name": f"Coro {each}", "kind": "Associazione", "comune": "Norcia"} for each in range(20)]
    sheet = read(csv_of(ORGANIZATIONS, *rows), ORGANIZATIONS)
    pending = keep(sheet, table=ORGANIZATIONS, file_name="f.csv", by=user, now=timezone.now())
    seen = plan_of(pending, ORGANIZATIONS, EVERYWHERE).digest

    told = confirm_at_once(pending, user, seen)

    assert told.count("written") == 1
    assert Organization.objects.filter(name__startswith="Coro").count() == 20
