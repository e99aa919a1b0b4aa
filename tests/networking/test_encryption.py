"""Sealed columns: authenticated, bound to their place, with keys that change."""

import base64
import os

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from networking import encryption
from networking.models import Person
from networking.models.sealed import UNREADABLE
from tests import factories

WORDS = "celiachia; usa la sedia a rotelle"


def key(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


@pytest.fixture
def person(norcia):
    return factories.human(comune=norcia, needs=WORDS, codice_fiscale="rss mra 80a01 h501u")


def again(person):
    return Person.objects.for_everyone(reason="una prova").get(pk=person.pk)


def raw(person, column="needs"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM networking_person WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


def test_asvs_11_3_1_what_lies_in_the_database_cannot_be_read(person):
    assert b"celiachia" not in raw(person)
    assert again(person).needs == WORDS


def test_the_same_words_are_never_sealed_twice_alike():
    assert encryption.seal("a", context="x") != encryption.seal("a", context="x")


def test_asvs_11_3_1_a_changed_value_does_not_open():
    sealed = bytearray(encryption.seal("dodici", context="x"))
    sealed[-1] ^= 1

    with pytest.raises(encryption.UnreadableError):
        encryption.open_sealed(bytes(sealed), context="x")


@pytest.mark.parametrize("broken", [b"", b"\x00", b"\x05prova", b"\xff" * 40])
def test_what_was_never_sealed_does_not_open(broken):
    with pytest.raises(encryption.UnreadableError):
        encryption.open_sealed(broken, context="x")


def test_a_value_moved_to_another_row_is_not_read(person, norcia):
    other = factories.human(comune=norcia, needs="altro")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE networking_person SET needs = %s WHERE id = %s", [raw(person), other.pk])

    assert again(other).needs == str(UNREADABLE)


def test_asvs_11_3_3_old_rows_open_after_the_key_changes_and_new_ones_use_the_new_key(settings, person):
    settings.FIELD_KEYS = f"{key('nuova')},{settings.FIELD_KEYS}"

    reread = again(person)
    assert reread.needs == WORDS
    reread.needs = "altro"
    reread.save()

    assert encryption.key_of(raw(person)) == "nuova"
    assert again(person).needs == "altro"


def test_asvs_11_3_3_keys_rotate(settings, person):
    old = settings.FIELD_KEYS
    new = key("nuova")
    settings.FIELD_KEYS = f"{new},{old}"

    call_command("rotate_field_keys")

    settings.FIELD_KEYS = new
    assert again(person).needs == WORDS
    assert again(person).codice_fiscale == "RSSMRA80A01H501U"


def test_without_its_key_the_row_opens_says_so_and_saving_it_loses_nothing(settings, person):
    kept, before = settings.FIELD_KEYS, raw(person)
    settings.FIELD_KEYS = key("sola")

    reread = again(person)
    assert reread.needs == str(UNREADABLE)
    reread.needs = str(UNREADABLE)
    reread.phone = "0743 1"
    reread.full_clean()
    reread.save()

    assert raw(person) == before
    settings.FIELD_KEYS = kept
    assert again(person).needs == WORDS
    assert Person.objects.for_everyone(reason="una prova").matching("RSSMRA80A01H501U").get() == person


def test_saving_something_else_does_not_touch_the_seal(person):
    before = raw(person)
    reread = again(person)
    reread.phone = "0743 1"
    reread.full_clean()
    reread.save()

    assert raw(person) == before


def test_a_codice_fiscale_saved_by_itself_takes_its_index_along(person):
    person.codice_fiscale = "VRDLCU85B41F935H"
    person.save(update_fields=["codice_fiscale"])

    people = Person.objects.for_everyone(reason="una prova")
    assert people.matching("VRDLCU85B41F935H").get() == person
    assert not people.matching("RSSMRA80A01H501U").exists()


def test_nothing_is_not_sealed(norcia):
    person = factories.human(comune=norcia, needs="")

    assert again(person).needs is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: list(rows.filter(needs="celiachia")),
        lambda rows: list(rows.filter(needs__contains="celiachia")),
        lambda rows: rows.update(needs="in chiaro"),
    ],
)
def test_it_can_be_neither_searched_nor_written_in_bulk(person, ask):
    with pytest.raises((FieldError, TypeError)):
        ask(Person.objects.for_everyone(reason="una prova"))


def test_a_codice_fiscale_is_found_without_being_readable(person):
    assert Person.objects.for_everyone(reason="una prova").matching("RSSMRA80A01H501U").get() == person
    assert b"RSSMRA80A01H501U" not in raw(person, "codice_fiscale")
    assert b"RSSMRA80A01H501U" not in raw(person, "codice_fiscale_index")


@pytest.mark.parametrize(
    "written", ["", "a", "a:non-base64!", "a:" + base64.b64encode(b"corta").decode(), ":AAAA"]
)
def test_a_ring_that_is_wrong_is_refused(written):
    with pytest.raises(ImproperlyConfigured):
        encryption.parse_keys(written)
