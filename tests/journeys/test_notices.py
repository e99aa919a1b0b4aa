"""Being told: a mail becomes a letter because somebody asked; an elderly man is called, once, and by day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import outbox
from networking.models import LetterBatch, Notice, RoleKind
from networking.outbox import Kind, Telling, Words
from networking.outbox.letters.printing import print_letters
from tests import factories
from tests.factories import day, human
from tests.journeys.conftest import DESKTOP, PHONE, overflows, sign_in, violations

WORDS = ("Il medico viene a casa giovedì alle 10.", "Tieni pronta la tessera sanitaria.")


def visit(_notice, _now):
    return Words("Il medico viene giovedì", WORDS, short="Il medico viene giovedì alle 10.", link="/profilo/")


KINDS = (Kind("prova.visit", "Visita del medico", visit),)


@pytest.fixture(autouse=True)
def kinds(settings, tmp_path):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{__name__}.KINDS"]
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by_day(monkeypatch):
    """Stories run at any hour; people are called by day."""
    for room in ("networking.outbox.calls", "networking.views.desk.calls"):
        monkeypatch.setattr(f"{room}.is_quiet", lambda _now: False)


@pytest.fixture
def lucia(portal, norcia):
    return factories.person(
        "lucia@example.org", RoleKind.CITIZEN, full_name="Lucia Cesaretti", lives_in=norcia
    )


@pytest.fixture
def settimio(portal, norcia):
    return human(
        "Settimio Bonacci",
        comune=norcia,
        birth_date=day("1946-03-12"),
        phone="+390743999903",
        channel="phone",
    )


def told(person, key="x", **fields):
    return outbox.tell("prova.visit", Telling(person=person, key=key, **fields), now=timezone.now())


def kept(notice):
    return factories.notices().get(pk=notice.pk)


def choose(page: Page, words: str) -> None:
    """Press a choice where a finger would: on its words."""
    page.locator("label", has_text=words).click()


def looked_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert not overflows(page), page.url


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_whoever_asks_for_letters_gets_a_letter_instead_of_a_mail(page: Page, portal, lucia, size):
    page.set_viewport_size(size)
    waiting = told(lucia.person)
    assert waiting.channel == "email"
    sign_in(page, portal, lucia.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{portal}/profilo/")
    page.get_by_role("link", name="Come preferisci ricevere gli avvisi").click()
    expect(page.get_by_role("main")).to_contain_text("Oggi ti avvisiamo così: e-mail.")
    looked_at(page)

    choose(page, "Lettera")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("Per ricevere lettere servono la via e il numero.")
    looked_at(page)
    page.get_by_label("Via e numero").fill("Via Legnano 12")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("Oggi ti avvisiamo così: lettera.")
    looked_at(page)

    assert kept(waiting).channel == "letter"
    [batch] = print_letters(now=lambda: timezone.now() + timedelta(minutes=1))
    assert kept(waiting).state == Notice.State.PRINTED
    everybody = LetterBatch.objects.for_everyone(reason="prova")
    assert everybody.get(pk=batch.pk).letters == 1

    # What was printed stands in her own area too.
    page.goto(f"{portal}/profilo/avvisi/")
    expect(page.get_by_role("main")).to_contain_text("La lettera è stampata: sta per essere imbucata.")
    looked_at(page)
    page.get_by_role("link", name="Il medico viene giovedì").click()
    expect(page.get_by_role("main")).to_contain_text(WORDS[1])
    looked_at(page)
    page.get_by_role("button", name="Segna come letto").click()
    expect(page.get_by_role("main")).to_contain_text("Letto · La lettera")
    expect(page.get_by_role("banner")).not_to_contain_text("da leggere")
    looked_at(page)


@pytest.mark.usefixtures("by_day")
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_an_elderly_man_is_called_and_the_outcome_is_written(
    page: Page, portal, settimio, operator_of_zone_6, size
):
    page.set_viewport_size(size)
    first, second = told(settimio, "a"), told(settimio, "b")
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{portal}/operatori/")
    page.get_by_role("link", name="persona da chiamare").click()
    expect(page.get_by_role("main")).to_contain_text("Visita del medico (2)")
    looked_at(page)

    # With the keyboard alone.
    page.get_by_role("button", name="Chiamo io Settimio Bonacci").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chiamata a Settimio Bonacci")
    expect(page.get_by_role("link", name="Chiama 0743 999903")).to_have_attribute("href", "tel:+390743999903")
    expect(page.get_by_role("main")).to_contain_text(WORDS[0])
    looked_at(page)
    page.get_by_role("button", name="Salva l'esito").click()
    expect(page.get_by_role("main")).to_contain_text("Scegli com'è andata.")
    looked_at(page)
    page.get_by_label("Ha risposto: l'ho avvisata").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Settimio Bonacci: ha risposto: avvisato.")
    assert {kept(first).state, kept(second).state} == {Notice.State.SENT}

    # It was somebody else's voice: taken back, then called in vain.
    page.get_by_role("button", name="Annulla l'esito").click()
    expect(page.get_by_role("main")).to_contain_text("Settimio Bonacci è di nuovo nell'elenco.")
    looked_at(page)
    page.get_by_role("button", name="Chiamo io Settimio Bonacci").click()
    choose(page, "Non risponde")
    page.get_by_role("button", name="Salva l'esito").click()
    expect(page.get_by_role("main")).to_contain_text("Qui non c'è nessuno da chiamare.")
    page.get_by_role("link", name="Da richiamare più tardi").click()
    expect(page.get_by_role("main")).to_contain_text("si riprova dal")
    looked_at(page)
    assert [each.outcome for each in kept(first).tries.all()] == ["no_answer"]


@pytest.mark.usefixtures("by_day")
def test_all_of_it_works_without_javascript(browser, portal, settimio, lucia, operator_of_zone_6):
    told(settimio)
    told(lucia.person, "y")
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="it-IT")
    page = context.new_page()
    sign_in(page, portal, lucia.email, factories.PASSWORD)
    page.goto(f"{portal}/profilo/avvisi/preferenze/")
    choose(page, "Solo nella propria area")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("Oggi ti avvisiamo così: solo nella mia area.")

    context.clear_cookies()
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)
    page.goto(f"{portal}/operatori/telefonate/")
    page.get_by_role("button", name="Chiamo io Settimio Bonacci").click()
    choose(page, "Il numero è sbagliato")
    page.get_by_role("button", name="Salva l'esito").click()
    expect(page.get_by_role("main")).to_contain_text("il numero è sbagliato")
    page.goto(f"{portal}{settimio.get_absolute_url()}")
    expect(page.get_by_role("main")).to_contain_text("0743 999903 è risultato sbagliato")
    context.close()
