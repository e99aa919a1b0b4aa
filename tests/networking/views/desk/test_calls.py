"""The call list at the desk: one's own territory, one call at a time, every look written down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking.attention import waiting_for
from networking.models import Notice
from networking.outbox import composing
from tests import factories
from tests.factories import human

LIST = "/operatori/telefonate/"


@pytest.fixture(autouse=True)
def at_ten_in_the_morning(monkeypatch, now):
    """Whatever the time of the tests, people are called by day."""
    monkeypatch.setattr(timezone, "now", lambda: now)


def to_tell(person, now, **fields):
    values = {"kind": "networking.erasure_refused", "channel": "phone", "subject": "La tua richiesta"}
    values |= {"text": "Buongiorno.\n\nLa <b>risposta</b> è no.", "created_at": now, "composed_at": now}
    return factories.notice(person=person, **{**values, **fields})


@pytest.fixture
def told(settimio, now, monkeypatch):
    # These words stand already: what they are about is not what is tried here.
    monkeypatch.setattr(composing, "words_of", lambda notice, _now: composing._written(notice))
    return to_tell(settimio, now)


def page(client, **asked):
    return client.get(LIST, asked).content.decode()


def post(client, person, deed, **typed):
    return client.post(f"{LIST}{person.pk}/{deed}", typed, follow=True).content.decode()


def outcome_of(person, client, **typed):
    holder = factories.notices().filter(person=person).first().holder
    return client.post(f"{LIST}{person.pk}/", {"holder": holder, **typed}, follow=True)


def test_asvs_8_4_1_only_the_people_of_ones_own_zone_are_listed(
    as_operator, as_other_operator, settimio, told
):
    shown, elsewhere = page(as_operator), page(as_other_operator)

    assert "Bonacci" in shown
    assert '<a href="tel:+390743999903">' in shown
    assert "Risposta a una richiesta di cancellazione" in shown
    assert "Qui non c'è nessuno da chiamare." in elsewhere


def test_asvs_8_2_2_nobody_calls_or_reads_somebody_of_another_zone(
    as_operator, as_other_operator, settimio, told
):
    as_operator.post(f"{LIST}{settimio.pk}/comincia/")

    for deed in ("comincia/", "", "lascia/", "annulla/"):
        assert as_other_operator.post(f"{LIST}{settimio.pk}/{deed}").status_code == 404
    assert as_other_operator.get(f"{LIST}{settimio.pk}/").status_code == 404
    assert "Sta chiamando" not in page(as_other_operator)


def test_asvs_16_3_2_lists_and_calls_are_written_down(as_operator, settimio, told, readings):
    page(as_operator)
    post(as_operator, settimio, "comincia/")

    assert readings() == [("listed", "", 1), ("read", str(settimio.pk), 1)]


def test_the_words_are_read_aloud_and_shown_as_words(as_operator, settimio, told):
    shown = post(as_operator, settimio, "comincia/")

    assert "<p>Buongiorno.</p><p>La &lt;b&gt;risposta&lt;/b&gt; è no.</p>" in "".join(
        line.strip() for line in shown.splitlines()
    )
    assert "Fino alle 10:15 nessun altro chiama questa persona." in shown


def test_a_colleague_reads_who_is_calling_and_is_refused(as_operator, settimio, told, operator_of_zone_6):
    zone = operator_of_zone_6.roles.get().zone
    colleague = factories.signed_in(factories.person("collega@example.org", "desk_operator", zone=zone))
    post(as_operator, settimio, "comincia/")

    assert "Sta chiamando Persona Diprova, fino alle 10:15" in page(colleague)
    assert "sta già chiamando Persona Diprova" in post(colleague, settimio, "comincia/")
    assert "Continua" in page(as_operator)


def test_by_night_the_list_says_so_and_no_call_begins(as_operator, settimio, told, monkeypatch, now):
    monkeypatch.setattr(timezone, "now", lambda: now.replace(hour=21))

    shown = page(as_operator)

    assert "A quest'ora non si chiama nessuno" in shown
    assert "Chiamo io" not in shown
    assert "Si telefona dalle 8 alle 20" in post(as_operator, settimio, "comincia/")
    assert factories.notices().get().state == Notice.State.QUEUED


def test_who_answered_leaves_the_list_and_can_be_put_back(as_operator, settimio, told):
    post(as_operator, settimio, "comincia/")

    shown = outcome_of(settimio, as_operator, outcome="answered").content.decode()
    assert "Settimio Bonacci: ha risposto: avvisato." in shown
    assert "Qui non c'è nessuno da chiamare." in shown
    assert "Annulla l'esito" in shown.replace("&#x27;", "'")

    assert "è di nuovo nell" in post(as_operator, settimio, "annulla/")
    assert factories.notices().get().state == Notice.State.QUEUED


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({}, "Scegli com'è andata."),
        ({"outcome": "sent_again"}, "sent_again"),
        ({"outcome": "call_back"}, "il giorno e l'ora"),
        ({"outcome": "call_back", "day": "26/11/2026", "hour": "21"}, "dalle 8 alle 20"),
        ({"outcome": "call_back", "day": "24/11/2026", "hour": "10"}, "È già passato"),
        ({"outcome": "call_back", "day": "26/03/2027", "hour": "10"}, "È troppo lontano"),
        ({"outcome": "call_back", "day": "30/11/2026", "hour": "10"}, "non serve più"),
        ({"outcome": "call_back", "day": "30/11/2026", "hour": "boh"}, "Scrivi l'ora"),
    ],
)
@pytest.mark.usefixtures("told")
def test_an_outcome_that_makes_no_sense_is_asked_again(as_operator, settimio, now, typed, word):
    factories.notices().update(expires_at=now + timedelta(days=3))
    post(as_operator, settimio, "comincia/")

    answer = outcome_of(settimio, as_operator, **typed)

    assert word in str(answer.context["form"].errors).replace("&#x27;", "'")
    assert factories.notices().get().state == Notice.State.SENDING


def test_who_asks_to_be_called_again_is_in_the_list_for_later(as_operator, settimio, told):
    post(as_operator, settimio, "comincia/")
    outcome_of(settimio, as_operator, outcome="call_back", day="26/11/2026", hour="10:30")

    assert "Qui non c'è nessuno" in page(as_operator)
    later = page(as_operator, solo="piu-tardi")
    assert "si riprova dal 26/11, 10:30" in later
    assert "Ha richiamato" in later


def test_a_wrong_number_is_said_on_the_sheet_until_there_is_another(as_operator, settimio, told):
    post(as_operator, settimio, "comincia/")
    outcome_of(settimio, as_operator, outcome="wrong_number")

    sheet = as_operator.get(settimio.get_absolute_url()).content.decode()
    assert "0743 999903 è risultato sbagliato" in sheet
    type(settimio).objects.for_everyone(reason="prova").filter(pk=settimio.pk).update(phone="+390743999904")
    assert "risultato sbagliato" not in as_operator.get(settimio.get_absolute_url()).content.decode()


def test_a_call_that_is_no_longer_mine_leads_back_to_the_list(as_operator, settimio, told):
    answer = as_operator.get(f"{LIST}{settimio.pk}/", follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    post(as_operator, settimio, "comincia/")
    stale = {"holder": "11111111-1111-4111-8111-111111111111", "outcome": "answered"}
    assert "questa chiamata non è più tua" in post(as_operator, settimio, "", **stale)
    assert factories.notices().get().state == Notice.State.SENDING
    assert "di nuovo nell" in post(as_operator, settimio, "lascia/")


@pytest.mark.parametrize("deed", ["comincia/", "lascia/", "annulla/"])
def test_a_link_alone_calls_nobody(as_operator, settimio, told, deed):
    assert as_operator.get(f"{LIST}{settimio.pk}/{deed}").status_code == 405


def test_the_first_page_counts_people(as_operator, settimio, told, now):
    to_tell(settimio, now)

    assert as_operator.get("/operatori/").context["to_call"] == 1


@pytest.mark.usefixtures("told")
def test_gestione_says_who_waits_too_long(operator_of_zone_6, operator_of_zone_8, now):
    late = "1 persona aspetta una telefonata da più di un giorno lavorativo."
    tomorrow = now + timedelta(hours=30)

    def sentences(user, at):
        return [each.sentence for each in waiting_for(user, now=at)]

    assert late not in sentences(operator_of_zone_6, now)
    assert late in sentences(operator_of_zone_6, tomorrow)
    assert late not in sentences(operator_of_zone_8, tomorrow)


@pytest.mark.usefixtures("told")
def test_what_gestione_counts_is_what_its_list_shows(as_operator, operator_of_zone_6, monkeypatch, now):
    tomorrow = now + timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    [waiting] = [each for each in waiting_for(operator_of_zone_6, now=tomorrow) if LIST in each.url]

    assert as_operator.get(waiting.url).context["page"].paginator.count == waiting.count == 1


def test_the_list_asks_no_more_for_a_full_page_than_for_one(as_operator, settimio, told, norcia, now):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(as_operator)
        return len(asked)

    queries()
    few = queries()
    for each in range(25):
        to_tell(human(f"Nome Cognome{each:02}", comune=norcia, phone="+390743999903"), now)

    assert queries() <= few <= 20
