"""What other people wrote, shown in pages, letters and links: words, never programs."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from networking import richtext
from networking.models.links import web_address
from services.imports.cells import clean_url
from services.models import Contact, RequiredDocument, Service
from tests import factories

ROOT = Path(__file__).parents[2]
NASTY = """<script>alert("è")</script><b title='x'>O'Neil & figli</b>"""
PROGRAMS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "//example.org/x",
]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<p onclick=alert(1) style='position:fixed' class='alert'>x</p>",
        "<iframe src='https://example.org'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<form action='/esci/'><button>x</button></form>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<base href='https://example.org'><meta http-equiv=refresh content=0>",
    ],
)
def test_asvs_1_3_1_rich_text_keeps_no_program(html):
    cleaned = richtext.cleaned(html)

    assert not re.search(r"<(?!/?p>|a rel|/a>)|on\w+=|script:|data:|style|class", cleaned, re.IGNORECASE), (
        cleaned
    )


def test_asvs_1_3_1_rich_text_keeps_headings_lists_and_links():
    text = "<h2>Orari</h2><ul><li><strong>lunedì</strong></li></ul>"
    links = '<a href="tel:+390743828711">telefona</a> <a href="mailto:a@example.org">scrivi</a>'

    assert richtext.cleaned(text) == text
    assert re.sub(' rel="[^"]*"', "", richtext.cleaned(links)) == links


def test_asvs_1_3_1_a_template_cleans_before_it_shows():
    assert (
        Template("{{ text|rich }}").render(Context({"text": "<p>ciao<script>x</script></p>"}))
        == "<p>ciao</p>"
    )


@pytest.mark.parametrize("address", PROGRAMS)
def test_asvs_1_2_2_no_form_takes_a_link_that_is_no_page(address):
    contact = Contact(url=address)

    with pytest.raises(ValidationError) as refused:
        contact.full_clean(exclude=["service"])
    assert "url" in refused.value.message_dict


@pytest.mark.parametrize("address", PROGRAMS)
def test_asvs_1_2_2_no_import_takes_a_link_that_is_no_page(address):
    try:
        taken = clean_url(address)
    except ValidationError:
        return
    assert re.match(r"https?://", taken)


@pytest.mark.parametrize("address", PROGRAMS)
def test_asvs_1_2_2_a_link_that_came_in_another_way_is_not_drawn(address):
    assert web_address(address) == ""


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "http://example.org", "HTTPS://EXAMPLE.ORG"]
)
def test_asvs_1_2_2_a_page_of_the_web_is_a_link(address):
    assert web_address(address) == address


def test_asvs_1_2_2_a_sheet_with_such_links_shows_none_of_them(client, norcia):
    sheet = factories.service("Sportello di prova", comune=norcia)
    Service.objects.filter(pk=sheet.pk).update(online_url="javascript:alert(1)")
    factories.contact(sheet, url="javascript:alert(2)")
    RequiredDocument.objects.create(service=sheet, text="Il modulo", url="javascript:alert(3)")
    type(sheet.organization).objects.update(website="javascript:alert(4)")

    for page in (sheet.get_absolute_url(), sheet.organization.get_absolute_url()):
        response = client.get(page)
        assert response.status_code == 200
        assert not re.search(r"""href=["']?\s*javascript""", response.content.decode(), re.IGNORECASE)


def test_asvs_1_2_1_what_people_wrote_is_shown_escaped(client, norcia):
    sheet = factories.service(NASTY[:100], comune=norcia, summary=NASTY, description=NASTY)

    for page in (sheet.get_absolute_url(), "/servizi/", "/servizi/?q=" + NASTY, f"/comuni/{norcia.slug}/"):
        body = client.get(page).content.decode()
        assert "<script>alert" not in body
        assert "<b title=" not in body


def test_only_known_places_write_html_without_escaping():
    """A new one is a decision: what it writes must come from us, or have passed `richtext`. Letters are text (.txt)."""
    known = {
        "templates/forms/field_notes.html",  # help texts: the code's own
        "networking/templatetags/portal.py",  # drawings of the icon package
        "networking/richtext.py",
        "services/templatetags/catalogue.py",  # escapes each text itself
        "networking/exporting/archive.py",  # our own stylesheet, in a person's ZIP
        "services/documents.py",  # JSON for machines, with < > & escaped
    }
    unescaped = re.compile(
        r"\|\s*safe\b|mark_safe\(|autoescape off|SafeString\(|safeseq|format_html_join\(\s*f\""
    )
    found = {
        str(path.relative_to(ROOT))
        for folder in ("templates", "networking", "services")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".py"} and unescaped.search(path.read_text(encoding="utf-8"))
    }

    assert found <= known
