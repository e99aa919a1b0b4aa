"""The register and the certificate of hours as screen readers and archives meet them."""

import pytest
from django.utils import timezone
from weasyprint import HTML

from tests import factories, pdf_structure, volunteering
from tests.pdf_structure import ARCHIVED, UNIVERSAL
from tests.volunteers import came
from volunteers.hours import certifying
from volunteers.models import HoursCertificate
from volunteers.register import sealing

pytestmark = pytest.mark.django_db
BARE = "<html><h1>Registro</h1><h4>Righe</h4><table><tr><td>1</td></tr></table><img src='{}'></html>"
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def test_the_register_is_tagged_for_readers_and_whole_for_an_archive():
    line = volunteering.line(factories.human("Niccolò D'Angelo"))
    for _each in range(30):
        volunteering.line(factories.human(), section=line.section)

    content = sealing.content_of(sealing.draw(line.section, now=timezone.now()))

    assert pdf_structure.flaws(content, standard=ARCHIVED) == []
    assert pdf_structure.tags(content).count("Caption") == 1


def test_the_certificate_of_hours_is_tagged_and_its_code_has_words(norcia):
    row = came.row(norcia)
    certificate = HoursCertificate.objects.create(
        number="BS1YK4ZEGJ0NC1WE",
        volunteer=row.volunteer,
        first_day=came.DAY,
        last_day=came.DAY,
        minutes=120,
        turns=1,
        kinds=[["Compiti", 120]],
        issued_at=came.AFTER,
    )

    content = certifying.sheet_of(certificate)

    assert pdf_structure.flaws(content, standard=UNIVERSAL) == []
    assert "Figure" in pdf_structure.tags(content)


def test_what_is_missing_from_a_bare_document_is_found():
    """Were nothing ever found, the two above would say nothing."""
    untagged = pdf_structure.flaws(HTML(string=BARE.format(DOT)).write_pdf(), standard=ARCHIVED)
    tagged = pdf_structure.flaws(
        HTML(string=BARE.format(DOT)).write_pdf(pdf_variant="pdf/ua-1"), standard=ARCHIVED
    )

    assert {"not marked as tagged", "its language is None", "no title", "0 first headings"} <= set(untagged)
    assert {
        "H4 right after H1",
        "a table without headings",
        "a figure without words",
        "no profile of colours",
        "the metadata do not say pdfaid:conformance A",
    } <= set(tagged)
