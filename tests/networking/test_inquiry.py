"""After a breach one command says who read whose data (ASVS 16.3.2)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from networking import access_log
from networking.models import AccessRecord, Person, RoleKind
from tests import factories


@pytest.fixture
def family(norcia):
    """A child and another; an operator who read the first and listed the people of her town."""
    reader = factories.person("operatrice@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    child = factories.human("Bimba Letta", email="letta@example.org", comune=norcia)
    other = factories.human("Bimbo Altro", comune=norcia)
    access_log.record(reader=reader, deed=AccessRecord.Deed.READ, subject=child, page="/persone/1/")
    access_log.record(reader=reader, deed=AccessRecord.Deed.LISTED, subject=Person, rows=7, page="/persone/")
    return reader, child, other


def said(*arguments, **options):
    out = StringIO()
    call_command("who_read", *arguments, stdout=out, **options)
    return out.getvalue()


def test_asvs_16_3_2_who_read_a_person_is_told_with_role_page_and_time(family):
    reader, child, _other = family

    answer = said(str(child.pk))

    assert "✓ il registro è intero" in answer
    assert f"{reader} · Operatrice o operatore di sportello" in answer
    assert "/persone/1/" in answer
    assert "letture: 2" in answer


def test_a_person_is_found_by_e_mail_too(family):
    assert "/persone/1/" in said("LETTA@example.org")


def test_readings_of_somebody_else_are_not_among_them(family):
    _reader, _child, other = family

    answer = said(str(other.pk))

    assert "/persone/1/" not in answer
    # A list may have held anybody of the town.
    assert "letture: 1" in answer


def test_what_a_stolen_access_has_seen(family):
    answer = said("operatrice@example.org", lettore=True)

    assert "/persone/1/" in answer
    assert "letture: 2" in answer


def test_days_before_are_left_out(family):
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert "letture: 0" in said("operatrice@example.org", "--lettore", "--dal", tomorrow.isoformat())


def test_the_inquiry_leaves_its_own_line_in_the_log(family):
    said("operatrice@example.org", lettore=True)

    last = AccessRecord.objects.for_everyone(reason="prova").order_by("-day", "-number").first()
    assert (last.subject_label, last.page) == ("networking.AccessRecord", "who_read")


def test_nobody_by_that_name_is_said_in_italian(db):
    with pytest.raises(CommandError, match="Nessuna persona con id o e-mail"):
        said("nessuno@example.org")
