"""Those who write for an organisation see and confirm their own sheets, and nobody else's."""

import pytest

from networking.models import RoleKind
from services.models import ErrorReport, Organization, ProviderScope, Verification
from tests import factories


@pytest.fixture
def sheet(provider):
    return factories.service("Spesa a casa", organization=provider.roles.get().provider_scope.organization)


def page_of(service):
    return f"/operatori/enti/{service.organization.uuid}/"


def confirm(client, service):
    return client.post(f"/operatori/schede/{service.uuid}/conferma/")


def test_a_provider_sees_their_sheets_and_what_people_reported(as_provider, sheet, now):
    ErrorReport.objects.create(service=sheet, field="hours", message="Era chiuso", reported_at=now)

    page = as_provider.get(page_of(sheet)).content.decode()

    assert "Spesa a casa" in page
    assert "Era chiuso" in page


def test_never_somebody_elses_sheets(sheet, other_provider):
    assert factories.signed_in(other_provider).get(page_of(sheet)).status_code == 404


def test_never_without_signing_in(client, sheet):
    assert client.get(page_of(sheet)).url.startswith("/accedi/")


def test_never_after_the_role_has_ended(as_provider, provider, sheet):
    provider.roles.update(ends_on=factories.day("2026-01-02"))

    assert as_provider.get(page_of(sheet)).status_code == 403
    assert confirm(as_provider, sheet).status_code == 403
    assert not Verification.objects.exists()


def test_another_role_for_the_same_organisation_does_not_write_its_sheets(sheet):
    educator = factories.person("educatore@example.org", RoleKind.EDUCATOR)
    ProviderScope.objects.create(role=educator.roles.get(), organization=sheet.organization)

    assert not Organization.objects.edited_by(educator, factories.day("2026-11-25")).exists()


def test_confirming_leaves_a_verification_in_the_organisations_name(as_provider, provider, sheet):
    confirm(as_provider, sheet)

    verification = Verification.objects.get()
    assert (verification.verified_by, verification.verifier_name) == (provider, sheet.organization.name)


def test_nobody_confirms_for_another_organisation(sheet, other_provider):
    assert confirm(factories.signed_in(other_provider), sheet).status_code == 404
    assert not Verification.objects.exists()


def test_who_had_been_signed_out_comes_back_to_press_again_and_looking_never_confirms(as_provider, sheet):
    back = as_provider.get(f"/operatori/schede/{sheet.uuid}/conferma/", follow=True)

    assert back.redirect_chain == [(page_of(sheet), 302)]
    assert "La scheda non è ancora confermata" in back.content.decode()
    assert not Verification.objects.exists()


@pytest.mark.parametrize("sheets", [1, 25])
def test_queries_do_not_grow_with_the_sheets(as_provider, provider, sheets, django_assert_max_num_queries):
    organization = provider.roles.get().provider_scope.organization
    for _each in range(sheets):
        factories.service(organization=organization)

    # Session, log-in, person, roles, organisation, its sheets, their verifications and reports, the footer's zones.
    with django_assert_max_num_queries(15):
        as_provider.get(f"/operatori/enti/{organization.uuid}/")
