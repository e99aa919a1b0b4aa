"""Where all papers are found: whose each is, what one looks for, what the page costs."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from governance.models import AgendaDocument, YearlyAccounts
from networking import papers
from networking.models import RoleKind, StoredFile
from tests import factories, governing, membering

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PAGE = reverse("governance:documents")


@pytest.fixture
def body(db):
    return governing.body(name="Cabina di prova", is_public=True)


@pytest.fixture
def as_member(body):
    user = factories.person("siede@example.org", RoleKind.CITIZEN)
    governing.mandate(body, user.person)
    return factories.signed_in(user)


def file(name="relazione.pdf", **fields):
    return StoredFile.objects.create(name=name, file=ContentFile(b"x", name=name), size=1, **fields)


def paper(of, title="Relazione", at=NOW, **fields):
    item = governing.agenda_of(of).first()
    return AgendaDocument.objects.create(item=item, title=title, file=file(**fields), added_at=at)


def titles(browser, **asked):
    return [each.title for each in browser.get(PAGE, asked).context["page"]]


def test_members_find_the_papers_of_their_bodies_and_nobody_else_does(as_member, client, body):
    paper(governing.meeting(body), name="relazione.odt")
    paper(governing.meeting(governing.body()), "Carta di altri")
    somebody = factories.signed_in(factories.person("altra@example.org", RoleKind.CITIZEN))

    page = as_member.get(PAGE).content.decode()
    assert "Relazione" in page
    assert "ODT, 1" in page
    assert "riservato" in page
    assert "Carta di altri" not in page
    assert titles(client) == titles(somebody) == []


def test_a_paper_of_a_draft_only_to_who_convenes(as_member, body):
    paper(governing.meeting(body, state="draft"))
    secretary = factories.signed_in(
        factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True)
    )

    assert titles(as_member) == []
    assert titles(secretary) == ["Relazione"]


@pytest.mark.parametrize("is_public", [True, False])
def test_accounts_are_everybodys_when_their_file_is(client, is_public):
    book = membering.book()
    row = YearlyAccounts.objects.create(
        organization=book.organization,
        year=2025,
        document=file("bilancio.pdf", is_public=is_public),
        decision=membering.decision(book, "assembly"),
        added_at=NOW,
    )
    member = factories.person("socia@example.org", RoleKind.CITIZEN)
    membering.member(book, member.person)
    browser = factories.signed_in(member)

    assert titles(client) == ([f"Bilancio {row.year}"] if is_public else [])
    assert titles(browser) == [f"Bilancio {row.year}"]
    (found,) = browser.get(PAGE).context["page"]
    assert (found.is_public, browser.get(found.url).status_code) == (is_public, 200)


def test_one_looks_for_a_body_a_year_and_a_kind(as_member, body):
    paper(governing.meeting(body), "Di quest'anno")
    old = governing.FIRST_CALL.replace(year=2025)
    governing.rule(body, valid_from=old.date())
    paper(governing.meeting(body, first_call_at=old), "Di un anno fa")

    assert len(titles(as_member)) == 2
    assert titles(as_member, anno=2025) == ["Di un anno fa"]
    assert titles(as_member, organo=body.slug, anno=2026) == ["Di quest'anno"]
    assert titles(as_member, tipo="bilanci") == []
    assert len(titles(as_member, anno="x", organo="y", tipo="z", pagina="a")) == 2


def test_the_newest_first_whatever_their_source_page_by_page(as_member, body):
    meeting = governing.meeting(body)
    for day in range(30):
        paper(meeting, f"Carta {day}", NOW - timedelta(days=day))

    assert titles(as_member)[:2] == ["Carta 0", "Carta 1"]
    assert titles(as_member, pagina=2) == [f"Carta {day}" for day in range(25, 30)]


def test_sources_are_merged_by_day(db):
    class Rows(list):
        def count(self):
            return len(self)

    def source(key):
        return papers.PaperSource(
            key, key, None, lambda at: papers.Paper(key, "", at, "", None, is_public=True)
        )

    merged = papers.Merged([(source("a"), Rows([9, 5, 1])), (source("b"), Rows([8, 2]))])

    assert len(merged) == 5
    assert [(each.title, each.at) for each in merged[1:4]] == [("b", 8), ("a", 5), ("b", 2)]


@pytest.mark.parametrize("rows", [1, 25])
def test_it_asks_as_much_for_many_as_for_one(as_member, body, rows, django_assert_max_num_queries):
    meeting = governing.meeting(body)
    for _each in range(rows):
        paper(meeting)

    with django_assert_max_num_queries(25):
        as_member.get(PAGE)
