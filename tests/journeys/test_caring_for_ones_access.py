"""Sign-up, passkeys, codes and sessions in a real browser; every page is looked at, at three widths."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from networking.models import Person
from tests import factories
from tests.journeys.conftest import overflows, sign_in, violations
from tests.security_keys import code_of, give_passkeys

PASSWORD = factories.PASSWORD
WIDTHS = (320, 360, 1280)
# Nobody is called so, but somebody nearly.
LONG_NAME = {"given_name": "Massimiliana Ermenegilda", "family_name": "Dell'Acquasparta-Monteleonedispoleto"}


@pytest.fixture
def portal(live_server, transactional_db) -> str:
    return live_server.url


@pytest.fixture
def look(page: Page):
    """Look at the page that is open: no fault of accessibility, nothing to scroll sideways for, nothing in English."""

    def look_at(title: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.wait_for_load_state()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert not overflows(page), (page.url, width)
            assert width == 320 or violations(page) == [], (page.url, width)
        page.set_viewport_size({"width": 360, "height": 740})
        assert not re.search(r"\b(Sign|Email|Your|the|Code|Enter)\b", page.inner_text("main")), page.url

    return look_at


def press(page: Page, name: str) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def confirm_with_password(page: Page) -> None:
    """Say again who one is."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Conferma che sei tu")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Conferma")


def test_somebody_signs_up_confirms_and_comes_in(page: Page, portal, look):
    page.goto(f"{portal}/accedi/")
    look("Accedi")
    page.get_by_role("link", name="Iscriviti").click()
    press(page, "Iscriviti")
    look("Iscriviti")
    page.get_by_label("Nome", exact=True).fill(LONG_NAME["given_name"])
    page.get_by_label("Cognome").fill(LONG_NAME["family_name"])
    page.get_by_label("Data di nascita").fill("1980-12-31")
    page.get_by_label("Comune di residenza").select_option(label="Norcia")
    page.get_by_label("E-mail").fill("nuova@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Ripeti la password").fill(PASSWORD)
    press(page, "Iscriviti")

    look("Conferma la tua e-mail")
    [message] = mail.outbox
    page.goto(re.search(r"http\S+", message.body)[0])
    look("Conferma la tua e-mail")
    press(page, "Sì, è la mia")
    sign_in(page, portal, "nuova@example.org", PASSWORD)

    expect(page.get_by_role("main")).to_contain_text("Ciao Massimiliana Ermenegilda.")
    look("La mia area")
    [person] = Person.objects.for_everyone(reason="test")
    assert (person.full_name, person.comune.slug, str(person.birth_date)) == (
        " ".join(LONG_NAME.values()),
        "norcia",
        "1980-12-31",
    )


def test_a_passkey_opens_the_portal_without_a_password(page: Page, portal, citizen, look):
    give_passkeys(page)
    sign_in(page, portal, citizen.email, PASSWORD)
    page.goto(f"{portal}/profilo/sicurezza/")
    look("Sicurezza")
    page.get_by_role("link", name="Aggiungi una passkey").click()
    look("Conferma che sei tu")
    confirm_with_password(page)
    page.get_by_label("Come la chiami").fill("telefono")
    look("Aggiungi una passkey")
    press(page, "Aggiungi")

    look("Codici di riserva")
    assert [message.subject for message in mail.outbox] == ["NET WORKING · Passkey aggiunta"]
    page.goto(f"{portal}/profilo/sicurezza/chiavi/")
    expect(page.get_by_role("main")).to_contain_text("Basta lei per entrare.")
    look("Le tue passkey")
    page.goto(f"{portal}/esci/")
    press(page, "Esci")
    look("Hai chiuso l'accesso")
    page.goto(f"{portal}/accedi/")
    press(page, "Entra con una passkey")

    expect(page).to_have_url(f"{portal}/profilo/")
    expect(page.get_by_role("main")).to_contain_text(citizen.email)


def test_a_passkey_is_the_second_step_after_the_password_and_confirms_who_one_is(
    page: Page, portal, citizen, look
):
    give_passkeys(page)
    sign_in(page, portal, citizen.email, PASSWORD)
    page.goto(f"{portal}/profilo/sicurezza/chiavi/nuova/")
    confirm_with_password(page)
    press(page, "Aggiungi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Codici di riserva")
    page.context.clear_cookies()

    sign_in(page, portal, citizen.email, PASSWORD)
    look("Ancora un passo")
    press(page, "Usa la passkey")
    expect(page).to_have_url(f"{portal}/profilo/")
    page.goto(f"{portal}/profilo/chiudi/")
    look("Conferma che sei tu")
    page.get_by_role("link", name="Usa una passkey").click()
    look("Conferma che sei tu")
    press(page, "Usa la passkey")
    look("Chiudi il tuo accesso")
    page.goto(f"{portal}/profilo/sicurezza/chiavi/")
    page.get_by_role("link", name="Cambia nome").click()
    look("Cambia il nome della passkey")
    page.get_by_label("Come la chiami").fill("chiave dal nome lungo, senza-nessuno-spazio-per-andare-a-capo")
    press(page, "Salva")
    look("Le tue passkey")
    page.get_by_role("link", name="Togli").click()
    look("Togli la passkey")
    press(page, "Sì, togli la passkey")
    expect(page.get_by_role("main")).to_contain_text("Non ne hai ancora.")


