"""The page of one's own dates, the file, and the address that calendars read."""

import json
import logging
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from networking.calendars import feeds
from networking.log_format import LineFormatter
from networking.models import CalendarFeed, Role, RoleKind
from tests import factories
from tests.matrix.stage import _client as who_just_said_who_they_are
from tests.networking.calendars.grammar import problems_in

pytestmark = pytest.mark.django_db
PAGE, OPEN, CLOSE = "/profilo/calendario/", "/profilo/calendario/indirizzo/", "/profilo/calendario/togli/"


def text(response):
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def shown_token(response):
    [token] = set(re.findall(r"/calendario/([\w-]{43})\.ics", text(response)))
    return token


@pytest.fixture
def sure(citizen):
    """A browser in which the citizen has just said again who they are."""
    return who_just_said_who_they_are(citizen)


@pytest.fixture
def role(citizen):
    day = timezone.localdate()
    return Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=day, ends_on=day + timedelta(days=60)
    )


@pytest.fixture
def address(citizen):
    _feed, token = feeds.open_feed(citizen.person, by=citizen, now=timezone.now())
    return f"/calendario/{token}.ics"


class TestThePage:
    def test_dates_can_be_read_without_any_calendar(self, as_citizen, role):
        html = text(as_citizen.get(PAGE))

        assert "Finisce il tuo ruolo: Volontaria o volontario" in html
        assert "Crea l'indirizzo" in html
        assert "Togli l'indirizzo" not in html
        assert "Se cambi la password l'indirizzo continua a funzionare" in html

    def test_what_was_called_off_is_said(self, as_citizen, role):
        role.delete()

        assert "Annullato:" in text(as_citizen.get(PAGE))

    def test_never_somebody_elses_dates(self, as_provider, role):
        assert "Per ora non c'è nessuna data." in text(as_provider.get(PAGE))

    def test_who_has_not_said_their_name_is_asked_for_it(self, as_citizen, citizen):
        citizen.person.delete()

        assert "Prima dicci come ti chiami" in text(as_citizen.get(PAGE))

    def test_the_page_is_found_from_ones_own_area(self, as_citizen):
        assert f'href="{PAGE}"' in text(as_citizen.get("/profilo/"))

    def test_the_file_is_a_copy_of_today(self, as_citizen, role):
        response = as_citizen.get(f"{PAGE}calendario.ics")

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="calendario.ics"'
        assert "no-store" in response["Cache-Control"]
        assert problems_in(response.content) == []
        assert b"Volontaria" in response.content


class TestTheAddress:
    def test_asvs_14_2_1_it_is_shown_once_and_never_again(self, sure):
        response = sure.post(OPEN)
        token = shown_token(response)

        assert "no-store" in response["Cache-Control"]
        assert sure.get(f"/calendario/{token}.ics").status_code == 200
        assert token not in text(sure.get(PAGE))

    def test_asvs_7_5_1_an_open_session_alone_makes_no_address_that_outlives_it(self, as_citizen):
        response = as_citizen.post(OPEN)

        assert response.status_code == 302
        assert response.url.startswith("/accedi/conferma/")
        assert not CalendarFeed.objects.for_everyone(reason="le prove").exists()

    def test_looking_makes_none(self, sure):
        assert sure.get(OPEN).url == PAGE
        assert not CalendarFeed.objects.for_everyone(reason="le prove").exists()

    def test_asvs_9_2_1_one_button_takes_it_away(self, as_citizen, address):
        as_citizen.post(CLOSE)

        assert Client().get(address).status_code == 404
        assert "Crea l'indirizzo" in text(as_citizen.get(PAGE))

    def test_asvs_8_2_2_nobody_takes_away_somebody_elses(self, as_provider, address):
        as_provider.post(CLOSE)

        assert Client().get(address).status_code == 200

    def test_it_says_when_a_calendar_last_read_it(self, as_citizen, address):
        assert "Nessun calendario l'ha ancora letto." in text(as_citizen.get(PAGE))
        Client().get(address)

        assert "Un calendario l'ha letto l'ultima volta il" in text(as_citizen.get(PAGE))

    @pytest.mark.parametrize("path", [OPEN, CLOSE])
    def test_who_has_not_said_their_name_has_none(self, sure, citizen, path):
        citizen.person.delete()

        assert sure.post(path).status_code == 404


