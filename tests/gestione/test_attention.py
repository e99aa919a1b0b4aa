"""The first page says what waits, and counts what the list behind each line shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking import access_log, health
from networking.attention import waiting_for
from networking.models import ErasureRequest, LetterBatch, PageReport, Role, RoleKind, ScheduledRun
from networking.schedules import running
from services.models import ErrorReport, PendingImport
from tests import factories

FRONT = "/gestione/"


@pytest.fixture(autouse=True)
def worker_is_alive(db):
    for process in (health.WORKER, health.CLOCK):
        health.record_beat(process, now=timezone.now())


def sentences(user):
    return [each.sentence for each in waiting_for(user, now=timezone.now())]


def report(comune):
    return ErrorReport.objects.create(
        service=factories.service(comune=comune), field="hours", message="x", reported_at=timezone.now()
    )


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (report, "1 errore segnalato su una scheda, da prendere in carico."),
        (lambda comune: factories.service(comune=comune), "1 scheda pubblicata e mai verificata."),
        (
            lambda comune: factories.service(comune=comune, published=False),
            "1 bozza da finire e pubblicare.",
        ),
        (
            lambda comune: factories.verification(
                factories.service(comune=comune),
                factories.person(f"{comune.slug}@example.org", RoleKind.CITIZEN),
                timezone.now() - timedelta(days=200),
            ),
            "1 scheda non verificata da più di sei mesi.",
        ),
    ],
)
def test_asvs_8_4_1_what_waits_is_of_ones_own_zone(operator_of_zone_6, norcia, foligno, make, sentence):
    make(foligno)
    assert sentences(operator_of_zone_6) == []

    make(norcia)
    assert sentence in sentences(operator_of_zone_6)


def test_a_person_to_erase_waits_only_for_whoever_follows_them(operator_of_zone_6, norcia, foligno):
    for comune in (foligno, norcia):
        ErasureRequest.objects.create(
            person=factories.human(comune=comune),
            zone=comune.zone,
            asked_at=timezone.now(),
            due_on=timezone.localdate() + timedelta(days=5),
        )

    (sentence,) = sentences(operator_of_zone_6)
    assert sentence.startswith("1 richiesta di cancellazione a cui rispondere")


def test_whoever_is_of_no_zone_is_not_told_of_the_portals_own_troubles(
    operator_of_zone_6, whole_administrator, now
):
    PageReport.objects.create(path="/", message="x", reported_at=now)
    factories.notice(
        address="x@example.org",
        from_email="p@example.org",
        subject="x",
        text="x",
        state="dead",
        created_at=now,
    )

    assert sentences(operator_of_zone_6) == []
    told = sentences(whole_administrator)
    assert any("1 problema segnalato" in each for each in told)
    assert any("1 avviso non consegnato" in each for each in told)


def test_a_worker_that_is_silent_is_urgent(whole_administrator):
    health.record_beat(health.WORKER, now=timezone.now() - timedelta(minutes=10))

    first = waiting_for(whole_administrator, now=timezone.now())[0]

    assert first.is_urgent
    assert first.sentence.startswith("È in ritardo la spedizione delle e-mail")


def test_a_clock_that_is_silent_is_urgent(whole_administrator, operator_of_zone_6):
    health.record_beat(health.CLOCK, now=timezone.now() - timedelta(minutes=10))

    first = waiting_for(whole_administrator, now=timezone.now())[0]

    assert first.is_urgent
    assert first.sentence.startswith("È in ritardo l'orologio dei lavori regolari")
    assert sentences(operator_of_zone_6) == []


def test_a_regular_work_that_is_late_is_urgent_for_whoever_keeps_the_portal(
    whole_administrator, operator_of_zone_6
):
    running.learn(now=timezone.now() - timedelta(days=2))
    ScheduledRun.objects.exclude(name="applicare-la-conservazione").update(succeeded_at=timezone.now())

    first = waiting_for(whole_administrator, now=timezone.now())[0]

    assert first.is_urgent
    assert first.sentence == "1 lavoro del portale è in ritardo: guarda quale e perché."
    assert sentences(operator_of_zone_6) == []


def test_roles_that_end_soon_wait_for_whoever_may_prolong_them(administrator_6, zone_6, zone_8):
    soon = timezone.localdate() + timedelta(days=10)
    for zone in (zone_6, zone_8):
        user = factories.person(f"{zone.number}@example.org", RoleKind.DESK_OPERATOR, zone=zone)
        Role.objects.filter(user=user).update(ends_on=soon)

    assert "1 ruolo finisce entro 30 giorni: prolungalo, se serve." in sentences(administrator_6)


def test_ones_own_role_does_not_end_without_a_word(operator_of_zone_6):
    operator_of_zone_6.roles.update(ends_on=timezone.localdate() + timedelta(days=10))

    assert any(each.startswith("Il tuo ruolo") for each in sentences(operator_of_zone_6))


def test_staff_with_a_password_alone_are_counted_where_one_administers(
    administrator_6, operator_of_zone_6, operator_of_zone_8
):
    assert "2 persone di staff senza secondo passaggio all'accesso: ricordaglielo." in sentences(
        administrator_6
    )


def test_a_sheet_waits_for_its_own_confirmation(operator_of_zone_6, operator_of_zone_8):
    PendingImport.objects.create(
        table="enti",
        file_name="enti.csv",
        rows=[],
        uploaded_by=operator_of_zone_6,
        uploaded_at=timezone.now(),
    )

    assert sentences(operator_of_zone_6) == ["Il foglio «enti.csv» aspetta la tua conferma."]
    assert sentences(operator_of_zone_8) == []


def test_each_line_leads_to_a_list_that_counts_the_same(
    as_whole_administrator, whole_administrator, norcia, now
):
    report(norcia)
    factories.service(comune=norcia, published=False)
    PageReport.objects.create(path="/", message="x", reported_at=now)
    Role.objects.filter(user=factories.person("x@example.org", "educator", comune=norcia)).update(
        ends_on=timezone.localdate() + timedelta(days=10)
    )

    waiting = waiting_for(whole_administrator, now=timezone.now())

    assert len(waiting) >= 5
    for each in waiting:
        assert as_whole_administrator.get(each.url).context["cl"].result_count == each.count, each.sentence


def test_when_nothing_waits_the_page_says_so_kindly(as_operator_6):
    assert "Oggi non ti aspetta niente: è tutto in ordine." in as_operator_6.get(FRONT).content.decode()


@pytest.mark.parametrize("rows", [1, 25])
def test_the_first_page_asks_as_much_with_one_thing_as_with_many(
    as_whole_administrator, norcia, rows, settings, django_assert_max_num_queries
):
    for _each in range(rows):
        report(norcia)

    # One question for each thing that may wait, and what every page asks.
    with django_assert_max_num_queries(len(settings.ATTENTION_BLOCKS) + 20):
        assert as_whole_administrator.get(FRONT).status_code == 200


def pile(comune, *, days):
    """Letters of so many days ago that nobody has posted."""
    return LetterBatch.objects.for_everyone(reason="una prova").create(
        comune=comune, made_at=timezone.now() - timedelta(days=days), letters=1, pages=4
    )


def test_letters_that_nobody_posted_are_urgent_and_of_ones_own_zone(operator_of_zone_6, norcia, foligno):
    pile(foligno, days=9)
    assert sentences(operator_of_zone_6) == []

    pile(norcia, days=9)
    [waiting] = waiting_for(operator_of_zone_6, now=timezone.now())
    assert waiting.sentence.startswith("1 stampa di lettere da imbucare, in ritardo")
    assert (waiting.is_urgent, waiting.url) == (True, "/operatori/lettere/")


def test_letters_that_nobody_fetched_are_said_until_somebody_does(operator_of_zone_6, norcia, monkeypatch):
    made = pile(norcia, days=1.5)
    # Whatever day the test runs on, they are not late yet.
    monkeypatch.setattr("networking.outbox.letters.standing.late", lambda *_user, **_now: [])
    assert sentences(operator_of_zone_6) == ["1 stampa di lettere che nessuno ha ancora scaricato."]

    access_log.record(reader=operator_of_zone_6, deed="printed", subject=made)
    assert sentences(operator_of_zone_6) == []
