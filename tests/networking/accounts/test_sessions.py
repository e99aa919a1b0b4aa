"""Sessions: a new id at every proof, an end for each, and limits for who works here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from networking.models import RoleKind
from tests import factories
from tests.networking.accounts.steps import (
    NEW_PASSWORD,
    confirm,
    confirmed,
    is_signed_in,
    sign_in,
    sign_in_with_code,
    text,
    with_app,
)
from tests.security_keys import code_of

pytestmark = pytest.mark.django_db

COOKIE = django_settings.SESSION_COOKIE_NAME


def key_of(client: Client) -> str:
    return client.cookies[COOKIE].value


def with_stolen(client: Client) -> Client:
    """Another browser with the same session."""
    thief = Client()
    thief.cookies[COOKIE] = key_of(client)
    return thief


class TestANewId:
    def test_asvs_7_2_4_at_sign_in(self, citizen, client):
        client.get("/accedi/")
        session = client.session
        session["messo"] = "prima"
        session.save()
        client.cookies[COOKIE] = before = session.session_key

        sign_in(citizen, client)

        assert is_signed_in(client)
        assert key_of(client) != before

    def test_asvs_7_2_4_at_the_second_factor(self, citizen):
        secret = with_app(citizen)
        client = sign_in(citizen)
        before = key_of(client)

        client.post("/accedi/codice/", {"code": code_of(secret)})

        assert is_signed_in(client)
        assert key_of(client) != before

    def test_asvs_7_2_4_when_one_says_again_who_one_is(self, citizen):
        client = sign_in(citizen)
        thief = with_stolen(client)
        assert is_signed_in(thief)

        confirm(client)

        assert is_signed_in(client)
        assert not is_signed_in(thief)
        assert UserSession.objects.get().session_key == key_of(client)


class TestEndingThem:
    def test_asvs_7_5_2_one_sees_ones_own_and_nobody_elses(self, citizen, administrator):
        sign_in(administrator, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0")
        client = sign_in(citizen, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130 Safari/537")

        page = text(client.get("/profilo/dispositivi/"))

        assert "Chrome su Android" in page
        assert "Firefox" not in page

    def test_asvs_7_5_2_a_stolen_one_is_ended(self, citizen):
        thief, client = sign_in(citizen), confirmed(citizen)
        stolen = UserSession.objects.get(session_key=key_of(thief))

        client.post(f"/profilo/dispositivi/{stolen.pk}/chiudi/")

        assert is_signed_in(client)
        assert not is_signed_in(thief)

    def test_asvs_7_5_2_all_the_others_are_ended_at_once(self, citizen):
        others, client = [sign_in(citizen), sign_in(citizen)], confirmed(citizen)

        client.post("/profilo/dispositivi/")

        assert is_signed_in(client)
        assert not any(map(is_signed_in, others))

    def test_asvs_7_5_2_who_holds_a_session_must_say_who_they_are_to_end_others(self, citizen):
        owner, thief = sign_in(citizen), sign_in(citizen)
        session = UserSession.objects.get(session_key=key_of(owner))

        one = thief.post(f"/profilo/dispositivi/{session.pk}/chiudi/")
        all_others = thief.post("/profilo/dispositivi/")

        assert one["Location"].startswith("/accedi/conferma/")
        assert all_others["Location"].startswith("/accedi/conferma/")
        assert is_signed_in(owner)

    def test_never_somebody_elses(self, citizen, administrator):
        other = sign_in(administrator)
        session = UserSession.objects.get(session_key=key_of(other))

        answer = confirmed(citizen).post(f"/profilo/dispositivi/{session.pk}/chiudi/")

        assert answer.status_code == 404
        assert is_signed_in(other)

    def test_asvs_7_4_3_a_new_password_ends_the_others(self, citizen):
        other, client = sign_in(citizen), confirmed(citizen)

        client.post(
            "/profilo/password/",
            {"oldpassword": factories.PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        )

        assert is_signed_in(client)
        assert not is_signed_in(other)

    def test_asvs_7_4_1_and_14_3_1_signing_out_ends_it_and_the_browser_forgets(self, citizen):
        client = sign_in(citizen)
        thief = with_stolen(client)

        answer = client.post("/esci/")

        assert not is_signed_in(thief)
        assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert "A presto" in text(client.get(answer["Location"]))

    def test_signing_out_asks_for_a_button(self, citizen):
        client = sign_in(citizen)

        client.get("/esci/")

        assert is_signed_in(client)


class TestTheNextRequest:
    def test_asvs_7_4_2_who_is_suspended_is_out(self, citizen):
        client = sign_in(citizen)
        citizen.is_active = False
        citizen.save()

        assert not is_signed_in(client)

    def test_asvs_7_4_2_and_8_3_2_a_role_taken_away_is_gone(self, operator_of_zone_6):
        client = sign_in(operator_of_zone_6)
        assert client.get("/gestione/").status_code == 200

        operator_of_zone_6.roles.update(ends_on=timezone.localdate())

        assert client.get("/gestione/").status_code != 200
        assert is_signed_in(client)

    def test_who_is_suspended_does_not_come_back_in(self, citizen):
        citizen.is_active = False
        citizen.save()

        answer = Client().post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})

        assert answer["Location"] == "/accedi/sospeso/"


class TestLimitsOfWhoWorksHere:
    @pytest.fixture
    def later(self, monkeypatch):
        """Move the clock of the middleware."""
        start = timezone.now()

        def move(minutes: float) -> None:
            monkeypatch.setattr(
                "networking.middleware.timezone.now", lambda: start + timedelta(minutes=minutes)
            )

        return move

    def test_asvs_7_3_1_half_an_hour_without_a_request_ends_it(self, administrator, later):
        client = sign_in(administrator)
        assert is_signed_in(client)

        later(29)
        assert is_signed_in(client)
        later(60)
        answer = client.get("/profilo/", follow=True)

        assert answer.redirect_chain == [("/accedi/?next=/profilo/", 302)]
        assert "Per sicurezza abbiamo chiuso il tuo accesso" in text(answer)
        assert not is_signed_in(client)

    def test_asvs_7_3_2_eight_hours_end_it_however_busy(self, administrator, later):
        client = sign_in(administrator)
        for minutes in range(0, 8 * 60 + 1, 20):
            later(minutes)
            assert is_signed_in(client), minutes

        later(8 * 60 + 10)

        assert not is_signed_in(client)

    @pytest.mark.parametrize("kind", [RoleKind.CITIZEN, RoleKind.GUARDIAN, RoleKind.VOLUNTEER])
    def test_families_stay_in(self, later, kind):
        client = sign_in(factories.person("famiglia@example.org", kind))
        is_signed_in(client)

        later(24 * 60)

        assert is_signed_in(client)

    def test_the_limits_hold_after_the_second_factor_too(self, administrator, later):
        client = sign_in_with_code(administrator, with_app(administrator))
        assert is_signed_in(client)

        later(31)

        assert not is_signed_in(client)