class TestWhatCalendarsRead:
    def test_whoever_has_the_address_reads_without_signing_in(self, client, address, role):
        response = client.get(address)

        assert problems_in(response.content) == []
        assert b"Volontaria" in response.content
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Cache-Control"] == "private, max-age=900"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies

    def test_who_has_it_already_gets_nothing_again_until_something_changes(self, client, address, role):
        etag = client.get(address)["ETag"]
        same = client.get(address, headers={"if-none-match": etag})
        role.ends_on += timedelta(days=1)
        role.save()

        changed = client.get(address, headers={"if-none-match": etag})

        assert (same.status_code, same.content) == (304, b"")
        assert same["Cache-Control"] == "private, max-age=900"
        assert changed.status_code == 200
        assert changed["ETag"] != etag

    def test_a_calendar_may_ask_only_whether_it_is_there(self, client, address):
        response = client.head(address)

        assert (response.status_code, response.content) == (200, b"")
        assert response["ETag"]

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_nothing_can_be_written_there(self, client, address, method):
        assert getattr(client, method)(address).status_code == 405

    @pytest.mark.parametrize("token", ["A" * 43, "A" * 42, "A" * 44, "..", "%00" * 43, "é" * 43])
    def test_asvs_9_1_1_what_was_never_given_is_not_there(self, client, address, token):
        assert client.get(f"/calendario/{token}.ics").status_code in {400, 404}

    def test_robots_txt_lets_calendars_in(self, client):
        """Google's obeys it also for the addresses that people give it."""
        assert "/calendario" not in text(client.get("/robots.txt"))

    def test_asvs_2_4_1_whoever_tries_addresses_must_wait_and_who_has_one_need_not(self, client, address):
        answers = [client.get(f"/calendario/{number:043d}.ics").status_code for number in range(40)]

        assert answers[:30] == [404] * 30
        assert set(answers[30:]) == {429}
        assert client.get(address).status_code == 200

    def test_asvs_2_4_1_one_address_is_not_read_without_end(self, client, address):
        answers = [client.get(address) for _time in range(61)]

        assert {answer.status_code for answer in answers[:60]} == {200}
        assert answers[60].status_code == 429
        assert answers[60]["Retry-After"] == "3600"

    @pytest.mark.parametrize("roles", [1, 25])
    def test_questions_do_not_grow_with_the_dates(
        self, client, citizen, address, roles, django_assert_max_num_queries
    ):
        for number in range(roles):
            Role.objects.create(
                user=citizen,
                kind=RoleKind.VOLUNTEER,
                starts_on=date(2026, 11, 1),
                ends_on=timezone.localdate() + timedelta(days=number + 1),
            )
        client.get(address)

        with django_assert_max_num_queries(30):
            content = client.get(address).content

        assert content.count(b"BEGIN:VEVENT") == roles


class TestTheLog:
    @pytest.fixture
    def lines(self, caplog):
        caplog.set_level(logging.INFO)
        formatter = LineFormatter()
        return lambda: "\n".join(formatter.format(record) for record in caplog.records)

    def test_asvs_14_2_1_a_token_that_opens_nothing_is_not_written(self, client, address, citizen, lines):
        feeds.revoke(citizen.person, by=citizen, now=timezone.now())

        client.get(address)

        assert "Not Found: /calendario/*" in lines()
        assert address.split("/")[2] not in lines()

    def test_asvs_14_2_1_an_error_while_reading_does_not_write_the_token(
        self, client, address, lines, monkeypatch
    ):
        def broken(_feed, *, now):
            raise RuntimeError(f"cannot read {address}")

        monkeypatch.setattr(feeds, "read", broken)
        client.raise_request_exception = False

        assert client.get(address).status_code == 500
        assert "Internal Server Error: /calendario/*" in lines()
        assert "RuntimeError: cannot read /calendario/*" in lines()
        assert address.split("/")[2] not in lines()

    def test_making_and_taking_away_are_written_with_whose(self, sure, citizen, caplog):
        caplog.set_level(logging.INFO, logger="networking.security")
        token = shown_token(sure.post(OPEN))
        sure.post(CLOSE)

        told = [json.loads(record.message) for record in caplog.records if record.name.endswith("security")]

        events = [(line["event"], line["user"]) for line in told if line["event"].startswith("calendar")]
        assert events == [
            ("calendar_address_made", str(citizen.pk)),
            ("calendar_address_taken_away", str(citizen.pk)),
        ]
        assert token not in caplog.text


def test_the_guardians_own_calendar_is_not_the_childs(norcia):
    """Answering for somebody gives no address of theirs: what concerns them comes by the guardian's own."""
    guardian = factories.person("mamma@example.org", RoleKind.GUARDIAN)
    child = factories.child_of(guardian, comune=norcia)
    sure = who_just_said_who_they_are(guardian)

    sure.post(OPEN)

    [feed] = CalendarFeed.objects.for_everyone(reason="le prove")
    assert feed.person == guardian.person != child
