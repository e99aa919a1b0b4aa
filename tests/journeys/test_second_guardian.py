"""A second guardian accepts an invitation on a phone, and finds the same booking."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import inviting
from networking.models import RoleKind
from tests import activities, factories
from tests.factories import day
from tests.journeys.conftest import overflows, sign_in, violations


def test_a_second_guardian_accepts_an_invitation_and_finds_the_same_booking(page: Page, portal, norcia):
    now = timezone.now()
    mother = factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Elsa Vagni", lives_in=norcia)
    child = factories.child_of(mother, "Ada Vagni", comune=norcia)
    first = timezone.localdate() + timedelta(days=3)
    activities.booking(
        activities.cycle(norcia, activity=activities.activity(title="Ceramica"), first_day=first), child
    )
    father = factories.person("padre@example.org", RoleKind.CITIZEN, full_name="Ugo Belli", lives_in=norcia)
    father.person.birth_date = day("1980-01-01")
    father.person.save()
    _sent, token = inviting.invite(inviting.may_invite_for(mother, now=now), email=father.email, now=now)

    sign_in(page, portal, father.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{portal}/famiglia/invito/{token}/")
    expect(page.get_by_role("main")).to_contain_text("Elsa Vagni ti invita")
    assert violations(page) == []
    page.get_by_role("button", name="Accetto: rispondo anch'io").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("La mia famiglia")
    expect(page.get_by_role("main")).to_contain_text("Ceramica")
    assert violations(page) == []
    assert not overflows(page)
    page.goto(f"{portal}/famiglia/{child.pk}/consensi/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Consensi")
    assert violations(page) == []
