"""Charts as they are read: names, tables, colours, paper."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from networking.charts.cartograms import Value, cartogram
from networking.charts.lying import Line, bullet, lying
from networking.charts.trends import Moment, trend
from networking.models import Comune
from networking.pdf import stylesheet
from networking.typesetting import draw
from tests.pdf_structure import UNIVERSAL, flaws

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def trend_html():
    moments = [
        Moment("gennaio 2026", "gen 26", 12, "12", target=20, target_words="20"),
        Moment("febbraio 2026", "feb 26", None, "nascosto", target=20, target_words="20", is_hidden=True),
        Moment("marzo 2026", "mar 26", 15, "15", target=20, target_words="20", starts_anew=True),
    ]
    words = {"title": "Volontari", "description": "Da 12 a 15.", "caption": "Volontari, mese per mese"}
    heads = {"moment_head": "Mese", "value_head": "Volontari", "target_head": "Traguardo"}
    context = {"trend": trend(moments, written=lambda number: f"{number:g}"), "id": "andamento"}
    return render_to_string("charts/trend.html", {**context, **words, **heads})


def bars_html():
    lines = [
        Line("Norcia", 12, "12"),
        Line("Preci", None, "nascosto", is_hidden=True),
        Line("Cascia", None, "–"),
    ]
    heads = {"caption": "Volontari, comune per comune", "name_head": "Comune", "value_head": "Volontari"}
    return render_to_string("charts/bars.html", {"bars": lying(lines), "id": "comuni", **heads})


def bullet_html():
    words = {
        "title": "Volontari e traguardo",
        "value_words": "12 persone",
        "target_words": "almeno 20 persone",
    }
    return render_to_string("charts/bullet.html", {"bullet": bullet(12, target=20), "id": "ora", **words})


def cartogram_html():
    values = {"norcia": Value(12, "12"), "preci": Value(None, "nascosto", is_hidden=True)}
    drawing = cartogram(Comune.objects.select_related("zone").in_order(), values)
    return render_to_string("charts/cartogram.html", {"cartogram": drawing, "id": "mappa", "title": "Dove"})


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("html", [trend_html, bullet_html])
def test_a_drawing_says_its_name_and_its_table_follows(html):
    page = html()
    drawing = ElementTree.fromstring(SVG.search(page).group())

    named = drawing.get("aria-labelledby").split()
    assert drawing.get("role") == "img"
    assert all(f'id="{each}"' in page for each in named)
    assert page.index("<table") > page.index("<svg")
    assert "<caption>" in page
    assert 'scope="col"' in page


def test_every_drawing_is_well_formed_and_has_a_title():
    drawings = SVG.findall(trend_html() + bars_html() + bullet_html())

    assert len(drawings) > 5
    assert all(ElementTree.fromstring(each).find("title").text for each in drawings)


def test_a_hidden_number_is_a_hatch_and_the_word_and_one_that_is_missing_has_no_bar():
    norcia, preci, cascia = re.findall(r"<tr>.*?</tr>", bars_html().split("<tbody>")[1], re.DOTALL)

    assert 'fill="#0066cc"' in norcia
    assert "url(#comuni-2)" in preci
    assert ">nascosto<" in preci
    assert "<svg" not in cascia


def test_lines_and_marks_stand_out_from_white_and_from_their_neighbours():
    white, line, target, ink, edge = "#ffffff", "#0066cc", "#b2440a", "#17324d", "#5b6f82"

    assert min(contrast(white, each) for each in (line, target, ink, edge, "#455a64")) >= 3
    assert contrast("#e6ebef", line) >= 3
    assert contrast("#e6ebef", edge) >= 3


def test_the_line_of_the_target_is_told_apart_without_colours():
    assert 'stroke="#b2440a" stroke-width="3" stroke-dasharray' in trend_html()


def test_no_comune_is_lost_on_the_map(db):
    page = cartogram_html()

    assert all(page.count(f">{escape(each.name)}") == 2 for each in Comune.objects.all())
    assert Comune.objects.count() == 21
    assert "nascosto per riservatezza" in page


def test_shades_gather_near_numbers_and_never_part_equal_ones(db):
    comuni = list(Comune.objects.select_related("zone").in_order())
    values = {each.slug: Value(7, "7") for each in comuni}
    drawing = cartogram(comuni, values)

    assert [(each.first, each.last, each.is_one_number) for each in drawing.shades] == [("7", "7", True)]
    assert {area.shade for area in drawing.areas} == {1}
    assert not drawing.has_blank
    assert not drawing.has_hidden


def test_without_comuni_there_is_no_map():
    assert cartogram([], {}) is None


def test_on_paper_every_drawing_has_words_for_who_listens():
    page = render_to_string("documents/base.html", {"written_at": None}).replace(
        "<title></title>", "<title>Prova</title>"
    )
    body = f"<h1>Prova</h1>{trend_html()}{bullet_html()}{bars_html()}"
    content = draw(page.replace("</main>", f"{body}</main>"), stylesheet=stylesheet())

    assert flaws(content, standard=UNIVERSAL) == []
