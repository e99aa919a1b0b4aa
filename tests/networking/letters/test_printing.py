"""The night's print: one envelope per person, a batch per comune, and nobody told what is no longer so."""

from datetime import timedelta

import pytest

from networking.models import NoticeTry, Zone
from networking.outbox.letters import paper, posting, printing
from networking.storage import StorageFullError, WholeFileStorage
from tests import factories
from tests.networking.letters import told
from tests.networking.letters.told import again, at, batches, somebody, tell

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def run(now, **options):
    return printing.print_letters(now=at(now), **options)


def outcomes(notice):
    return list(notice.tries.values_list("channel", "outcome"))


def test_a_letter_is_printed_with_the_address_it_has_that_night(norcia, now):
    notice = tell(person := somebody(norcia, street="Via Vecchia 1"), now)
    type(person)._base_manager.filter(pk=person.pk).update(street="Via Nuova 2")

    [batch] = run(now)

    notice = again(notice)
    assert (notice.state, notice.batch, notice.address) == ("printed", batch, "Via Nuova 2, 06046 Norcia PG")
    assert (batch.comune, batch.letters, batch.made_at) == (norcia, 1, now)
    assert outcomes(notice) == [("letter", "printed")]
    assert notice.text == f"Testo {notice.key}\n\nPerché è così."


def test_all_that_somebody_is_told_is_in_one_envelope(norcia, now):
    person = somebody(norcia, "Settimio Bonacci")
    first, second = tell(person, now), tell(person, now)

    [batch] = run(now)

    pages = told.text_of(told.content_of(batch))
    [letter] = [page for page in pages if "Gentile Settimio Bonacci" in page]
    assert batch.letters == 1
    assert letter.count("Gentile") == 1
    assert all(f"Testo {notice.key}" in letter for notice in (first, second))


def test_each_comune_has_its_batch_and_who_lives_outside_that_of_the_zone(norcia, cascia, now):
    zone = Zone.objects.get(number=6)
    for comune in (norcia, cascia):
        tell(somebody(comune), now)
    tell(somebody(None, zone=zone, postcode="05100", locality="Terni"), now)

    made = run(now)

    assert {(batch.comune, batch.zone) for batch in made} == {(norcia, None), (cascia, None), (None, zone)}


def test_what_is_not_due_yet_waits_and_leaves_a_week_before(norcia, now):
    notice = tell(somebody(norcia), now, due_at=now + 20 * DAY)

    assert run(now) == []
    assert run(now + 12 * DAY) == []
    assert len(run(now + 13 * DAY)) == 1
    assert again(notice).state == "printed"


def test_what_is_printed_is_not_printed_again(norcia, now):
    tell(somebody(norcia), now)

    assert len(run(now)) == 1
    assert run(now + DAY) == []


def test_what_has_no_reason_any_more_is_withdrawn_and_not_printed(norcia, now):
    notice = tell(somebody(norcia), now, key="finito")
    told.GONE.add("finito")

    assert run(now) == []
    assert again(notice).state == "withdrawn"


def test_who_has_no_street_any_more_is_told_in_another_way(norcia, now):
    person = somebody(norcia, email="lucia@example.org")
    notice = tell(person, now)
    type(person)._base_manager.filter(pk=person.pk).update(street="", channel="")

    assert run(now) == []
    assert (again(notice).state, again(notice).channel) == ("queued", "email")
    assert outcomes(notice) == [("letter", "refused")]


def test_what_would_arrive_too_late_is_told_in_another_way(norcia, now):
    person = somebody(norcia, phone="+390743999903")
    notice = tell(person, now, expires_at=now + 8 * DAY)

    assert run(now + 2 * DAY) == []
    assert (again(notice).state, again(notice).channel) == ("queued", "phone")


def test_who_can_be_told_in_no_other_way_is_on_the_list_of_what_was_not_delivered(norcia, now):
    notice = tell(somebody(norcia), now, expires_at=now + 8 * DAY)

    run(now + 2 * DAY)

    assert (again(notice).state, again(notice).reason) == ("dead", "Per posta non sarebbe arrivato in tempo.")


def test_a_letter_that_cannot_be_drawn_does_not_hold_back_the_others(norcia, now, monkeypatch):
    bad, good = tell(somebody(norcia), now), tell(somebody(norcia), now)
    context = paper._context

    def stumbling(letter, **options):
        if letter.notices[0].pk == bad.pk:
            raise ValueError("lettera storta")
        return context(letter, **options)

    monkeypatch.setattr(paper, "_context", stumbling)

    [batch] = run(now)

    assert batch.letters == 1
    assert again(good).batch == batch
    assert (again(bad).state, outcomes(bad)) == ("queued", [("letter", "put_off")])
    monkeypatch.undo()
    assert len(run(now + DAY)) == 1
    assert again(bad).state == "printed"


