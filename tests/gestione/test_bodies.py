"""Bodies, rules and mandates in `/gestione/`: what is adopted is read, what the database refuses is said."""

import pytest
from django.urls import reverse

from governance.models import BodyRule, Mandate, MatterRule
from networking.models import RoleKind
from tests import factories, governing

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_secretary(db):
    return factories.signed_in(
        factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)
    )


@pytest.fixture
def as_administrator(db):
    user = factories.person("amministra@example.org", RoleKind.ADMINISTRATOR, everywhere=True)
    return factories.signed_in(user)


def rules_typed(body, matters, *, is_adopted=True):
    typed = {
        "body": body.pk,
        "valid_from": "2027-01-01",
        "source": "Accordo, articolo 6",
        "notice_days": "7",
        "late_notice": "refused",
        "hours_to_second_call": "1",
        "most_proxies": "0",
        "most_proxies_when_large": "0",
        "large_from": "500",
        "months_before_voting": "0",
        "is_adopted": "on" if is_adopted else "",
        "matters-TOTAL_FORMS": len(matters),
        "matters-INITIAL_FORMS": 0,
    }
    for number, matter in enumerate(matters):
        line = {
            "matter": matter,
            "call": 1,
            "quorum_numerator": 1,
            "quorum_denominator": 2,
            "majority_numerator": 1,
            "majority_denominator": 2,
            "majority_base": "present",
        }
        typed |= {f"matters-{number}-{name}": value for name, value in line.items()}
    return typed


def test_a_new_version_is_written_and_adopted_at_once(as_secretary):
    body = governing.body()
    as_secretary.post(reverse("admin:governance_bodyrule_add"), rules_typed(body, MatterRule.Matter.values))

    made = BodyRule.objects.get(body=body, version=2)
    assert (made.is_adopted, made.matters.count()) == (True, 6)


def test_without_every_matter_it_stays_a_draft_and_says_so(as_secretary):
    body = governing.body()
    response = as_secretary.post(
        reverse("admin:governance_bodyrule_add"), rules_typed(body, ["ordinary"]), follow=True
    )

    assert "Non sono ancora adottate" in response.content.decode()
    assert not BodyRule.objects.get(body=body, version=2).is_adopted


def test_adopted_rules_are_only_read(as_secretary):
    rule = governing.body().rules.get()
    page = reverse("admin:governance_bodyrule_change", args=[rule.pk])

    assert as_secretary.get(page).status_code == 200
    assert as_secretary.post(page, {"notice_days": "0"}).status_code == 403


def test_two_who_preside_at_once_are_refused_in_words(as_administrator):
    body = governing.body()
    governing.mandate(body, task="chair")
    typed = {
        "body": body.pk,
        "person": factories.human("Ugo Neri").pk,
        "task": "chair",
        "starts_on": "2026-02-01",
        "given_by": "Delibera 2",
    }
    response = as_administrator.post(reverse("admin:governance_mandate_add"), typed)
    assert "c&#x27;è già chi presiede" in response.content.decode()

    again = as_administrator.post(reverse("admin:governance_mandate_add"), {**typed, "task": "member"})
    assert again.status_code == 302, again.context["errors"]
    assert Mandate.objects.for_everyone(reason="prova").filter(body=body, name="Ugo Neri").exists()
