"""The paper: the address in the window and nothing else there, each letter from the front of a sheet, nothing lost."""

import re
from html import unescape

import pytest

from networking.models import Zone
from networking.outbox.letters import printing
from tests.networking.letters import told
from tests.networking.letters.told import at, somebody, tell
from tests.poppler import said_by

pytestmark = pytest.mark.django_db
# Millimetres of the sheet: what a window 100 × 45 shows wherever the sheet lies, and what it may show (letters.css).
ALWAYS, EVER = (110, 50, 190, 79), (90, 34, 210, 95)
PAGE = 297
LONG_STREET = "Via del Santuario della Madonna delle Grazie Vecchia n. 128/bis scala C"


@pytest.fixture
def printed(now):
    """The PDF of a place, drawn as in the night."""

    def draw():
        [batch] = printing.print_letters(now=at(now))
        return batch, told.content_of(batch)

    return draw


def first_page(pages, name):
    """The number of the page on which a letter begins."""
    return next(number for number, page in enumerate(pages, 1) if f"Gentile {name}" in page)


def inside(word, box):
    left, top, right, bottom = box
    return left <= word.left and word.right <= right and top <= word.top and word.bottom <= bottom


def touches(word, box):
    left, top, right, bottom = box
    return word.left < right and word.right > left and word.top < bottom and word.bottom > top


ADDRESSES = {
    "short": ("Ada Vagni", {"street": "Via Roma 1"}),
    "long": (
        "Zoé Maria Immacolata D'Angelo-N'Diaye della Rovere Montefeltro",
        {"street": LONG_STREET, "locality": "Castelluccio di Norcia"},
    ),
    "longest that can be kept": (
        f"Massimiliano {'Cognome ' * 10}".strip(),
        {"street": f"Via {'Molto Lunga ' * 9}123/b", "locality": "Frazione Alta " * 5},
    ),
    "one that looks like a page": (
        '<b>"O\'Neil" &amp; figli</b>',
        {"street": "Piazza <script> & \"Cavour\" 'grande', 3"},
    ),
}


@pytest.mark.parametrize(("name", "fields"), ADDRESSES.values(), ids=ADDRESSES)
def test_the_address_is_whole_in_the_window_and_nothing_else_is(norcia, now, printed, name, fields):
    person = somebody(norcia, name, **fields)
    tell(person, now)

    _batch, content = printed()

    seen = [word for word in told.words_of(content, 3) if touches(word, EVER)]
    assert [word for word in seen if not inside(word, ALWAYS)] == []
    said = "".join(word.text for word in seen)
    written = "".join([str(person), person.locality, person.street, "06046 Norcia PG"])
    assert "".join(unescape(said).split()) == "".join(written.split())


def test_the_measure_would_find_a_word_in_the_window(norcia, now, printed, monkeypatch):
    """Negative control: a subject that begins in the window is seen."""
    monkeypatch.setattr(
        "networking.outbox.letters.paper.pdf.stylesheet", lambda: "@page { size: A4; margin: 30mm }"
    )
    tell(somebody(norcia), now)

    _batch, content = printed()

    words = [word for word in told.words_of(content, 3) if touches(word, EVER)]
    assert not all(inside(word, ALWAYS) for word in words)


def test_each_letter_begins_on_the_front_of_a_sheet_and_counts_its_own_pages(norcia, now, printed):
    talkative = somebody(norcia, "Elsa Neri", street="Via Bassa 1")
    for _each in range(6):
        tell(talkative, now)
    for name in ("Ada Vagni", "Ugo Sordi"):
        tell(somebody(norcia, name, street="Via Alta 1"), now)

    batch, content = printed()

    pages = told.text_of(content)
    begin = [first_page(pages, name) for name in ("Ugo Sordi", "Ada Vagni", "Elsa Neri")]
    assert begin == sorted(begin)
    assert all(number % 2 == 1 for number in begin)
    assert "pagina 1 di 1" in pages[begin[0] - 1]
    assert not pages[begin[0]].strip()
    assert "pagina 1 di 2" in pages[begin[2] - 1]
    assert "pagina 2 di 2" in pages[begin[2]]
    assert "Per Elsa Neri" in pages[begin[2]]
    assert batch.pages == len(pages)


def test_the_first_sheet_tells_whoever_posts_what_to_do(norcia, now, printed):
    tell(somebody(norcia, "Ada Vagni", street="Via Roma 1"), now)

    cover = " ".join(told.text_of(printed()[1])[0].split())

    assert "Stampa di lettere – Norcia – 25 novembre 2026" in cover
    assert "1 lettera, 1 foglio oltre a questo." in cover
    assert "Ada Vagni Via Roma 1, 06046 Norcia PG" in cover
    assert "Imbuca entro giovedì 26 novembre" in cover


def test_letters_are_sorted_by_cap_and_street(now, printed):
    zone = Zone.objects.get(number=6)
    for name, postcode, street in (
        ("Terzo Uno", "06100", "Via B 2"),
        ("Primo Due", "05100", "Via Z 9"),
        ("Secondo Tre", "06100", "Via A 1"),
    ):
        tell(somebody(None, name, zone=zone, postcode=postcode, street=street, locality="X"), now)

    pages = told.text_of(printed()[1])

    begin = {name: first_page(pages, name) for name in ("Primo Due", "Secondo Tre", "Terzo Uno")}
    assert list(begin.values()) == sorted(begin.values())


def test_a_letter_says_who_writes_from_where_when_and_whom_to_call(norcia, now, printed):
    notice = tell(somebody(norcia, "Ada Vagni"), now)

    letter = told.text_of(printed()[1])[2]

    for said in (
        "Zona sociale 6 – Norcia e la Valnerina",
        "Norcia, 25 novembre 2026",
        f"Oggetto {notice.key}",
        "Perché è così.",
        "Telefona al 0743 828711",
    ):
        assert said in letter


def test_an_address_of_the_portal_can_be_typed_or_read_by_a_telephone(norcia, now, printed, monkeypatch):
    from networking.outbox import Kind, Words

    def words(_notice, _now):
        return Words("Prova", ("Testo.",), "Breve", link="/servizi/", link_label="Guarda i servizi")

    kind = Kind(told.NAME, "Prova", words)
    monkeypatch.setattr("networking.outbox.composing.kind_of", lambda _name: kind)
    tell(somebody(norcia), now)

    content = printed()[1]

    assert "127.0.0.1:8000/servizi/" in told.text_of(content)[2]
    assert "Guarda i servizi" in told.text_of(content)[2]
    tags = said_by("pdfinfo", content, "-struct")
    assert "Figure" in tags


def test_the_pile_is_tagged_in_italian_and_has_a_title(norcia, now, printed):
    tell(somebody(norcia), now)

    about = said_by("pdfinfo", printed()[1])

    assert re.search(r"Tagged: +yes", about)
    assert re.search(r"Title: +Stampa di lettere – Norcia – 25 novembre 2026", about)
    assert re.search(r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", about)
