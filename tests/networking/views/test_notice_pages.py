"""One's own notices: read, never changed by looking; somebody else's do not exist."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from networking.models import Notice
from tests import factories

LIST = "/profilo/avvisi/"


def written(person, **fields):
    values = {"kind": "networking.role_ends", "subject": "Il tuo ruolo finisce", "text": "Uno.\n\nDue."}
    values |= {"channel": "pages", "is_in_pages": True}
    return factories.notice(person=person, **{**values, **fields})


@pytest.fixture
def told(citizen):
    return written(citizen.person)


def page(client, path=LIST):
    return client.get(path).content.decode()


def test_the_list_says_in_words_what_is_unread_and_how_it_was_told(as_citizen, citizen, now):
    written(
        citizen.person, subject="Nuovo", channel="email", address="x@example.org", state="sent", sent_at=now
    )
    written(citizen.person, subject="Vecchio", read_at=now, due_at=now - timedelta(days=9))

    shown = page(as_citizen)

    assert "<strong>Da leggere</strong> · Mandato per e-mail il 25/11/2026 alle 10:00." in shown
    assert "Letto ·" in shown
    assert shown.index("Nuovo") < shown.index("Vecchio")
    assert "Un avviso da leggere." in shown


def test_whoever_was_told_nothing_reads_so(as_citizen):
    assert "Non c'è nessun avviso" in page(as_citizen)


@pytest.mark.parametrize(
    "hidden",
    [
        {"composed_at": None, "subject": ""},
        {"is_in_pages": False},
        {"state": Notice.State.WITHDRAWN},
        # The words have been forgotten; that it was told stays.
        {"subject": "", "text": ""},
    ],
)
def test_what_has_no_words_yet_or_any_more_is_not_listed_nor_counted(as_citizen, told, hidden):
    factories.notices().update(**hidden)

    assert "Non c'è nessun avviso" in page(as_citizen)
    assert as_citizen.get(f"{LIST}{told.pk}/").status_code == 404
    assert "da leggere" not in page(as_citizen, "/profilo/")


def test_a_notice_keeps_its_paragraphs_and_shows_what_people_wrote_as_words(as_citizen, citizen):
    text = "Ciao <script>alert(1)</script>\n\nSeconda riga."
    told = written(citizen.person, text=text, link="/profilo/", link_label="Guarda")

    shown = page(as_citizen, f"{LIST}{told.pk}/")

    assert "<p>Ciao &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Seconda riga.</p>" in shown
    assert '<a class="btn btn-primary" href="/profilo/">Guarda</a>' in shown


@pytest.mark.parametrize("link", ["https://altrove.example/", "//altrove.example/", "javascript:alert(1)"])
def test_a_link_out_of_the_portal_is_not_drawn(as_citizen, citizen, link):
    told = written(citizen.person, link=link)

    assert link not in page(as_citizen, f"{LIST}{told.pk}/")


def test_looking_changes_nothing_and_pressing_marks_it_read(as_citizen, told):
    page(as_citizen), page(as_citizen, f"{LIST}{told.pk}/")
    assert factories.notices().get().read_at is None

    as_citizen.post(f"{LIST}{told.pk}/letto/")
    first = factories.notices().get().read_at
    assert first is not None
    # A second press does not move the moment.
    as_citizen.post(f"{LIST}{told.pk}/letto/")
    assert factories.notices().get().read_at == first


@pytest.mark.parametrize("action", ["letto/", "../letti/", "../prova/"])
def test_a_link_alone_changes_nothing(as_citizen, told, action):
    assert as_citizen.get(f"{LIST}{told.pk}/{action}").status_code in {404, 405}


def test_asvs_8_4_1_marking_all_touches_only_ones_own(as_citizen, citizen, operator_of_zone_6):
    mine, other = written(citizen.person), written(operator_of_zone_6.person)

    as_citizen.post(f"{LIST}letti/")

    assert factories.notices().get(pk=mine.pk).read_at is not None
    assert factories.notices().get(pk=other.pk).read_at is None


def test_asvs_8_2_2_never_somebody_elses_nor_a_childs(as_citizen, citizen, operator_of_zone_6):
    child = factories.child_of(citizen)
    for person in (operator_of_zone_6.person, child):
        told = written(person, calendar="BEGIN:VCALENDAR")
        for path in ("", "appuntamento.ics"):
            assert as_citizen.get(f"{LIST}{told.pk}/{path}").status_code == 404
        assert as_citizen.post(f"{LIST}{told.pk}/letto/").status_code == 404
    assert "Non c'è nessun avviso" in page(as_citizen)


def test_an_appointment_goes_into_ones_calendar(as_citizen, citizen, told):
    appointment = written(citizen.person, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

    answer = as_citizen.get(f"{LIST}{appointment.pk}/appuntamento.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert as_citizen.get(f"{LIST}{told.pk}/appuntamento.ics").status_code == 404


def test_the_header_counts_what_is_unread(as_citizen, told):
    assert '1<span class="visually-hidden"> avviso da leggere</span>' in page(as_citizen, "/comuni/")

    as_citizen.post(f"{LIST}letti/")

    assert "avviso da leggere" not in page(as_citizen, "/comuni/")
    assert "avviso da leggere" not in page(Client(), "/comuni/")


def test_the_list_asks_no_more_for_a_full_page_than_for_one(as_citizen, citizen, told):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(as_citizen)
        return len(asked)

    queries()
    few = queries()
    for _each in range(29):
        written(citizen.person)

    assert queries() <= few <= 14
    second = as_citizen.get(LIST, {"pagina": "2"})
    assert len(second.context["page"].object_list) == 5


def test_private_words_are_kept_by_no_browser(as_citizen, told):
    assert "no-store" in as_citizen.get(f"{LIST}{told.pk}/")["Cache-Control"]


def test_a_trial_goes_the_way_one_is_told_and_three_an_hour_at_most(as_citizen, citizen):
    for _each in range(4):
        answer = as_citizen.post(f"{LIST}prova/", follow=True)

    tried = factories.notices().filter(kind="networking.try_out")
    assert [notice.channel for notice in tried] == ["email"] * 3
    assert "Ne hai già chiesti tre" in answer.content.decode()


def test_letters_and_calls_are_not_tried(as_citizen, citizen):
    citizen.person.street, citizen.person.channel = "Via Roma 1", "letter"
    citizen.person.postcode, citizen.person.locality = "00184", "Roma"
    citizen.person.save()

    assert "Mandami un avviso di prova" not in page(as_citizen, f"{LIST}preferenze/")
    as_citizen.post(f"{LIST}prova/")

    assert not factories.notices().exists()
