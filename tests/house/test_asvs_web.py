"""What OWASP ASVS 5.0 asks of every answer, whatever the page; the rest is tested beside each page."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.urls import reverse

from networking.models import User
from tests import factories
from tests.matrix import stage as stages
from tests.matrix.routes import classify

ROUTES, _UNSAID = classify()
# Programs send these without our form: a browser its report, a mail program that no more news are wanted (RFC 8058),
# where the signed link proves from whom it comes.
WITHOUT_TOKEN = {"networking:violation", "networking:news_stop"}
NASTY = ["' OR 1=1--", "1; DROP TABLE x", "%27%22%5c", "\\", "{{7*7}}", "../../etc/passwd", "9" * 400, "-1"]


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return stages.build()


def address(route, stage):
    return reverse(route.name, kwargs=route.arguments(stage.rows) if route.arguments else None)


@pytest.mark.parametrize("nasty", NASTY)
def test_asvs_1_2_4_no_parameter_breaks_a_question(stage, client, nasty):
    names = ["q", "comune", "categoria", "pagina", "per", "zona", "next", "dove", "eta", "lat", "lon"]
    for path in ("/servizi/", "/mappa/", "/mappa/punti/", "/enti/", "/servizi/suggerimenti/", "/accedi/"):
        for name in names:
            assert client.get(path, {name: nasty}).status_code < 500, (path, name)
    desk = stage.clients["desk_operator-here"]
    assert desk.get("/operatori/persone/", {"q": nasty}).status_code == 200


def test_asvs_3_5_1_no_address_takes_a_post_without_its_token(stage):
    taken = {}
    for route in ROUTES:
        name = "guardian-here" if "family" in route.name else "superuser"
        client = Client(enforce_csrf_checks=True)
        client.cookies = stage.clients[name].cookies
        status = client.post(address(route, stage)).status_code
        if status not in {403, 404, 405} and route.name not in WITHOUT_TOKEN:
            taken[route.name] = status

    assert taken == {}


# The log of readings, sessions and counters; the index, which the first search makes from the sheets; and the day on
# which a calendar last read its address, by which those that everybody forgot are taken away.
LEFT_BY_READING = {
    "networking_calendarfeed",
    "networking_accessrecord",
    "django_session",
    "django_cache",
    "usersessions_usersession",
    "services_searchentry",
    "services_cataloguerevision",
    "services_stalesheet",
    "services_searchword",
    "services_suggestion",
    "services_missedsearch",
}


def content_of_tables():
    """A digest of every table, save what reading itself is meant to leave."""
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names(cursor) if name not in LEFT_BY_READING
        ]
        digests = {}
        for table in tables:
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            digests[table] = cursor.fetchone()[0]
    return digests


def test_asvs_3_5_3_looking_changes_nothing(stage):
    names = ("guardian-here", "desk_operator-here", "provider_editor-here", "superuser")
    before = content_of_tables()
    for route in ROUTES:
        for name in names:
            stage.clients[name].get(address(route, stage))

    after = content_of_tables()
    assert [table for table in before if before[table] != after[table]] == []


def test_asvs_4_1_1_every_body_says_what_it_is(stage, client):
    unsaid = {}
    for route in [route for route in ROUTES if route.is_public]:
        answer = client.get(address(route, stage))
        kind = answer.get("Content-Type", "")
        if answer.status_code == 200 and (
            (kind.startswith("text/") and "charset=utf-8" not in kind.lower()) or not kind
        ):
            unsaid[route.name] = kind

    assert unsaid == {}


def test_asvs_3_4_2_no_answer_is_open_to_other_sites(stage, client):
    for path in ("/", "/servizi/", "/mappa/punti/", "/accedi/"):
        answer = client.get(path, headers={"origin": "https://male.example"})
        assert "Access-Control-Allow-Origin" not in answer
    assert settings.WHITENOISE_ALLOW_ALL_ORIGINS is False
    assert finders.find("css/portal.css")


def test_asvs_6_3_2_nobody_can_sign_in_before_somebody_is_enrolled(db):
    assert not User.objects.exists()


def test_asvs_13_2_2_the_portals_role_owns_nothing_and_commands_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        owned = cursor.fetchone()[0]
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        powers = cursor.fetchone()

    assert (owned, powers) == (0, (False, False, False, False))


def test_asvs_13_4_1_to_13_4_5_nothing_of_the_workshop_is_served(client, db):
    for path in ("/.git/config", "/.env", "/static/", "/media/", "/documenti/", "/manage.py", "/__debug__/"):
        assert client.get(path).status_code == 404, path
    assert "database" not in client.get("/salute/").content.decode()


@pytest.mark.parametrize("path", ["/accedi/", "/iscriviti/"])
def test_asvs_15_3_7_a_repeated_field_counts_once(client, citizen, path):
    body = f"login={citizen.email}&login=altri@example.org&password={factories.PASSWORD}&password=x"

    client.post(path, body, content_type="application/x-www-form-urlencoded")

    assert "_auth_user_id" not in client.session


def in_production(code):
    """What `code` prints in a process with the production settings, on the tests' database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "networking.settings.production",
        "SECRET_KEY": "una-chiave-di-prova-lunga-abbastanza-per-non-far-protestare-nessuno-0123456789",
        "FIELD_KEYS": "prova:a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
        "INDEX_KEY": "un-altro-segreto-di-prova",
        "EMAIL_URL": "smtp+tls://utente:segreto@posta.example:587",
        "ALLOWED_HOSTS": "portale.example",
        "DEFAULT_FROM_EMAIL": "portale@portale.example",
        "STATIC_ROOT": str(settings.BASE_DIR / "static"),
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    program = f"import django; django.setup(); import json; from django.conf import settings\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_asvs_3_3_1_to_3_3_4_cookies_bind_to_the_host_and_to_https():
    names = ["SESSION_COOKIE", "CSRF_COOKIE"]
    told = in_production(
        f"print(json.dumps([[getattr(settings, n + s) for s in ('_NAME', '_SECURE', '_HTTPONLY', '_SAMESITE', '_PATH', '_DOMAIN')] for n in {names}]))"
    )

    for name, *rest in told:
        assert name.startswith("__Host-")
        assert rest == [True, True, "Lax", "/", None]


def test_asvs_3_4_1_and_13_4_2_https_is_remembered_and_errors_tell_nothing():
    told = in_production(
        "from django.test import Client\n"
        "c = Client(HTTP_HOST='portale.example', raise_request_exception=False)\n"
        "plain, safe = c.get('/robots.txt'), c.get('/robots.txt', secure=True)\n"
        "print(json.dumps([plain.status_code, plain['Location'], safe['Strict-Transport-Security'], settings.DEBUG]))"
    )

    assert told == [301, "https://portale.example/robots.txt", "max-age=63072000; includeSubDomains", False]