def test_who_annuls_the_passkey_reads_what_happened(page: Page, portal, look):
    page.goto(f"{portal}/accedi/")
    # No authenticator answers: the browser gives up at once when told so.
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    press(page, "Entra con una passkey")

    expect(page.get_by_role("alert").filter(has_text="La passkey non è arrivata")).to_be_visible()
    look("Accedi")


def test_the_app_for_codes_is_added_used_and_taken_away(page: Page, portal, citizen, look):
    sign_in(page, portal, citizen.email, PASSWORD)
    page.goto(f"{portal}/profilo/sicurezza/codice/")
    confirm_with_password(page)
    look("Aggiungi l'app per i codici")
    secret = page.locator("code").inner_text()
    page.get_by_label("Codice").fill("000000")
    press(page, "Attiva")
    look("Aggiungi l'app per i codici")
    page.get_by_label("Codice").fill(code_of(secret, periods_ago=1))
    press(page, "Attiva")
    expect(page.get_by_role("heading", level=1)).to_have_text("Codici di riserva")
    page.context.clear_cookies()

    sign_in(page, portal, citizen.email, PASSWORD)
    page.get_by_label("Codice").fill(code_of(secret))
    press(page, "Entra")
    expect(page).to_have_url(f"{portal}/profilo/")
    page.goto(f"{portal}/profilo/sicurezza/codici-di-riserva/nuovi/")
    page.get_by_role("link", name="Usa un codice").click()
    look("Conferma che sei tu")
    page.get_by_role("link", name="Usa la password").click()
    confirm_with_password(page)
    look("Fai nuovi codici di riserva")
    press(page, "Fai i codici")
    look("Codici di riserva")
    page.goto(f"{portal}/profilo/sicurezza/codice/togli/")
    look("Togli l'app per i codici")
    press(page, "Sì, togli l'app")
    expect(page.get_by_role("main")).to_contain_text("Non è attiva.")


def test_one_sees_where_one_is_signed_in_and_ends_the_others(page: Page, portal, citizen, look, browser):
    elsewhere = browser.new_page()
    sign_in(elsewhere, portal, citizen.email, PASSWORD)
    expect(elsewhere).to_have_url(f"{portal}/profilo/")
    sign_in(page, portal, citizen.email, PASSWORD)
    page.goto(f"{portal}/profilo/dispositivi/")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Chrome su Linux")).to_have_count(
        2
    )
    look("Dove sei entrato")
    page.get_by_role("main").get_by_role("button", name=re.compile("^Chiudi Chrome su Linux")).click()
    confirm_with_password(page)

    expect(page.get_by_role("main")).to_contain_text("Su quel dispositivo l'accesso è chiuso.")
    expect(page.get_by_role("button", name="Chiudi tutti gli altri")).to_have_count(0)
    elsewhere.reload()
    expect(elsewhere).to_have_url(f"{portal}/accedi/?next=/profilo/")
    elsewhere.close()


def test_every_other_page_of_ones_access(page: Page, portal, citizen, look):
    anybody = {
        "accedi/password-dimenticata/": "Ho dimenticato la password",
        "accedi/password-dimenticata/inviata/": "Controlla la posta",
        "accedi/password-nuova/abc-def/": "Scegli una password nuova",
        "accedi/sospeso/": "Accesso sospeso",
    }
    for path, title in anybody.items():
        page.goto(f"{portal}/{path}")
        look(title)
    sign_in(page, portal, citizen.email, PASSWORD)
    for path, title in {"profilo/password/": "Cambia la password", "esci/": "Esci"}.items():
        page.goto(f"{portal}/{path}")
        look(title)
    page.goto(f"{portal}/profilo/email/")
    page.get_by_label("La nuova e-mail").fill(
        "un-indirizzo-lungo-e-senza-spazi@dominio-lunghissimo.example.org"
    )
    press(page, "Mandami il messaggio")
    confirm_with_password(page)
    expect(page.get_by_role("main")).to_contain_text("Aspettiamo che confermi")
    look("La tua e-mail")
    page.goto(f"{portal}/profilo/chiudi/")
    press(page, "Chiudi l'accesso")
    look("Chiudi il tuo accesso")
    page.locator("label", has_text="Ho capito").click()
    press(page, "Chiudi l'accesso")
    look("Il tuo accesso è chiuso")
