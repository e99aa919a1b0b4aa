"""Somebody erased is in no pile: one not yet posted is made again without them, of a posted one the file goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking.erasing.person import Asked, erase_person
from networking.models import Channel
from networking.outbox.letters import posting, printing
from tests.networking.erasing import looking
from tests.networking.erasing import marks as marking
from tests.networking.letters import told
from tests.networking.letters.told import again, batches, somebody, tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def marks():
    """By what the erased person would be recognised."""
    found = marking.Marks()
    for word in ("Zzerasa", "Zzcognome", "Via Zzmarcata"):
        found.keep(word, word)
    return found


@pytest.fixture
def plain(monkeypatch):
    """A PDF in which words can be looked for: it is not packed."""

    def draw(batch, letters):
        batch.letters, batch.pages = len(letters), 4
        return "\n".join(f"{each.person} {each.lines}" for each in letters).encode(), []

    monkeypatch.setattr(printing, "_drawn", draw)


def erase(person):
    now = timezone.now()
    return erase_person(person, asked=Asked(Channel.DESK, now), now=now)


@pytest.fixture
def pile(norcia, plain):
    """One letter to who will be erased, one to somebody else, one that speaks to somebody else of the first."""
    now = timezone.now()
    person = somebody(norcia, "Zzerasa Zzcognome", street="Via Zzmarcata 1")
    mine, other = tell(person, now), tell(somebody(norcia, "Ada Vagni"), now)
    [batch] = printing.print_letters()
    return batch, person, mine, other


def test_the_marks_are_found_before(pile, marks, settings):
    """Or what follows would prove nothing."""
    found = looking.found(marks, folders=[settings.MEDIA_ROOT])

    assert any(place.startswith(str(settings.MEDIA_ROOT)) for place in found)
    assert "networking_notice" in found


def test_a_pile_not_posted_is_made_again_without_who_was_erased(pile, marks, settings, media):
    batch, person, _mine, other = pile

    proof = erase(person)

    assert looking.found(marks, folders=[settings.MEDIA_ROOT]) == {}
    assert proof.files == 1
    assert not batches().filter(pk=batch.pk).exists()
    assert (again(other).state, media()) == ("queued", [])
    [remade] = printing.print_letters()
    assert (remade.letters, again(other).batch) == (1, remade)


def test_of_a_posted_pile_the_file_goes_and_that_it_was_posted_stays(
    pile, marks, settings, operator_of_zone_6
):
    batch, person, _mine, other = pile
    posting.posted(batch, by=operator_of_zone_6, now=timezone.now())

    erase(person)

    assert looking.found(marks, folders=[settings.MEDIA_ROOT]) == {}
    assert (again(batch).file.name, again(batch).letters) == ("", 2)
    assert again(other).state == "sent"


def test_a_letter_to_somebody_else_about_who_was_erased_goes_too(norcia, plain, media):
    now = timezone.now()
    child = somebody(norcia, "Zzerasa Zzcognome")
    tell(somebody(norcia, "Elsa Vagni"), now, concerns=child)
    printing.print_letters()

    erase(child)

    assert media() == []
    assert not batches().exists()


def test_erased_while_the_letters_are_drawn_is_not_in_the_pile(norcia, plain, monkeypatch, marks, settings):
    now = timezone.now()
    person = somebody(norcia, "Zzerasa Zzcognome", street="Via Zzmarcata 1")
    tell(person, now)
    tell(somebody(norcia, "Ada Vagni"), now)
    drawn = printing._drawn

    def meanwhile(batch, letters):
        made = drawn(batch, letters)
        monkeypatch.setattr(printing, "_drawn", drawn)
        erase(person)
        return made

    monkeypatch.setattr(printing, "_drawn", meanwhile)

    [batch] = printing.print_letters()

    assert batch.letters == 1
    assert looking.found(marks, folders=[settings.MEDIA_ROOT]) == {}


def test_who_posted_is_forgotten_and_the_pile_stays(norcia, plain, operator_of_zone_6, media):
    tell(somebody(norcia), timezone.now())
    [batch] = printing.print_letters()
    posting.posted(batch, by=operator_of_zone_6, now=timezone.now() - timedelta(hours=1))

    erase(operator_of_zone_6.person)

    assert (again(batch).posted_by, len(media())) == (None, 1)
    assert told.again(batch).posted_at is not None
