"""The page of a communication: whose it is, and what it answers to what nobody types."""

import pytest
from django.urls import reverse

from networking.models import Announcement, Role, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:networking_announcement_changelist")
ADD = reverse("admin:networking_announcement_add")


def page(found, what="change"):
    return reverse(f"admin:networking_announcement_{what}", args=[getattr(found, "pk", found)])


def typed(**cells):
    blank = dict.fromkeys(("link", "zone", "comune", "starts_at", "ends_at", "place"), "")
    return {"nature": "service", "title": "Prova", "text": "Ciao.", **blank, **cells}


@pytest.fixture
def draft(norcia, now):
    return Announcement.objects.create(title="Bozza", text="Ciao.", comune=norcia, created_at=now)


@pytest.mark.parametrize("pk", ["abc", "0", "0b6f7c1e-54c2-4f0e-9a43-0d6c1b1f2a77"])
def test_an_address_that_is_nobodys_is_not_there(as_whole_administrator, pk):
    answer = as_whole_administrator.get(f"{LIST}{pk}/change/")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "begins", ["01/01/0001 00:00", "31/12/9999 23:30", "25/10/2026 02:30", "28/03/2027 02:30"]
)
def test_an_odd_moment_is_refused_in_the_form(as_whole_administrator, begins):
    ends = begins[:-1] + "9"
    answer = as_whole_administrator.post(ADD, typed(starts_at=begins, ends_at=ends))
    assert answer.status_code == 200
    assert as_whole_administrator.get(LIST).status_code == 200


def test_a_draft_is_not_called_off_nor_moved(as_whole_administrator, draft):
    for what in ("call_off", "move"):
        cells = {"starts_at": "05/12/2036 17:00", "ends_at": "05/12/2036 18:00", "place": ""}
        answer = as_whole_administrator.post(page(draft, what), cells)
        assert answer.status_code == 302
        draft.refresh_from_db()
        assert (draft.cancelled_at, draft.sequence, draft.starts_at) == (None, 0, None)


def test_words_that_were_sent_are_not_changed_by_posting(as_whole_administrator, draft, now):
    Announcement.objects.filter(pk=draft.pk).update(published_at=now)
    as_whole_administrator.post(page(draft), typed(title="Altro", comune=draft.comune_id))
    draft.refresh_from_db()
    assert draft.title == "Bozza"


class TestWhereOnesRolesReach:
    def test_asvs_8_4_1_another_zones_draft_is_not_there(self, as_administrator_6, foligno, now):
        theirs = Announcement.objects.create(title="Loro", text=".", comune=foligno, created_at=now)
        for what in ("change", "send", "move", "call_off"):
            assert as_administrator_6.get(page(theirs, what)).status_code == 404
            assert as_administrator_6.post(page(theirs, what), typed()).status_code in {403, 404}
        assert b"Loro" not in as_administrator_6.get(LIST).content

    def test_asvs_15_3_3_a_place_typed_by_hand_is_refused(self, as_administrator_6, foligno, zone_8):
        for where in ({"zone": zone_8.pk}, {"comune": foligno.pk}, {}):
            assert as_administrator_6.post(ADD, typed(**where)).status_code == 200
        assert not Announcement.objects.exists()

    def test_who_works_for_a_comune_speaks_to_no_whole_zone(self, norcia, zone_6):
        secretary = factories.person("segreteria@example.org", RoleKind.SECRETARY, comune=norcia)
        answer = factories.signed_in(secretary).post(ADD, typed(zone=zone_6.pk))
        assert answer.status_code == 200
        assert not Announcement.objects.exists()

    def test_whose_role_is_over_sends_nothing(self, administrator_6, as_administrator_6, draft):
        Role.objects.filter(user=administrator_6).delete()
        assert as_administrator_6.post(page(draft, "send")).status_code in {302, 403}
        draft.refresh_from_db()
        assert draft.published_at is None