def test_what_is_withdrawn_while_it_is_drawn_is_drawn_again_without_it(norcia, now, monkeypatch):
    gone, stays = tell(somebody(norcia, "Ada Vagni"), now), tell(somebody(norcia, "Elsa Neri"), now)
    drawn = printing._drawn

    def slow(batch, letters):
        made = drawn(batch, letters)
        told.again(gone).__class__._base_manager.filter(pk=gone.pk, state="sending").update(
            state="withdrawn", holder=None, lease_until=None
        )
        return made

    monkeypatch.setattr(printing, "_drawn", slow)

    [batch] = run(now)

    assert again(gone).batch is None
    assert again(stays).batch == batch
    assert "Ada Vagni" not in "".join(told.text_of(told.content_of(batch)))


def test_a_run_that_wakes_after_another_has_taken_over_files_nothing(norcia, now, monkeypatch, media):
    notice = tell(somebody(norcia), now)
    drawn = printing._drawn

    def frozen(batch, letters):
        made = drawn(batch, letters)
        monkeypatch.setattr(printing, "_drawn", drawn)
        factories.notices().update(lease_until="2026-01-01T00:00Z")
        run(now)
        return made

    monkeypatch.setattr(printing, "_drawn", frozen)

    assert run(now) == []
    assert batches().count() == 1
    assert NoticeTry.objects.filter(notice=notice, outcome="printed").count() == 1
    assert len(media()) == 1


def test_where_there_is_no_room_for_the_file_nothing_is_lost(norcia, cascia, now, monkeypatch, media):
    notice = tell(somebody(norcia), now)
    save = WholeFileStorage._save

    def full(*_arguments):
        raise StorageFullError

    monkeypatch.setattr(WholeFileStorage, "_save", full)

    with pytest.raises(printing.NotAllPrintedError):
        run(now)

    assert (again(notice).state, again(notice).holder, again(notice).attempts) == ("queued", None, 0)
    assert batches().count() == 0
    monkeypatch.setattr(WholeFileStorage, "_save", save)
    assert len(run(now)) == 1


def test_no_bytes_stay_of_a_batch_that_could_not_be_written(norcia, now, monkeypatch, media):
    tell(somebody(norcia), now)

    def broken(*_arguments, **_options):
        raise RuntimeError("rotto")

    monkeypatch.setattr("networking.outbox.letters.filing.write_down", broken)

    with pytest.raises(printing.NotAllPrintedError):
        run(now)

    assert media() == []
    assert batches().count() == 0


def test_what_is_told_once_more_by_letter_is_in_one_pile_only(norcia, now):
    person = somebody(norcia)
    notice, other = tell(person, now, key="di nuovo"), tell(somebody(norcia), now)
    [first] = run(now)
    type(notice)._base_manager.filter(pk=notice.pk).update(state="withdrawn", closed_at=now)
    tell(person, now, key="di nuovo")

    # The others of the first pile are put back, and printed next.
    second, third = run(now + DAY)

    assert not batches().filter(pk=first.pk).exists()
    assert (again(notice).batch, again(other).batch) == (second, third)
    assert (second.letters, third.letters) == (1, 1)


def test_a_run_begins_nothing_when_its_time_is_over(norcia, now, monkeypatch):
    tell(somebody(norcia), now)
    monkeypatch.setattr(printing, "A_RUN", -1)

    assert run(now) == []


def test_more_people_than_fit_in_one_pile_have_two(norcia, now, monkeypatch):
    monkeypatch.setattr("networking.outbox.letters.taking.PEOPLE_AT_ONCE", 2)
    for _each in range(3):
        tell(somebody(norcia), now)

    assert [batch.letters for batch in run(now)] == [2, 1]


def test_an_address_from_which_a_letter_came_back_is_not_written_to_until_it_is_corrected(
    norcia, now, operator_of_zone_6
):
    person = somebody(norcia, street="Via Sbagliata 1", phone="+390743999903")
    tell(person, now)
    [batch] = run(now)
    posting.posted(batch, by=operator_of_zone_6, now=now)
    posting.returned(batch, person, by=operator_of_zone_6, now=now + DAY)

    notice = tell(person, now + DAY)
    assert run(now + 2 * DAY) == []
    assert again(notice).channel == "phone"

    type(person)._base_manager.filter(pk=person.pk).update(street="Via Giusta 2")
    tell(again(person), now + 2 * DAY)
    assert len(run(now + 3 * DAY)) == 1
