"""The text of minutes as a value: paragraphs, omissis that stays, merging, differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.minutes import texts


def part(key, *words, hidden=()):
    made = texts.section(key, key.title(), *words)
    return made | {
        "paragraphs": [each | {"is_hidden": each["words"] in hidden} for each in made["paragraphs"]]
    }


def flags(sections):
    return [(each["words"], each["is_hidden"]) for part in sections for each in part["paragraphs"]]


def test_an_empty_line_is_between_one_paragraph_and_the_next():
    assert texts.typed("Uno\r\nancora uno\r\n\r\n  \r\nDue\n") == ["Uno\nancora uno", "Due"]
    assert texts.typed("  \n ") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("A\n\nSegreto\n\nB", [("A", False), ("Segreto", True), ("B", False)]),
        ("Prima\n\nA\n\nSegreto", [("Prima", False), ("A", False), ("Segreto", True)]),
        ("A\n\nSegreto corretto\n\nB", [("A", False), ("Segreto corretto", True), ("B", False)]),
        (
            "A\n\nSegreto diviso\n\nin due\n\nB",
            [("A", False), ("Segreto diviso", True), ("in due", True), ("B", False)],
        ),
        ("A\n\nB", [("A", False), ("B", False)]),
    ],
)
def test_what_is_not_for_everybody_stays_so_when_it_is_rewritten(typed, expected):
    before = [part("uno", "A", "Segreto", "B", hidden=["Segreto"])]

    assert flags(texts.rewritten(before, {"uno": typed})) == expected


SECRET = "La famiglia Rossi chiede un aiuto."


@given(st.permutations(["A", "B", "C", SECRET]), st.lists(st.sampled_from(["Nuovo", "Altro"]), max_size=2))
def test_what_is_hidden_stays_so_wherever_it_is_moved(words, added):
    before = [part("uno", "A", SECRET, "B", "C", hidden=[SECRET])]

    after = flags(texts.rewritten(before, {"uno": "\n\n".join([*words, *added])}))

    assert [each for each, _is_hidden in after] == [*words, *added]
    assert (SECRET, True) in after


def test_mended_and_moved_it_is_still_hidden():
    before = [part("uno", "A", SECRET, hidden=[SECRET])]

    after = flags(texts.rewritten(before, {"uno": "La famiglia Rossi ha chiesto aiuto.\n\nA"}))

    assert after == [("La famiglia Rossi ha chiesto aiuto.", True), ("A", False)]


def test_exactly_the_places_said_are_hidden():
    sections = [part("uno", "A", "B", hidden=["A"]), part("due", "C")]

    assert flags(texts.hidden(sections, {"uno:1", "due:0"})) == [("A", False), ("B", True), ("C", True)]


BASE = [part("uno", "A"), part("due", "B")]


def test_who_wrote_elsewhere_is_put_together():
    theirs, mine = [part("uno", "A2"), BASE[1]], [BASE[0], part("due", "B2")]

    assert texts.merged(BASE, theirs, mine) == [part("uno", "A2"), part("due", "B2")]


def test_who_wrote_the_same_is_not_in_each_others_way():
    same = [part("uno", "A2"), BASE[1]]

    assert texts.merged(BASE, same, same) == same


def test_who_wrote_in_the_same_part_is_told():
    assert texts.merged(BASE, [part("uno", "A2"), BASE[1]], [part("uno", "A3"), BASE[1]]) is None


def test_differences_are_of_the_parts_that_changed():
    (found,) = texts.differences(BASE, [part("uno", "A", "Nuovo"), BASE[1]])

    assert found.heading == "Uno"
    assert found.changes == [("same", "A"), ("new", "Nuovo")]


def test_hiding_is_a_difference_too():
    (found,) = texts.differences(BASE, texts.hidden(BASE, {"uno:0"}))

    assert found.changes == [("gone", "A"), ("new", "[omissis] A")]


def test_the_same_text_is_always_the_same_bytes():
    again = [{"paragraphs": BASE[0]["paragraphs"], "heading": "Uno", "key": "uno"}, BASE[1]]

    assert texts.canonical(BASE) == texts.canonical(again)
